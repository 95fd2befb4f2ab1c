"""Staff and their approvals as AMHPs, the bodies that employ them and the authorities they act for."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from amhp_desktop.domain.changes import Topic
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.names import initials, show_name
from amhp_desktop.domain.people import (
    Approval,
    ApprovalDraft,
    ApprovalState,
    AuthorityDraft,
    OrganisationDraft,
    Position,
    StaffDraft,
    approval_problems,
    approval_state,
    named_problems,
    staff_problems,
    why_not_approved,
)
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.acting import Loaded, loaded_from
from amhp_desktop.services.entries import EntryService
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.people import ApprovalRow, LssaRow, OrganisationRow, StaffRow
from amhp_desktop.storage.rota import DutyRow


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry to choose from: its id and its words."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff in a list; ``cannot_act`` says why not to be rostered as an AMHP today, or ''."""

    id: int
    name: str
    initials: str
    position: Position
    employer: str
    home_team: str
    phone: str
    email: str
    approval: ApprovalState
    cannot_act: str


class StaffService(EntryService[StaffDraft]):
    """Members of staff of every employer."""

    row = StaffRow
    draft = StaffDraft
    topics = frozenset({Topic.PEOPLE, Topic.ROTA})

    @override
    def problems(self, draft: StaffDraft) -> tuple[Problem, ...]:
        return staff_problems(draft)

    def lines(self) -> tuple[StaffLine, ...]:
        """Return everybody in use, by family name, in two statements."""
        with self.database.reading() as session:
            approvals = approvals_by_staff(session)
            rows = session.execute(
                select(StaffRow, OrganisationRow.name)
                .join(OrganisationRow, StaffRow.employer_id == OrganisationRow.id)
                .order_by(StaffRow.family, StaffRow.given)
            ).all()
        return tuple(self._staff_line(row, employer, approvals.get(row.id, ())) for row, employer in rows)

    def _staff_line(self, row: StaffRow, employer: str, approvals: tuple[Approval, ...]) -> StaffLine:
        today = self.today()
        gated = needs_approval(row.position)
        return StaffLine(
            id=row.id,
            name=show_name(row.family, row.given, row.title),
            initials=initials(row.family, row.given),
            position=row.position,
            employer=employer,
            home_team=row.home_team,
            phone=row.phone,
            email=row.email,
            approval=approval_state(approvals, today) if gated or approvals else ApprovalState(),
            cannot_act=why_not_approved(approvals, today, today) if gated else "",
        )

    @override
    def check_void(self, change: Change, entry_id: int) -> None:
        first = change.session.scalars(
            select(DutyRow.day)
            .where(DutyRow.staff_id == entry_id, DutyRow.ends_at > self.clock())
            .order_by(DutyRow.starts_at)
        ).first()
        if first is not None:
            sentence = f"This person is on the rota on {show_date(first)}. Take them off the rota first."
            raise Refused(Problem("", sentence))


class ApprovalService(EntryService[ApprovalDraft]):
    """Approvals as an AMHP (s.114)."""

    row = ApprovalRow
    draft = ApprovalDraft
    topics = frozenset({Topic.PEOPLE, Topic.ROTA})

    @override
    def problems(self, draft: ApprovalDraft) -> tuple[Problem, ...]:
        return approval_problems(draft, self.today())

    def of_staff(self, staff_id: int) -> tuple[Loaded[ApprovalDraft], ...]:
        """Return one person's approvals, newest first."""
        with self.database.reading() as session:
            rows = session.scalars(
                select(ApprovalRow)
                .where(ApprovalRow.staff_id == staff_id)
                .order_by(ApprovalRow.ends_on.desc(), ApprovalRow.id.desc())
            ).all()
        return tuple(loaded_from(row, ApprovalDraft) for row in rows)


class OrganisationService(EntryService[OrganisationDraft]):
    """Bodies that employ staff or run hospitals."""

    row = OrganisationRow
    draft = OrganisationDraft

    @override
    def problems(self, draft: OrganisationDraft) -> tuple[Problem, ...]:
        return named_problems(draft.name)

    def choices(self) -> tuple[Choice, ...]:
        """Return the bodies that employ staff."""
        with self.database.reading() as session:
            rows = session.scalars(select(OrganisationRow).order_by(OrganisationRow.name)).all()
        return tuple(Choice(row.id, row.name) for row in rows)


class AuthorityService(EntryService[AuthorityDraft]):
    """Local social services authorities."""

    row = LssaRow
    draft = AuthorityDraft

    @override
    def problems(self, draft: AuthorityDraft) -> tuple[Problem, ...]:
        return named_problems(draft.name)

    def choices(self) -> tuple[Choice, ...]:
        """Return the local social services authorities, this service's own first."""
        with self.database.reading() as session:
            rows = session.scalars(select(LssaRow).order_by(LssaRow.own.desc(), LssaRow.name)).all()
        return tuple(Choice(row.id, row.name) for row in rows)


def needs_approval(position: Position) -> bool:
    """Tell whether somebody in this position acts as an AMHP."""
    return position in {Position.AMHP, Position.EDT_AMHP, Position.STANDBY}


def approvals_by_staff(session: Session) -> dict[int, tuple[Approval, ...]]:
    """Return every person's approvals in one statement."""
    found: dict[int, list[Approval]] = {}
    for row in session.scalars(select(ApprovalRow)):
        found.setdefault(row.staff_id, []).append(
            Approval(row.approved_on, row.ends_on, row.status, row.status_reason)
        )
    return {staff_id: tuple(approvals) for staff_id, approvals in found.items()}
