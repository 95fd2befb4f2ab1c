"""The sign-in page: which database, who, the passphrase; beside it paper that prints without any of them."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import scrolled
from amhp_desktop.ui.shell.database_chooser import DatabaseChoice, DatabaseChooser
from amhp_desktop.ui.shell.entry import Entry, PassphraseEntry, centred
from amhp_desktop.ui.shell.failsafe import FailsafePanel
from amhp_desktop.ui.shell.problem_bar import ProblemBar

_FORM_WIDTH = 368


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """What somebody entered to sign in; it is shown nowhere and kept nowhere."""

    database_key: str
    login: str
    passphrase: str

    @override
    def __repr__(self) -> str:
        """Leave the passphrase out of logs and tracebacks."""
        return f"SignInAttempt({self.database_key!r})"


class SignInPage(QWidget):
    """Asks for sign-in and stays as typed whatever goes wrong.

    The program answers ``asked`` with ``show_busy`` and then either leaves the page or calls one of the
    ``say_`` methods.
    """

    asked = Signal(object)
    """Fires when the user wants to sign in; carries a ``SignInAttempt``."""
    training_asked = Signal()
    """Fires when the user wants to practise with invented people."""
    other_database_asked = Signal()
    """Fires when the user wants to create, open or join another database."""

    def __init__(
        self, service: str, choices: tuple[DatabaseChoice, ...], failsafe: FailsafePanel, *, login: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._is_busy = False
        self.databases = DatabaseChooser(choices)
        self.login = Entry(self.tr("User name"), value=login)
        self.login.line.setObjectName("login")
        self.passphrase = PassphraseEntry(self.tr("Passphrase"))
        self.passphrase.line.setObjectName("passphrase")
        self.problem = ProblemBar()
        self.sign_in = button(self.tr("Sign in"), "log-in", "primary")
        self.sign_in.setObjectName("sign_in")
        self.sign_in.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.train = button(self.tr("Practise in training"))
        self.other = button(self.tr("Use another database"), "", "link")
        self._form = self._make_form(service)
        self._lay_out(failsafe)
        self.sign_in.clicked.connect(self._ask)
        self.login.line.returnPressed.connect(self._ask)
        self.passphrase.line.returnPressed.connect(self._ask)
        self.train.clicked.connect(self.training_asked)
        self.other.clicked.connect(self.other_database_asked)
        self.databases.chosen.connect(self._on_database_chosen)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def take_focus(self) -> None:
        """Put the keyboard where the first thing is missing."""
        wanted = self.passphrase if self.login.text() else self.login
        wanted.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, words: str) -> None:
        """Say that the database is being opened and take no second attempt; empty words end it."""
        self._is_busy = bool(words)
        self.sign_in.setText(words or self.tr("Sign in"))
        for one in (self.sign_in, self.train, self.other):
            one.setEnabled(not words)
        for field in (self.login, self.passphrase):
            field.line.setReadOnly(bool(words))
        self.databases.box.setEnabled(not words)

    def say_wrong(self, sentence: str) -> None:
        """Say that user name or passphrase do not fit; both stay as typed."""
        self.show_busy("")
        self.passphrase.say_problem(sentence)
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.line.selectAll()

    def say_trouble(self, happened: str, to_do: str = "") -> None:
        """Say what stands in the way (no connection, a file missing, a newer database)."""
        self.show_busy("")
        self.problem.say(happened, to_do)
        self.sign_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_passphrase(self) -> None:
        """Clear the passphrase, once it was accepted or when the page comes back after signing out."""
        self.passphrase.forget()

    def _ask(self) -> None:
        if self._is_busy:
            return
        self.problem.say("")
        self.login.say_problem("" if self.login.text() else self.tr("Enter your user name."))
        self.passphrase.say_problem("" if self.passphrase.text() else self.tr("Enter your passphrase."))
        choice = self.databases.choice()
        missing = [one for one in (self.login, self.passphrase) if one.problem]
        if missing:
            missing[0].line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif choice is None:
            self.say_trouble(self.tr("No database is known on this computer yet."))
        else:
            self.asked.emit(SignInAttempt(choice.key, self.login.text(), self.passphrase.text()))

    def _on_database_chosen(self, _key: str) -> None:
        self.problem.say("")
        self.passphrase.say_problem("")

    def _make_form(self, service: str) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s4"))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(label(self.tr("AMHP Desktop"), "figure"))
        head.addWidget(label(service, "body", "secondary", wrap=True))
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s2"))
        foot.addWidget(self.sign_in, 1)
        foot.addWidget(self.train)
        note = self.tr(
            "Pasting and password managers work. Forgotten it? Your administrator can set a new one; "
            "nobody can read the old one."
        )
        column.addLayout(head)
        column.addSpacing(theme.space("s3"))
        for widget in (self.databases, self.login, self.passphrase, self.problem):
            column.addWidget(widget)
        column.addLayout(foot)
        column.addWidget(label(note, "small", "muted", wrap=True))
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        return form

    def _lay_out(self, failsafe: FailsafePanel) -> None:
        place = QWidget()
        middle = QVBoxLayout(place)
        middle.addStretch(2)
        middle.addLayout(centred(self._form))
        middle.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scrolled(place), 1)
        row.addWidget(failsafe)

    def _fit(self) -> None:
        self._form.setFixedWidth(round(_FORM_WIDTH * (1 + (theme.scale() - 1) / 2)))
