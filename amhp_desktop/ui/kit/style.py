"""Draw what a style sheet cannot: check boxes, radio buttons and no dotted focus frames."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget
from typing_extensions import override

_Element = QStyle.PrimitiveElement
_State = QStyle.StateFlag


class DeskStyle(QProxyStyle):
    """Fusion with our own indicators; focus is shown by :mod:`focus`, so no frame is drawn here."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._fill = self._mark = self._edge = QColor()
        self._base = self._disabled = self._sunken = QColor()

    def set_colours(self, fill: QColor, mark: QColor, edge: QColor) -> None:
        """Take the accent fill, the mark on it and the edge of empty boxes."""
        self._fill, self._mark, self._edge = fill, mark, edge

    def set_surfaces(self, base: QColor, disabled: QColor, sunken: QColor) -> None:
        """Take the inside of empty boxes, and edge and inside of disabled ones."""
        self._base, self._disabled, self._sunken = base, disabled, sunken

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == _Element.PE_FrameFocusRect:
            return
        if element in {_Element.PE_IndicatorCheckBox, _Element.PE_IndicatorRadioButton}:
            self._indicator(element == _Element.PE_IndicatorRadioButton, option, painter)
            return
        super().drawPrimitive(element, option, painter, widget)

    def _indicator(self, is_round: object, option: QStyleOption, painter: QPainter) -> None:
        state = option.state
        is_enabled = bool(state & _State.State_Enabled)
        is_on = bool(state & (_State.State_On | _State.State_NoChange))
        square = QRectF(option.rect)
        side = min(square.width(), square.height()) - 1
        box = QRectF(0, 0, side, side)
        box.moveCenter(square.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._edge if is_enabled else self._disabled
        accent = self._fill if is_enabled else self._disabled
        painter.setPen(QPen(accent if is_on else edge, 1))
        painter.setBrush(accent if is_on else (self._base if is_enabled else self._sunken))
        if is_round:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 3, 3)
        if is_on:
            self._mark_in(box, is_round, bool(state & _State.State_NoChange), painter)
        painter.restore()

    def _mark_in(self, box: QRectF, is_round: object, is_partial: object, painter: QPainter) -> None:
        side = box.width()
        if is_round:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._mark)
            painter.drawEllipse(box.center(), side * 0.22, side * 0.22)
            return
        pen = QPen(self._mark, max(1.6, side / 9))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [(0.26, 0.5), (0.74, 0.5)] if is_partial else [(0.24, 0.52), (0.43, 0.71), (0.77, 0.31)]
        line = QPolygonF([QPointF(box.x() + x * side, box.y() + y * side) for x, y in points])
        painter.drawPolyline(line)
