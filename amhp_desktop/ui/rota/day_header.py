"""The head of the rota sheet: the days of the week, today marked with a bar."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from amhp_desktop.domain.when import show_day
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.rota.sheet_model import END, NAME, SheetModel


class DayHeader(QHeaderView):
    """Paint the days from a ``SheetModel``; nothing here is pressed."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.size("table_head") + 4)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, SheetModel):
            return
        painter.save()
        painter.fillRect(rect, theme.colour("surface.base"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("border.default"))
        if NAME < logicalIndex <= len(model.days):
            self._paint_day(painter, rect, model, logicalIndex)
        else:
            words = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text.secondary"))
            side = Qt.AlignmentFlag.AlignRight if logicalIndex == END else Qt.AlignmentFlag.AlignLeft
            room = QRectF(rect).adjusted(16, 0, -12, -1)
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRect, model: SheetModel, section: int) -> None:
        day = model.days[section - 1]
        is_today = day == model.today
        if is_today:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), theme.colour("accent.tint"))
            painter.fillRect(QRect(rect.x(), rect.y(), rect.width(), 3), theme.colour("accent.fill"))
        elif day.weekday() >= 5:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), theme.colour("surface.alternate"))
        right = QRect(rect.right(), rect.y() + 4, 1, rect.height() - 4)
        painter.fillRect(right, theme.colour("border.subtle"))
        weekday, _, number = show_day(day).rpartition("-")[0].partition(" ")
        wide = theme.metrics("small").horizontalAdvance(weekday) + 5
        whole = wide + theme.metrics("strong").horizontalAdvance(number)
        if whole > rect.width() - 4:
            number = number.partition("-")[0]
            whole = wide + theme.metrics("strong").horizontalAdvance(number)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("accent.text" if is_today else "text.secondary"))
        left = rect.center().x() - whole / 2
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, rect.y() + 1, wide, rect.height() - 2), flags, weekday)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("accent.text" if is_today else "text.primary"))
        painter.drawText(QRectF(left + wide, rect.y() + 1, whole, rect.height() - 2), flags, number)
