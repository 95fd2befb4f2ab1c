"""A form of the first start: title, explanation, fields, what is wrong with them, two buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.errors import Problem
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.shell.entry import Entry
from amhp_desktop.ui.shell.first_start_values import Decision
from amhp_desktop.ui.shell.problem_bar import ProblemBar


class StartForm(QFrame):
    """Collects one decision; whatever goes wrong is said beside its field and nothing typed is lost."""

    asked = Signal(object)
    """Fires when the form is complete; carries the decision."""
    left = Signal()
    """Fires when the user wants to choose another way."""

    def __init__(self, title: str, explanation: str, submit: str, icon: str = "arrow-right") -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._entries: dict[str, Entry] = {}
        self._submit_words = submit
        self.problem = ProblemBar()
        self.submit = button(submit, icon, "primary")
        self.submit.setObjectName("submit")
        self.submit.clicked.connect(self.try_to_submit)
        self.back = button(self.tr("Back"), "chevron-left")
        self.back.clicked.connect(self.left)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(theme.space("s3"))
        self._column.addWidget(label(title, "title"))
        self._column.addWidget(label(explanation, "body", "secondary", wrap=True))

    def add(self, **entries: Entry) -> None:
        """Add fields by the names their problems come under; several stand side by side."""
        line = QHBoxLayout()
        line.setSpacing(theme.space("s3"))
        for name, entry in entries.items():
            self._entries[name] = entry
            entry.line.setObjectName(name)
            entry.line.returnPressed.connect(self.try_to_submit)
            line.addWidget(entry, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)

    def add_words(self, words: str) -> None:
        """Add a quiet sentence between the fields."""
        self._column.addWidget(label(words, "small", "muted", wrap=True))

    def finish(self, *before_submit: QWidget) -> None:
        """Add the box for problems and the buttons, after the last field."""
        self._column.addWidget(self.problem)
        line = QHBoxLayout()
        line.setSpacing(theme.space("s2"))
        line.addWidget(self.back)
        line.addStretch(1)
        for widget in before_submit:
            line.addWidget(widget)
        line.addWidget(self.submit)
        self._column.addSpacing(theme.space("s1"))
        self._column.addLayout(line)

    def take_focus(self) -> None:
        """Put the keyboard on the first empty field."""
        entries = tuple(self._entries.values())
        wanted = next((one for one in entries if not one.text()), entries[0])
        wanted.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def try_to_submit(self) -> None:
        """Send the decision, or say everything that is wrong at once."""
        if not self.submit.isEnabled():
            return
        self.say_problems(())
        problems = self.problems()
        if problems:
            self.say_problems(problems)
        else:
            self.asked.emit(self.decision())

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the values as typed; a subclass adds to what must not be empty."""
        return tuple(
            Problem(name, self.tr("{field} is missing.").format(field=entry.words))
            for name, entry in self._entries.items()
            if not entry.text()
        )

    def decision(self) -> Decision:
        """Return the decision; asked only where there is no problem."""
        raise NotImplementedError

    def say_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say each problem beside its field, and those of no field in the box."""
        self.show_busy("")
        for entry in self._entries.values():
            entry.say_problem("")
        for problem in problems:
            if problem.field in self._entries:
                self._entries[problem.field].say_problem(problem.sentence)
        others = [problem.sentence for problem in problems if problem.field not in self._entries]
        self.problem.say(" ".join(others))
        marked = next((entry for entry in self._entries.values() if entry.problem), None)
        if marked is not None:
            marked.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_trouble(self, happened: str, to_do: str = "") -> None:
        """Say what stands in the way that no field is to blame for."""
        self.show_busy("")
        self.problem.say(happened, to_do)

    def show_busy(self, words: str) -> None:
        """Say what is being done and take no second press; empty words end it."""
        self.submit.setText(words or self._submit_words)
        self.submit.setEnabled(not words)
        self.back.setEnabled(not words)
