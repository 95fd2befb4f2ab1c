"""Paint the rows of a table: one or two lines, shapes, chips, avatars, icons and right-aligned figures."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from amhp_desktop.ui.kit import icons, shapes, theme
from amhp_desktop.ui.kit.chips import chip_width, draw_avatar, draw_chip
from amhp_desktop.ui.kit.tables.arrangement import Head
from amhp_desktop.ui.kit.tables.columns import Align, Cell, Span
from amhp_desktop.ui.kit.tables.model import RowsModel

PADDING = 6
FIRST_PADDING = 14


def _spans(line: str | tuple[Span, ...]) -> tuple[Span, ...]:
    return (Span(line),) if isinstance(line, str) else line


def _line_width(line: str | tuple[Span, ...], role: str, is_strong: object) -> float:
    width = 0.0
    for span in _spans(line):
        width += theme.size("icon_small") + 5 if span.icon else 0
        width += 5 if span.text and width else 0
        width += theme.metrics(role, 600 if is_strong or span.is_strong else 0).horizontalAdvance(span.text)
    return width


def cell_width(cell: Cell) -> int:
    """Return how wide a cell needs to be to show everything."""
    lead = 17 * theme.scale() if cell.rag else 0
    if cell.chip:
        icon = _spans(cell.first)[0].icon
        first: float = chip_width(cell.text, icon)
    else:
        first = lead + _line_width(cell.first, "body", cell.is_strong or cell.rag)
    second = _line_width(cell.second, "small", is_strong=False)
    avatar = theme.size("avatar") + 8 if cell.avatar else 0
    return round(max(first, second) + avatar) + 2 * PADDING + 2


class RowDelegate(QStyledItemDelegate):
    """Paint a cell of a ``RowsModel``; the view says which line the pointer is over."""

    hovered = -1
    """The line under the pointer, or -1."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, theme.size("row"))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = model.head_at(index.row())
        if head is not None:
            _paint_head(painter, option.rect, head)
        else:
            is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_ground(painter, option.rect, index, is_selected=is_selected)
            cell = model.cell_at(index.row(), index.column())
            if cell is not None:
                column = model.columns[index.column()]
                ink = _row_ink(is_selected=is_selected, is_muted=model.is_muted(index.row()))
                _paint_cell(painter, _inner(option.rect, index.column()), cell, column.align, ink)
            if index.column() == 0 and model.is_fresh(index.row()):
                _paint_dot(painter, option.rect)
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        box: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        if is_selected:
            painter.fillRect(box, theme.colour("accent.selection"))
            if index.column() == 0:
                painter.fillRect(QRect(box.x(), box.y(), 3, box.height()), theme.colour("accent.fill"))
        elif index.row() == self.hovered:
            painter.fillRect(box, theme.colour("surface.hover"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), theme.colour("border.subtle"))


def _row_ink(*, is_selected: bool, is_muted: bool) -> tuple[str, str]:
    """Return the colours of first and second line."""
    if is_muted:
        return "text.muted", "text.muted"
    return ("accent.selection_text" if is_selected else "text.primary"), "text.secondary"


def _inner(box: QRect, column: int) -> QRectF:
    left = FIRST_PADDING if column == 0 else PADDING
    return QRectF(box).adjusted(left, 0, -PADDING, -1)


def _paint_dot(painter: QPainter, box: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent.text"))
    painter.drawEllipse(QPointF(box.x() + 7.5, box.y() + 14.0 * theme.scale()), 3, 3)


def _paint_head(painter: QPainter, box: QRect, head: Head) -> None:
    painter.fillRect(box, theme.colour("surface.alternate"))
    painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), theme.colour("border.subtle"))
    side = theme.size("icon_small")
    arrow = "chevron-down" if head.is_open else "chevron-right"
    at = QPointF(box.x() + FIRST_PADDING, box.y() + (box.height() - side) / 2)
    icons.draw(painter, arrow, at, side, "text.secondary")
    room = QRectF(box).adjusted(FIRST_PADDING + side + 6, 0, -PADDING, -1)
    title, count = Span(head.title, "text.secondary", "", is_strong=True), Span(str(head.count), "text.muted")
    _paint_line(painter, room, (title, count), "small", "text.secondary")


def _paint_cell(painter: QPainter, room: QRectF, cell: Cell, align: Align, ink: tuple[str, str]) -> None:
    if cell.avatar:
        side = theme.size("avatar")
        disc = QRectF(room.x(), room.center().y() - side / 2, side, side)
        kind = "nobody" if cell.avatar == "-" else ("own" if cell.avatar.startswith("*") else "")
        draw_avatar(painter, disc, cell.avatar.lstrip("*"), kind)
        room = room.adjusted(side + 8, 0, 0, 0)
    first, second = _lines(room, has_second=bool(cell.second))
    if align is Align.RIGHT:
        _paint_right(painter, (first, second), cell, ink)
        return
    if cell.chip:
        span = _spans(cell.first)[0]
        height = theme.size("chip")
        wide = min(first.width(), chip_width(cell.text, span.icon))
        box = QRectF(first.x(), first.center().y() - height / 2, wide, height)
        draw_chip(painter, box, cell.text, cell.chip, span.icon)
    else:
        _paint_first(painter, first, cell, ink[0])
    _paint_line(painter, second, _spans(cell.second), "small", ink[1])


def _lines(room: QRectF, *, has_second: bool) -> tuple[QRectF, QRectF]:
    high, low = theme.line_height("body"), theme.line_height("small")
    if not has_second:
        return room, QRectF()
    top = room.center().y() - (high + low) / 2
    return (
        QRectF(room.x(), top, room.width(), high),
        QRectF(room.x(), top + high - 1, room.width(), low),
    )


def _paint_first(painter: QPainter, room: QRectF, cell: Cell, ink: str) -> None:
    is_strong: object = cell.is_strong
    if cell.rag:
        look = theme.rag(cell.rag)
        side = 12 * theme.scale()
        shapes.draw_shape(
            painter, look.icon, QRectF(room.x(), room.center().y() - side / 2, side, side), look.mark
        )
        room = room.adjusted(17 * theme.scale(), 0, 0, 0)
        ink, is_strong = f"rag.{cell.rag}.text", True
    _paint_line(painter, room, _spans(cell.first), "body", ink, is_strong=is_strong)


def _paint_right(painter: QPainter, lines: tuple[QRectF, QRectF], cell: Cell, ink: tuple[str, str]) -> None:
    first, second = lines
    for room, line, role, colour in (
        (first, cell.first, "body", ink[0]),
        (second, cell.second, "small", ink[1]),
    ):
        if not room.isValid():
            continue
        is_strong = cell.is_strong and role == "body"
        wide = min(_line_width(line, role, is_strong) + 1, room.width())
        box = QRectF(room.right() - wide, room.y(), wide, room.height())
        _paint_line(painter, box, _spans(line), role, colour, is_strong=is_strong)


def _paint_line(
    painter: QPainter,
    room: QRectF,
    spans: tuple[Span, ...],
    role: str,
    ink: str,
    *,
    is_strong: object = False,
) -> None:
    x = room.x()
    for span in spans:
        if room.right() - x < 6:
            return
        colour = span.ink or ink
        if span.icon:
            side = theme.size("icon_small")
            icons.draw(painter, span.icon, QPointF(x, room.center().y() - side / 2), side, colour)
            x += side + 5
        metrics = theme.metrics(role, 600 if is_strong or span.is_strong else 0)
        left = room.right() - x + 1
        wide = metrics.horizontalAdvance(span.text)
        text = span.text if wide <= left else metrics.elidedText(span.text, Qt.TextElideMode.ElideRight, left)
        painter.setFont(theme.font(role, 600 if is_strong or span.is_strong else 0))
        painter.setPen(theme.colour(colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(x, room.y(), left + 1, room.height()), flags, text)
        x += wide + 5 if span.text else 0
