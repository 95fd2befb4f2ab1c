"""What the rota reads: everybody who can be rostered with their approvals, and the duties around some days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amhp_desktop.domain.people import Approval, Position, why_not_approved
from amhp_desktop.domain.rota import Shift, ShiftKind, days_of, short_rest
from amhp_desktop.services.people import approvals_by_staff
from amhp_desktop.storage.people import OrganisationRow, StaffRow
from amhp_desktop.storage.rota import DutyRow, ShiftRow

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class DutyView:
    """One person's duty.

    ``lapsed`` says why it gives no cover (approval, s.114), ``rest`` why its holder rests too little; or ''.
    """

    id: int
    staff_id: int
    shift_id: int
    kind: ShiftKind
    day: date
    starts_at: datetime
    ends_at: datetime
    note: str
    lapsed: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Rosterable:
    """Somebody who can be put on duty, with their approvals."""

    id: int
    family: str
    given: str
    position: Position
    employer: str
    phone: str
    approvals: tuple[Approval, ...]


@dataclass(frozen=True, slots=True)
class RotaFacts:
    """Shifts, people and the duties of some days with one day more on either side, for the rests."""

    shifts: tuple[Shift, ...]
    people: tuple[Rosterable, ...]
    duties: tuple[DutyView, ...]


def read_facts(session: Session, days: tuple[date, ...]) -> RotaFacts:
    """Return what is known for some days in a row, in four statements."""
    shifts = tuple(shift_of(row) for row in session.scalars(select(ShiftRow).order_by(ShiftRow.id)))
    approvals = approvals_by_staff(session)
    staff = session.execute(
        select(StaffRow, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.id == StaffRow.employer_id)
        .where(StaffRow.position != Position.ADMIN)
        .order_by(StaffRow.family, StaffRow.given)
    ).all()
    people = tuple(
        Rosterable(
            row.id, row.family, row.given, row.position, employer, row.phone, approvals.get(row.id, ())
        )
        for row, employer in staff
    )
    known = {person.id: person for person in people}
    return RotaFacts(shifts, people, _judged(_duties(session, days), known))


def shift_of(row: ShiftRow) -> Shift:
    """Return a stored shift template as a value."""
    return Shift(row.id, row.kind, row.name, row.starts, row.ends, tuple(getattr(row, name) for name in DAYS))


def hours_of(duties: tuple[DutyView, ...], days: tuple[date, ...]) -> dict[int, float]:
    """Return each person's hours, as elapsed time: a night when the clocks go back is an hour longer."""
    found: dict[int, float] = {}
    for duty in duties:
        if days[0] <= duty.day <= days[-1]:
            length = (duty.ends_at - duty.starts_at).total_seconds() / 3600
            found[duty.staff_id] = found.get(duty.staff_id, 0.0) + length
    return found


def _duties(session: Session, days: tuple[date, ...]) -> tuple[DutyView, ...]:
    around = timedelta(days=1)
    rows = session.execute(
        select(DutyRow, ShiftRow.kind)
        .join(ShiftRow, ShiftRow.id == DutyRow.shift_id)
        .where(DutyRow.day >= days[0] - around, DutyRow.day <= days[-1] + around)
        .order_by(DutyRow.starts_at, DutyRow.id)
    ).all()
    return tuple(
        DutyView(
            duty.id, duty.staff_id, duty.shift_id, kind, duty.day, duty.starts_at, duty.ends_at, duty.note
        )
        for duty, kind in rows
    )


def _judged(duties: tuple[DutyView, ...], people: dict[int, Rosterable]) -> tuple[DutyView, ...]:
    held: dict[int, list[tuple[datetime, datetime]]] = {}
    for duty in duties:
        held.setdefault(duty.staff_id, []).append((duty.starts_at, duty.ends_at))
    return tuple(
        DutyView(
            id=duty.id, staff_id=duty.staff_id, shift_id=duty.shift_id, kind=duty.kind, day=duty.day,
            starts_at=duty.starts_at, ends_at=duty.ends_at, note=duty.note,
            lapsed=_lapsed(duty, people.get(duty.staff_id)),
            rest=short_rest((duty.starts_at, duty.ends_at), held[duty.staff_id]),
        )
        for duty in duties
    )  # fmt: skip


def _lapsed(duty: DutyView, person: Rosterable | None) -> str:
    if person is None:
        return "This person is no longer in use."
    if not duty.kind.needs_approval:
        return ""
    return why_not_approved(person.approvals, *days_of(duty.starts_at, duty.ends_at))
