"""Paint the rota sheet: names, duties in their colours, names on duties, and the state of cover."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from amhp_desktop.domain.rota import CoverState
from amhp_desktop.ui.kit import icons, shapes, theme
from amhp_desktop.ui.kit.duties import draw_corner, draw_duty
from amhp_desktop.ui.rota.sheet_model import END, NAME, SheetModel
from amhp_desktop.ui.rota.sheet_rows import RowKind, SheetCell, SheetChip, SheetEnd, SheetRow

LINE = 18
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
_STATES = {CoverState.SHORT: "amber", CoverState.HOLE: "red"}


class SheetDelegate(QStyledItemDelegate):
    """Paint one cell of a ``SheetModel``."""

    names_width = 0
    """How wide the names at the left are: a head's words run on from there."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, SheetModel) else None
        if not isinstance(model, SheetModel) or row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(option.rect)
        if row.kind is RowKind.HEAD:
            _paint_head(painter, box, row, self.names_width if index.column() != NAME else 0)
        else:
            _paint_ground(painter, box, model, index.column())
            self._paint_content(painter, box, model, row, index)
        painter.restore()

    def _paint_content(
        self,
        painter: QPainter,
        box: QRect,
        model: SheetModel,
        row: SheetRow,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if index.column() == NAME:
            _paint_name(painter, box, row)
            return
        if index.column() == END:
            _paint_end(painter, box, row.end, is_cover=row.kind is not RowKind.PERSON)
            return
        cell = model.cell_at(index.row(), index.column())
        if cell is None:
            return
        if row.kind is RowKind.COVER:
            _paint_cover(painter, box, cell)
        elif row.kind is RowKind.DUTY:
            _paint_names(painter, box, cell)
        else:
            _paint_duties(painter, box, cell)
        if model.refusal_at(index.row(), index.column()):
            _paint_refusal(painter, box)


def _paint_ground(painter: QPainter, box: QRect, model: SheetModel, column: int) -> None:
    if 1 <= column <= len(model.days):
        day = model.days[column - 1]
        if day == model.today:
            painter.fillRect(box, theme.colour("accent.tint"))
        elif day.weekday() >= 5:
            painter.fillRect(box, theme.colour("surface.alternate"))
        painter.fillRect(QRect(box.right(), box.y(), 1, box.height()), theme.colour("border.subtle"))
    elif column == NAME:
        painter.fillRect(QRect(box.right(), box.y(), 1, box.height()), theme.colour("border.default"))
    painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), theme.colour("border.subtle"))


def _paint_head(painter: QPainter, box: QRect, row: SheetRow, shift: int) -> None:
    painter.fillRect(box, theme.colour("surface.sunken"))
    painter.setFont(theme.font("small", 600))
    painter.setPen(theme.colour("text.secondary"))
    room = QRectF(box.x() - shift + 16, box.y(), box.width() + shift, box.height())
    painter.drawText(room, _LEFT, row.name)
    wide = theme.metrics("small", 600).horizontalAdvance(row.name)
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text.muted"))
    painter.drawText(room.adjusted(wide + 6, 0, 0, 0), _LEFT, str(row.count))


def _paint_name(painter: QPainter, box: QRect, row: SheetRow) -> None:
    room = QRectF(box).adjusted(16, 0, -6, 0)
    if row.kind is RowKind.DUTY:
        room.setHeight(min(room.height(), theme.size("rota_row") + 4))
    if row.letter:
        side = 18 * theme.scale()
        draw_duty(painter, QRectF(room.x(), room.center().y() - side / 2, side, side), row.letter)
        room = room.adjusted(side + 7, 0, 0, 0)
    is_strong = row.kind is RowKind.DUTY
    painter.setFont(theme.font("strong" if is_strong else "body"))
    painter.setPen(theme.colour("text.muted" if row.is_muted else "text.primary"))
    metrics = theme.metrics("strong" if is_strong else "body")
    painter.drawText(room, _LEFT, metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room.width()))


def _rounded(painter: QPainter, box: QRectF, fill: QColor, edge: QColor, width: float = 1) -> None:
    painter.setPen(QPen(edge, width))
    painter.setBrush(fill)
    half = width / 2
    painter.drawRoundedRect(
        box.adjusted(half, half, -half, -half), theme.radius("cell"), theme.radius("cell")
    )


def _paint_end(painter: QPainter, box: QRect, end: SheetEnd, *, is_cover: bool) -> None:
    room = QRectF(box).adjusted(6, 0, -12, 0)
    if is_cover:
        ink = f"rag.{end.rag}.text" if end.rag in {"red", "amber"} else "text.secondary"
        painter.setFont(theme.font("small", 600 if end.rag in {"red", "amber"} else 0))
        painter.setPen(theme.colour(ink))
        painter.drawText(QRectF(room.x(), room.y(), room.width(), min(room.height(), 30)), _RIGHT, end.text)
        return
    painter.setFont(theme.font("small"))
    if end.warning:
        look = theme.rag(end.rag)
        side = 10 * theme.scale()
        at = QRectF(room.x(), room.center().y() - side / 2, side, side)
        shapes.draw_shape(painter, look.icon, at, look.mark)
        painter.setPen(look.text)
        painter.drawText(room.adjusted(side + 5, 0, 0, 0), _LEFT, end.warning)
    painter.setPen(theme.colour("text.secondary"))
    painter.drawText(room, _RIGHT, end.text)


def _paint_cover(painter: QPainter, box: QRect, cell: SheetCell) -> None:
    rag = _STATES.get(cell.state) if cell.state is not None else None
    if rag is None:
        if cell.state is CoverState.MET:
            side = theme.size("icon_small")
            at = QPointF(box.center().x() - side / 2 + 0.5, box.center().y() - side / 2 + 0.5)
            icons.draw(painter, "check", at, side, "rag.green.mark")
        elif cell.text:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text.muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cell.text)
        return
    look = theme.rag(rag)
    height = 20 * theme.scale()
    wide = max(theme.metrics("small", 600).horizontalAdvance(cell.text) + 16, 38)
    chip = QRectF(box.center().x() - wide / 2, box.center().y() - height / 2 + 0.5, wide, height)
    is_hole = rag == "red"
    _rounded(painter, chip, look.mark if is_hole else look.tint, look.mark, 1 if is_hole else 1.5)
    painter.setFont(theme.font("small", 600))
    painter.setPen(theme.colour("surface.base") if is_hole else look.text)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, cell.text)


def _paint_names(painter: QPainter, box: QRect, cell: SheetCell) -> None:
    missing = cell.state in _STATES
    top = box.y() + 5.0
    height = LINE * theme.scale()
    for place, line in enumerate(cell.lines):
        room = QRectF(box.x() + 7, top + place * height, box.width() - 12, height)
        if missing and place == len(cell.lines) - 1:
            _paint_missing(painter, room.adjusted(-3, 0, 2, -1), line, cell.state)
            continue
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text.primary"))
        metrics = theme.metrics("small")
        painter.drawText(room, _LEFT, metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width()))


def _paint_missing(painter: QPainter, box: QRectF, words: str, state: CoverState | None) -> None:
    is_hole = state is CoverState.HOLE
    look = theme.rag("red" if is_hole else "amber")
    _rounded(painter, box, look.mark if is_hole else look.tint, look.mark)
    painter.setFont(theme.font("small", 600))
    painter.setPen(theme.colour("surface.base") if is_hole else look.text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _paint_duties(painter: QPainter, box: QRect, cell: SheetCell) -> None:
    if not cell.chips:
        if cell.is_barred:
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("text.disabled"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
        return
    room = QRectF(box).adjusted(3, 2, -4, -3)
    wide = room.width() / len(cell.chips)
    for place, chip in enumerate(cell.chips):
        _paint_chip(painter, QRectF(room.x() + place * wide, room.y(), wide - 1, room.height()), chip)


def _paint_chip(painter: QPainter, box: QRectF, chip: SheetChip) -> None:
    look = theme.duty_look(chip.letter)
    _rounded(painter, box, look.fill, look.edge)
    painter.setPen(look.text)
    hours = theme.metrics("small").horizontalAdvance(chip.hours)
    is_roomy = bool(chip.hours) and box.width() > hours + 24
    painter.setFont(theme.font("strong"))
    if is_roomy:
        painter.drawText(box.adjusted(7, 0, 0, 0), _LEFT, chip.letter)
        painter.setFont(theme.font("small"))
        painter.drawText(box.adjusted(0, 0, -6, 0), _RIGHT, chip.hours)
    else:
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, chip.letter)
    if chip.mark:
        draw_corner(painter, box, theme.rag(chip.mark).mark)


def _paint_refusal(painter: QPainter, box: QRect) -> None:
    look = theme.rag("red")
    painter.setPen(QPen(look.mark, 2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(box).adjusted(2, 1, -3, -2))
    side = theme.size("icon_small")
    at = QPointF(box.right() - side - 5, box.center().y() - side / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface.base"))
    painter.drawEllipse(QRectF(at.x() - 1, at.y() - 1, side + 2, side + 2))
    icons.draw(painter, "octagon-x", at, side, "rag.red.mark")
