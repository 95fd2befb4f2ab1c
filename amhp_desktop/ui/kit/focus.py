"""Show where the keyboard is: one ring around whatever has the focus, outside its edge."""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

_RINGED = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_GAP = 1


class _Margins(QProxyStyle):
    """Give the ring room for its gap and stroke."""

    def __init__(self, stroke: int) -> None:
        super().__init__("Fusion")
        self._stroke = stroke

    @override
    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in {QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin}:
            return self._stroke + _GAP
        return super().pixelMetric(metric, option, widget)


class _Ring(QFocusFrame):
    """A rounded frame that follows one widget; it takes no input and has no accessible name of its own."""

    def __init__(self, colour: QColor, stroke: int) -> None:
        super().__init__()
        self._colour, self._stroke = colour, stroke
        self._margins = _Margins(stroke)
        self.setStyle(self._margins)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, self._stroke))
        half = self._stroke / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 5.5, 5.5)


class FocusRings(QObject):
    """Move one ring to whatever button or field has the focus; painted lists draw their own inside the row.

    A widget with the dynamic property ``ring`` set to ``none`` draws its own; one set to ``parent`` gets
    the ring around its parent.
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
            self._ring.setWidget(None)  # type: ignore[arg-type]
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        wanted = _ringed(now)
        if wanted is not None:
            self._ring = _Ring(self._colour, self._stroke)
            self._ring.setWidget(wanted)


def _ringed(widget: QWidget | None) -> QWidget | None:
    if not isinstance(widget, _RINGED) or widget.property("ring") == "none":
        return None
    if widget.property("ring") == "parent" or isinstance(
        widget.parentWidget(), (QComboBox, QAbstractSpinBox)
    ):
        return widget.parentWidget()
    return widget
