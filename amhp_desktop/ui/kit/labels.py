"""Make labels in a step of the type scale and one of the text colours."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme


def label(text: str = "", step: str = "body", ink: str = "", *, wrap: bool = False) -> QLabel:
    """Return a plain-text label.

    ``step`` is caption, small, small-strong, body, medium, strong, heading, title, clock, figure or label;
    ``ink`` is secondary, muted, accent, red, amber or green (empty: the primary text colour).
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("type", step)
    if ink:
        made.setProperty("ink", ink)
    return made


class Elided(QLabel):
    """A one-line label that shortens with an ellipsis when there is no room; its tool tip holds the whole."""

    def __init__(self, text: str = "", step: str = "body", ink: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", step)
        if ink:
            self.setProperty("ink", ink)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        is_cut = shown != self.text()
        if is_cut != bool(self.toolTip()):
            self.setToolTip(self.text() if is_cut else "")
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.font())
        painter.drawText(room, self.alignment(), shown)


class IconLabel(QWidget):
    """An icon on its own, recoloured with the theme; the word beside it says what it means."""

    def __init__(self, name: str, size: int = 16, colour: str = "text.secondary") -> None:
        super().__init__()
        self._name, self._size, self._colour = name, size, colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, colour: str = "text.secondary") -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = round(self._size * theme.scale())
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.draw(painter, self._name, QPointF(0, 0), self.sizeHint().width(), self._colour)


def row_of(*parts: QWidget | int | None, gap: int = 8) -> QWidget:
    """Return the widgets side by side; a number is a fixed space, ``None`` takes the room that is left."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)
    return holder
