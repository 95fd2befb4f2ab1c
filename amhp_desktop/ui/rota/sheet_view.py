"""One quarter of the rota sheet: a table view over some of the model's columns, and the keys in its cells."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView
from typing_extensions import override

from amhp_desktop.domain.rota import ShiftKind
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.rota.day_header import DayHeader
from amhp_desktop.ui.rota.sheet_delegate import LINE, SheetDelegate
from amhp_desktop.ui.rota.sheet_model import END, NAME, SheetModel
from amhp_desktop.ui.rota.sheet_rows import RowKind, Spot

LETTERS = frozenset(kind.value for kind in ShiftKind)
_Index = QModelIndex | QPersistentModelIndex


class SheetView(QTableView):
    """A painted table without edges; ``is_names`` shows the first column only, otherwise the others."""

    def __init__(self, model: SheetModel, *, is_names: bool, has_head: bool) -> None:
        super().__init__()
        self.sheet = model
        self._is_names = is_names
        self._delegate = SheetDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(DayHeader(self))
        self.horizontalHeader().setVisible(has_head)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(8)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column in range(END + 1):
            self.setColumnHidden(column, (column == NAME) is not is_names)
        if is_names:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        model.modelReset.connect(self.lay_out_rows)

    def lay_out_rows(self) -> None:
        """Give each row the height its kind and its names need."""
        plain = theme.size("rota_row")
        self.clearSpans()
        heights = {RowKind.HEAD: round(22 * theme.scale()), RowKind.COVER: theme.size("rota_cell_min")}
        for line, row in enumerate(self.sheet.rows):
            height = heights.get(row.kind, plain)
            if row.kind is RowKind.DUTY:
                most = max((len(cell.lines) for cell in row.cells), default=0)
                height = max(plain + 4, round(most * LINE * theme.scale()) + 11)
            self.setRowHeight(line, height)
            if row.kind is RowKind.HEAD and not self._is_names:
                self.setSpan(line, 1, 1, END)

    def set_names_width(self, width: int) -> None:
        """Take how wide the names at the left are."""
        self._delegate.names_width = width

    def content_height(self) -> int:
        """Return the height in which every row shows."""
        head = self.horizontalHeader()
        return self.verticalHeader().length() + (head.sizeHint().height() if not head.isHidden() else 0)


class CellsView(SheetView):
    """The days' cells: arrows move, letters give duties, Enter opens; what leaves at an edge is told."""

    letter_pressed = Signal(object, str)
    """Fires with the ``Spot`` and the duty's letter that was typed."""
    off_asked = Signal(object)
    """Fires with the ``Spot`` whose duty is to be taken off."""
    opened = Signal(object)
    """Fires with the ``Spot`` on Enter or a double click."""
    menu_asked = Signal(object, QPoint)
    """Fires with the ``Spot`` and the global point on a right click, Menu or Shift+F10."""
    left_at_edge = Signal(int, int)
    """Fires with the step (-1 upwards, 1 downwards) and the column when an arrow leaves the rows."""
    moved = Signal()
    """Fires when another cell is the current one."""
    week_asked = Signal(int)
    """Fires with -1 or 1 on Ctrl+Page Up or Ctrl+Page Down."""

    def __init__(self, model: SheetModel, *, name: str, has_head: bool) -> None:
        super().__init__(model, is_names=False, has_head=has_head)
        self.setAccessibleName(name)
        self.doubleClicked.connect(self._on_double_clicked)

    def spot(self) -> Spot | None:
        """Return what the current cell means."""
        index = self.currentIndex()
        return self.sheet.spot_at(index.row(), index.column())

    def go_to(self, line: int, column: int) -> None:
        """Put the current cell somewhere and bring it into view."""
        self.setCurrentIndex(self.sheet.index(line, max(1, min(column, END))))

    def first_line(self) -> int:
        """Return the first line that is no head."""
        heads = (line for line, row in enumerate(self.sheet.rows) if row.kind is not RowKind.HEAD)
        return next(heads, 0)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._open()

    def _open(self) -> None:
        spot = self.spot()
        if spot is not None:
            self.opened.emit(spot)

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.moved.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_control = modifiers == Qt.KeyboardModifier.ControlModifier
        if self._takes(key, event.text().upper(), modifiers):
            event.accept()
        elif is_control and key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.week_asked.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _takes(self, key: int, typed: str, modifiers: Qt.KeyboardModifier) -> bool:
        if not modifiers:
            return self._plain_key(key, typed)
        if modifiers != Qt.KeyboardModifier.ShiftModifier:
            return False
        if key == Qt.Key.Key_F10:
            self._ask_menu(self._below())
            return True
        return typed in LETTERS and self._plain_key(key, typed)

    def _plain_key(self, key: int, typed: str) -> bool:
        spot = self.spot()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            if spot is not None:
                self.off_asked.emit(spot)
        elif typed in LETTERS:
            if spot is not None:
                self.letter_pressed.emit(spot, typed)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return self._leaves(-1 if key == Qt.Key.Key_Up else 1)
        else:
            return False
        return True

    def _leaves(self, step: int) -> bool:
        lines = [line for line, row in enumerate(self.sheet.rows) if row.kind is not RowKind.HEAD]
        edge = (lines[0] if step < 0 else lines[-1]) if lines else -1
        index = self.currentIndex()
        if not lines or index.row() != edge:
            return False
        self.left_at_edge.emit(step, index.column())
        return True

    def _below(self) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def _ask_menu(self, at: QPoint) -> None:
        spot = self.spot()
        if spot is not None:
            self.menu_asked.emit(spot, at)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._ask_menu(self._below() if is_keyboard else event.globalPos())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.sheet.rows:
            days = self.sheet.days
            today = days.index(self.sheet.today) if self.sheet.today in days else 0
            self.go_to(self.first_line(), today + 1)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if not index.isValid():
            return
        painter = QPainter(self.viewport())
        colour = "accent.focus" if self.hasFocus() else "border.strong"
        width = (3 if theme.current() == "contrast" else 2) if self.hasFocus() else 1
        painter.setPen(QPen(theme.colour(colour), width))
        painter.drawRoundedRect(self.visualRect(index).adjusted(1, 1, -2, -2), 3, 3)
