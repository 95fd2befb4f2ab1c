"""The clock card: which rule, how long is left, whose clock it is, in its own icon, word, edge and tint."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme

_MARGIN = 12


class ClockCard(QWidget):
    """One clock: running, soon, urgent, expired, unknown or met; pressing it opens how it is counted."""

    pressed = Signal()
    """Fires on a click, Enter or Space, when the card can be pressed."""

    def __init__(self, state: str = "running", *, is_pressable: bool = False) -> None:
        super().__init__()
        self._state = state
        self._title = self._value = self._unit = self._second = ""
        self._progress: float | None = None
        self._icon = ""
        self._is_pressable = is_pressable
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if is_pressable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_clock(
        self,
        state: str,
        *,
        title: str,
        value: str,
        unit: str = "",
        second: str = "",
        progress: float | None = None,
        icon: str = "",
    ) -> None:
        """Show a clock; ``unit`` follows the value small (``left``), ``progress`` is the share gone by, 0 to 1.

        ``icon`` replaces the state's own, for example the hourglass of a waiting time.
        """
        self._state, self._title, self._value, self._unit = state, title, value, unit
        self._second, self._progress, self._icon = second, progress, icon
        word = theme.clock_look(state).word
        said = ", ".join(part for part in (title, f"{value} {unit}".strip(), second, word) if part)
        self.setAccessibleName(said)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        lines = 2 * theme.line_height("small") + theme.line_height("clock")
        bar = 12 if self._progress is not None else 4
        wide = max(
            theme.metrics("small").horizontalAdvance(self._title) + 26,
            theme.metrics("small").horizontalAdvance(self._second),
            theme.metrics("clock").horizontalAdvance(self._value) + 40,
        )
        return QSize(round(wide) + 2 * _MARGIN + 4, lines + bar + 16)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(round(150 * theme.scale()), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.clock_look(self._state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, look)
        is_filled = self._state == "expired"
        quiet = look.text if is_filled else theme.colour("text.secondary")
        mark = look.text if is_filled else look.mark
        x, y, wide = float(_MARGIN), 7.0, self.width() - 2.0 * _MARGIN
        side = theme.size("icon_small")
        line, high = theme.line_height("small") + 1.0, theme.line_height("clock")
        icons.draw(painter, self._icon or look.icon, QPointF(x, y + (line - side) / 2), side, mark)
        self._words(painter, QRectF(x + side + 6, y, wide - side - 6, line), "small", quiet, self._title)
        y += line
        strong = theme.colour("text.primary") if self._state == "unknown" else look.text
        self._words(painter, QRectF(x, y, wide, high), "clock", strong, self._value)
        if self._unit:
            used = theme.metrics("clock").horizontalAdvance(self._value) + 5
            unit = QRectF(x + used, y + 2, max(0.0, wide - used), high)
            self._words(painter, unit, "small", quiet, self._unit)
        y += high
        self._words(painter, QRectF(x, y, wide, line), "small", quiet, self._second)
        self._paint_bar(painter, QRectF(x, y + line + 4, wide, 3), mark)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent.focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _words(self, painter: QPainter, room: QRectF, role: str, colour: QColor, text: str) -> None:
        shown = theme.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
        if shown != text:
            self.setToolTip(self.accessibleName())
        painter.setFont(theme.font(role))
        painter.setPen(colour)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_card(self, painter: QPainter, look: theme.Look) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.radius("panel")
        is_unknown = self._state == "unknown"
        pen = QPen(look.edge, 1, Qt.PenStyle.DashLine if is_unknown else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(look.tint)
        painter.drawRoundedRect(box, radius, radius)
        if self._state == "expired":
            return
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(shape)
        if is_unknown:
            painter.setPen(QPen(look.mark, 3, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(1.5, 3), QPointF(1.5, self.height() - 3))
        else:
            painter.fillRect(QRectF(0, 0, 3, self.height()), look.mark)
        painter.restore()

    def _paint_bar(self, painter: QPainter, bar: QRectF, mark: QColor) -> None:
        if self._progress is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface.sunken" if theme.current() != "contrast" else "border.subtle"))
        painter.drawRoundedRect(bar, 1.5, 1.5)
        gone = QRectF(bar)
        gone.setWidth(max(3.0, bar.width() * min(1.0, max(0.0, self._progress))))
        painter.setBrush(mark)
        painter.drawRoundedRect(gone, 1.5, 1.5)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_pressable and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_pressable and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)
