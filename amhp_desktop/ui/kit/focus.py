"""Show where the keyboard is: one ring around whatever has the focus, outside its edge."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

_RINGED = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_GAP = 1
_MOVES = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ZOrderChange}
)


class _Ring(QWidget):
    """A rounded frame that follows one widget; it takes no input and is not spoken."""

    def __init__(self, target: QWidget, host: QWidget, colour: QColor, stroke: int) -> None:
        super().__init__(host)
        self._target = target
        self._colour, self._stroke = colour, stroke
        self._is_retired = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        watched: QWidget | None = target
        while watched is not None and watched is not host:
            watched.installEventFilter(self)
            watched = watched.parentWidget()
        self._follow()

    def retire(self) -> None:
        """Disappear for good."""
        self._is_retired = True
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        # asked anew each time: a kept Python wrapper of a scroll area's viewport can go before the viewport
        host = self.parentWidget()
        if self._is_retired or host is None or not isValid(self._target):
            return
        reach = self._stroke + _GAP
        box = self._target.rect().adjusted(-reach, -reach, reach, reach)
        self.setGeometry(box.translated(self._target.mapTo(host, QPoint(0, 0))))
        self.setVisible(self._target.isVisibleTo(host))
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._follow()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, self._stroke))
        half = self._stroke / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)


class FocusRings(QObject):
    """Move one ring to whatever button or field has the focus; painted lists draw their own inside the row.

    A widget with the dynamic property ``ring`` set to ``none`` draws its own; one set to ``parent`` gets
    the ring around its parent. A layer over the window sets ``ringhost`` to ``yes``, so that rings inside it
    are drawn on it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._app: QApplication | None = None
        self._ring: _Ring | None = None
        self._colour, self._stroke = QColor(), 2

    def follow(self, app: QApplication, colour: QColor, stroke: int) -> None:
        """Follow the focus of the program with a ring of this colour and stroke."""
        self._colour, self._stroke = colour, stroke
        if self._app is not app:
            self._app = app
            app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.retire()
        self._ring = None
        wanted = _ringed(now)
        if wanted is not None:
            self._ring = _Ring(wanted, _host(wanted), self._colour, self._stroke)


def _ringed(widget: QWidget | None) -> QWidget | None:
    if not isinstance(widget, _RINGED) or widget.property("ring") == "none":
        return None
    if widget.property("ring") == "parent" or isinstance(
        widget.parentWidget(), (QComboBox, QAbstractSpinBox)
    ):
        return widget.parentWidget()
    return widget


def _host(widget: QWidget) -> QWidget:
    """Return where the ring is drawn: the visible part of the scroll area around, or the window."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        above = parent.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
            return parent
        if parent.property("ringhost") == "yes":
            return parent
        parent = above
    return widget.window()
