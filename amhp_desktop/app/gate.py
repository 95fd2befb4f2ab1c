"""The window before anybody is signed in: first start, or sign-in, and failsafe paper beside both."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.app.machine import KnownDatabase
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.ui.shell.database_chooser import Answer, DatabaseChoice
from amhp_desktop.ui.shell.failsafe import FailsafeContact, FailsafePack, FailsafePanel
from amhp_desktop.ui.shell.first_start import FirstStartPage
from amhp_desktop.ui.shell.sign_in import SignInPage


class Gate(QMainWindow):
    """Shows the first start where no database is known, and the sign-in page otherwise."""

    sign_in_asked = Signal(object)
    """Fires when somebody wants to sign in; carries a ``SignInAttempt``."""
    decided = Signal(object)
    """Fires when a first-start decision was made; carries a value of ``first_start_values``."""
    training_asked = Signal()
    """Fires when somebody wants to practise with invented people."""
    paper_asked = Signal(str)
    """Fires when failsafe paper shall be printed; carries the pack's key."""

    closed = Signal()
    """Fires when the window was closed."""

    def __init__(
        self,
        known: tuple[KnownDatabase, ...],
        folder: Path,
        packs: tuple[FailsafePack, ...],
        version: str,
    ) -> None:
        super().__init__()
        self.setObjectName("gate")
        self.setWindowTitle(self.tr("AMHP Desktop"))
        self._packs, self._version = packs, version
        self._contacts: tuple[FailsafeContact, ...] = ()
        self._stack = QStackedWidget()
        self.first_start = FirstStartPage(folder, self._panel(), can_cancel=bool(known))
        self.sign_in = SignInPage(
            self.tr("AMHP service"), tuple(_choice(one) for one in known), self._panel(),
            login=known[0].login if known else "",
        )  # fmt: skip
        for page in (self.first_start, self.sign_in):
            self._stack.addWidget(page)
        self._connect()
        root = QWidget()
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setCentralWidget(root)
        self.resize(1366, 740)
        if known:
            self.ask_sign_in()
        else:
            self.ask_first_start()

    @property
    def page(self) -> SignInPage | FirstStartPage:
        """Return the page in front."""
        return self.sign_in if self._stack.currentWidget() is self.sign_in else self.first_start

    def ask_sign_in(self) -> None:
        """Show the sign-in page."""
        self._stack.setCurrentWidget(self.sign_in)
        self.sign_in.take_focus()

    def ask_first_start(self) -> None:
        """Show the ways to begin."""
        self._stack.setCurrentWidget(self.first_start)
        self.first_start.show_choices()

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

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell the program, which then ends where nobody is signed in."""
        event.accept()
        self.closed.emit()

    def _panel(self) -> FailsafePanel:
        panel = FailsafePanel(self._packs, self._contacts, self._version)
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
