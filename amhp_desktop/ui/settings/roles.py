"""What each role may do, as one table of permissions in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.access import PERMISSIONS, Permission, Role
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable, Span
from amhp_desktop.ui.settings.section import column_in


class RolesView(QWidget):
    """A row a permission, a column a role."""

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column(self.tr("May"), _words, grow=1),
            *(self._column(role) for role in Role),
        )
        self.model = RowsModel[Permission](columns, key=lambda permission: permission)
        self.table = RowsTable(self.model, name=self.tr("What each role may do"))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        panel = Panel(
            self.tr("What each role may do"), self.tr("a person with several roles may do all of it"),
            is_padded=False,
        )  # fmt: skip
        panel.add(self.table, 1)
        column = column_in(self)
        column.addWidget(panel, 1)
        told = self.tr(
            "On a shared database the server itself keeps to this table. In a file on one computer the program "
            "does: whoever has a passphrase and enough skill could read the whole file."
        )
        column.addWidget(label(told, "small", "secondary", wrap=True))
        self.model.set_rows(tuple(Permission))

    def _column(self, role: Role) -> Column[Permission]:
        yes, no = self.tr("Yes"), self.tr("No")

        def cell(permission: Permission) -> Cell:
            if permission in PERMISSIONS[role]:
                return Cell((Span(yes, "text.primary", "check"),), spoken=yes)
            return Cell((Span("–", "text.muted"),), spoken=no)

        return Column(role.label, cell, sort=lambda permission: permission not in PERMISSIONS[role])


def _words(permission: Permission) -> str:
    return permission.label[:1].upper() + permission.label[1:]
