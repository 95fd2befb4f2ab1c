"""The way in of one account: a new passphrase, closing the account, and opening it again."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.services.accounts import AccountLine
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.labels import label, row_of
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.panels import Divider
from amhp_desktop.ui.settings.passphrases import AskDialog, PassphraseDialog, ReasonDialog
from amhp_desktop.ui.settings.section import Attempt, Desk


class AccountDoors(QWidget):
    """Buttons that open and close the way in; each asks first what it needs."""

    said = Signal(object)
    """Fires with a ``Message``."""
    kept = Signal(int)
    """Fires with the id of the account that was changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._accounts = desk, desk.services.accounts
        self._attempt = Attempt()
        self._line: AccountLine | None = None
        self.dialog: AskDialog | None = None
        self.passphrase_button = compact_button(self.tr("New passphrase"), "key-round")
        self.close_button = compact_button(self.tr("Close account"), "", "danger")
        self.reopen_button = compact_button(self.tr("Open again"), "lock-open")
        self._why = label("", "small", "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s2"))
        column.addWidget(Divider())
        column.addWidget(row_of(self.passphrase_button, self.reopen_button, self.close_button, None))
        column.addWidget(self._why)
        self.reopen_button.hide()
        self.passphrase_button.clicked.connect(self._on_passphrase_clicked)
        self.close_button.clicked.connect(self._on_close_clicked)
        self.reopen_button.clicked.connect(self._on_reopen_clicked)

    def show_line(self, line: AccountLine) -> None:
        """Offer what can be done with an account, and say why not the rest."""
        self._line = line
        fixed = self._accounts.logins.why_fixed
        self.passphrase_button.setVisible(line.active)
        self.close_button.setVisible(line.active)
        self.reopen_button.setVisible(not line.active)
        own = self.tr("You cannot close your own account.") if line.is_own else ""
        self.close_button.refuse(fixed or own)
        for made in (self.passphrase_button, self.reopen_button):
            made.refuse(fixed)
        lacks = self.tr("No passphrase yet: this person cannot sign in. Give one.")
        told = fixed or (lacks if line.lacks_passphrase else "")
        self._why.setText(told)
        self._why.setVisible(bool(told))

    def _name(self) -> str:
        return (self._line.name or self._line.login) if self._line is not None else ""

    def _id(self) -> int:
        return self._line.id if self._line is not None else 0

    def _run(self, work: Callable[[], Changed], told: str) -> None:
        self._desk.tasks.command(
            work,
            owner=self,
            done=lambda changed: self._on_done(changed, told),
            refused=self._on_refused,
            failed=self._on_failed,
        )

    def _on_done(self, changed: Changed, told: str) -> None:
        self._attempt.over()
        if self.dialog is not None:
            self.dialog.finish()
        self.said.emit(Message("success", told, key="users"))
        self.kept.emit(changed.id)

    def _on_refused(self, error: Exception) -> None:
        self._attempt.over()
        problems = error.problems if isinstance(error, Refused) else (Problem("", str(error)),)
        if self.dialog is not None:
            self.dialog.refuse(problems)
        else:
            self.said.emit(Message("error", " ".join(each.sentence for each in problems), key="users"))

    def _on_failed(self, trouble: Trouble) -> None:
        if self.dialog is not None:
            parts = (trouble.happened, trouble.kept, trouble.to_do)
            self.dialog.refuse((Problem("", " ".join(part for part in parts if part)),))
        else:
            self.said.emit(message_of(trouble))

    def _ask(self, dialog: AskDialog, run: Callable[[], None]) -> None:
        self.dialog = dialog
        dialog.answered.connect(run)
        dialog.closed.connect(self._on_dialog_closed)
        dialog.open()

    def _on_dialog_closed(self) -> None:
        self.dialog = None
        self._attempt.over()

    def _on_passphrase_clicked(self) -> None:
        account = self._id()
        title = self.tr("New passphrase for %1").replace("%1", self._name())
        dialog = PassphraseDialog(self, title, self.tr("Set passphrase"))

        def run() -> None:
            secret, act = dialog.passphrase.value(), self._attempt.begin("account:reset")
            told = self.tr("Passphrase set.")
            self._run(lambda: self._accounts.reset_passphrase(account, secret, act), told)

        self._ask(dialog, run)

    def _on_close_clicked(self) -> None:
        account = self._id()
        title = self.tr("Close the account of %1").replace("%1", self._name())
        dialog = ReasonDialog(self, title, self.tr("Close account"))

        def run() -> None:
            act = self._attempt.begin("account:close", dialog.reason.value())
            self._run(lambda: self._accounts.close(account, act), self.tr("Account closed."))

        self._ask(dialog, run)

    def _on_reopen_clicked(self) -> None:
        if self._accounts.logins.keeps_passphrase:
            self._reopen(self._id(), "")
            return
        account = self._id()
        title = self.tr("Open the account of %1 again").replace("%1", self._name())
        dialog = PassphraseDialog(self, title, self.tr("Open account"))
        self._ask(dialog, lambda: self._reopen(account, dialog.passphrase.value()))

    def _reopen(self, account: int, secret: str) -> None:
        act = self._attempt.begin("account:reopen")
        self._run(lambda: self._accounts.reopen(account, secret, act), self.tr("Account open again."))
