"""Which backups are kept: a day's newest for a week, a week's for five, a month's for a year."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from amhp_desktop.domain.when import london_day

DAILY, WEEKLY, MONTHLY = 7, 5, 12
# Backups of the last day all stay, so that one made before an update outlives the daily one after it.
ALL_FOR = timedelta(hours=24)


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return the instants of the backups to keep; days, weeks and months are London's.

    The newest is always among them. What bears a time in the future (a wrong clock made it) is kept too.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = {moment for moment in newest_first if now - moment < ALL_FOR}
    for most, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        keep |= _newest_of_each(newest_first, most, period)
    return frozenset(keep)


def _newest_of_each(newest_first: list[datetime], most: int, period: Callable[[date], Any]) -> set[datetime]:
    chosen: dict[Any, datetime] = {}
    for moment in newest_first:
        chosen.setdefault(period(london_day(moment)), moment)
    return set(list(chosen.values())[:most])


def _day(day: date) -> date:
    return day


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
