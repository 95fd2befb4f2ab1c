"""Chips and avatars: small marks that state something and are never pressed."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, shapes, theme

_KINDS = {
    "accent": ("accent.tint", "accent.text", "accent.selection"),
    "grey": ("surface.sunken", "text.secondary", "border.subtle"),
    "outline": ("surface.base", "text.secondary", "border.default"),
}
_RAG = frozenset({"red", "amber", "green"})


def chip_width(text: str, icon: str = "") -> int:
    """Return how wide a chip with these words is."""
    words = theme.metrics("small", 500).horizontalAdvance(text)
    return round(words + 14 + (theme.size("icon_small") + 4 if icon else 0))


def draw_chip(painter: QPainter, box: QRectF, text: str, kind: str, icon: str = "") -> None:
    """Paint a chip: kind red, amber, green, accent, grey or outline."""
    if kind in _RAG:
        look = theme.rag(kind)
        tint, ink, edge = look.tint, look.text, look.edge
    else:
        tint, ink, edge = (theme.colour(name) for name in _KINDS[kind])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(tint)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.radius("cell"), theme.radius("cell"))
    x = box.x() + 7
    if icon:
        side = theme.size("icon_small")
        icons.draw(painter, icon, QPointF(x - 1, box.center().y() - side / 2), side, ink)
        x += side + 4
    painter.setFont(theme.font("small", 500))
    painter.setPen(ink)
    words = QRectF(x, box.y(), box.right() - x - 2, box.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


def draw_avatar(painter: QPainter, box: QRectF, initials: str, kind: str = "") -> None:
    """Paint a disc with initials; kind ``own`` has a blue ring, ``nobody`` is dashed with a dash."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = "text.secondary"
    if kind == "nobody":
        shapes.draw_ring(painter, box, theme.colour("text.muted"), 1.2)
    else:
        ink = "accent.text" if kind == "own" else ink
        edge = theme.colour("accent.text") if kind == "own" else theme.colour("border.default")
        painter.setPen(QPen(edge, 1.4 if kind == "own" else 1))
        painter.setBrush(theme.colour("accent.tint" if kind == "own" else "surface.sunken"))
        painter.drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))
    font = theme.font("caption")
    font.setPixelSize(round(10 * theme.scale()))
    font.setWeight(font.weight().DemiBold)
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–" if kind == "nobody" else initials)
    painter.restore()


class Chip(QWidget):
    """A state or count in a small frame; never a button."""

    def __init__(self, text: str, kind: str = "outline", icon: str = "") -> None:
        super().__init__()
        self._text, self._kind, self._icon = text, kind, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_chip(self, text: str, kind: str = "outline", icon: str = "") -> None:
        """Show other words, kind and icon."""
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._text, self._icon), theme.size("chip"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(QPainter(self), QRectF(self.rect()), self._text, self._kind, self._icon)


class Avatar(QWidget):
    """The initials of somebody whose name stands beside it."""

    def __init__(self, initials: str, kind: str = "") -> None:
        super().__init__()
        self._initials, self._kind = initials, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = theme.size("avatar")
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_avatar(QPainter(self), QRectF(self.rect()), self._initials, self._kind)


class Priority(QWidget):
    """A priority as shape and word: red, amber, green or none; ``text`` replaces the word."""

    def __init__(self, rag: str, text: str = "") -> None:
        super().__init__()
        self._rag = rag
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_priority(rag, text)

    def set_priority(self, rag: str, text: str = "") -> None:
        """Show another priority."""
        self._rag, self._text = rag, text or theme.rag(rag).word
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = theme.metrics("strong").horizontalAdvance(self._text)
        return QSize(round(words + 18 * theme.scale() + 2), theme.line_height("body"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.rag(self._rag)
        side = 12 * theme.scale()
        shapes.draw_shape(painter, look.icon, QRectF(0, (self.height() - side) / 2, side, side), look.mark)
        painter.setFont(theme.font("strong"))
        painter.setPen(look.text)
        words = QRectF(side + 5, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)
