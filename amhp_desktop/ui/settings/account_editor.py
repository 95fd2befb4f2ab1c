"""The side panel in which an account is added or changed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal

from amhp_desktop.domain.accounts import AccountDraft
from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Problem, Refused, Stale, Trouble
from amhp_desktop.services.accounts import AccountLine, Somebody
from amhp_desktop.services.acting import Loaded
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.conflict import Chosen, ConflictDialog
from amhp_desktop.ui.kit.labels import row_of
from amhp_desktop.ui.kit.merging import merged
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.panels import SidePanel
from amhp_desktop.ui.settings.account_doors import AccountDoors
from amhp_desktop.ui.settings.account_form import AccountForm
from amhp_desktop.ui.settings.section import Attempt, Desk

_NEW = AccountDraft()


class AccountEditor(SidePanel):
    """One account; typing stays until it is saved or undone."""

    said = Signal(object)
    """Fires with a ``Message``."""
    kept = Signal(int)
    """Fires with the id of the account that was changed."""
    state_changed = Signal()
    """Fires when there is something to save, or no longer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self._desk, self._accounts = desk, desk.services.accounts
        self._attempt = Attempt()
        self._line: AccountLine | None = None
        self._loaded: Loaded[AccountDraft] | None = None
        self.form = AccountForm(self._accounts.logins.why_one_role)
        self.save_button = button(self.tr("Save"), "save", "primary", "Ctrl S")
        self.undo_button = button(self.tr("Undo typing"), "undo-2", "quiet")
        self.doors = AccountDoors(desk)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.add(self.form)
        self.add(self.doors)
        self.add_foot(row_of(self.save_button, self.undo_button, None))

    def _connect(self) -> None:
        for field in self.form.fields.values():
            field.changed.connect(self._on_changed)
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self.undo_typing)
        self.doors.said.connect(self.said)
        self.doors.kept.connect(self.kept)

    # ---- which account

    @property
    def is_dirty(self) -> bool:
        """Say whether something typed is not saved."""
        typed_secret = self._loaded is None and bool(self.form.passphrase.value())
        return not self.isHidden() and (self.form.draft() != self._base() or typed_secret)

    def _base(self) -> AccountDraft:
        return self._loaded.draft if self._loaded is not None else _NEW

    def set_staff(self, staff: tuple[Somebody, ...]) -> None:
        """Offer the members of staff an account can belong to."""
        self.form.set_staff(staff)

    def show_line(self, line: AccountLine) -> None:
        """Show an account."""
        self._line = line
        self._desk.tasks.query(lambda: self._accounts.load(line.id), owner=self, done=self._on_loaded)

    def _on_loaded(self, loaded: Loaded[AccountDraft]) -> None:
        if self._line is None or self._line.id != loaded.id:
            return
        self._loaded = loaded
        self.form.show_draft(loaded.draft, is_new=False)
        self.set_title(self._line.name or self._line.login)
        self.doors.show_line(self._line)
        self.doors.show()
        self.show()
        self._on_changed()

    def open_new(self) -> None:
        """Begin a new account."""
        self._line = self._loaded = None
        self._attempt.over()
        self.form.show_draft(_NEW, is_new=True)
        self.set_title(self.tr("New user"))
        self.doors.hide()
        self.show()
        self.form.login.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._on_changed()

    def close_entry(self) -> None:
        """Show no account."""
        self._line = self._loaded = None
        self.hide()
        self.state_changed.emit()

    def _on_changed(self) -> None:
        nothing = "" if self.is_dirty else self.tr("Nothing was changed.")
        fixed = self._accounts.logins.why_fixed if self._loaded is None else ""
        self.save_button.refuse(fixed or nothing)
        self.undo_button.refuse(nothing)
        self.state_changed.emit()

    def undo_typing(self) -> None:
        """Show what is stored."""
        self.form.show_draft(self._base(), is_new=self._loaded is None)
        self._on_changed()

    # ---- saving

    def save(self) -> None:
        """Add or save the account shown."""
        if self.save_button.isEnabled():
            self._save(self._loaded, self.form.draft(), self.form.passphrase.value())

    def _save(self, loaded: Loaded[AccountDraft] | None, draft: AccountDraft, secret: str) -> None:
        if loaded is None:
            act = self._attempt.begin("account:add")
            self._run(lambda: self._accounts.add(draft, secret, act), self.tr("User added."))
            return
        act = self._attempt.begin("account:save")
        self._desk.tasks.command(
            lambda: self._accounts.save(loaded, draft, act),
            owner=self,
            done=lambda changed: self._on_done(changed, self.tr("User saved.")),
            refused=lambda error: self._on_save_refused(error, loaded, draft),
            failed=self._on_failed,
        )

    def _on_save_refused(self, error: Exception, loaded: Loaded[AccountDraft], mine: AccountDraft) -> None:
        if not isinstance(error, Stale):
            self._on_refused(error)
            return
        self._attempt.over()

        def merge(chosen: tuple[Chosen, ...]) -> None:
            self._desk.tasks.query(
                lambda: self._accounts.load(loaded.id),
                owner=self,
                done=lambda theirs: self._save(theirs, merged(loaded.draft, theirs.draft, mine, chosen), ""),
            )

        if error.clashes:
            ConflictDialog(error, merge, parent=self).open()
        else:
            merge(())

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
        if self._loaded is not None:
            self._loaded = replace(self._loaded, draft=self.form.draft())
        else:
            self.form.show_draft(_NEW, is_new=True)
        self.said.emit(Message("success", told, key="users"))
        self.kept.emit(changed.id)

    def _on_refused(self, error: Exception) -> None:
        self._attempt.over()
        problems = error.problems if isinstance(error, Refused) else (Problem("", str(error)),)
        for problem in self.form.show_problems(problems):
            self.said.emit(Message("error", problem.sentence, key="users"))
        self.form.go_to_first(problems)

    def _on_failed(self, trouble: Trouble) -> None:
        self.said.emit(message_of(trouble))
