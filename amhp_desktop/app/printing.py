"""Ask for a printer and print, or ask for a file and save: for the board, the rota and blank paper."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.printing import (
    FileChooser,
    Printers,
    SystemPrinters,
    choose_file,
    print_pdf,
    write_pdf,
)
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell.main_window import MainWindow


class PrintDialogue(QObject):
    """Prints a PDF where the user wants it; without a printer it offers to save the PDF instead."""

    def __init__(
        self, tasks: TaskRunner, *, printers: Printers | None = None, files: FileChooser = choose_file
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._printers = printers or SystemPrinters()
        self._files = files
        self._window: MainWindow | None = None
        self._parent: QWidget | None = None

    def set_window(self, window: MainWindow) -> None:
        """Say over which window to ask, and where to say what happened."""
        self._window = window
        self._parent = window

    def print_pdf(self, pdf: bytes, name: str) -> None:
        """Ask for a printer and print; ``name`` has no personal data, since printers keep it."""
        if not self._printers.names():
            self.save_pdf(pdf, name)
            return
        printer = self._printers.open(self._printers.usual())
        dialog = QPrintDialog(printer, self._parent)
        dialog.accepted.connect(lambda: self._print(pdf, name, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own open() wants a slot by name

    def save_pdf(self, pdf: bytes, name: str) -> None:
        """Ask for a place and save the PDF there."""
        parent = self._parent or QWidget()
        self._files(parent, f"{name}.pdf", lambda path: self._save(pdf, path))

    def _print(self, pdf: bytes, name: str, printer: QPrinter) -> None:
        self._tasks.long(
            lambda _progress: print_pdf(pdf, printer, name), owner=self,
            done=lambda pages: self._say(self.tr("Printed."), self.tr("{pages} pages.").format(pages=pages)),
            failed=self._say_trouble,
        )  # fmt: skip

    def _save(self, pdf: bytes, path: Path) -> None:
        self._tasks.long(
            lambda _progress: write_pdf(pdf, path), owner=self,
            done=lambda _nothing: self._say(self.tr("Saved."), path.name), failed=self._say_trouble,
        )  # fmt: skip

    def _say(self, bold: str, plain: str) -> None:
        if self._window is not None:
            self._window.frame.notices.say(Message("success", bold, plain))

    def _say_trouble(self, trouble: Trouble) -> None:
        if self._window is not None:
            self._window.frame.notices.show_trouble(trouble)
