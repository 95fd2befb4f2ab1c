"""The one model behind every part of the rota sheet: names, seven days, and the last column."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from amhp_desktop.domain.when import show_day
from amhp_desktop.ui.rota.sheet_rows import RowKind, SheetCell, SheetEnd, SheetRow, Spot

NAME, END = 0, 8
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class SheetModel(QAbstractTableModel):
    """Rows of the sheet as they were made; a refusal stands on its cell until the next change there."""

    def __init__(self, parent: QObject | None = None, *, corner: str = "", last: str = "") -> None:
        super().__init__(parent)
        self._corner, self._last = corner, last
        self._rows: tuple[SheetRow, ...] = ()
        self._refusals: Mapping[tuple[int, date], str] = {}
        self.days: tuple[date, ...] = ()
        self.today: date | None = None

    def set_rows(self, rows: tuple[SheetRow, ...], days: tuple[date, ...], today: date) -> None:
        """Show other rows for a week."""
        self.beginResetModel()
        self._rows, self.days, self.today = rows, days, today
        self.endResetModel()

    def set_refusals(self, refusals: Mapping[tuple[int, date], str]) -> None:
        """Mark the cells, by row id and day, at which a change was refused, with the sentence that said so."""
        self._refusals = dict(refusals)
        if self._rows:
            self.dataChanged.emit(self.index(0, 1), self.index(len(self._rows) - 1, 7))

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """Return the rows in order."""
        return self._rows

    def row_at(self, line: int) -> SheetRow | None:
        """Return the row in a line, or None."""
        return self._rows[line] if 0 <= line < len(self._rows) else None

    def cell_at(self, line: int, column: int) -> SheetCell | None:
        """Return the day's cell; None in a head and outside the days."""
        row = self.row_at(line)
        return row.cells[column - 1] if row is not None and row.cells and 1 <= column <= 7 else None

    def refusal_at(self, line: int, column: int) -> str:
        """Return why a change was refused at a cell, or ''."""
        row = self.row_at(line)
        if row is None or row.kind is not RowKind.PERSON or not 1 <= column <= 7:
            return ""
        return self._refusals.get((row.id, self.days[column - 1]), "")

    def spot_at(self, line: int, column: int) -> Spot | None:
        """Return what a cell means; None in a head and outside the days."""
        row = self.row_at(line)
        if row is None or self.cell_at(line, column) is None:
            return None
        return Spot(row.kind, row.id, row.name, self.days[column - 1])

    def line_of(self, row_id: int) -> int:
        """Return the line of the person or shift with this id, or -1."""
        for line, row in enumerate(self._rows):
            if row.kind is not RowKind.HEAD and row.id == row_id:
                return line
        return -1

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else END + 1

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row_at(index.row())
        if row is None or row.kind is RowKind.HEAD:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        if row is None or role not in _ROLES:
            return None
        if index.column() == NAME:
            return _name_data(row, role)
        if index.column() == END:
            return _end_data(row.name, row.end, role)
        cell = self.cell_at(index.row(), index.column())
        if cell is None:
            return None
        refused = self.refusal_at(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return refused or cell.tip or None
        said = self.tr("Refused: %1").replace("%1", refused) if refused else ""
        return f"{cell.spoken} {said}".strip()

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role not in _ROLES:
            return None
        if section == NAME:
            return self._corner
        if section == END:
            return self._last
        if not 1 <= section <= len(self.days):
            return None
        day = self.days[section - 1]
        if role == Qt.ItemDataRole.AccessibleTextRole and day == self.today:
            return self.tr("%1, today").replace("%1", show_day(day))
        return show_day(day)


_ROLES = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)


def _name_data(row: SheetRow, role: int) -> str | None:
    if role == Qt.ItemDataRole.ToolTipRole:
        return None
    if row.kind is RowKind.HEAD and role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{row.name}, {row.count}"
    return row.name


def _end_data(name: str, end: SheetEnd, role: int) -> str | None:
    if role == Qt.ItemDataRole.ToolTipRole:
        return None
    return f"{name}: {end.spoken}" if role == Qt.ItemDataRole.AccessibleTextRole else end.spoken
