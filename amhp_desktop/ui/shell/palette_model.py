"""The rows of the palette: group heads that cannot be chosen, and the items under them."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from amhp_desktop.ui.shell.palette_items import PaletteItem, Section

ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One row: a group head (``item`` is None) or an item, and what was typed when it was found."""

    head: str
    item: PaletteItem | None
    query: str


class PaletteModel(QAbstractListModel):
    """Holds the sections found, flattened into rows."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PaletteRow, ...] = ()

    def show_sections(self, found: tuple[Section, ...], query: str) -> None:
        """Replace every row."""
        rows: list[PaletteRow] = []
        for section in found:
            rows.append(PaletteRow(section.name, None, query))
            rows.extend(PaletteRow(section.name, item, query) for item in section.items)
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, number: int) -> PaletteRow | None:
        """Return a row, or None outside the list."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def step(self, number: int, by: int) -> int:
        """Return the next row that can be chosen, going round at the ends; -1 where there is none."""
        choices = [at for at, row in enumerate(self._rows) if row.item is not None]
        if not choices:
            return -1
        if number not in choices:
            return choices[0] if by > 0 else choices[-1]
        return choices[(choices.index(number) + by) % len(choices)]

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        row = self.row_at(index.row())
        if row is None or row.item is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.head if row.item is None else spoken(row.item)
        return None


def spoken(item: PaletteItem) -> str:
    """Return an item as one sentence for a screen reader."""
    return ", ".join(part for part in (item.title, item.detail, item.tag, item.keys, item.group) if part)
