"""What happened, newest first: icon, fact, detail with author, time; days are headed, corrections struck."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme

_LEFT = 28


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; ``day`` heads a new day, ``detail`` ends with who (``· RAMAN``).

    ``corrected_by`` names who struck it out; ``key`` is handed back when it is pressed.
    """

    icon: str
    what: str
    detail: str
    at: str
    day: str = ""
    corrected_by: str = ""
    key: object = None


class Timeline(QWidget):
    """A painted list of entries; arrow keys move, Enter opens."""

    activated_entry = Signal(object)
    """Fires on a click or Enter; carries the entry."""

    def __init__(self, entries: tuple[Entry, ...] = ()) -> None:
        super().__init__()
        self._entries = entries
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Timeline"))
        self.set_entries(entries)

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show other entries, newest first."""
        self._entries = entries
        self._current = min(self._current, max(0, len(entries) - 1))
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        if self._entries:
            entry = self._entries[self._current]
            struck = (
                self.tr("corrected by %1").replace("%1", entry.corrected_by) if entry.corrected_by else ""
            )
            said = (entry.day, entry.at, entry.what, entry.detail, struck)
            self.setAccessibleDescription(", ".join(part for part in said if part))

    def _heights(self) -> list[int]:
        low, high = theme.line_height("small"), theme.line_height("body")
        heights, day = [], ""
        for entry in self._entries:
            is_new_day = bool(entry.day) and entry.day != day
            day = entry.day or day
            lines = high + low * (2 if entry.corrected_by else 1) + 7
            heights.append(lines + (low + 8 if is_new_day else 0))
        return heights

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, sum(self._heights()) + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, day = 0.0, ""
        for place, (entry, height) in enumerate(zip(self._entries, self._heights(), strict=True)):
            top = y
            if entry.day and entry.day != day:
                day = entry.day
                low = theme.line_height("small")
                self._words(painter, QRectF(0, y + 2, self.width(), low), "small", "text.muted", day, 600)
                top += low + 8
            is_last = place == len(self._entries) - 1
            self._paint_entry(painter, entry, QRectF(0, top, self.width(), y + height - top), is_last=is_last)
            if self.hasFocus() and place == self._current:
                painter.setPen(QPen(theme.colour("accent.focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(1, top - 1, self.width() - 2, y + height - top - 1), 4, 4)
            y += height

    def _paint_entry(self, painter: QPainter, entry: Entry, box: QRectF, *, is_last: bool) -> None:
        low, high = theme.line_height("small"), theme.line_height("body")
        disc = 18 * theme.scale()
        if not is_last:
            painter.setPen(QPen(theme.colour("border.default"), 1))
            middle = disc / 2
            painter.drawLine(QPointF(middle, box.y() + disc + 3), QPointF(middle, box.bottom() - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface.sunken"))
        if theme.current() == "contrast":
            painter.setPen(QPen(theme.colour("border.subtle"), 1))
        painter.drawEllipse(QRectF(0, box.y() + 1, disc, disc))
        side = round(12 * theme.scale())
        at = QPointF((disc - side) / 2, box.y() + 1 + (disc - side) / 2)
        icons.draw(painter, entry.icon, at, side, "text.secondary")
        left = _LEFT * theme.scale()
        when = theme.metrics("small").horizontalAdvance(entry.at)
        ink = "text.muted" if entry.corrected_by else "text.primary"
        room = QRectF(left, box.y(), box.width() - left - when - 8, high)
        self._words(painter, room, "strong", ink, entry.what, is_struck=bool(entry.corrected_by))
        place = QRectF(box.width() - when - 1, box.y(), when + 2, high)
        self._words(painter, place, "small", "text.secondary", entry.at)
        detail = QRectF(left, box.y() + high - 1, box.width() - left, low)
        self._words(
            painter, detail, "small", "text.secondary", entry.detail, is_struck=bool(entry.corrected_by)
        )
        if entry.corrected_by:
            detail.translate(0, low)
            words = self.tr("Corrected by %1").replace("%1", entry.corrected_by)
            self._words(painter, detail, "small", "rag.amber.text", words)

    def _words(  # noqa: PLR0917 - a painting verb of six plain values
        self,
        painter: QPainter,
        room: QRectF,
        role: str,
        ink: str,
        text: str,
        weight: int = 0,
        *,
        is_struck: bool = False,
    ) -> None:
        font = theme.font(role, weight)
        font.setStrikeOut(is_struck)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        shown = theme.metrics(role, weight).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _go(self, place: int) -> None:
        self._current = max(0, min(len(self._entries) - 1, place))
        self._describe()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._entries:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Down:
            self._go(self._current + 1)
        elif event.key() == Qt.Key.Key_Up:
            self._go(self._current - 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.activated_entry.emit(self._entries[self._current])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        y = 0.0
        for place, height in enumerate(self._heights()):
            if y <= event.position().y() < y + height:
                self._go(place)
                self.activated_entry.emit(self._entries[place])
            y += height
