"""Put a line of the board into words: the same on the screen and on the printed board."""

from datetime import datetime

from amhp_desktop.domain.clocks import Clock, ClockKind
from amhp_desktop.domain.requests import RequestType, State
from amhp_desktop.domain.when import (
    london_day,
    show_day,
    show_duration,
    show_moment_from,
    show_short_date,
    show_time,
)
from amhp_desktop.services.board import BoardLine

DOCTORS_NEEDED = 2
_BEFORE_DOCTORS = frozenset({State.RECEIVED, State.TRIAGED})
_SHORT_TYPES = {
    RequestType.ADMISSION: "Admission",
    RequestType.S136: "s.136",
    RequestType.S135_1: "s.135(1)",
    RequestType.S135_2: "s.135(2)",
    RequestType.S5_2: "s.5(2)",
    RequestType.CTO: "CTO",
    RequestType.NR_REQUEST: "s.13(4)",
    RequestType.NR_APPLICATION: "NR applies, s.14",
    RequestType.OUT_OF_AREA: "s.13(1B)",
}


def type_words(line: BoardLine) -> str:
    """Return what is asked, as short as it is said on the telephone."""
    return _SHORT_TYPES.get(line.type, line.type.label)


def clock_left(line: BoardLine, now: datetime) -> str:
    """Return the time left on the line's clock, that there is none, or when the request was closed."""
    if line.closed_at is not None:
        return f"Closed {show_moment_from(line.closed_at, now)}"
    if line.clock is not None:
        return line.clock.time_left(now)
    return "No clock yet" if line.state in _BEFORE_DOCTORS else "No clock running"


def clock_title(line: BoardLine, now: datetime) -> str:
    """Return which clock it is and its last moment, short enough for a column."""
    clock = line.clock
    if clock is None or line.closed_at is not None:
        return "Waiting for triage" if line.state is State.RECEIVED else ""
    if clock.kind is ClockKind.ADMIT and clock.last_day is not None:
        return f"Admit by {show_short_date(clock.last_day)}"
    if clock.kind is ClockKind.SEEN and clock.last_day is not None:
        return f"Sight counts to {show_short_date(clock.last_day)}"
    if clock.kind is ClockKind.STANDARD and london_day(clock.ends_at) != london_day(now):
        return f"{clock.detail}, by {show_moment_from(clock.ends_at, now)}".removeprefix(", ")
    return clock.title(now)


def card_title(clock: Clock, now: datetime) -> str:
    """Return the rule and the last moment of a clock on its card."""
    if clock.last_day is not None:
        day_words = show_day(clock.last_day).rpartition("-")[0]
        return f"{clock.kind.label} {day_words}"
    return clock.title(now)


def since_words(moment: datetime, now: datetime) -> str:
    """Return ``since 10:05`` for today and ``since 15-Nov`` before."""
    day = london_day(moment)
    shown = show_time(moment) if day == london_day(now) else show_short_date(day)
    return f"since {shown}"


def doctors_words(line: BoardLine) -> str:
    """Return how many of the two recommendations are held (s.2, s.3: two registered medical practitioners)."""
    if not line.doctors and line.state in _BEFORE_DOCTORS:
        return "Not needed yet"
    return f"{line.doctors} of {DOCTORS_NEEDED}"


def visit_words(line: BoardLine, now: datetime) -> str:
    """Return when the visit is, while it lies ahead or is of today."""
    if line.visit_at is None:
        return ""
    is_over = london_day(line.visit_at) < london_day(now)
    return "" if is_over else f"Visit {show_moment_from(line.visit_at, now)}"


def next_is_late(line: BoardLine, now: datetime) -> bool:
    """Tell whether the next action was due before now."""
    return line.closed_at is None and line.next_at is not None and line.next_at < now


def next_when(line: BoardLine, now: datetime) -> str:
    """Return by when the next action is due, and that it is late."""
    if line.next_at is None:
        return ""
    shown = show_moment_from(line.next_at, now)
    return f"late, due {shown}" if next_is_late(line, now) else f"by {shown}"


def age_words(line: BoardLine, now: datetime) -> str:
    """Return how long ago the request came, or how long it took when it is closed."""
    return show_duration((line.closed_at or now) - line.received_at)
