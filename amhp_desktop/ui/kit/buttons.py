"""Buttons: one primary a screen, quiet and dangerous ones, with icon, words and the keys that do the same."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme

_INKS = {
    "primary": "text.on_accent",
    "danger": "rag.red.text",
    "quiet": "text.secondary",
    "link": "text.link",
    "filter": "text.secondary",
}
_PADDING = {"link": 8, "segment": 20, "filter": 16, "chip": 16}
_SMALL = frozenset({"link", "filter", "chip"})
_GAP = 8


def keycap_width(keys: str) -> float:
    """Return how wide a keycap with these words is."""
    return theme.metrics("caption").horizontalAdvance(keys) + 10


def draw_keycap(painter: QPainter, keys: str, box: QRectF, ink: str, edge: str) -> None:
    """Paint the keys of a shortcut in a small frame."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.setBrush(theme.colour("surface.sunken") if edge == "border.default" else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(theme.colour(ink))
    painter.setFont(theme.font("caption"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()


class Keycap(QWidget):
    """The keys of a shortcut, as they are written on the keyboard."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(keys)

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(20, round(keycap_width(self._keys))), theme.line_height("caption") + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_keycap(QPainter(self), self._keys, QRectF(self.rect()), "text.secondary", "border.default")


class Button(QPushButton):
    """A push button that paints icon, words and keycap in the colours of its role."""

    def __init__(self, text: str, icon: str = "", role: str = "", hint: str = "") -> None:
        super().__init__(text)
        self._icon_name, self._hint = icon, hint
        self._align = Qt.AlignmentFlag.AlignHCenter
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if hint:
            self.setAccessibleDescription(hint)

    def set_role(self, role: str) -> None:
        """Make it ``primary``, ``quiet``, ``danger``, ``link`` or, with nothing, an ordinary button."""
        theme.set_look(self, role=role)

    def set_icon(self, name: str) -> None:
        """Show another icon, or none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_compact(self) -> None:
        """Make it 26 high, for rows, panels and bars."""
        theme.set_look(self, compact="yes")
        self.updateGeometry()

    def set_left(self) -> None:
        """Let it fill its width with the words at the left."""
        self._align = Qt.AlignmentFlag.AlignLeft
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def refuse(self, reason: str) -> None:
        """Disable it and say why in tool tip and description; an empty reason allows it again."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason or self._hint)

    @property
    def _is_compact(self) -> bool:
        is_small: bool = self.property("compact") == "yes" or self.property("role") in _SMALL
        return is_small

    def _icon_side(self) -> int:
        return theme.size("icon_small" if self._is_compact else "icon")

    def _widths(self) -> tuple[float, float, float]:
        """Return the widths of icon, words and keycap (or menu arrow), gaps included."""
        words = self.text().replace("&", "")
        text = self.fontMetrics().horizontalAdvance(words)
        icon = self._icon_side() + (_GAP if words else 0) if self._icon_name else 0
        tail = keycap_width(self._hint) + _GAP if self._hint else 0.0
        if self.menu() is not None:
            tail += theme.size("icon_small") + 4
        return icon, text, tail

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        role = str(self.property("role"))
        padding = _PADDING.get(role, 18 if self._is_compact else 24)
        height = theme.size("button_compact" if self._is_compact else "button")
        if role == "chip":
            height = round(theme.size("target_min") * theme.scale())
        return QSize(max(round(sum(self._widths())) + padding, theme.size("target_min")), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text.disabled"
        if self.isChecked():
            return "accent.text" if self.property("role") == "chip" else "accent.selection_text"
        return _INKS.get(str(self.property("role")), "text.primary")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        icon, text, tail = self._widths()
        x = (self.width() - icon - text - tail) / 2
        if self._align == Qt.AlignmentFlag.AlignLeft:
            x = 12
        ink = self._ink()
        if self._icon_name:
            side = self._icon_side()
            icons.draw(painter, self._icon_name, QPointF(x, (self.height() - side) / 2), side, ink)
        painter.setPen(theme.colour(ink))
        painter.setFont(self.font())
        words = QRectF(x + icon, 0, text + 2, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextHideMnemonic
        painter.drawText(words, flags, self.text())
        self._paint_tail(painter, x + icon + text + _GAP, ink)

    def _paint_tail(self, painter: QPainter, x: float, ink: str) -> None:
        if self._hint:
            height = theme.line_height("caption") + 2
            box = QRectF(x, (self.height() - height) / 2, keycap_width(self._hint), height)
            is_primary = self.property("role") == "primary"
            edge = "text.on_accent" if is_primary and self.isEnabled() else "border.default"
            draw_keycap(painter, self._hint, box, ink if is_primary else "text.secondary", edge)
        elif self.menu() is not None:
            side = theme.size("icon_small")
            icons.draw(painter, "chevron-down", QPointF(x - 4, (self.height() - side) / 2), side, ink)


class IconButton(QToolButton):
    """A square button with an icon only; its name is spoken and shown as tool tip."""

    def __init__(self, icon: str, name: str, role: str = "quiet") -> None:
        super().__init__()
        self._icon_name = icon
        self.setProperty("role", role)
        self.setProperty("shape", "square")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self.update()

    def set_compact(self) -> None:
        """Make it 26 square."""
        theme.set_look(self, compact="yes")

    @override
    def sizeHint(self) -> QSize:
        side = theme.size("button_compact" if self.property("compact") == "yes" else "button")
        return QSize(side, side)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        option.text = ""
        option.features = QStyleOptionToolButton.ToolButtonFeature(0)
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, self)
        side = theme.size("icon")
        ink = "text.disabled" if not self.isEnabled() else "text.secondary"
        if self.isEnabled() and (self.underMouse() or self.isChecked()):
            ink = "text.primary"
        at = QPointF((self.width() - side) / 2, (self.height() - side) / 2)
        icons.draw(painter, self._icon_name, at, side, ink)


def button(text: str, icon: str = "", role: str = "", shortcut_hint: str = "") -> Button:
    """Return a button: role ``primary`` (one a screen), ``quiet``, ``danger``, ``link`` or none.

    ``shortcut_hint`` is shown as a keycap (``Ctrl N``); it binds nothing.
    """
    return Button(text, icon, role, shortcut_hint)


def compact_button(text: str, icon: str = "", role: str = "", shortcut_hint: str = "") -> Button:
    """Return the same, 26 high, for rows and panels."""
    made = Button(text, icon, role, shortcut_hint)
    made.set_compact()
    return made
