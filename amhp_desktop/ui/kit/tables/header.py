"""The head of a table: quiet words, the sort arrow beside them, figures' heads at the right."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.tables.columns import Align
from amhp_desktop.ui.kit.tables.delegate import FIRST_PADDING, PADDING
from amhp_desktop.ui.kit.tables.model import RowsModel


class DeskHeader(QHeaderView):
    """A horizontal head that paints itself from the columns of a ``RowsModel``."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(24)
        self.setSortIndicatorShown(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.size("table_head"))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, RowsModel):
            return
        column = model.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, theme.colour("surface.alternate"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("border.subtle"))
        painter.setFont(theme.font("small", 500))
        painter.setPen(theme.colour("text.secondary"))
        left = FIRST_PADDING if logicalIndex == 0 else PADDING
        room = QRectF(rect).adjusted(left, 0, -PADDING, -1)
        metrics = theme.metrics("small", 500)
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        side = theme.size("icon_small") if is_sorted else 0
        words = metrics.elidedText(column.header, Qt.TextElideMode.ElideRight, max(8, room.width() - side))
        wide = metrics.horizontalAdvance(words)
        x = room.x() if column.align is Align.LEFT else room.right() - wide - side
        box = QRectF(x, room.y(), wide + 2, room.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if is_sorted:
            is_up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            at = QPointF(x + wide + 4, room.center().y() - side / 2)
            icons.draw(painter, "arrow-up" if is_up else "arrow-down", at, side, "text.secondary")
        painter.restore()
