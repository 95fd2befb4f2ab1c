"""The one table model: a tuple of frozen rows, sorted and filtered as a tuple, shown with group heads."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from amhp_desktop.ui.kit.tables.arrangement import Arrangement, Head
from amhp_desktop.ui.kit.tables.columns import Cell, Column, Group, R

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


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
        self._rows = Arrangement(key, group)
        self._shown: tuple[R | Head, ...] = ()
        self._cells: dict[int, tuple[Cell, ...]] = {}
        self._sort_column, self._sort_order = -1, Qt.SortOrder.AscendingOrder

    # ---- rows in

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show the answer to a new question, in its own order or the chosen column's."""
        self._rows.set_rows(tuple(rows))
        self._show_again()
        self.moved.emit(0)

    def refresh_rows(self, rows: Iterable[R]) -> None:
        """Show the same question's newer answer: known rows keep their places, new ones come last."""
        count = self._rows.refresh_rows(tuple(rows))
        self._show_again()
        self.moved.emit(count)

    def sort_again(self) -> None:
        """Put the rows where the order says."""
        self._rows.sort_again()
        self._show_again()
        self.moved.emit(0)

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Show only rows for which ``keep`` says yes."""
        self._rows.keep_only(keep)
        self._show_again()

    def toggle_group(self, title: str) -> None:
        """Close or open the rows below a head."""
        self._rows.toggle(title)
        self._show_again()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort_column, self._sort_order = column, order
        by = self.columns[column] if 0 <= column < len(self.columns) else None
        self._rows.sort_by(by, is_down=order == Qt.SortOrder.DescendingOrder)
        self._show_again()
        self.moved.emit(0)

    def _show_again(self) -> None:
        self.beginResetModel()
        self._shown = self._rows.shown()
        self._cells = {}
        self.endResetModel()

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
