"""The findings of a form in one list: shape, sentence, weight and provision; Enter goes to the entry."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from amhp_desktop.ui.kit import shapes, theme
from amhp_desktop.ui.kit.buttons import Keycap
from amhp_desktop.ui.kit.chips import Priority
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.paperwork.weights import NumberedFinding, problem_count

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT, _TOP = 12, 7
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def _left() -> int:
    """Return where the words begin: right of the shape, which grows with the text."""
    return round(12 + 12 * theme.scale() + 10)


class _Findings(QAbstractListModel):
    """The findings as rows, each spoken in one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[NumberedFinding, ...] = ()

    def show(self, rows: tuple[NumberedFinding, ...]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.heading
        return f"{row.heading} {row.detail}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Rows(QStyledItemDelegate):
    """Paint a finding: shape at the left, the sentence wrapped, weight and provision below."""

    def __init__(self, view: QListView, model: _Findings) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    def _heights(self, row: NumberedFinding, width: float) -> tuple[float, float]:
        room = QRectF(0, 0, max(40.0, width - _left() - _RIGHT), 10_000)
        first = theme.metrics("body", 500).boundingRect(room, _WRAP, row.heading).height()
        return first, theme.metrics("small").boundingRect(room, _WRAP, row.detail).height()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        first, second = self._heights(self._model.rows[index.row()], width)
        return QSize(width, round(first + second) + 2 * _TOP + 3)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, box = self._model.rows[index.row()], QRectF(option.rect)
        painter.save()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(box, theme.colour("accent.selection"))
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), theme.colour("accent.fill"))
        side = 12 * theme.scale()
        look = theme.rag(row.rag)
        shapes.draw_shape(painter, look.icon, QRectF(box.x() + 12, box.y() + _TOP + 3, side, side), look.mark)
        first, second = self._heights(row, box.width())
        words = QRectF(box.x() + _left(), box.y() + _TOP, box.width() - _left() - _RIGHT, first + 1)
        painter.setFont(theme.font("body", 500))
        painter.setPen(theme.colour("accent.selection_text" if is_selected else "text.primary"))
        painter.drawText(words, _WRAP, row.heading)
        words = QRectF(words.x(), words.bottom() + 1, words.width(), second + 1)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("accent.selection_text" if is_selected else "text.secondary"))
        painter.drawText(words, _WRAP, row.detail)
        line = QRectF(box.x(), box.bottom() - 1, box.width(), 1)
        painter.fillRect(line, theme.colour("border.subtle"))
        if is_selected and self._view.hasFocus():
            painter.setPen(theme.colour("accent.focus"))
            painter.drawRect(box.adjusted(1, 1, -2, -3))
        painter.restore()


class _View(QListView):
    """The list; Enter and a double click go to the entry."""

    chosen = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class FindingsList(QWidget):
    """Every finding, gravest first; ``go_next`` and ``go_previous`` walk along those that need a look."""

    chosen = Signal(str)
    """Fires with the key of the entry to go to."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _Findings()
        self.view = _View()
        self._model.setParent(self.view)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Rows(self.view, self._model))
        self.view.setAccessibleName(self.tr("Findings"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self._problems, self._choices = Priority("red", ""), Priority("amber", "")
        head = QFrame()
        head.setProperty("kind", "band")
        line = QHBoxLayout(head)
        line.setContentsMargins(12, 8, 12, 8)
        line.addWidget(label(self.tr("Findings"), "strong"))
        line.addWidget(Keycap("F8"))
        line.addStretch(1)
        line.addWidget(self._problems)
        line.addWidget(self._choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.view.chosen.connect(self._on_row_chosen)
        self.view.clicked.connect(self._on_clicked)
        theme.notifier().changed.connect(self.view.doItemsLayout)

    @property
    def rows(self) -> tuple[NumberedFinding, ...]:
        """Return what is listed."""
        return self._model.rows

    def show_findings(self, rows: tuple[NumberedFinding, ...]) -> None:
        """List findings; the current one stays current where it still is there."""
        current = self._current()
        self._model.show(rows)
        same = [place for place, row in enumerate(rows) if current is not None and _is_same(row, current)]
        if same:
            self._mark(same[0])
        grave = sum(row.rag == "red" for row in rows)
        light = sum(row.rag == "amber" for row in rows)
        self._problems.set_priority("red", problem_count(grave))
        self._problems.setVisible(grave > 0)
        self._choices.set_priority("amber", self.tr("{count} to put right").format(count=light))
        self._choices.setVisible(light > 0)

    def go_next(self) -> None:
        """Go to the next finding that has an entry, after the last to the first."""
        self._go(1)

    def go_previous(self) -> None:
        """Go to the finding before, before the first to the last."""
        self._go(-1)

    def _go(self, step: int) -> None:
        open_rows = [p for p, row in enumerate(self._model.rows) if row.number and row.finding.key]
        if not open_rows:
            return
        here = self.view.currentIndex().row()
        if step > 0:
            place = next((each for each in open_rows if each > here), open_rows[0])
        else:
            place = next((each for each in reversed(open_rows) if each < here), open_rows[-1])
        self._mark(place)
        self.chosen.emit(self._model.rows[place].finding.key)

    def _mark(self, place: int) -> None:
        self.view.setCurrentIndex(self._model.index(place))

    def _current(self) -> NumberedFinding | None:
        place = self.view.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_row_chosen(index.row())

    def _on_row_chosen(self, place: int) -> None:
        key = self._model.rows[place].finding.key
        if key:
            self.chosen.emit(key)


def _is_same(row: NumberedFinding, other: NumberedFinding) -> bool:
    return (row.finding.key, row.finding.sentence) == (other.finding.key, other.finding.sentence)
