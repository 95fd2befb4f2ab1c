"""Users and roles: who may sign in, what each role may do, and one's own account."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import SegmentedChoice
from amhp_desktop.ui.kit.page import HeaderButton
from amhp_desktop.ui.kit.panels import EmptyState, frame
from amhp_desktop.ui.settings.accounts_view import AccountsView
from amhp_desktop.ui.settings.own_account import OwnAccountView, PrintPdf
from amhp_desktop.ui.settings.roles import RolesView
from amhp_desktop.ui.settings.section import Desk, Section


class UsersSection(Section):
    """Three views: the accounts for those who keep them, the table of roles, and one's own account."""

    def __init__(self, desk: Desk, print_pdf: PrintPdf | None) -> None:
        super().__init__()
        self._desk = desk
        self._why = desk.services.identity.why_not(Permission.MANAGE_USERS)
        self.accounts = None if self._why else AccountsView(desk)
        self.roles = RolesView()
        self.own = OwnAccountView(desk, print_pdf)
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
            "users": self.accounts or self._barred(), "roles": self.roles, "own": self.own
        }  # fmt: skip
        for view in self._views.values():
            self._stack.addWidget(view)
        self._lay_out()
        self._connect()
        self.views.set_value("own" if self._why else "users")

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
        self.own.said.connect(self.said)
        if self.accounts is not None:
            self.accounts.was_read.connect(self.was_read)
            self.accounts.editor.said.connect(self.said)
            self.accounts.editor.state_changed.connect(self.state_changed)

    @property
    def view(self) -> str:
        """Return which view is in front: users, roles or own."""
        return self.views.value() or "own"

    def _on_view_changed(self) -> None:
        self._stack.setCurrentWidget(self._views[self.view])
        self.state_changed.emit()

    @override
    def load(self) -> None:
        if self.accounts is not None:
            self.accounts.load()

    @override
    def primary(self) -> HeaderButton | None:
        if self.view != "users":
            return None
        return HeaderButton("page.primary", self.tr("Add user"), "user-plus")

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        if self.view != "users":
            return {}
        return {"page.primary": self._add, "page.save": self._save}

    @override
    def reasons_off(self) -> Mapping[str, str]:
        nothing = "" if self.has_unsaved else self.tr("Nothing was changed.")
        fixed = self._desk.services.accounts.logins.why_fixed
        return {"page.primary": self._why or fixed, "page.save": self._why or nothing}

    def _add(self) -> None:
        if self.accounts is not None:
            self.accounts.add()

    def _save(self) -> None:
        if self.accounts is not None:
            self.accounts.editor.save()

    @override
    def panes(self) -> tuple[QWidget, ...]:
        if self.view == "users" and self.accounts is not None:
            return (self.accounts.table, self.accounts.editor)
        return (self._views[self.view],)

    @property
    @override
    def has_unsaved(self) -> bool:
        return self.accounts is not None and self.accounts.editor.is_dirty

    @override
    def forget_typing(self) -> None:
        if self.accounts is not None:
            self.accounts.editor.undo_typing()
