"""A box inside a form that says what stands in the way and what to do about it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.labels import label


class ProblemBar(QWidget):
    """Takes no room until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem_bar")
        self._happened = label("", "strong", wrap=True)
        self._to_do = label("", "body", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(19 + theme.size("icon"), 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(self._happened)
        column.addWidget(self._to_do)
        self.hide()

    @property
    def words(self) -> str:
        """Return everything said at present."""
        return f"{self._happened.text()} {self._to_do.text()}".strip()

    def say(self, happened: str, to_do: str = "") -> None:
        """Show what happened and what to do; nothing happened hides the box."""
        self._happened.setText(happened)
        self._to_do.setText(to_do)
        self._to_do.setVisible(bool(to_do))
        self.setAccessibleName(self.words)
        self.setVisible(bool(happened))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.message_look("error")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.edge, 1))
        painter.setBrush(look.tint)
        radius = theme.radius("panel")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        icons.draw(painter, look.icon, QPointF(11, 10), theme.size("icon"), look.mark)
