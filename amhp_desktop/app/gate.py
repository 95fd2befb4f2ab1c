"""The window before anybody is signed in: first start, or sign-in, and failsafe paper beside both."""

from pathlib import Path

from PySide6.QtCore import Signal

from amhp_desktop.app.machine import KnownDatabase, Machine
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.ui.shell.database_chooser import Answer, DatabaseChoice
from amhp_desktop.ui.shell.failsafe import FailsafePack, FailsafePanel
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
        known = machine.databases()
        self.first_start = FirstStartPage(machine.folder, self._panel(), can_cancel=bool(known))
        self.sign_in = SignInPage(
            self.tr("AMHP service"), tuple(_choice(one) for one in known), self._panel(),
            login=known[0].login if known else "",
        )  # fmt: skip
        self._is_signing_in = bool(known)
        self._connect()
        if known:
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

    def say(self, error: Exception) -> None:
        """Say what went wrong on the page in front; everything typed stays."""
        self.page.show_busy("")
        if isinstance(error, Refused):
            self._say_problems(error.problems)
        elif isinstance(error, Trouble):
            if self.page is self.sign_in and type(error).__name__ in {
                "WrongPassphrase",
                "NoSuchUser",
                "WrongPassword",
            }:
                self.sign_in.say_wrong(error.happened)
            else:
                self.page.say_trouble(error.happened, error.to_do)

    def _say_problems(self, problems: tuple[Problem, ...]) -> None:
        if self.page is self.sign_in:
            self.sign_in.say_wrong(" ".join(problem.sentence for problem in problems))
        else:
            self.first_start.say_problems(problems)

    def _panel(self) -> FailsafePanel:
        panel = FailsafePanel(self._packs, (), self._version)
        panel.print_asked.connect(self.paper_asked)
        return panel

    def _connect(self) -> None:
        self.sign_in.asked.connect(self.sign_in_asked)
        self.sign_in.training_asked.connect(self.training_asked)
        self.sign_in.other_database_asked.connect(self.ask_first_start)
        self.first_start.asked.connect(self.decided)
        self.first_start.cancelled.connect(self.ask_sign_in)


def _choice(known: KnownDatabase) -> DatabaseChoice:
    if not known.is_local:
        return DatabaseChoice(known.key, known.name)
    here = Answer.HERE if Path(known.path).exists() else Answer.MISSING
    return DatabaseChoice(known.key, known.name, here)
