"""The accounts in a table, and beside it the one that is read or changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from amhp_desktop.services.accounts import AccountLine, Somebody
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable
from amhp_desktop.ui.settings.account_editor import AccountEditor
from amhp_desktop.ui.settings.section import Desk, column_in

_Read = tuple[tuple[AccountLine, ...], tuple[Somebody, ...]]


class AccountsView(QWidget):
    """Everybody who may sign in, and who could."""

    was_read = Signal()
    """Fires when the accounts on screen are fresh."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted: int | None = None
        self.editor = AccountEditor(desk)
        self.model = RowsModel[AccountLine](
            self._columns(), key=lambda line: line.id, muted=lambda line: not line.active
        )
        self.table = RowsTable(self.model, name=self.tr("Users"))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        holder = QWidget()
        panel = Panel(self.tr("Users"), self.tr("everybody who may sign in, and who could"), is_padded=False)
        panel.add(self.table, 1)
        column_in(holder).addWidget(panel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(holder, 1)
        row.addWidget(self.editor)
        self.table.current_row_changed.connect(self._on_row_changed)
        self.table.activated_row.connect(self._on_row_activated)
        self.editor.closed.connect(self._on_editor_closed)
        self.editor.kept.connect(self._on_kept)

    def _columns(self) -> tuple[Column[AccountLine], ...]:
        return (
            Column(self.tr("Name"), self._name_cell, grow=2),
            Column(self.tr("User name"), lambda line: line.login, grow=1),
            Column(self.tr("Role"), lambda line: line.role.label),
            Column(
                self.tr("Further roles"),
                lambda line: ", ".join(role.label for role in line.also) or "–",
                optional=True,
            ),
            Column(self.tr("May sign in"), self._state_cell, width=132),
        )

    def _name_cell(self, line: AccountLine) -> Cell:
        return Cell(line.name or self.tr("Not in the staff list"), is_strong=line.is_own)

    def _state_cell(self, line: AccountLine) -> Cell:
        if not line.active:
            return Cell(self.tr("Closed"), chip="grey")
        if line.lacks_passphrase:
            return Cell(self.tr("No passphrase"), chip="amber")
        return Cell(self.tr("Yes"))

    def load(self) -> None:
        """Read the accounts again; typing stays."""
        accounts = self._desk.services.accounts
        self._desk.tasks.query(lambda: (accounts.lines(), accounts.staff()), owner=self, done=self._show)

    def _show(self, read: _Read) -> None:
        lines, staff = read
        self.editor.set_staff(staff)
        self.model.set_rows(lines)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.table.select_key(wanted):
            self._on_row_changed(self.table.current_row())
        self.was_read.emit()

    def _on_row_changed(self, line: AccountLine | None) -> None:
        if line is not None and not self.editor.is_dirty:
            self.editor.show_line(line)

    def _on_row_activated(self, line: AccountLine) -> None:
        self._on_row_changed(line)
        self.editor.form.role.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_editor_closed(self) -> None:
        self.editor.close_entry()
        self.table.clearSelection()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_kept(self, account_id: int) -> None:
        self._wanted = account_id
        self.load()

    def add(self) -> None:
        """Begin a new account, unless another has typing that is not saved."""
        if not self.editor.is_dirty:
            self.table.clearSelection()
            self.editor.open_new()
