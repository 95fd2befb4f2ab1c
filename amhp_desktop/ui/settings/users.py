"""Users and roles: who may sign in, what each role may do, and one's own account."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.services.accounts import AccountLine, Somebody
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import SegmentedChoice
from amhp_desktop.ui.kit.page import HeaderButton
from amhp_desktop.ui.kit.panels import EmptyState, Panel, frame
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable
from amhp_desktop.ui.settings.account_editor import AccountEditor
from amhp_desktop.ui.settings.own_account import OwnAccountView, PrintPdf
from amhp_desktop.ui.settings.roles import RolesView
from amhp_desktop.ui.settings.section import Desk, Section, column_in

_Read = tuple[tuple[AccountLine, ...], tuple[Somebody, ...]]


class UsersSection(Section):
    """Three views: the accounts with their editor, the table of roles, and one's own account."""

    def __init__(self, desk: Desk, print_pdf: PrintPdf | None) -> None:
        super().__init__()
        self._desk = desk
        self._why = desk.services.identity.why_not(Permission.MANAGE_USERS)
        self._wanted: int | None = None
        self.editor = AccountEditor(desk)
        self.roles = RolesView()
        self.own = OwnAccountView(desk, print_pdf)
        self.model = RowsModel[AccountLine](
            self._columns(), key=lambda line: line.id, muted=lambda line: not line.active
        )
        self.table = RowsTable(self.model, name=self.tr("Users"))
        self.views = SegmentedChoice[str](
            (
                ("users", self.tr("Users")),
                ("roles", self.tr("What roles may do")),
                ("own", self.tr("Your account")),
            )
        )
        self.views.set_name(self.tr("View"))
        self._stack = QStackedWidget()
        self._views: Mapping[str, QWidget] = {
            "users": self._barred() if self._why else self._accounts(), "roles": self.roles, "own": self.own
        }  # fmt: skip
        for view in self._views.values():
            self._stack.addWidget(view)
        self._lay_out()
        self._connect()
        self.views.set_value("own" if self._why else "users")

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

    def _accounts(self) -> QWidget:
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        holder = QWidget()
        panel = Panel(self.tr("Users"), self.tr("everybody who may sign in, and who could"), is_padded=False)
        panel.add(self.table, 1)
        column_in(holder).addWidget(panel)
        row.addWidget(holder, 1)
        row.addWidget(self.editor)
        return view

    def _barred(self) -> QWidget:
        return EmptyState("lock", self.tr("Users are kept by administrators"), self._why)

    def _lay_out(self) -> None:
        bar = frame("toolbar")
        bar.setFixedHeight(theme.size("toolbar"))
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme.space("s4"), 0, theme.space("s4"), 0)
        self.views.set_compact()
        line.addWidget(self.views, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.views.changed.connect(self._on_view_changed)
        self.table.current_row_changed.connect(self._on_row_changed)
        self.table.activated_row.connect(self._on_row_activated)
        self.editor.closed.connect(self._on_editor_closed)
        self.editor.said.connect(self.said)
        self.editor.state_changed.connect(self.state_changed)
        self.editor.kept.connect(self._on_kept)
        self.own.said.connect(self.said)

    @property
    def view(self) -> str:
        """Return which view is in front: users, roles or own."""
        return self.views.value() or "own"

    def _on_view_changed(self) -> None:
        self._stack.setCurrentWidget(self._views[self.view])
        self.state_changed.emit()

    @override
    def load(self) -> None:
        if not self._why:
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

    @override
    def primary(self) -> HeaderButton | None:
        if self.view != "users":
            return None
        return HeaderButton("page.primary", self.tr("Add user"), "user-plus")

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        if self.view != "users":
            return {}
        return {"page.primary": self._add, "page.save": self.editor.save}

    @override
    def reasons_off(self) -> Mapping[str, str]:
        nothing = "" if self.editor.is_dirty else self.tr("Nothing was changed.")
        fixed = self._desk.services.accounts.logins.why_fixed
        return {"page.primary": self._why or fixed, "page.save": self._why or nothing}

    def _add(self) -> None:
        if not self.editor.is_dirty:
            self.table.clearSelection()
            self.editor.open_new()

    @override
    def panes(self) -> tuple[QWidget, ...]:
        if self.view != "users" or self._why:
            return (self._views[self.view],)
        return (self.table, self.editor)

    @property
    @override
    def has_unsaved(self) -> bool:
        return self.editor.is_dirty

    @override
    def forget_typing(self) -> None:
        self.editor.undo_typing()
