"""Duty letters and absences as cells: letter first, then fill; leave hatched, sick cross-hatched."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme

DUTIES = ("D", "L", "N", "W", "H", "B", "C", "M")
ABSENCES = ("AL", "SK", "TR", "RQ")
_PATTERNS = {
    "AL": Qt.BrushStyle.BDiagPattern,
    "SK": Qt.BrushStyle.DiagCrossPattern,
    "RQ": Qt.BrushStyle.NoBrush,
}


def draw_duty(painter: QPainter, box: QRectF, letter: str, words: str = "") -> None:
    """Paint a duty's cell or, with words, its bar: the letter in bold, the words after it."""
    look = theme.duty_look(letter)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.edge, 1))
    painter.setBrush(look.fill)
    radius = theme.radius("cell")
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(look.text)
    painter.setFont(theme.font("caption", 600))
    if not words:
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    else:
        room = box.adjusted(5, 0, -4, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, letter)
        room.setLeft(room.x() + theme.metrics("caption", 600).horizontalAdvance(letter) + 4)
        shown = theme.metrics("caption").elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(theme.font("caption"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()


def draw_absence(painter: QPainter, box: QRectF, code: str) -> None:
    """Paint leave (AL), sickness (SK), training (TR) or leave asked and not decided (RQ, dashed)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.radius("cell")
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.addRoundedRect(inner, radius, radius)
    ground = "surface.sunken" if code == "TR" else "surface.base"
    painter.fillPath(path, theme.colour(ground))
    if code in _PATTERNS:
        painter.fillPath(path, QBrush(theme.colour("border.default"), _PATTERNS[code]))
    edge = {
        "SK": QPen(theme.colour("text.muted"), 1),
        "RQ": QPen(theme.colour("text.muted"), 1, Qt.PenStyle.DashLine),
    }.get(code, QPen(theme.colour("border.default"), 1))
    painter.setPen(edge)
    painter.drawPath(path)
    letters = "AL" if code == "RQ" else code
    painter.setFont(theme.font("caption", 600))
    # a plate under the letters, or the hatch would cut through them
    wide = theme.metrics("caption", 600).horizontalAdvance(letters) + 2
    high = theme.line_height("caption") - 4
    plate = QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)
    painter.fillRect(plate, theme.colour(ground))
    painter.setPen(theme.colour("text.secondary"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)
    painter.restore()


def draw_corner(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Paint the triangle in a cell's top right corner that marks a breach."""
    side = 8.0
    path = QPainterPath()
    path.moveTo(box.right() - side, box.top())
    path.lineTo(box.right(), box.top())
    path.lineTo(box.right(), box.top() + side)
    path.closeSubpath()
    painter.fillPath(path, colour)


class DutyBadge(QWidget):
    """One duty or absence as a small cell, for legends and panels; its name stands beside it."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__()
        self._code = code
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name or (theme.duty_look(code).name if code in DUTIES else code))

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(22 * theme.scale()), theme.size("chip"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._code in DUTIES:
            draw_duty(painter, QRectF(self.rect()), self._code)
        else:
            draw_absence(painter, QRectF(self.rect()), self._code)
