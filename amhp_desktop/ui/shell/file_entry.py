"""A field for a file on this computer: typed, pasted or chosen."""

from enum import Enum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.shell.entry import Entry


class FileUse(Enum):
    """Say whether the file is read or will be made."""

    OPEN = "open"
    MAKE = "make"


class FileEntry(Entry):
    """A path with a button that lets the user choose one."""

    def __init__(self, words: str, use: FileUse, *, kinds: str, value: Path | None = None) -> None:
        super().__init__(words, value=str(value) if value is not None else "")
        self._use, self._kinds = use, kinds
        self._choose = button(self.tr("Choose"))
        self._choose.setAccessibleName(self.tr("Choose {field}").format(field=words))
        self._choose.clicked.connect(self._on_choose_clicked)
        self.row.addWidget(self._choose)

    def path(self) -> Path:
        """Return the path; a leading ``~`` is the user's own folder."""
        return Path(self.text()).expanduser()

    @override
    def text(self) -> str:
        return super().text().strip('"')

    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, self.words, str(self.path().parent) if self.text() else "", self._kinds)
        if self._use is FileUse.MAKE:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_file_selected(self, path: str) -> None:
        self.field.set_value(path)
        self.say_problem("")
        self.line.setFocus()
