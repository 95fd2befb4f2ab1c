"""A wide button with an icon, a title and one line saying what it leads to."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class OptionButton(QAbstractButton):
    """One way to go on, of several that stand under one another."""

    def __init__(self, title: str, detail: str, icon: str) -> None:
        super().__init__()
        self._detail, self._icon_name = detail, icon
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, theme.line_height("body") + theme.line_height("small") + 24)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_hot = self.underMouse() or self.isDown()
        painter.setPen(QPen(theme.colour("border.strong" if is_hot else "border.default"), 1))
        painter.setBrush(theme.colour("surface.hover" if is_hot else "surface.base"))
        radius = theme.radius("panel")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        side, middle = theme.size("icon_rail"), self.height() / 2
        icons.draw(painter, self._icon_name, QPointF(16, middle - side / 2), side, "accent.text")
        chevron = theme.size("icon")
        at = QPointF(self.width() - chevron - 14, middle - chevron / 2)
        icons.draw(painter, "chevron-right", at, chevron, "text.muted")
        self._paint_words(painter, 16 + side + 14)

    def _paint_words(self, painter: QPainter, left: float) -> None:
        high, low = theme.line_height("body"), theme.line_height("small")
        room = QRectF(left, (self.height() - high - low) / 2, self.width() - left - 40, high)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("text.primary"))
        painter.drawText(room, _LEFT, self.text())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.secondary"))
        shown = painter.fontMetrics().elidedText(
            self._detail, Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(QRectF(left, room.bottom(), room.width(), low), _LEFT, shown)
