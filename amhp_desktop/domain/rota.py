"""The rota: shifts in wall-clock time, duties as instants, and where cover is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.when import Which, instant, london_day, show_time

REST = timedelta(hours=11)
"""The rest between two days' work, Working Time Regulations 1998 (SI 1998/1833) reg. 10(1)."""

LONGEST_DUTY = timedelta(hours=25)
"""No duty lasts longer: it ends within a day of its beginning, and one day a year has an hour more."""


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


def days_of(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """Return the first and last London day of a duty; one that ends at midnight does not reach the next day."""
    return london_day(starts_at), london_day(ends_at - timedelta(microseconds=1))


Hours = tuple[datetime, datetime]


def clash(wanted: Hours, held: Iterable[Hours]) -> Hours | None:
    """Return the duty held that lies in the same time as the wanted one, or None."""
    return next((each for each in held if each[0] < wanted[1] and wanted[0] < each[1]), None)


def short_rest(wanted: Hours, held: Iterable[Hours]) -> str:
    """Say which duty leaves less than eleven hours of rest before or after the wanted one, or return ''."""
    for starts_at, ends_at in sorted(held):
        if ends_at <= wanted[0] and wanted[0] - ends_at < REST:
            return f"Works until {show_time(ends_at)} before it; rest under 11 hours."
        if wanted[1] <= starts_at and starts_at - wanted[1] < REST:
            return f"Works from {show_time(starts_at)} after it; rest under 11 hours."
    return ""


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
