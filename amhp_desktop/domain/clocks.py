"""Clocks on a request: what runs out when, and how urgent that is now."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.when import instant, show_date, show_duration, show_moment_from, show_time


class ClockKind(Coded):
    """What a clock counts; each names its rule in the law register, or the service's own standard."""

    STANDARD = "standard", "See by"
    S136 = "s136", "s.136 ends"
    S5_2 = "s5_2", "s.5(2) ends"
    ADMIT = "admit", "Sign and admit by"
    SEEN = "seen", "AMHP’s sight of the person"


class ClockState(Coded):
    """How urgent a clock is; shown as a shape, a word and a colour."""

    RUNNING = "running", "running"
    SOON = "soon", "soon"
    URGENT = "urgent", "urgent"
    EXPIRED = "expired", "ended"
    MET = "met", "met"


# How long before its end a clock turns *soon* and *urgent*: the service's choice, these are the first settings.
SOON: dict[ClockKind, timedelta] = {
    ClockKind.STANDARD: timedelta(hours=1),
    ClockKind.S136: timedelta(hours=6),
    ClockKind.S5_2: timedelta(hours=24),
    ClockKind.ADMIT: timedelta(days=5),
    ClockKind.SEEN: timedelta(days=5),
}
URGENT: dict[ClockKind, timedelta] = {
    ClockKind.STANDARD: timedelta(minutes=30),
    ClockKind.S136: timedelta(hours=2),
    ClockKind.S5_2: timedelta(hours=6),
    ClockKind.ADMIT: timedelta(days=2),
    ClockKind.SEEN: timedelta(days=2),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: ``ends_at`` is the instant at which the time has run out; ``last_day`` its last calendar day.

    ``last_day`` is set for periods counted in days, which run to the midnight that ends the day.
    """

    kind: ClockKind
    rule_id: str
    started_at: datetime
    ends_at: datetime
    last_day: date | None = None
    met_at: datetime | None = None
    detail: str = ""

    def state(self, now: datetime) -> ClockState:
        """Return how urgent the clock is at an instant; the end itself counts as ended."""
        if self.met_at is not None:
            return ClockState.MET
        left = self.ends_at - now
        if left <= timedelta(0):
            return ClockState.EXPIRED
        if left <= URGENT[self.kind]:
            return ClockState.URGENT
        return ClockState.SOON if left <= SOON[self.kind] else ClockState.RUNNING

    def time_left(self, now: datetime) -> str:
        """Return the time left in words: elapsed hours, or whole days for a period counted in days."""
        if self.met_at is not None:
            return f"Seen {show_time(self.met_at)}"
        if now >= self.ends_at:
            return f"Ended {show_moment_from(self.ends_at, now)}"
        return show_duration(self.ends_at - now)

    def title(self, now: datetime) -> str:
        """Return the rule and the last moment: ``s.136 ends 22:40``, ``Sign and admit by 28-Nov-2026``."""
        if self.last_day is not None:
            return f"{self.kind.label} {show_date(self.last_day)}"
        word = (
            f"{self.detail}, see by" if self.kind is ClockKind.STANDARD and self.detail else self.kind.label
        )
        return f"{word} {show_moment_from(self.ends_at, now)}"

    def used(self, now: datetime) -> float:
        """Return the share of the time that has been used, from 0 to 1."""
        whole = (self.ends_at - self.started_at).total_seconds()
        gone = (now - self.started_at).total_seconds()
        return min(1.0, max(0.0, gone / whole)) if whole > 0 else 1.0


def hours_from(start: datetime, hours: int) -> datetime:
    """Return the instant N elapsed hours after another (P4): authority is gone at that instant.

    law.md section 0, P4: elapsed hours in UTC, so a change of the clocks neither gives nor takes an hour.
    """
    return start + timedelta(hours=hours)


def last_day_beginning_with(first: date, days: int) -> date:
    """Return the last day of *N days beginning with* a day (P1): the day itself is day one."""
    return first + timedelta(days=days - 1)


def first_day_ending_with(last: date, days: int) -> date:
    """Return the first day of *N days ending with* a day (P2)."""
    return last - timedelta(days=days - 1)


def within_days_between(first: date, second: date, days: int) -> bool:
    """Tell whether not more than N days have elapsed between two days (P6), whichever came first."""
    return abs((second - first).days) <= days + 1


def midnight_ending(day: date) -> datetime:
    """Return the instant of the local midnight that ends a day in London."""
    return instant(day + timedelta(days=1), time(0))


def s136_clock(arrived_at: datetime) -> Clock:
    """Return the clock of detention at a place of safety: 24 hours from arrival, s.136(2), (2A)(a)(i)."""
    return Clock(ClockKind.S136, "DET.S136", arrived_at, hours_from(arrived_at, 24))


def s5_2_clock(furnished_at: datetime) -> Clock:
    """Return the clock of the holding power: 72 hours from when the report was furnished, s.5(2)."""
    return Clock(ClockKind.S5_2, "DET.S5_2", furnished_at, hours_from(furnished_at, 72))


def admit_clock(examined_on: tuple[date, ...]) -> Clock:
    """Return the clock to sign and admit: 14 days beginning with the last examination, s.6(1)(a)."""
    last = max(examined_on)
    ends = last_day_beginning_with(last, 14)
    return Clock(ClockKind.ADMIT, "APP.CONVEY", instant(last, time(0)), midnight_ending(ends), last_day=ends)


def seen_clock(last_seen_on: date) -> Clock:
    """Return the last day on which the AMHP's sight still supports an application, s.11(5).

    The applicant must have seen the patient within the period of 14 days ending with the date of the
    application, so the application may be made up to the day that is 13 days later.
    """
    ends = last_day_beginning_with(last_seen_on, 14)
    return Clock(
        ClockKind.SEEN, "APP.SEEN", instant(last_seen_on, time(0)), midnight_ending(ends), last_day=ends
    )
