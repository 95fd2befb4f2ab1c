"""A narrow form: labels above their fields, problems beside them, as side panels and filters need it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from amhp_desktop.domain.errors import Problem
from amhp_desktop.ui.kit.fields import Field
from amhp_desktop.ui.kit.labels import label


def above(words: str, field: Field) -> QWidget:
    """Return a field below its label, which is its spoken name."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    made = label(words, "small", "secondary")
    made.setBuddy(field.editor)
    field.set_name(words)
    column.addWidget(made)
    column.addWidget(field)
    return holder


class PanelForm(QWidget):
    """Fields under one another that know the names problems use."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def add(self, words: str, field: Field, name: str) -> QWidget:
        """Add a field below its label and return both together."""
        holder = above(words, field)
        self._fields[name] = field
        self._column.addWidget(holder)
        return holder

    def add_plain(self, widget: QWidget) -> None:
        """Add something that is no field."""
        self._column.addWidget(widget)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Return the fields by name."""
        return MappingProxyType(self._fields)

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem at its field and clear the others; return those that belong to none here."""
        every = tuple(problems)
        for name, field in self._fields.items():
            found = next((each for each in every if each.field == name), None)
            field.set_problem(found.sentence if found else None)
        return tuple(each for each in every if each.field not in self._fields)

    def go_to_first(self, problems: Iterable[Problem]) -> None:
        """Put the keyboard into the first field with a problem."""
        for problem in problems:
            if problem.field in self._fields:
                self._fields[problem.field].setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
