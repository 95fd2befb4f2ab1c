"""The first start on a computer: where the service's records shall lie."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from amhp_desktop.domain.errors import Problem
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import scrolled
from amhp_desktop.ui.shell.entry import centred
from amhp_desktop.ui.shell.failsafe import FailsafePanel
from amhp_desktop.ui.shell.first_start_values import OpenDemonstration
from amhp_desktop.ui.shell.option_button import OptionButton
from amhp_desktop.ui.shell.problem_bar import ProblemBar
from amhp_desktop.ui.shell.recovery_key import RecoveryKeyPage
from amhp_desktop.ui.shell.start_form import StartForm
from amhp_desktop.ui.shell.start_forms import CreateForm, JoinForm, OpenForm, RestoreForm

_WIDTH = 560


class FirstStartPage(QWidget):
    """Offers the ways to begin, collects what each needs, and shows a new file's recovery key.

    The program answers ``asked`` with ``show_busy`` and then ``say_problems``, ``say_trouble``,
    ``show_recovery_key`` or by leaving the page. Forms left and opened again hold what was typed.
    """

    asked = Signal(object)
    """Fires when a decision was made; carries a value of ``first_start_values``."""
    cancelled = Signal()
    """Fires when the user wants the sign-in page back; only where ``can_cancel`` was given."""
    key_print_asked = Signal()
    """Fires when the recovery key shall be printed."""
    key_save_asked = Signal()
    """Fires when the recovery key shall be saved."""
    key_confirmed = Signal()
    """Fires when the user proved to have the recovery key."""

    def __init__(self, folder: Path, failsafe: FailsafePanel, *, can_cancel: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folder = folder
        self._forms: dict[type[StartForm], StartForm] = {}
        self._areas: dict[QWidget, QScrollArea] = {}
        self.recovery: RecoveryKeyPage | None = None
        self.problem = ProblemBar()
        self._pages = QStackedWidget()
        self.choices = self._make_choices(can_cancel=can_cancel)
        self._add_page(self.choices)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._pages, 1)
        row.addWidget(failsafe)

    @property
    def form(self) -> StartForm | None:
        """Return the form in front, or None while the ways are offered."""
        return next((form for form in self._forms.values() if form.isVisibleTo(self)), None)

    def show_choices(self) -> None:
        """Offer the ways to begin."""
        self._bring(self.choices)
        first = self.choices.findChild(OptionButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_create(self) -> None:
        """Show the form for a new file."""
        self._show_form(CreateForm)

    def open_existing(self) -> None:
        """Show the form for a file that exists."""
        self._show_form(OpenForm)

    def open_join(self) -> None:
        """Show the form for a shared database."""
        self._show_form(JoinForm)

    def open_restore(self) -> None:
        """Show the form for a backup."""
        self._show_form(RestoreForm)

    def show_busy(self, words: str) -> None:
        """Say what is being done; empty words end it."""
        form = self.form
        if form is not None:
            form.show_busy(words)
        self.choices.setEnabled(not words)

    def say_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say what is wrong, each beside its field."""
        form = self.form
        if form is not None:
            form.say_problems(problems)
        else:
            self.say_trouble(" ".join(problem.sentence for problem in problems))

    def say_trouble(self, happened: str, to_do: str = "") -> None:
        """Say what stands in the way."""
        self.show_busy("")
        form = self.form
        if form is not None:
            form.say_trouble(happened, to_do)
        else:
            self.problem.say(happened, to_do)

    def show_recovery_key(self, groups: tuple[str, ...]) -> None:
        """Show the key of the file just made; there is no way back from here but on."""
        self.recovery = RecoveryKeyPage(groups)
        self.recovery.print_asked.connect(self.key_print_asked)
        self.recovery.save_asked.connect(self.key_save_asked)
        self.recovery.confirmed.connect(self.key_confirmed)
        self._add_page(self.recovery)
        self._bring(self.recovery)
        self.recovery.print_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, kind: type[StartForm]) -> None:
        if kind not in self._forms:
            made = self._made(kind)
            made.asked.connect(self.asked)
            made.left.connect(self.show_choices)
            self._forms[kind] = made
            self._add_page(made)
        self.problem.say("")
        self._bring(self._forms[kind])
        self._forms[kind].take_focus()

    def _made(self, kind: type[StartForm]) -> StartForm:
        if kind is CreateForm:
            return CreateForm(self._folder / "service.amhp")
        if kind is RestoreForm:
            return RestoreForm(self._folder / "restored.amhp")
        return OpenForm() if kind is OpenForm else JoinForm()

    def _make_choices(self, *, can_cancel: bool) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s2"))
        column.addWidget(label(self.tr("AMHP Desktop"), "figure"))
        words = self.tr("Where do the records of your service lie? You can add others later.")
        column.addWidget(label(words, "body", "secondary", wrap=True))
        column.addSpacing(theme.space("s3"))
        ways = (
            (self.tr("Join a shared database"), self.tr("Your service has a server; you have a user name."),
             "database", self.open_join),
            (self.tr("Create a file on this computer"), self.tr("One office, one encrypted file, own users."),
             "file-plus", self.open_create),
            (self.tr("Open a file on this computer"), self.tr("It exists already, here or on a stick."),
             "file-text", self.open_existing),
            (self.tr("Restore from a backup"), self.tr("You have a backup file and what opens it."),
             "history", self.open_restore),
            (self.tr("Look at the demonstration"), self.tr("Invented people; nothing to set up."),
             "graduation-cap", self._on_demonstration_pressed),
        )  # fmt: skip
        for title, detail, icon, act in ways:
            option = OptionButton(title, detail, icon)
            option.clicked.connect(act)
            column.addWidget(option)
        column.addWidget(self.problem)
        if can_cancel:
            back = button(self.tr("Back to sign in"), "chevron-left")
            back.clicked.connect(self.cancelled)
            column.addSpacing(theme.space("s2"))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _on_demonstration_pressed(self) -> None:
        self.asked.emit(OpenDemonstration())

    def _add_page(self, content: QWidget) -> None:
        """Put a page in the middle of a place that scrolls where the window is low or the text large."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(theme.space("s6"), theme.space("s6"), theme.space("s6"), theme.space("s6"))
        column.addStretch(2)
        column.addLayout(centred(content))
        column.addStretch(3)
        content.setFixedWidth(round(_WIDTH * (1 + (theme.scale() - 1) / 4)))
        area = scrolled(holder)
        self._pages.addWidget(area)
        self._areas[content] = area

    def _bring(self, content: QWidget) -> None:
        self._pages.setCurrentWidget(self._areas[content])
