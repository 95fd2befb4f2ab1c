"""A table view that shows whole rows under the pointer and a ring around the row with the keyboard."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from amhp_desktop.ui.kit import theme


class PointedView(QTableView):
    """Follow the pointer by line; the ring is drawn inside the current row while the view has the focus."""

    pointed = Signal(int)
    """Fires with the line the pointer moved to, or -1."""
    _line = -1

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, line: int) -> None:
        if line != self._line:
            self._line = line
            self.pointed.emit(line)
            self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        elif self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(
                self.currentIndex().row()
            )  # Qt makes the first line current, but does not choose it
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if not self.hasFocus() or not index.isValid():
            return
        top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
        painter = QPainter(self.viewport())
        painter.setPen(QPen(theme.colour("accent.focus"), 2, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(QRect(1, top + 1, self.viewport().width() - 2, height - 3))
