"""Small dialogs that do one thing to a record: with a reason, or with a next action and its time."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.ui.kit.ask import FormDialog
from amhp_desktop.ui.kit.fields import LongText, MomentField
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.messages import announce
from amhp_desktop.ui.kit.tasks import TaskRunner

Work = Callable[[Operation], Changed]


class ActDialog(FormDialog):
    """A form whose verb sends one operation; problems stand beside their fields and typing stays."""

    def __init__(
        self, parent: QWidget, tasks: TaskRunner, title: str, verb: str, *, subtitle: str = "", role: str = ""
    ) -> None:
        super().__init__(parent, title, verb, subtitle=subtitle, role=role or "primary")
        self._tasks = tasks
        self._operation: Operation | None = None
        self._asked: object = None
        self._is_sending = False
        self.form = FormGrid()
        self.words = label("", "small", "red", wrap=True)
        self.add(self.form)
        self.add(self.words)
        self.words.hide()
        self.accepted.connect(self._on_accepted)

    @override
    def open(self) -> None:
        """Begin in the form: Tab goes through its fields and then to the buttons."""
        chain = (*self.form.fields.values(), self.back, self.verb)
        for first, second in pairwise(chain):
            self.setTabOrder(_last(first), second)
        super().open()
        self.form.go_to(next(iter(self.form.fields)))

    def send(self) -> None:
        """Send what stands in the form with ``run``."""
        raise TypeError(f"{type(self).__name__} sends nothing")

    def _on_accepted(self) -> None:
        if not self._is_sending:
            self.send()

    def run(self, action: str, work: Work, reason: str = "", *, what: object = None) -> None:
        """Do the work; trying again after a trouble is the same operation.

        ``what`` is the value that is sent: other words are another operation.
        """
        again = self._operation
        if again is None or self._asked != (action, reason, what):
            again, self._asked = operation(action, reason), (action, reason, what)
            self._operation = again
        self._is_sending = True
        self._tasks.command(
            partial(work, again),
            owner=self, done=self._on_done, refused=self._on_refused, failed=self._on_failed,
        )  # fmt: skip

    def _on_done(self, _changed: Changed) -> None:
        self.finish()

    def _on_refused(self, error: Exception) -> None:
        self._is_sending = False
        self._operation = None
        problems = error.problems if isinstance(error, Refused) else (Problem("", str(error)),)
        left = self.form.show_problems(problems)
        self._say(" ".join(problem.sentence for problem in left))
        here = next((problem.field for problem in problems if problem.field in self.form.fields), "")
        self.form.go_to(here)

    def _on_failed(self, trouble: Trouble) -> None:
        self._is_sending = False
        self._say(" ".join(part for part in (trouble.happened, trouble.kept, trouble.to_do) if part))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        if words:
            announce(self, words, is_urgent=True)


def _last(widget: QWidget) -> QWidget:
    return widget.clock_time.line if isinstance(widget, MomentField) else widget


class ReasonDialog(ActDialog):
    """Asks why, and does one thing with the reason kept; ``act`` is its action and the work."""

    def __init__(
        self,
        parent: QWidget,
        tasks: TaskRunner,
        title: str,
        verb: str,
        *,
        act: tuple[str, Work],
        subtitle: str = "",
        role: str = "",
    ) -> None:
        super().__init__(parent, tasks, title, verb, subtitle=subtitle, role=role)
        self._action, self._work = act
        self.reason = LongText(lines=3)
        self.form.add(self.tr("Reason"), self.reason, "reason")

    @override
    def send(self) -> None:
        """Do it, with what was given as the reason."""
        reason = self.reason.value()
        if not reason:
            self.form.show_problems((Problem("reason", self.tr("Give the reason.")),))
            self.form.go_to("reason")
            return
        self.run(self._action, self._work, reason)
