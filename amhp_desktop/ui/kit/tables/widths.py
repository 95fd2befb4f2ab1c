"""Decide how wide columns are: what they need, what the person set, and what room there is."""

from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.tables.delegate import FIRST_PADDING, PADDING, cell_width
from amhp_desktop.ui.kit.tables.model import RowsModel

_MEASURED_ROWS = 100


class WidthMemory(Protocol):
    """Keeps what the person set, for example in the settings."""

    def widths(self, table: str) -> tuple[int, ...]:
        """Return the kept widths of a table's columns, or nothing."""

    def keep_widths(self, table: str, widths: tuple[int, ...]) -> None:
        """Keep the widths of a table's columns."""


class WidthKeeper(QObject):
    """Fit the columns of one table: optional ones are dropped first, spare room goes to those that grow."""

    def __init__(
        self,
        table: QTableView,
        model: RowsModel[Any],
        name: str,
        memory: WidthMemory | None,
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._name, self._memory = table, model, name, memory
        self._is_fitting = False
        kept = memory.widths(name) if memory is not None else ()
        self._set = kept if len(kept) == len(model.columns) else (0,) * len(model.columns)
        table.horizontalHeader().sectionResized.connect(self._on_section_resized)

    def _on_section_resized(self, column: int, _old: int, new: int) -> None:
        if self._is_fitting or new == 0:
            return
        self._set = (*self._set[:column], new, *self._set[column + 1 :])
        if self._memory is not None:
            self._memory.keep_widths(self._name, self._set)

    def fit(self) -> None:
        """Give every column its width in the present room."""
        room = self._table.viewport().width()
        needs = [self._need(place) for place in range(len(self._model.columns))]
        shown = self._that_fit(needs, room)
        spare = max(0, room - sum(needs[place] for place in shown))
        growing = [place for place in shown if self._model.columns[place].grow and not self._set[place]]
        shares = sum(self._model.columns[place].grow for place in growing)
        self._is_fitting = True
        for place, need in enumerate(needs):
            self._table.setColumnHidden(place, place not in shown)
            extra = spare * self._model.columns[place].grow // shares if place in growing else 0
            self._table.setColumnWidth(place, need + extra)
        self._is_fitting = False

    def _that_fit(self, needs: list[int], room: int) -> list[int]:
        shown = list(range(len(needs)))
        for place in reversed(range(len(needs))):
            if sum(needs[each] for each in shown) <= room:
                break
            if self._model.columns[place].optional:
                shown.remove(place)
        return shown

    def _need(self, place: int) -> int:
        if self._set[place]:
            return self._set[place]
        column = self._model.columns[place]
        if column.width:
            return round(column.width * theme.scale())
        head = theme.metrics("small", 500).horizontalAdvance(column.header) + 20
        lines = range(min(_MEASURED_ROWS, self._model.rowCount()))
        cells = (self._model.cell_at(line, place) for line in lines)
        widest = max((cell_width(cell) for cell in cells if cell is not None), default=0)
        return round(max(head, widest)) + (FIRST_PADDING - PADDING if place == 0 else 0)
