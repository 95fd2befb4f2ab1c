"""The rota: a week by person and by duty, and putting people on and off."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.names import initials, show_name
from amhp_desktop.domain.people import ApprovalState, Position, approval_state, why_not_approved
from amhp_desktop.domain.rota import Cover, CoverState, Shift, ShiftKind, cover, days_of, week_of
from amhp_desktop.services.acting import Acting, Loaded, refuse_if
from amhp_desktop.services.people import approvals_by_staff, needs_approval
from amhp_desktop.services.rota_cover import DutyCover, cover_of
from amhp_desktop.services.rota_read import DAYS, DutyView, Rosterable, hours_of, read_facts, shift_of
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.people import StaffRow
from amhp_desktop.storage.rota import DutyRow, ShiftRow

_TOPICS = frozenset({Topic.ROTA})


@dataclass(frozen=True, slots=True)
class RotaPerson:
    """Somebody who can be rostered; ``cannot`` says, by day of the week, why not, or ''."""

    id: int
    name: str
    initials: str
    position: Position
    employer: str
    phone: str
    approval: ApprovalState
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
class Placement:
    """Somebody to be put on a duty; ``note`` is the reason kept with it."""

    staff_id: int
    shift_id: int
    day: date
    note: str = ""


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
            facts = read_facts(session, days)
        hours = hours_of(facts.duties, days)
        people = tuple(self._person(person, days, hours.get(person.id, 0.0)) for person in facts.people)
        duties = tuple(duty for duty in facts.duties if days[0] <= duty.day <= days[-1])
        held = [(duty.shift_id, duty.day) for duty in duties if not duty.lapsed]
        return RotaWeek(days, facts.shifts, people, duties, cover(facts.shifts, days, held))

    def _person(self, row: Rosterable, days: tuple[date, ...], hours: float) -> RotaPerson:
        gated = needs_approval(row.position)
        return RotaPerson(
            id=row.id, name=show_name(row.family, row.given), initials=initials(row.family, row.given),
            position=row.position, employer=row.employer, phone=row.phone,
            approval=approval_state(row.approvals, self.today()) if gated else ApprovalState(),
            cannot=tuple(why_not_approved(row.approvals, day, day) if gated else "" for day in days),
            hours=hours,
        )  # fmt: skip

    def find_cover(self, shift_id: int, day: date) -> DutyCover:
        """Return who is on a duty and everybody else with why they can or cannot take it."""
        self.identity.require(Permission.READ_ROTA)
        with self.database.reading() as session:
            facts = read_facts(session, week_of(day))
        shift = next((one for one in facts.shifts if one.id == shift_id), None)
        if shift is None:
            raise Refused(Problem("", "This shift is no longer in use."))
        return cover_of(facts, shift, day, self.today())

    def assign(self, staff_id: int, shift_id: int, day: date, operation: Operation) -> Changed:
        """Put somebody on a duty; refused as `exchange` says."""
        return self.exchange((), (Placement(staff_id, shift_id, day, operation.reason),), operation)

    def remove(self, duty_id: int, operation: Operation) -> Changed:
        """Take somebody off a duty; the duty stays in the history with the reason."""
        return self.exchange((duty_id,), (), operation)

    def exchange(self, off: tuple[int, ...], on: tuple[Placement, ...], operation: Operation) -> Changed:
        """Take duties off and put people on others, all or nothing; answers with the new duties' ids.

        Refused where a duty needs an AMHP and their approval does not cover the whole of it (s.114), or
        where they are on duty already at that time.
        """

        def work(change: Change) -> tuple[int, ...]:
            self._lock_people(change, off, on)
            for duty_id in off:
                duty = self.lock(change, DutyRow, duty_id)
                change.void(duty, operation.reason.strip() or "Taken off the rota")
            change.session.flush()
            made = tuple(self._place(change, placement) for placement in on)
            return made or off

        return self.act(operation, Permission.EDIT_ROTA, _TOPICS, work)

    def _lock_people(self, change: Change, off: tuple[int, ...], on: tuple[Placement, ...]) -> None:
        """Hold everybody concerned, always in the same order: two exchanges at once never wait in a ring."""
        held = change.session.scalars(select(DutyRow.staff_id).where(DutyRow.id.in_(off)))
        for staff_id in sorted({*held, *(wanted.staff_id for wanted in on)}):
            change.session.get(StaffRow, staff_id, with_for_update=True)

    def _place(self, change: Change, wanted: Placement) -> int:
        staff = self.lock(change, StaffRow, wanted.staff_id)
        shift_row = change.session.get(ShiftRow, wanted.shift_id)
        if shift_row is None:
            raise Refused(Problem("", "This shift is no longer in use."))
        starts_at, ends_at = shift_of(shift_row).during(wanted.day)
        if shift_row.kind.needs_approval:
            approvals = approvals_by_staff(change.session).get(wanted.staff_id, ())
            cannot = why_not_approved(approvals, *days_of(starts_at, ends_at))
            if cannot:
                name = show_name(staff.family, staff.given)
                raise Refused(Problem("staff_id", f"{name}: {cannot}", citation="s.114"))
        duty = DutyRow(
            lssa_id=self.identity.lssa_id, staff_id=staff.id, shift_id=shift_row.id, day=wanted.day,
            starts_at=starts_at, ends_at=ends_at, note=wanted.note.strip(),
        )  # fmt: skip
        return change.add(duty).id

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
            row = session.get(ShiftRow, shift_id)
        if row is None or row.voided_at is not None:
            raise Refused(Problem("", "This shift is no longer in use."))
        return Loaded(row.id, row.version, _shift_draft(row), row.changed_by, row.changed_at)

    def save_shift(
        self, loaded: Loaded[ShiftDraft] | None, draft: ShiftDraft, operation: Operation
    ) -> Changed:
        """Add (nothing loaded) or change a shift template; duties already given keep their times."""
        refuse_if(_shift_problems(draft))

        def work(change: Change) -> tuple[int, ...]:
            if loaded is None:
                row = ShiftRow(lssa_id=self.identity.lssa_id)
            else:
                row = self.lock(change, ShiftRow, loaded.id)
                self.refuse_stale(row, loaded, _shift_draft(row), draft, "This shift")
            row.kind, row.name = draft.kind, draft.name.strip()
            row.starts, row.ends = draft.starts or time(0), draft.ends or time(0)
            for name, number in zip(DAYS, draft.minimum, strict=True):
                setattr(row, name, number)
            return (change.add(row).id,)

        return self.act(operation, Permission.EDIT_ROTA, _TOPICS, work)


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
