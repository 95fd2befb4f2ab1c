"""The way into the palette that stands in the header: looks like a field, or like an icon where room is short."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.buttons import draw_keycap, keycap_width

_WIDTH = 248
_KEYS = "Ctrl K"


class FindButton(QAbstractButton):
    """Opens the palette; typing begins there, so nothing is ever typed here."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find_button")
        self.setText(self.tr("Find or do"))
        self.setAccessibleName(self.tr("Find or do, Ctrl K"))
        self.setAccessibleDescription(action.toolTip())
        self.setToolTip(action.toolTip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        self._is_wide = True

    def set_wide(self, *, is_wide: bool) -> None:
        """Look like a field, or shrink to an icon."""
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self.updateGeometry()
            self.update()

    def wide_hint(self) -> QSize:
        """Return the size as a field, whatever it looks like now."""
        return QSize(round(_WIDTH * theme.scale()), theme.size("field"))

    @override
    def sizeHint(self) -> QSize:
        return self.wide_hint() if self._is_wide else QSize(theme.size("button"), theme.size("button"))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size("button"), theme.size("button"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "border.strong" if self._is_wide else "border.default"
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.setBrush(theme.colour("surface.hover" if self.underMouse() else "surface.base"))
        box = QRectF(self.rect())
        radius = theme.radius("control")
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        side = theme.size("icon")
        left = 9.0 if self._is_wide else (self.width() - side) / 2
        icons.draw(painter, "search", QPointF(left, (self.height() - side) / 2), side, "text.secondary")
        if self._is_wide:
            self._paint_words(painter, box, left + side + 6)

    def _paint_words(self, painter: QPainter, box: QRectF, left: float) -> None:
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text.muted"))
        words = box.adjusted(left, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        width, height = keycap_width(_KEYS), theme.line_height("caption") + 2
        cap = QRectF(self.width() - width - 6, (self.height() - height) / 2, width, height)
        draw_keycap(painter, _KEYS, cap, "text.secondary", "border.default")
