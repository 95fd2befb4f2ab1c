"""The one table model: a tuple of frozen rows, sorted and filtered as a tuple, shown with group heads."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from amhp_desktop.ui.kit.tables.columns import Cell, Column, Group, R

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Head:
    """A row that heads a group."""

    title: str
    count: int
    is_open: bool


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows as text: cells are made once when first shown, so that painting only looks up.

    ``key`` names a row across refreshes; ``group`` puts rows under heads; ``fresh`` marks rows changed
    since the person looked; ``muted`` greys rows.
    """

    moved = Signal(int)
    """Fires after a refresh with the number of rows that sorting again would move (0: none)."""

    def __init__(
        self,
        columns: Iterable[Column[R]],
        *,
        key: Callable[[R], Hashable],
        group: Callable[[R], Group] | None = None,
        fresh: Callable[[R], bool] | None = None,
        muted: Callable[[R], bool] | None = None,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key
        self._group, self._fresh, self._muted = group, fresh, muted
        self._all: tuple[R, ...] = ()
        self._ordered: tuple[R, ...] = ()
        self._shown: tuple[R | Head, ...] = ()
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._keep: Callable[[R], bool] | None = None
        self._sort_column, self._sort_order = -1, Qt.SortOrder.AscendingOrder
        self._closed: frozenset[str] = frozenset()

    # ---- rows in

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show the answer to a new question, in its own order or the chosen column's."""
        self._all = tuple(rows)
        self._ordered = self._sorted(self._all)
        self._rebuild()
        self.moved.emit(0)

    def refresh_rows(self, rows: Iterable[R]) -> None:
        """Show the same question's newer answer: known rows keep their places, new ones come last."""
        places = {self.key(row): place for place, row in enumerate(self._ordered)}
        self._all = tuple(rows)
        wanted = self._sorted(self._all)
        self._ordered = tuple(sorted(wanted, key=lambda row: places.get(self.key(row), len(places))))
        self._rebuild()
        self.moved.emit(self._out_of_place(wanted))

    def _out_of_place(self, wanted: tuple[R, ...]) -> int:
        """Return the least number of rows that must move, within their groups, to stand as wanted."""
        rank = {self.key(row): place for place, row in enumerate(self._in_groups(wanted))}
        tails: list[int] = []
        for row in self._in_groups(self._ordered):
            place = rank[self.key(row)]
            at = bisect_left(tails, place)
            tails[at : at + 1] = [place]
        return len(wanted) - len(tails)

    def _in_groups(self, rows: tuple[R, ...]) -> tuple[R, ...]:
        group = self._group
        return rows if group is None else tuple(sorted(rows, key=lambda row: group(row).order))

    def sort_again(self) -> None:
        """Put the rows where the order says."""
        self._ordered = self._sorted(self._all)
        self._rebuild()
        self.moved.emit(0)

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Show only rows for which ``keep`` says yes."""
        self._keep = keep
        self._rebuild()

    def toggle_group(self, title: str) -> None:
        """Close or open the rows below a head."""
        self._closed = self._closed ^ {title}
        self._rebuild()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort_column, self._sort_order = column, order
        self.sort_again()

    def _sorted(self, rows: tuple[R, ...]) -> tuple[R, ...]:
        if not 0 <= self._sort_column < len(self.columns):
            return rows
        is_down = self._sort_order == Qt.SortOrder.DescendingOrder
        return tuple(sorted(rows, key=self.columns[self._sort_column].sort_key, reverse=is_down))

    def _rebuild(self) -> None:
        self.beginResetModel()
        kept = [row for row in self._ordered if self._keep is None or self._keep(row)]
        self._shown = tuple(kept) if self._group is None else self._grouped(kept)
        self._cells = {}
        self.endResetModel()

    def _grouped(self, rows: list[R]) -> tuple[R | Head, ...]:
        groups: dict[Group, list[R]] = {}
        for row in rows:
            groups.setdefault(self._group(row) if self._group else Group(), []).append(row)
        shown: list[R | Head] = []
        for group, members in sorted(groups.items(), key=lambda pair: pair[0].order):
            is_open = group.title not in self._closed
            if group.title:
                shown.append(Head(group.title, len(members), is_open))
            if is_open:
                shown.extend(members)
        return tuple(shown)

    # ---- rows out

    @property
    def rows(self) -> tuple[R, ...]:
        """Return the rows that are shown, without heads."""
        return tuple(row for row in self._shown if not isinstance(row, Head))

    def head_at(self, row: int) -> Head | None:
        """Return the head in a line, if it is one."""
        found = self._shown[row] if 0 <= row < len(self._shown) else None
        return found if isinstance(found, Head) else None

    def row_at(self, row: int) -> R | None:
        """Return the row in a line; None for a head or no line."""
        found = self._shown[row] if 0 <= row < len(self._shown) else None
        return None if isinstance(found, Head) else found

    def line_of(self, key: Hashable) -> int:
        """Return the line in which the row with this key stands, or -1."""
        for line, row in enumerate(self._shown):
            if not isinstance(row, Head) and self.key(row) == key:
                return line
        return -1

    def cell_at(self, line: int, column: int) -> Cell | None:
        """Return a cell; None in a head."""
        if line not in self._cells:
            row = self.row_at(line)
            if row is None:
                return None
            self._cells[line] = tuple(each.cell(row) for each in self.columns)
        return self._cells[line][column]

    def is_fresh(self, line: int) -> bool:
        """Say whether the row changed since the person looked."""
        row = self.row_at(line)
        return row is not None and self._fresh is not None and self._fresh(row)

    def is_muted(self, line: int) -> bool:
        """Say whether the row is grey."""
        row = self.row_at(line)
        if row is None:
            return False
        is_grey = self._muted is not None and self._muted(row)
        return is_grey or (self._group is not None and self._group(row).is_muted)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        head = self.head_at(index.row())
        if head is not None:
            return self._head_data(head, index.column(), role)
        row, column = self.row_at(index.row()), self.columns[index.column()]
        cell = self.cell_at(index.row(), index.column())
        if row is None or cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = column.sentence(row, cell)
            return self.tr("Changed. %1").replace("%1", said) if self.is_fresh(index.row()) else said
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row) or None
        return None

    def _head_data(self, head: Head, column: int, role: int) -> str | None:
        if column != 0:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{head.title} {head.count}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.tr("open") if head.is_open else self.tr("closed")
            return f"{head.title}, {head.count}, {state}"
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        header = self.columns[section].header
        if role == Qt.ItemDataRole.DisplayRole:
            return header
        if role == Qt.ItemDataRole.AccessibleTextRole and section == self._sort_column:
            is_up = self._sort_order == Qt.SortOrder.AscendingOrder
            return f"{header}, {self.tr('sorted upwards') if is_up else self.tr('sorted downwards')}"
        return None
