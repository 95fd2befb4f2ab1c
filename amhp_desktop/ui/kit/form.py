"""Forms: labels left, fields right, problems beside their field and in one list to jump along."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from amhp_desktop.domain.errors import Problem, Weight
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.chips import Priority
from amhp_desktop.ui.kit.fields import Field
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import Divider, SectionHead

LABEL_WIDTH = 132
_LAST_ROW = 200


class FormGrid(QWidget):
    """Labels in a column of 132 and fields beside them; knows its fields by the names problems use."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, Field] = {}
        self._labels: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("s3"))
        self._grid.setVerticalSpacing(theme.space("s2"))
        self._grid.setColumnMinimumWidth(0, round(LABEL_WIDTH * theme.scale()))
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(_LAST_ROW, 1)
        self._next = 0

    def add_section(self, title: str, subtitle: str = "") -> SectionHead:
        """Begin a section; sections after the first have a hairline above."""
        if self._next:
            self._grid.addWidget(Divider(), self._next, 0, 1, 2)
            self._next += 1
        head = SectionHead(title, subtitle)
        self._grid.addWidget(head, self._next, 0, 1, 2)
        self._next += 1
        return head

    def add(self, words: str, field: Field, name: str = "") -> Field:
        """Add one labelled field; ``name`` is what problems call its value."""
        self.add_row(words, ((name, field),))
        return field

    def add_row(self, words: str, fields: Iterable[tuple[str, QWidget]], *, stretch: int = -1) -> QLabel:
        """Add several (name, field) pairs side by side; the one at ``stretch`` (default: last) grows.

        Fields after the first need ``set_name`` for a spoken name; words may stand between as labels.
        """
        pairs = tuple(fields)
        made = label(words, "label")
        made.setMinimumHeight(theme.size("field"))
        made.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(made, self._next, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s2"))
        grows = len(pairs) - 1 if stretch == -1 else stretch
        for place, (name, widget) in enumerate(pairs):
            row.addWidget(widget, 1 if place == grows else 0)
            if isinstance(widget, Field):
                self._know(name, widget, made if place == 0 else None, words)
        self._grid.addLayout(row, self._next, 1)
        self._next += 1
        return made

    def add_wide(self, widget: QWidget) -> None:
        """Add something across both columns."""
        self._grid.addWidget(widget, self._next, 0, 1, 2)
        self._next += 1

    def _know(self, name: str, field: Field, buddy: QLabel | None, words: str) -> None:
        if buddy is not None:
            buddy.setBuddy(field.editor)
            if not field.editor.accessibleName():
                field.set_name(words)
        if name:
            self._fields[name] = field
            if buddy is not None:
                self._labels[name] = buddy

    @property
    def fields(self) -> Mapping[str, Field]:
        """Return the fields by name."""
        return MappingProxyType(self._fields)

    def label_of(self, name: str) -> str:
        """Return the label's words of a named field."""
        found = self._labels.get(name)
        return found.text() if found is not None else ""

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem at its field and clear the others; return those that belong to no field here."""
        left: tuple[Problem, ...] = ()
        found: dict[str, Problem] = {}
        for problem in problems:
            if problem.field not in self._fields:
                left = (*left, problem)
            elif problem.field not in found or problem.weight is Weight.STOPS:
                found[problem.field] = problem
        for name, field in self._fields.items():
            problem_here = found.get(name)
            if problem_here is not None:
                field.set_problem(problem_here.sentence, problem_here.weight)
            elif field.problem:
                field.set_problem(None)
        return left

    def go_to(self, name: str) -> bool:
        """Put the keyboard into a named field and scroll to it; say whether there is one."""
        field = self._fields.get(name)
        if field is None:
            return False
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(field, 24, 48)
        return True


class ProblemsList(QFrame):
    """Every problem of a page in one list; F8 (``go_next``) and Shift+F8 (``go_previous``) jump along it."""

    chosen = Signal(str)
    """Fires with the name of the field to go to."""

    def __init__(self) -> None:
        super().__init__()
        self._problems: tuple[Problem, ...] = ()
        self._rows: tuple[QFrame, ...] = ()
        self._place = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is listed."""
        return self._problems

    def set_problems(self, problems: Iterable[Problem]) -> None:
        """List problems, those that stop first."""
        self._problems = tuple(sorted(problems, key=lambda problem: problem.weight is not Weight.STOPS))
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = tuple(self._row(place, problem) for place, problem in enumerate(self._problems))
        for row in self._rows:
            self._column.addWidget(row)
        self._place = min(self._place, len(self._problems) - 1)

    def _row(self, place: int, problem: Problem) -> QFrame:
        row = QFrame()
        row.setProperty("kind", "row")
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(theme.space("s2"))
        stops = problem.weight is Weight.STOPS
        shape = Priority("red" if stops else "amber", self.tr("Stops") if stops else self.tr("To look at"))
        line.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
        words = label(" ".join(part for part in (problem.sentence, problem.citation) if part), wrap=True)
        line.addWidget(words, 1)
        go = Button(self.tr("Go to"), "", "link")
        go.setAccessibleName(self.tr("Go to: %1").replace("%1", problem.sentence))
        go.setProperty("place", place)
        go.clicked.connect(self._on_go_clicked)
        line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_go_clicked(self) -> None:
        sender = self.sender()
        self._go(int(sender.property("place")))

    def go_next(self) -> None:
        """Go to the next problem, after the last to the first."""
        self._go(self._place + 1)

    def go_previous(self) -> None:
        """Go to the problem before, before the first to the last."""
        self._go(self._place - 1 if self._place > 0 else len(self._problems) - 1)

    def _go(self, place: int) -> None:
        if not self._problems:
            return
        self._place = place % len(self._problems)
        for at, row in enumerate(self._rows):
            theme.set_look(row, kind="selected" if at == self._place else "row")
        self.chosen.emit(self._problems[self._place].field)
