"""The table widget: sticky head, selection kept by id, keys, copying, widths remembered, empty state."""

from collections.abc import Hashable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.tables.columns import R
from amhp_desktop.ui.kit.tables.delegate import RowDelegate
from amhp_desktop.ui.kit.tables.header import DeskHeader
from amhp_desktop.ui.kit.tables.keys import KeyedView
from amhp_desktop.ui.kit.tables.model import RowsModel
from amhp_desktop.ui.kit.tables.widths import WidthKeeper, WidthMemory

_Index = QModelIndex | QPersistentModelIndex


class RowsTable(KeyedView[R]):
    """A table over a ``RowsModel``; rows are chosen whole, Enter opens, typing jumps, Ctrl+C copies."""

    current_row_changed = Signal(object)
    """Fires when another row is the current one; carries it, or None. Not fired by a mere refresh."""

    def __init__(
        self,
        model: RowsModel[R],
        *,
        name: str,
        is_two_line: bool = False,
        memory: WidthMemory | None = None,
        empty: QWidget | None = None,
    ) -> None:
        super().__init__(model)
        self._is_two_line = is_two_line
        self._kept: tuple[Hashable, int] | None = None
        self._told: Hashable | None = None
        self._is_restoring = False
        self._delegate = RowDelegate(self)
        self.pointed.connect(self._on_pointed)
        self.setAccessibleName(name)
        self.setModel(model)
        model.setParent(self)
        self.setItemDelegate(self._delegate)
        self._set_up_look()
        self._widths = WidthKeeper(self, model, name, memory)
        self._empty = empty
        if empty is not None:
            empty.setParent(self.viewport())
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        theme.notifier().changed.connect(self._on_theme_changed)
        self._on_reset()

    def _set_up_look(self) -> None:
        self.setHorizontalHeader(DeskHeader(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)
        self._set_row_height()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSortingEnabled(False)

    def _set_row_height(self) -> None:
        height = theme.size("row_two_line" if self._is_two_line else "row")
        self.verticalHeader().setDefaultSectionSize(height)

    def set_sortable(self) -> None:
        """Let a click on a head sort by that column; nothing is sorted until then."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def set_many_selectable(self) -> None:
        """Let several rows be chosen with Shift and Ctrl."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    # ---- rows

    def selected_rows(self) -> tuple[R, ...]:
        """Return the chosen rows from the top down."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self.rows_model.row_at(line) for line in lines)
        return tuple(row for row in found if row is not None)

    def select_key(self, key: Hashable) -> bool:
        """Choose the row with this key and bring it into view; say whether it is there."""
        line = self.rows_model.line_of(key)
        if line < 0:
            return False
        self.setCurrentIndex(self.rows_model.index(line, 0))
        return True

    def content_height(self) -> int:
        """Return the height in which every row shows without scrolling, head included."""
        return self.horizontalHeader().sizeHint().height() + self.verticalHeader().length() + 2

    def _on_about_to_reset(self) -> None:
        row = self.current_row()
        if row is not None:
            self._kept = (self.rows_model.key(row), self.verticalScrollBar().value())

    def _on_reset(self) -> None:
        self._delegate.hovered = -1
        self._lay_out_heads()
        self._widths.fit()
        self._place_empty()
        if self._kept is None:
            return
        key, scroll = self._kept
        line = self.rows_model.line_of(key)
        if line >= 0:
            self._is_restoring = True
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.rows_model.index(line, 0), flags)
            self.verticalScrollBar().setValue(scroll)
            self._is_restoring = False
        else:
            self._kept = None
            self._tell()

    def _lay_out_heads(self) -> None:
        self.clearSpans()
        for line in range(self.rows_model.rowCount()):
            if self.rows_model.head_at(line) is not None:
                self.setSpan(line, 0, 1, len(self.rows_model.columns))
                self.setRowHeight(line, theme.size("button_compact"))

    def _place_empty(self) -> None:
        if self._empty is not None:
            is_empty = self.rows_model.rowCount() == 0
            self._empty.setVisible(is_empty)
            self._empty.setGeometry(self.viewport().rect())

    def _on_theme_changed(self) -> None:
        self._set_row_height()
        self._lay_out_heads()
        self._widths.fit()

    # ---- what happens

    def _on_pointed(self, line: int) -> None:
        self._delegate.hovered = line

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if not self._is_restoring and current.isValid():
            row = self.current_row()
            self._kept = None if row is None else (self.rows_model.key(row), 0)
            self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        row = self.current_row()
        key = None if row is None else self.rows_model.key(row)
        if key != self._told:
            self._told = key
            self.current_row_changed.emit(row)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.fit()
        self._place_empty()
