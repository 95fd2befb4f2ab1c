"""The rota: a week by person and by duty, and putting people on and off."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.names import initials, show_name
from amhp_desktop.domain.people import Approval, Position, approval_warning, why_not_approved
from amhp_desktop.domain.rota import Cover, CoverState, Shift, ShiftKind, cover, week_of
from amhp_desktop.domain.when import london_day
from amhp_desktop.services.acting import Acting, Loaded, refuse_if
from amhp_desktop.services.people import approvals_by_staff, needs_approval
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.people import OrganisationRow, StaffRow
from amhp_desktop.storage.rota import DutyRow, ShiftRow

_TOPICS = frozenset({Topic.ROTA})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class DutyView:
    """One person's duty."""

    id: int
    staff_id: int
    shift_id: int
    kind: ShiftKind
    day: date
    starts_at: datetime
    ends_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class RotaPerson:
    """Somebody who can be rostered; ``cannot`` says, by day of the week, why not, or ''."""

    id: int
    name: str
    initials: str
    position: Position
    employer: str
    phone: str
    warning: str
    cannot: tuple[str, ...]
    hours: float


@dataclass(frozen=True, slots=True)
class RotaWeek:
    """One week of the rota."""

    days: tuple[date, ...]
    shifts: tuple[Shift, ...]
    people: tuple[RotaPerson, ...]
    duties: tuple[DutyView, ...]
    cover: tuple[Cover, ...]

    @property
    def holes(self) -> tuple[Cover, ...]:
        """Return every shift of the week with fewer people than it needs, by day."""
        missing = [one for one in self.cover if one.state in {CoverState.HOLE, CoverState.SHORT}]
        return tuple(sorted(missing, key=lambda one: (one.day, one.shift.starts)))


@dataclass(frozen=True, slots=True)
class ShiftDraft:
    """A shift template as edited: wall-clock times and the people needed from Monday to Sunday."""

    kind: ShiftKind = ShiftKind.DAY
    name: str = ""
    starts: time | None = None
    ends: time | None = None
    minimum: tuple[int, ...] = (0, 0, 0, 0, 0, 0, 0)


class RotaService(Acting):
    """Who is on which duty."""

    def week(self, day: date) -> RotaWeek:
        """Return the week a day lies in, in four statements."""
        self.identity.require(Permission.READ_ROTA)
        days = week_of(day)
        with self.database.reading() as session:
            shifts = tuple(shift_of(row) for row in session.scalars(select(ShiftRow).order_by(ShiftRow.id)))
            duties = _duties(session, days)
            approvals = approvals_by_staff(session)
            staff = session.execute(
                select(StaffRow, OrganisationRow.name)
                .join(OrganisationRow, OrganisationRow.id == StaffRow.employer_id)
                .where(StaffRow.position != Position.ADMIN)
                .order_by(StaffRow.family, StaffRow.given)
            ).all()
        hours = _hours(duties)
        people = tuple(
            self._person(row, employer, approvals.get(row.id, ()), days, hours.get(row.id, 0.0))
            for row, employer in staff
        )
        held = self._that_count(duties, {person.id: person for person in people}, days)
        return RotaWeek(days, shifts, people, duties, cover(shifts, days, held))

    def _person(
        self,
        row: StaffRow,
        employer: str,
        approvals: tuple[Approval, ...],
        days: tuple[date, ...],
        hours: float,
    ) -> RotaPerson:
        gated = needs_approval(row.position)
        return RotaPerson(
            id=row.id, name=show_name(row.family, row.given), initials=initials(row.family, row.given),
            position=row.position, employer=employer, phone=row.phone,
            warning=approval_warning(approvals, self.today()) if gated else "",
            cannot=tuple(why_not_approved(approvals, day, day) if gated else "" for day in days), hours=hours,
        )  # fmt: skip

    def _that_count(
        self, duties: tuple[DutyView, ...], people: dict[int, RotaPerson], days: tuple[date, ...]
    ) -> list[tuple[int, date]]:
        """Return the duties that give cover: one held by somebody whose approval has lapsed gives none."""
        counted = []
        for duty in duties:
            person = people.get(duty.staff_id)
            lapsed = person is not None and person.cannot[days.index(duty.day)]
            if not (duty.kind.needs_approval and lapsed):
                counted.append((duty.shift_id, duty.day))
        return counted

    def assign(self, staff_id: int, shift_id: int, day: date, operation: Operation) -> Changed:
        """Put somebody on a duty.

        Refused where the duty needs an AMHP and their approval does not cover the whole of it (s.114), or
        where they are on duty already at that time.
        """

        def work(change: Change) -> tuple[int, ...]:
            staff = self.lock(change, StaffRow, staff_id)
            shift_row = self.lock(change, ShiftRow, shift_id)
            starts_at, ends_at = shift_of(shift_row).during(day)
            if shift_row.kind.needs_approval:
                approvals = approvals_by_staff(change.session).get(staff_id, ())
                cannot = why_not_approved(approvals, london_day(starts_at), london_day(ends_at))
                if cannot:
                    name = show_name(staff.family, staff.given)
                    raise Refused(Problem("staff_id", f"{name}: {cannot}", citation="s.114"))
            duty = change.add(
                DutyRow(
                    lssa_id=self.identity.lssa_id, staff_id=staff_id, shift_id=shift_id, day=day,
                    starts_at=starts_at, ends_at=ends_at, note=operation.reason.strip(),
                )
            )  # fmt: skip
            return (duty.id,)

        return self.act(operation, Permission.EDIT_ROTA, _TOPICS, work)

    def remove(self, duty_id: int, operation: Operation) -> Changed:
        """Take somebody off a duty; the duty stays in the history with the reason."""

        def work(change: Change) -> tuple[int, ...]:
            duty = self.lock(change, DutyRow, duty_id)
            change.void(duty, operation.reason.strip() or "Taken off the rota")
            return (duty_id,)

        return self.act(operation, Permission.EDIT_ROTA, _TOPICS, work)

    def holes(self, first: date, weeks: int) -> tuple[Cover, ...]:
        """Return every uncovered duty of some weeks from a day on, by date."""
        found: list[Cover] = []
        day = first
        for _ in range(weeks):
            week = self.week(day)
            found += [hole for hole in week.holes if hole.day >= first]
            day = date.fromordinal(week.days[-1].toordinal() + 1)
        return tuple(found)

    def load_shift(self, shift_id: int) -> Loaded[ShiftDraft]:
        """Return one shift template for editing."""
        with self.database.reading() as session:
            row = session.get_one(ShiftRow, shift_id)
        return Loaded(row.id, row.version, _shift_draft(row), row.changed_by, row.changed_at)

    def save_shift(self, shift_id: int | None, draft: ShiftDraft, operation: Operation) -> Changed:
        """Add or change a shift template; duties already given keep their times."""
        refuse_if(_shift_problems(draft))

        def work(change: Change) -> tuple[int, ...]:
            row = (
                ShiftRow(lssa_id=self.identity.lssa_id)
                if shift_id is None
                else self.lock(change, ShiftRow, shift_id)
            )
            row.kind, row.name = draft.kind, draft.name.strip()
            row.starts, row.ends = draft.starts or time(0), draft.ends or time(0)
            for name, number in zip(_DAYS, draft.minimum, strict=True):
                setattr(row, name, number)
            return (change.add(row).id,)

        return self.act(operation, Permission.EDIT_ROTA, _TOPICS, work)


def shift_of(row: ShiftRow) -> Shift:
    """Return a stored shift template as a value."""
    return Shift(
        row.id, row.kind, row.name, row.starts, row.ends, tuple(getattr(row, name) for name in _DAYS)
    )


def _shift_draft(row: ShiftRow) -> ShiftDraft:
    shift = shift_of(row)
    return ShiftDraft(shift.kind, shift.name, shift.starts, shift.ends, shift.minimum)


def _shift_problems(draft: ShiftDraft) -> tuple[Problem, ...]:
    found = []
    if not draft.name.strip():
        found.append(Problem("name", "Enter the shift's name."))
    if draft.starts is None:
        found.append(Problem("starts", "Enter when it starts."))
    if draft.ends is None:
        found.append(Problem("ends", "Enter when it ends."))
    if any(not 0 <= number <= 99 for number in draft.minimum):
        found.append(Problem("minimum", "Enter how many people are needed, 0 to 99."))
    return tuple(found)


def _duties(session: Session, days: tuple[date, ...]) -> tuple[DutyView, ...]:
    rows = session.execute(
        select(DutyRow, ShiftRow.kind)
        .join(ShiftRow, ShiftRow.id == DutyRow.shift_id)
        .where(DutyRow.day >= days[0], DutyRow.day <= days[-1])
        .order_by(DutyRow.starts_at)
    ).all()
    return tuple(
        DutyView(
            duty.id, duty.staff_id, duty.shift_id, kind, duty.day, duty.starts_at, duty.ends_at, duty.note
        )
        for duty, kind in rows
    )


def _hours(duties: tuple[DutyView, ...]) -> dict[int, float]:
    """Return each person's hours, as elapsed time: a night when the clocks go back is an hour longer."""
    found: dict[int, float] = {}
    for duty in duties:
        length = (duty.ends_at - duty.starts_at).total_seconds() / 3600
        found[duty.staff_id] = found.get(duty.staff_id, 0.0) + length
    return found
