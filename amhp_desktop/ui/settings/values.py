"""Fields that the settings need beside those of the kit: a number, a folder, roles and a passphrase."""

from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Role
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.fields import CheckField, Field, LineField, ParsedField, TextField
from amhp_desktop.ui.kit.widths import keep_width


class NumberField(ParsedField[int]):
    """A whole number without a sign."""

    def __init__(self) -> None:
        super().__init__()
        keep_width(self, 76)

    @override
    def _read(self, typed: str) -> int:
        if not typed.isdecimal() or len(typed) > 6:
            raise ValueError(self.tr("Enter a whole number."))
        return int(typed)

    @override
    def _show(self, value: int) -> str:
        return str(value)


class FolderField(Field):
    """The path of a folder, typed, pasted or chosen."""

    def __init__(self, placeholder: str) -> None:
        self._row = QWidget()
        super().__init__(self._row)
        self.path = TextField(placeholder)
        self.choose = button(self.tr("Choose"))
        self.choose.clicked.connect(self._on_choose_clicked)
        layout = QHBoxLayout(self._row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space("s2"))
        layout.addWidget(self.path, 1)
        layout.addWidget(self.choose)
        self.setFocusProxy(self.path)
        self.path.changed.connect(self.changed)

    @override
    def set_name(self, name: str) -> None:
        super().set_name(name)
        self.path.set_name(name)
        self.choose.setAccessibleName(self.tr("Choose: %1").replace("%1", name))

    def value(self) -> str:
        """Return the path."""
        return self.path.value().strip('"')

    def set_value(self, value: str) -> None:
        """Show a path."""
        self.path.set_value(value)

    @override
    def _mark(self, kind: str) -> None:
        theme.set_look(self.path.line, problem=kind)

    @override
    def set_read_only(self, *, is_read_only: bool = True) -> None:
        self.path.set_read_only(is_read_only=is_read_only)
        self.choose.setEnabled(not is_read_only)

    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for backups"), self.value())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_folder_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_folder_selected(self, path: str) -> None:
        self.path.set_value(path)
        self.path.setFocus()


class RolesField(Field):
    """Any number of roles, in two columns where there is room."""

    def __init__(self) -> None:
        self._grid = QWidget()
        super().__init__(self._grid)
        layout = QGridLayout(self._grid)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        self.boxes = {role: QCheckBox(role.label) for role in Role}
        rows = (len(self.boxes) + 1) // 2 if theme.scale() < 1.5 else len(self.boxes)
        for place, box in enumerate(self.boxes.values()):
            layout.addWidget(box, place % rows, place // rows)
            box.toggled.connect(self._on_toggled)
        self.setFocusProxy(next(iter(self.boxes.values())))

    @override
    def set_name(self, name: str) -> None:
        super().set_name(name)
        for box in self.boxes.values():
            box.setAccessibleDescription(name)

    def _on_toggled(self, _is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self.changed.emit()

    def value(self) -> tuple[Role, ...]:
        """Return the roles that are ticked."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: tuple[Role, ...]) -> None:
        """Tick exactly these."""
        for role, box in self.boxes.items():
            box.setChecked(role in value)


class PassphraseField(LineField):
    """A passphrase, hidden until it is asked to be seen; blanks at either end belong to it."""

    def __init__(self) -> None:
        super().__init__()
        self.see(is_seen=False)

    def see(self, *, is_seen: bool) -> None:
        """Show the letters or hide them."""
        mode = QLineEdit.EchoMode.Normal if is_seen else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)

    def value(self) -> str:
        """Return exactly what was typed."""
        return self.text()

    def set_value(self, value: str) -> None:
        """Show a passphrase; used to empty the field."""
        self.line.setText(value)


class SeeField(CheckField):
    """A box that shows the letters of some passphrase fields."""

    def __init__(self, *fields: PassphraseField) -> None:
        super().__init__("")
        self.box.setText(self.tr("Show the letters"))
        self._fields = fields
        self.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        for field in self._fields:
            field.see(is_seen=self.value())
