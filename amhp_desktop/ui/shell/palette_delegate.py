"""Paint one row of the palette: icon, name with the matching letters marked, context, keycaps."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.buttons import draw_keycap, keycap_width
from amhp_desktop.ui.shell.palette_items import PaletteItem, spans
from amhp_desktop.ui.shell.palette_model import ROW_ROLE, PaletteRow

_Index = QModelIndex | QPersistentModelIndex


def row_height(row: PaletteRow | None) -> int:
    """Return how high a row is: heads are lower than items."""
    return theme.size("row_compact") if row is not None and row.item is None else theme.size("row") + 8


def paint_keys(painter: QPainter, keys: str, right: float, middle: float) -> float:
    """Paint one keycap with its right edge at ``right`` and return where its left edge is."""
    width = keycap_width(keys)
    height = theme.line_height("caption") + 2
    box = QRectF(right - width, middle - height / 2, width, height)
    draw_keycap(painter, keys, box, "text.secondary", "border.default")
    return right - width


class PaletteDelegate(QStyledItemDelegate):
    """Paints heads and items; the chosen row has the tint, the bar and says what Enter does."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, row_height(index.data(ROW_ROLE)))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: PaletteRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        area = QRectF(option.rect)
        painter.save()
        if row.item is None:
            self._paint_head(painter, area, row.head, is_first=index.row() == 0)
        else:
            state = option.state
            is_chosen = bool(state & QStyle.StateFlag.State_Selected)
            self._paint_item(painter, area, row.item, row.query, is_chosen=is_chosen)
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRectF, words: str, *, is_first: bool) -> None:
        if not is_first:
            painter.fillRect(QRectF(area.x(), area.y(), area.width(), 1), theme.colour("border.subtle"))
        font = theme.font("small")
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("text.secondary"))
        inner = area.adjusted(16, 0, -16, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_item(
        self, painter: QPainter, area: QRectF, item: PaletteItem, query: str, *, is_chosen: bool
    ) -> None:
        if is_chosen:
            painter.fillRect(area, theme.colour("accent.selection"))
            painter.fillRect(QRectF(area.x(), area.y(), 3, area.height()), theme.colour("accent.fill"))
        size = theme.size("icon")
        middle = area.center().y()
        if item.icon:
            icons.draw(painter, item.icon, QPointF(area.x() + 17, middle - size / 2), size, "text.secondary")
        right = self._paint_tail(painter, area, item, is_chosen=is_chosen) - 12
        left = area.x() + 17 + size + 9
        ink = theme.colour("accent.selection_text" if is_chosen else "text.primary").name()
        weight = QFont.Weight.DemiBold if is_chosen else QFont.Weight.Normal
        end = self._paint_marked(painter, item.title, query, (left, right, middle), ink=ink, weight=weight)
        if item.detail and end + 24 < right:
            self._paint_detail(painter, item.detail, (end + 10, right), area)

    def _paint_tail(self, painter: QPainter, area: QRectF, item: PaletteItem, *, is_chosen: bool) -> float:
        right = area.right() - 16
        middle = area.center().y()
        if item.keys:
            return paint_keys(painter, item.keys, right, middle)
        words = self.tr("open") if is_chosen and not item.tag else item.tag
        font = theme.font("small")
        width = QFontMetricsF(font).horizontalAdvance(words)
        painter.setFont(font)
        painter.setPen(theme.colour("text.secondary"))
        box = QRectF(right - width, area.y(), width + 1, area.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        left = right - width
        return paint_keys(painter, "↵", left - 8, middle) if is_chosen else left

    def _paint_detail(
        self, painter: QPainter, words: str, between: tuple[float, float], area: QRectF
    ) -> None:
        font = theme.font("small")
        width = between[1] - between[0]
        painter.setFont(font)
        painter.setPen(theme.colour("text.secondary"))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
        box = QRectF(between[0], area.y() + 1, width, area.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_marked(
        self,
        painter: QPainter,
        title: str,
        query: str,
        where: tuple[float, float, float],
        *,
        ink: str,
        weight: QFont.Weight,
    ) -> float:
        """Paint a name letter run by letter run and return where it ended."""
        x, right, middle = where
        plain, marked = theme.font("body"), theme.font("body")
        plain.setWeight(weight)
        marked.setWeight(QFont.Weight.DemiBold)
        shown = QFontMetricsF(marked).elidedText(title, Qt.TextElideMode.ElideRight, right - x)
        metrics = QFontMetricsF(plain)
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        for words, is_marked in _runs(shown, spans(shown, query)):
            painter.setFont(marked if is_marked else plain)
            painter.setPen(theme.colour("accent.text") if is_marked else ink)
            painter.drawText(QPointF(x, base), words)
            x += QFontMetricsF(marked if is_marked else plain).horizontalAdvance(words)
        return x


def _runs(text: str, marked: tuple[tuple[int, int], ...]) -> tuple[tuple[str, bool], ...]:
    """Return the text cut into runs, each with whether it matched."""
    flags = [False] * len(text)
    for start, length in marked:
        flags[start : start + length] = [True] * len(text[start : start + length])
    runs: list[tuple[str, bool]] = []
    for letter, is_marked in zip(text, flags, strict=True):
        if runs and runs[-1][1] == is_marked:
            runs[-1] = (runs[-1][0] + letter, is_marked)
        else:
            runs.append((letter, is_marked))
    return tuple(runs)
