"""What concerns the person signed in: their roles, their passphrase, and the recovery key for those who may."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.domain.passphrases import SHORTEST
from amhp_desktop.services.recovery_sheet import recovery_sheet
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import label, row_of
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.panels import Panel, scrolled
from amhp_desktop.ui.kit.widths import keep_most_width
from amhp_desktop.ui.settings.facts import Facts
from amhp_desktop.ui.settings.passphrases import RecoveryKeyDialog
from amhp_desktop.ui.settings.section import Attempt, Desk, column_in, why_bar
from amhp_desktop.ui.settings.values import PassphraseField, SeeField

_PANEL_WIDTH = 720
PrintPdf = Callable[[bytes, str], None]


class OwnAccountView(QWidget):
    """Your account, your passphrase, and the recovery key."""

    said = Signal(object)
    """Fires with a ``Message``."""

    def __init__(self, desk: Desk, print_pdf: PrintPdf | None) -> None:
        super().__init__()
        self._desk, self._print_pdf = desk, print_pdf
        self._attempt = Attempt()
        self.old, self.new, self.again = PassphraseField(), PassphraseField(), PassphraseField()
        self.see = SeeField(self.old, self.new, self.again)
        self.change_button = button(self.tr("Change passphrase"), "key-round")
        self.key_button = button(self.tr("Make a new recovery key"), "key-round")
        self.key_dialog: RecoveryKeyDialog | None = None
        inside = QWidget()
        column = column_in(inside)
        for panel in (self._who(), self._passphrase(), self._recovery()):
            keep_most_width(panel, _PANEL_WIDTH)
            panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            column.addWidget(panel)
        column.addStretch(1)
        outer = column_in(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self.change_button.clicked.connect(self._on_change_clicked)
        self.key_button.clicked.connect(self._on_key_clicked)

    def _who(self) -> Panel:
        identity = self._desk.services.identity
        roles = (identity.role, *identity.also)
        may = [each.label for each in Permission if identity.may(each)]
        panel = Panel(self.tr("You"), identity.login)
        facts = (
            (self.tr("Name"), identity.name),
            (self.tr("Roles"), ", ".join(role.label for role in roles)),
            (self.tr("You may"), ", ".join(may)),
        )
        panel.add(Facts(facts))
        return panel

    def _passphrase(self) -> Panel:
        panel = Panel(self.tr("Your passphrase"))
        fixed = self._desk.services.accounts.logins.why_fixed
        panel.add(why_bar(fixed))
        self._form = FormGrid()
        self._form.add(self.tr("Present passphrase"), self.old, "old")
        self._form.add(self.tr("New passphrase"), self.new, "new")
        self._form.add(self.tr("New one again"), self.again, "again")
        self._form.add("", self.see)
        rules = self.tr("At least %1 characters, spaces too. Words that do not belong together are good.")
        self._form.add_wide(label(rules.replace("%1", str(SHORTEST)), "small", "secondary", wrap=True))
        for field in (self.old, self.new, self.again, self.see):
            field.setEnabled(not fixed)
        self.change_button.refuse(fixed)
        panel.add(self._form)
        panel.add(row_of(self.change_button, None))
        return panel

    def _recovery(self) -> Panel:
        logins = self._desk.services.accounts.logins
        panel = Panel(
            self.tr("Recovery key"), self.tr("printed, opens the file when every passphrase is lost")
        )
        told = self.tr("Make a new one when the print is lost or somebody saw it. The old one ends at once.")
        panel.add(label(told, "body", "secondary", wrap=True))
        panel.add(row_of(self.key_button, None))
        self.key_button.refuse(
            logins.why_fixed or self._desk.services.identity.why_not(Permission.MANAGE_USERS)
        )
        if not logins.has_recovery_key:
            panel.hide()
        return panel

    def _on_change_clicked(self) -> None:
        old, new = self.old.value(), self.new.value()
        if new != self.again.value():
            self._refuse((Problem("again", self.tr("The two differ.")),))
            return
        act = self._attempt.begin("account:own-passphrase")
        self._desk.tasks.command(
            lambda: self._desk.services.accounts.change_own_passphrase(old, new, act),
            owner=self,
            done=self._on_passphrase_changed,
            refused=self._on_refused,
            failed=self._on_failed,
        )

    def _on_passphrase_changed(self, _changed: object) -> None:
        self._attempt.over()
        for field in (self.old, self.new, self.again):
            field.set_value("")
        self._form.show_problems(())
        self.said.emit(Message("success", self.tr("Your passphrase was changed."), key="own"))

    def _on_refused(self, error: Exception) -> None:
        self._attempt.over()
        self._refuse(error.problems if isinstance(error, Refused) else (Problem("", str(error)),))

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        for problem in self._form.show_problems(problems):
            self.said.emit(Message("error", problem.sentence, key="own"))
        self._form.go_to(problems[0].field)

    def _on_failed(self, trouble: Trouble) -> None:
        self.said.emit(message_of(trouble))

    def _on_key_clicked(self) -> None:
        act, services = self._attempt.begin("account:recovery-key"), self._desk.services

        def work() -> tuple[str, bytes]:
            name = services.settings.now().service_name
            key = services.accounts.new_recovery_key(act)
            return key, recovery_sheet(key, name, services.clock())

        self._desk.tasks.command(
            work, owner=self, done=self._on_key_made, refused=self._on_refused, failed=self._on_failed
        )

    def _on_key_made(self, made: tuple[str, bytes]) -> None:
        self._attempt.over()
        key, sheet = made
        print_pdf = self._print_pdf
        words = self.tr("Recovery key")
        print_key = None if print_pdf is None else lambda: print_pdf(sheet, words)
        self.key_dialog = RecoveryKeyDialog(self, key, print_key)
        self.key_dialog.open()
