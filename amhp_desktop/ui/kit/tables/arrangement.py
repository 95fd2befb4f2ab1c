"""Order, filter and group a tuple of frozen rows; plain Python, so that 20,000 rows take milliseconds."""

from bisect import bisect_left
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic

from amhp_desktop.ui.kit.tables.columns import Column, Group, R


@dataclass(frozen=True, slots=True)
class Head:
    """A row that heads a group."""

    title: str
    count: int
    is_open: bool


class Arrangement(Generic[R]):
    """Which rows are shown, in which order, under which heads."""

    def __init__(self, key: Callable[[R], Hashable], group: Callable[[R], Group] | None) -> None:
        self._key, self._group = key, group
        self._all: tuple[R, ...] = ()
        self._ordered: tuple[R, ...] = ()
        self._keep: Callable[[R], bool] | None = None
        self._by: Column[R] | None = None
        self._is_down = False
        self._closed: frozenset[str] = frozenset()

    def set_rows(self, rows: tuple[R, ...]) -> None:
        """Take the answer to a new question, in its own order or the chosen column's."""
        self._all = rows
        self.sort_again()

    def refresh_rows(self, rows: tuple[R, ...]) -> int:
        """Take a newer answer: known rows keep their places; return how many would move if sorted again."""
        places = {self._key(row): place for place, row in enumerate(self._ordered)}
        self._all = rows
        wanted = self._sorted()
        self._ordered = tuple(sorted(wanted, key=lambda row: places.get(self._key(row), len(places))))
        return self._out_of_place(wanted)

    def sort_again(self) -> None:
        """Put the rows where the order says."""
        self._ordered = self._sorted()

    def sort_by(self, column: Column[R] | None, *, is_down: bool) -> None:
        """Sort by a column from now on; None is the order of the question's answer."""
        self._by, self._is_down = column, is_down
        self.sort_again()

    def keep_only(self, keep: Callable[[R], bool] | None) -> None:
        """Show only rows for which ``keep`` says yes."""
        self._keep = keep

    def toggle(self, title: str) -> None:
        """Close or open the rows below a head."""
        self._closed = self._closed ^ {title}

    def shown(self) -> tuple[R | Head, ...]:
        """Return rows and heads from the top down."""
        kept = tuple(row for row in self._ordered if self._keep is None or self._keep(row))
        if self._group is None:
            return kept
        groups: dict[Group, list[R]] = {}
        for row in kept:
            groups.setdefault(self._group(row), []).append(row)
        shown: list[R | Head] = []
        for group, members in sorted(groups.items(), key=lambda pair: pair[0].order):
            is_open = group.title not in self._closed
            if group.title:
                shown.append(Head(group.title, len(members), is_open))
            if is_open:
                shown.extend(members)
        return tuple(shown)

    def _sorted(self) -> tuple[R, ...]:
        if self._by is None:
            return self._all
        key = self._by.sort_key
        known = [row for row in self._all if key(row) is not None]
        missing = [row for row in self._all if key(row) is None]
        return (*sorted(known, key=key, reverse=self._is_down), *missing)

    def _out_of_place(self, wanted: tuple[R, ...]) -> int:
        """Return the least number of rows that must move, within their groups, to stand as wanted."""
        rank = {self._key(row): place for place, row in enumerate(self._in_groups(wanted))}
        tails: list[int] = []
        for row in self._in_groups(self._ordered):
            place = rank[self._key(row)]
            at = bisect_left(tails, place)
            tails[at : at + 1] = [place]
        return len(wanted) - len(tails)

    def _in_groups(self, rows: tuple[R, ...]) -> tuple[R, ...]:
        group = self._group
        return rows if group is None else tuple(sorted(rows, key=lambda row: group(row).order))
