"""Who is on duty over the day, painted as bars on a line of hours with a mark at now."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.domain.when import london
from amhp_desktop.services.board import DutyPerson
from amhp_desktop.ui.kit import theme

_BEFORE = timedelta(hours=2)
_LONG = timedelta(hours=24)
_EVERY = 4
_MARGIN = 12.0
_HIGH = 17.0
_STEP = 18.0


class DutyBars(QWidget):
    """A bar a duty from two hours ago to this time tomorrow; the rows below say the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[DutyPerson, ...] = ()
        self._now = self._start = datetime.min.replace(tzinfo=UTC)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_duties(self, people: tuple[DutyPerson, ...], now: datetime) -> None:
        """Show these duties as at an instant."""
        self._people, self._now = people, now
        self._start = now.replace(minute=0, second=0, microsecond=0) - _BEFORE
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        lines = len(self._people) * _STEP * theme.scale()
        return QSize(200, round(lines + theme.line_height("caption") + 14))

    def _x(self, moment: datetime) -> float:
        share = (moment - self._start) / _LONG
        return _MARGIN + min(1.0, max(0.0, share)) * (self.width() - 2 * _MARGIN)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._people:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = 6 + len(self._people) * _STEP * theme.scale()
        self._paint_hours(painter, bottom)
        for place, person in enumerate(self._people):
            self._paint_bar(painter, person, 6 + place * _STEP * theme.scale())
        painter.setPen(QPen(theme.colour("rag.red.mark"), 2))
        painter.drawLine(QPointF(self._x(self._now), 2), QPointF(self._x(self._now), bottom))

    def _paint_bar(self, painter: QPainter, person: DutyPerson, y: float) -> None:
        look = theme.duty_look(person.kind.value)
        left, right = self._x(person.starts_at), self._x(person.ends_at)
        box = QRectF(left, y, max(4.0, right - left), _HIGH * theme.scale() - 1)
        painter.setPen(QPen(look.edge, 1))
        painter.setBrush(look.fill)
        painter.drawRoundedRect(box, theme.radius("cell"), theme.radius("cell"))
        painter.setFont(theme.font("caption", 600))
        words = f"{person.kind.value} {person.family}"
        wide = theme.metrics("caption", 600).horizontalAdvance(words) + 2
        fits = box.width() >= wide + 8
        painter.setPen(look.text if fits else theme.colour("text.primary"))
        room = QRectF(box.x() + 5 if fits else box.right() + 4, box.y(), wide, box.height())
        if room.right() > self.width():
            room.moveRight(box.x() - 4)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_hours(self, painter: QPainter, bottom: float) -> None:
        painter.setFont(theme.font("caption"))
        hour = self._start
        high = theme.line_height("caption")
        for _ in range(25):
            local = london(hour)
            if (local.hour - 1) % _EVERY == 0 and hour < self._start + _LONG:
                x = self._x(hour)
                painter.setPen(QPen(theme.colour("border.subtle"), 1))
                painter.drawLine(QPointF(x, 4), QPointF(x, bottom))
                painter.setPen(theme.colour("text.secondary"))
                box = QRectF(x - 16, bottom + 2, 32, high)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{local:%H}")
            hour += timedelta(hours=1)
