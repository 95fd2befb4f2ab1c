"""A sheet over the whole window that keeps the keyboard inside until it is closed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from amhp_desktop.ui.kit import theme


class Overlay(QWidget):
    """Covers its parent with the flat scrim; Esc and a click outside close it and give the focus back."""

    closed = Signal()
    """Fires after the overlay went away, however that came about."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before: QWidget | None = None
        self.window_under = parent
        self.hide()
        parent.installEventFilter(self)
        theme.notifier().changed.connect(self.update)

    def open_over(self) -> None:
        """Cover the window and remember where the keyboard was."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.cover()
        self.show()
        self.raise_()

    def close_over(self) -> None:
        """Go away and put the keyboard back where it was."""
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def fill(self) -> QColor:
        """Return what is painted over the window."""
        return theme.colour("surface.scrim")

    def cover(self) -> None:
        """Take the whole of the window."""
        self.setGeometry(self.window_under.rect())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.cover()
        return super().eventFilter(watched, event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Keep the Tab key among the widgets of the overlay."""
        inside = [one for one in self.findChildren(QWidget) if _takes_tab(one)]
        if not inside:
            return True
        now = QApplication.focusWidget()
        at = inside.index(now) if now in inside else -1
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        inside[(at + (1 if next else -1)) % len(inside)].setFocus(reason)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
            return
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_over()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.fill())


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return bool(policy & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
