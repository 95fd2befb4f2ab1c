"""Find cover: who is on a duty, who else can take it, and why the others cannot."""

from dataclasses import dataclass
from datetime import date, datetime

from amhp_desktop.domain.names import initials, show_name
from amhp_desktop.domain.people import Position, Standing, approval_state, why_not_approved
from amhp_desktop.domain.rota import Hours, Shift, ShiftKind, clash, days_of, short_rest, week_of
from amhp_desktop.domain.when import show_time
from amhp_desktop.services.rota_read import DutyView, Rosterable, RotaFacts, hours_of


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody who holds the duty."""

    duty: DutyView
    name: str
    initials: str
    phone: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might take the duty.

    ``cannot`` says why the program would refuse, ``rest`` that they would rest too little, ``warning`` when
    their approval ends; each may be ''. ``instead_of`` is the backup duty they would be taken off, if any.
    """

    staff_id: int
    name: str
    initials: str
    position: Position
    phone: str
    hours: float
    cannot: str = ""
    rest: str = ""
    warning: str = ""
    instead_of: DutyView | None = None


@dataclass(frozen=True, slots=True)
class DutyCover:
    """One shift on one day: who is on it and everybody else, those who can take it first."""

    shift: Shift
    day: date
    starts_at: datetime
    ends_at: datetime
    needed: int
    on: tuple[OnDuty, ...]
    candidates: tuple[Candidate, ...]

    @property
    def held(self) -> int:
        """Return how many of the people on the duty give cover."""
        return sum(not person.duty.lapsed for person in self.on)


def cover_of(facts: RotaFacts, shift: Shift, day: date, today: date) -> DutyCover:
    """Judge everybody for one shift on one day; fewest hours in the week first among those who can."""
    starts_at, ends_at = shift.during(day)
    people = {person.id: person for person in facts.people}
    on = tuple(
        _on_duty(duty, people[duty.staff_id])
        for duty in facts.duties
        if duty.shift_id == shift.id and duty.day == day and duty.staff_id in people
    )
    hours = hours_of(facts.duties, week_of(day))
    taken = {person.duty.staff_id for person in on}
    found = [
        _candidate(person, _Wanted(shift, (starts_at, ends_at), today), facts, hours.get(person.id, 0.0))
        for person in facts.people
        if person.id not in taken
    ]
    found.sort(
        key=lambda one: (bool(one.cannot), bool(one.rest), one.instead_of is None, one.hours, one.name)
    )
    return DutyCover(shift, day, starts_at, ends_at, shift.minimum[day.weekday()], on, tuple(found))


def _on_duty(duty: DutyView, person: Rosterable) -> OnDuty:
    name = show_name(person.family, person.given)
    short = initials(person.family, person.given)
    return OnDuty(duty, name, short, person.phone)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The duty somebody is wanted for, judged today."""

    shift: Shift
    hours: Hours
    today: date


def _candidate(person: Rosterable, duty_wanted: _Wanted, facts: RotaFacts, hours: float) -> Candidate:
    wanted = duty_wanted.hours
    own = [duty for duty in facts.duties if duty.staff_id == person.id]
    backup = _backup(own, duty_wanted.shift, wanted)
    held = [(duty.starts_at, duty.ends_at) for duty in own if duty is not backup]
    gated = duty_wanted.shift.kind.needs_approval
    cannot = why_not_approved(person.approvals, *days_of(*wanted)) if gated else ""
    busy = clash(wanted, held)
    if not cannot and busy is not None:
        duty = next(each for each in own if (each.starts_at, each.ends_at) == busy)
        cannot = f"On {duty.kind.label} {show_time(busy[0])} to {show_time(busy[1])}."
    state = approval_state(person.approvals, duty_wanted.today)
    return Candidate(
        staff_id=person.id, name=show_name(person.family, person.given),
        initials=initials(person.family, person.given), position=person.position, phone=person.phone,
        hours=hours, cannot=cannot, rest="" if cannot else short_rest(wanted, held),
        warning=f"Approval {state.words}" if gated and state.standing is Standing.ENDING else "",
        instead_of=None if cannot else backup,
    )  # fmt: skip


def _backup(own: list[DutyView], shift: Shift, wanted: Hours) -> DutyView | None:
    """Return the backup duty in the same time: whoever holds it is there to be called."""
    if shift.kind is ShiftKind.BACKUP:
        return None
    found = (duty for duty in own if duty.kind is ShiftKind.BACKUP)
    return next((duty for duty in found if clash(wanted, [(duty.starts_at, duty.ends_at)])), None)
