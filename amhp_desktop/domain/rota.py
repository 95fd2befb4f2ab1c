"""The rota: shifts in wall-clock time, duties as instants, and where cover is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.when import Which, instant


class ShiftKind(Coded):
    """What a shift is for; the first five need an approval as an AMHP."""

    DAY = "D", "Day"
    LATE = "L", "Late"
    NIGHT = "N", "Night (EDT)"
    WEEKEND = "W", "Weekend"
    BANK_HOLIDAY = "H", "Bank holiday"
    BACKUP = "B", "Backup"
    COORDINATOR = "C", "Coordinator"
    MANAGER = "M", "Duty manager"

    @property
    def needs_approval(self) -> bool:
        """Tell whether only an AMHP with an approval in force may do this duty (s.114)."""
        return self not in {ShiftKind.COORDINATOR, ShiftKind.MANAGER}


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift template: wall-clock start and end; an end at or before the start lies on the next day."""

    id: int
    kind: ShiftKind
    name: str
    starts: time
    ends: time
    minimum: tuple[int, ...] = (0, 0, 0, 0, 0, 0, 0)

    def during(self, day: date) -> tuple[datetime, datetime]:
        """Return the start and end instants of this shift on a day.

        In the hour that occurs twice a shift starts at the first and ends at the second, so that nobody is
        unguarded; a time the clocks skip is taken as the moment they went forward.
        """
        last_day = day if self.ends > self.starts else day + timedelta(days=1)
        return _moment(day, self.starts, Which.FIRST), _moment(last_day, self.ends, Which.SECOND)


def _moment(day: date, clock: time, which: Which) -> datetime:
    try:
        return instant(day, clock, which)
    except ValueError:
        return instant(day, time(clock.hour + 1))


class CoverState(Coded):
    """Whether a shift on a day has the people it needs."""

    NOT_NEEDED = "not_needed", "Not needed"
    MET = "met", "Met"
    SHORT = "short", "Short"
    HOLE = "hole", "Hole"


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of one shift on one day: people needed and people held."""

    shift: Shift
    day: date
    needed: int
    held: int

    @property
    def state(self) -> CoverState:
        """Return met, short (somebody is missing) or hole (nobody is there)."""
        if self.held >= self.needed:
            return CoverState.MET if self.needed else CoverState.NOT_NEEDED
        return CoverState.SHORT if self.held else CoverState.HOLE


def cover(
    shifts: Iterable[Shift], days: Iterable[date], held: Iterable[tuple[int, date]]
) -> tuple[Cover, ...]:
    """Return the cover of every shift on every day; ``held`` are (shift id, day) of the duties that count."""
    counts: dict[tuple[int, date], int] = {}
    for key in held:
        counts[key] = counts.get(key, 0) + 1
    all_days = tuple(days)
    return tuple(
        Cover(shift, day, shift.minimum[day.weekday()], counts.get((shift.id, day), 0))
        for shift in shifts
        for day in all_days
    )


def week_of(day: date) -> tuple[date, ...]:
    """Return Monday to Sunday of the week a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=number) for number in range(7))
