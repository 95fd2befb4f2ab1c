"""A short list that belongs to one entry, below its form: approvals of a person, wards of a hospital."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.chips import Chip
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import LineRow, SectionHead


@dataclass(frozen=True, slots=True)
class SubLine:
    """One line: a fact, its context, and its state as a chip of a kind."""

    id: int
    first: str
    second: str = ""
    state: str = ""
    kind: str = "outline"


class SubList(QWidget):
    """Lines with a button each to edit them, and one to add; off with a reason."""

    add_asked = Signal()
    """Fires when one more is wanted."""
    edit_asked = Signal(object)
    """Fires with the id of the line to be edited."""

    def __init__(self, title: str, add: str, nothing: str) -> None:
        super().__init__()
        self._nothing = nothing
        self._why = ""
        self._lines: tuple[SubLine, ...] = ()
        self.add_button = compact_button(add, "plus")
        self.add_button.clicked.connect(self.add_asked)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.space("s2"))
        column.setSpacing(theme.space("s1"))
        column.addWidget(SectionHead(title, "", (self.add_button,)))
        column.addLayout(self._rows)

    def refuse(self, why: str) -> None:
        """Switch adding and editing off with a reason, or on with none."""
        self._why = why
        self.add_button.refuse(why)
        self.show_lines(self._lines)

    def show_lines(self, lines: tuple[SubLine, ...]) -> None:
        """Show these lines."""
        self._lines = lines
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            self._rows.addWidget(self._row(line))
        if not lines:
            self._rows.addWidget(label(self._nothing, "small", "secondary", wrap=True))

    def _row(self, line: SubLine) -> LineRow:
        edit = compact_button(self.tr("Edit"), "", "quiet")
        edit.setAccessibleName(self.tr("Edit %1").replace("%1", line.first))
        edit.refuse(self._why)
        edit.setProperty("line", line.id)
        edit.clicked.connect(self._on_edit_clicked)
        chip = (Chip(line.state, line.kind),) if line.state else ()
        row = LineRow(line.first, line.second, ends=(*chip, edit))
        row_layout = row.layout()
        if row_layout is not None:
            row_layout.setContentsMargins(0, 5, 0, 5)
        return row

    def _on_edit_clicked(self) -> None:
        self.edit_asked.emit(self.sender().property("line"))
