"""A panel of two-line rows that is made anew only where its words changed, so that the keyboard stays put."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import shapes, theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import LineRow, Panel


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One row: words, what stands before them (an icon, a priority shape or words) and at the right.

    ``end_ink`` colours the first line at the right; ``button`` is a verb that fires ``pressed`` with ``key``.
    """

    first: str
    second: str = ""
    icon: str = ""
    shape: str = ""
    lead: str = ""
    end: str = ""
    end_second: str = ""
    end_ink: str = ""
    button: str = ""
    key: Hashable = None


class ShapeMark(QWidget):
    """A priority's shape on its own; the words beside it say what it means."""

    def __init__(self, rag: str) -> None:
        super().__init__()
        self._rag = rag
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = theme.size("icon_small")
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.rag(self._rag)
        shapes.draw_shape(QPainter(self), look.icon, QRectF(self.rect()).adjusted(1, 1, -1, -1), look.mark)


class RowsPanel(Panel):
    """A panel of rows; what the rows say comes from plain values."""

    pressed = Signal(object)
    """Fires with the key of the row whose button was pressed."""

    def __init__(self, title: str, empty: str = "") -> None:
        super().__init__(title, is_padded=False)
        self._empty = empty
        self._shown: tuple[PanelRow, ...] | None = None
        self._widgets: tuple[QWidget, ...] = ()
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)

    def set_rows(self, rows: Iterable[PanelRow]) -> None:
        """Show rows; where they are the same as before nothing is touched."""
        wanted = tuple(rows)
        if wanted == self._shown:
            return
        self._shown = wanted
        for old in self._widgets:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        made: tuple[QWidget, ...] = tuple(self._made(row) for row in wanted)
        if not made and self._empty:
            words = label(self._empty, "small", "secondary", wrap=True)
            words.setContentsMargins(12, 8, 12, 10)
            made = (words,)
        elif made:
            made[-1].setProperty("kind", "clear")
        self._widgets = made
        for widget in made:
            self.body.addWidget(widget)

    def _made(self, row: PanelRow) -> LineRow:
        lead: QWidget | None = None
        if row.shape:
            lead = ShapeMark(row.shape)
        elif row.lead:
            lead = label(row.lead, "small", "secondary")
        ends: list[QWidget] = []
        if row.end or row.end_second:
            ends.append(_end(row))
        if row.button:
            ends.append(self._button(row))
        return LineRow(row.first, row.second, icon=row.icon, lead=lead, ends=ends)

    def _button(self, row: PanelRow) -> QWidget:
        made = compact_button(row.button)
        made.setAccessibleName(f"{row.button}: {row.first}, {row.second}")
        made.setProperty("place", row.key)
        made.clicked.connect(self._on_button_clicked)
        return made

    def _on_button_clicked(self) -> None:
        self.pressed.emit(self.sender().property("place"))


def _end(row: PanelRow) -> QWidget:
    holder = QWidget()
    lines = QVBoxLayout(holder)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    for words, step, ink in ((row.end, "strong", row.end_ink), (row.end_second, "small", "secondary")):
        if words:
            made = label(words, step, ink)
            made.setAlignment(Qt.AlignmentFlag.AlignRight)
            lines.addWidget(made)
    return holder
