"""What keys and mouse do in a table: open, jump, copy, ask for the menu."""

from typing import Any, Generic

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from typing_extensions import override

from amhp_desktop.ui.kit.tables.columns import R
from amhp_desktop.ui.kit.tables.model import RowsModel
from amhp_desktop.ui.kit.tables.pointing import PointedView


class KeyedView(PointedView, Generic[R]):
    """Enter opens, typing jumps, Ctrl+C copies, Menu asks; a head opens and closes its group."""

    activated_row = Signal(object)
    """Fires on Enter or a double click; carries the row."""
    menu_asked = Signal(object, QPoint)
    """Fires on a right click, Menu or Shift+F10; carries the row and the global point."""

    def __init__(self, model: RowsModel[R]) -> None:
        super().__init__()
        self.rows_model = model
        self.doubleClicked.connect(self._on_double_clicked)

    def current_row(self) -> R | None:
        """Return the row the keyboard is on."""
        return self.rows_model.row_at(self.currentIndex().row())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._activate(index.row())

    def _activate(self, line: int) -> None:
        head = self.rows_model.head_at(line)
        row: Any = self.rows_model.row_at(line)
        if head is not None:
            self.rows_model.toggle_group(head.title)
            self.setCurrentIndex(self.rows_model.index(line, 0))
        elif row is not None:
            self.activated_row.emit(row)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self.rowAt(round(event.position().y()))
        if self.rows_model.head_at(line) is not None:
            self._activate(line)
            return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._activate(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        wanted = search.casefold()
        count = self.rows_model.rowCount()
        start = max(0, self.currentIndex().row())
        for step in range(1, count + 1):
            line = (start + step) % count
            cells = (self.rows_model.cell_at(line, place) for place in range(len(self.rows_model.columns)))
            if any(cell is not None and cell.text.casefold().startswith(wanted) for cell in cells):
                self.setCurrentIndex(self.rows_model.index(line, 0))
                return

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard, one a line, cells parted by tabs."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        shown = [place for place in range(len(self.rows_model.columns)) if not self.isColumnHidden(place)]
        copied = []
        for line in lines:
            cells = [self.rows_model.cell_at(line, place) for place in shown]
            copied.append("\t".join(cell.text for cell in cells if cell is not None))
        QGuiApplication.clipboard().setText("\n".join(copied))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        row: Any = self.current_row()
        if row is not None:
            self.menu_asked.emit(row, at)
