"""A dialog around the form of a draft, which says by itself what belongs to none of its fields."""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.errors import Problem, Trouble
from amhp_desktop.ui.kit.ask import FormDialog
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.messages import announce

_D = TypeVar("_D")


class DraftDialog(FormDialog, Generic[_D]):
    """Asks for one draft; a refusal or a trouble is said inside it, since it covers the page's messages."""

    def __init__(
        self, parent: QWidget, title: str, verb: str, form: DraftForm[_D], *, subtitle: str = ""
    ) -> None:
        super().__init__(parent, title, verb, subtitle=subtitle)
        self.form = form
        self.words = label("", "small", "red", wrap=True)
        self.add(form)
        self.add(self.words)
        self.words.hide()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say problems beside their fields, and the others under the form."""
        left = self.form.show_problems(problems)
        self.say(" ".join(problem.sentence for problem in left))
        here = next((problem.field for problem in problems if problem.field in self.form.fields), "")
        if here:
            self.form.go_to(here)

    def show_trouble(self, trouble: Trouble) -> None:
        """Say what happened and what became of the typing."""
        self.say(" ".join(part for part in (trouble.happened, trouble.kept, trouble.to_do) if part))

    def say(self, words: str) -> None:
        """Say a sentence under the form; an empty one takes the last away."""
        self.words.setText(words)
        self.words.setVisible(bool(words))
        if words:
            announce(self, words, is_urgent=True)
