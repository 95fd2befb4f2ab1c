"""Instants, London wall-clock times and durations: one place that reads and writes them for people.

Instants are aware and in UTC; people see Europe/London (NHS CUI date and time display: 24-Nov-2026, 09:05).
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOT_KNOWN = "Not known"


class Which(Enum):
    """Say which of two equal wall-clock times is meant, in the hour that the autumn clock change repeats."""

    FIRST = "first, BST"
    SECOND = "second, GMT"


class NoSuchTimeError(ValueError):
    """The clocks skip this wall-clock time (the last Sunday in March, 01:00 to 01:59)."""


class TimeOccursTwiceError(ValueError):
    """The clocks show this wall-clock time twice (the last Sunday in October, 01:00 to 01:59); ask which."""


def instant(day: date, clock: time, which: Which | None = None) -> datetime:
    """Return the UTC instant of a London wall-clock time.

    Raises NoSuchTimeError for a time the clocks skip and, where ``which`` is not given,
    TimeOccursTwiceError for one they show twice.
    """
    first = datetime.combine(day, clock, LONDON)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise NoSuchTimeError(f"The clocks went forward: {clock:%H:%M} did not happen on {show_date(day)}.")
    if which is None:
        raise TimeOccursTwiceError(f"The clocks went back: {clock:%H:%M} happened twice on {show_date(day)}.")
    return (first if which is Which.FIRST else second).astimezone(UTC)


def london(moment: datetime) -> datetime:
    """Return the same instant with London wall-clock fields."""
    return moment.astimezone(LONDON)


def london_day(moment: datetime) -> date:
    """Return the London calendar day of an instant."""
    return london(moment).date()


def show_date(day: date | None) -> str:
    """Return ``24-Nov-2026``, or *Not known* for a missing date."""
    return NOT_KNOWN if day is None else f"{day.day:02}-{_MONTHS[day.month - 1]}-{day.year:04}"


def show_short_date(day: date) -> str:
    """Return ``24-Nov``, for places where the year is plain."""
    return f"{day.day:02}-{_MONTHS[day.month - 1]}"


def show_day(day: date) -> str:
    """Return ``Tue 24-Nov-2026``, for places where the day of the week matters."""
    return f"{_DAYS[day.weekday()]} {show_date(day)}"


def show_long_date(day: date) -> str:
    """Return ``24 November 2026``, for letters and statutory forms."""
    return f"{day.day} {_LONG_MONTHS[day.month - 1]} {day.year:04}"


def show_time(moment: datetime) -> str:
    """Return the London time of an instant, ``09:05``; the repeated autumn hour says BST or GMT."""
    local = london(moment)
    shown = f"{local:%H:%M}"
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        return f"{shown} {local.tzname()}"
    return shown


def show_moment(moment: datetime | None) -> str:
    """Return ``24-Nov-2026 09:05`` in London, or *Not known*."""
    return NOT_KNOWN if moment is None else f"{show_date(london_day(moment))} {show_time(moment)}"


def show_moment_from(moment: datetime, now: datetime) -> str:
    """Return ``09:05`` for today, ``23-Nov 22:40`` this year, and the full date otherwise."""
    day, today = london_day(moment), london_day(now)
    if day == today:
        return show_time(moment)
    shown = show_short_date(day) if day.year == today.year else show_date(day)
    return f"{shown} {show_time(moment)}"


def show_duration(length: timedelta) -> str:
    """Return whole units: ``42min``, ``12hr 16min``, ``2 days 16hr``, ``9 days`` (never negative)."""
    minutes = max(0, int(length.total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days >= 3:
        return f"{days} days"
    if days:
        day_word = "1 day" if days == 1 else f"{days} days"
        return f"{day_word} {hours}hr" if hours else day_word
    if hours:
        return f"{hours}hr {left}min" if left else f"{hours}hr"
    return f"{left}min"


def age_on(born: date, day: date) -> int:
    """Return completed years; somebody born on 29 February has the birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def parse_date(typed: str, today: date) -> date | None:
    """Read a date as people type it (``24/11``, ``24-Nov-2026``, ``24.11.26``, ``today``, ``yesterday``).

    A missing year is today's; two digits mean the century that keeps the date at most ten years ahead.
    Returns None where no such date can be read.
    """
    text = typed.strip().lower()
    words = {"today": 0, "t": 0, "yesterday": -1, "tomorrow": 1}
    if text in words:
        return today + timedelta(days=words[text])
    text = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+", "", text)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if re.fullmatch(r"\d{8}", text):
        return _date(int(text[4:]), int(text[2:4]), int(text[:2]))
    parts = re.fullmatch(r"(\d{1,2})[\s/.\-]*([a-z]+|\d{1,2})(?:[\s/.\-]+(\d{2}|\d{4}))?", text)
    if not parts:
        return None
    month = _month(parts[2])
    return _date(_year(parts[3], today), month, int(parts[1])) if month else None


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    for number, name in enumerate(_LONG_MONTHS, 1):
        if len(text) >= 3 and name.lower().startswith(text):
            return number
    return None


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year - 100 if year > today.year + 10 else year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_time(typed: str) -> time | None:
    """Read a time as people type it (``1430``, ``14:30``, ``14.30``, ``9``, ``9am``, ``2.30pm``)."""
    match = re.fullmatch(r"(\d{1,2})[:.h]?(\d{2})?\s*(am|pm)?", typed.strip().lower())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute)
