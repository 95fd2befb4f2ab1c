"""The window before anybody is signed in: first start, or sign-in, and failsafe paper beside both."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal

from amhp_desktop.app.machine import KnownDatabase, Machine
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.services.opening import field_of, is_wrong_secret
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.shell.database_chooser import Answer, DatabaseChoice
from amhp_desktop.ui.shell.failsafe import FailsafeContact, FailsafePack, FailsafePanel
from amhp_desktop.ui.shell.first_start import FirstStartPage
from amhp_desktop.ui.shell.sign_in import SignInPage
from amhp_desktop.ui.shell.start_window import StartWindow


class Gate(StartWindow):
    """Shows the first start where no database is known, and the sign-in page otherwise."""

    sign_in_asked = Signal(object)
    """Fires when somebody wants to sign in; carries a ``SignInAttempt``."""
    decided = Signal(object)
    """Fires when a first-start decision was made; carries a value of ``first_start_values``."""
    training_asked = Signal()
    """Fires when somebody wants to practise with invented people."""
    paper_asked = Signal(str)
    """Fires when failsafe paper shall be printed; carries the pack's key."""

    def __init__(self, machine: Machine, packs: tuple[FailsafePack, ...], version: str) -> None:
        super().__init__(machine)
        self._packs, self._version = packs, version
        self._known = machine.databases()
        last = self._known[0] if self._known else None
        self.first_start = FirstStartPage(machine.folder, self._panel(), can_cancel=last is not None)
        self.sign_in = SignInPage(
            last.name if last is not None else self.tr("AMHP service"), self._choices({}), self._panel(),
            login=last.login if last is not None else "",
        )  # fmt: skip
        for page in (self.first_start, self.sign_in):  # one of them may never be shown, and goes all the same
            page.setParent(self)
            page.hide()
        self._is_signing_in = last is not None
        self._connect()
        if last is not None:
            self.ask_sign_in()
        else:
            self.ask_first_start()

    @property
    def page(self) -> SignInPage | FirstStartPage:
        """Return the page in front."""
        return self.sign_in if self._is_signing_in else self.first_start

    def ask_sign_in(self) -> None:
        """Show the sign-in page."""
        self._is_signing_in = True
        self.show_sign_in(self.sign_in)

    def ask_first_start(self) -> None:
        """Show the ways to begin."""
        self._is_signing_in = False
        self.show_first_start(self.first_start)

    def show_busy(self, words: str) -> None:
        """Say what is being done; empty words end it."""
        self.page.show_busy(words)

    def show_answers(self, answers: Mapping[str, bool]) -> None:
        """Say which shared databases answer, by their keys."""
        self.sign_in.databases.show_choices(self._choices(answers))

    def say_paper(self, message: Message) -> None:
        """Say what came of printing or saving: beside the recovery key while that is shown, above otherwise."""
        recovery = self.first_start.recovery
        if recovery is not None and message.kind == "success":
            recovery.say_kept(f"{message.bold} {message.plain}".strip())
        else:
            self.messages.say(message)

    def say(self, error: Exception) -> None:
        """Say what went wrong on the page in front; everything typed stays."""
        self.page.show_busy("")
        if isinstance(error, Refused):
            self._say_problems(error.problems)
        elif isinstance(error, Trouble):
            self._say_trouble(error)

    def _say_problems(self, problems: tuple[Problem, ...]) -> None:
        if self.page is self.sign_in:
            self.sign_in.say_wrong(" ".join(problem.sentence for problem in problems))
        else:
            self.first_start.say_problems(problems)

    def _say_trouble(self, trouble: Trouble) -> None:
        field = field_of(trouble)
        if self.page is self.sign_in and is_wrong_secret(trouble):
            self.sign_in.say_wrong(trouble.happened)
        elif self.page is self.first_start and field:
            self.first_start.say_problems((Problem(field, trouble.happened),))
        else:
            self.page.say_trouble(trouble.happened, trouble.to_do)

    def _panel(self) -> FailsafePanel:
        contacts = self._known[0].contacts if self._known else ()
        panel = FailsafePanel(self._packs, tuple(FailsafeContact(*one) for one in contacts), self._version)
        panel.print_asked.connect(self.paper_asked)
        return panel

    def _connect(self) -> None:
        self.sign_in.asked.connect(self.sign_in_asked)
        self.sign_in.training_asked.connect(self.training_asked)
        self.sign_in.other_database_asked.connect(self.ask_first_start)
        self.first_start.asked.connect(self.decided)
        self.first_start.cancelled.connect(self.ask_sign_in)

    def _choices(self, answers: Mapping[str, bool]) -> tuple[DatabaseChoice, ...]:
        names = [one.name for one in self._known]
        return tuple(
            DatabaseChoice(one.key, _told_apart(one, names), _answer(one, answers)) for one in self._known
        )


def _told_apart(known: KnownDatabase, names: list[str]) -> str:
    if names.count(known.name) == 1:
        return known.name
    return f"{known.name} ({Path(known.path).name if known.is_local else known.host})"


def _answer(known: KnownDatabase, answers: Mapping[str, bool]) -> Answer:
    if known.is_local:
        return Answer.HERE if Path(known.path).exists() else Answer.MISSING
    if known.key not in answers:
        return Answer.ASKED
    return Answer.REACHABLE if answers[known.key] else Answer.UNREACHABLE
