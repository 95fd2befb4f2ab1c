"""Ask for a printer and print, or ask for a file and save: for the board, the rota and blank paper."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.printing import (
    FileChooser,
    Printers,
    SystemPrinters,
    choose_file,
    print_pdf,
    write_pdf,
)
from amhp_desktop.ui.kit.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class Means:
    """What paper comes out of: this computer's printers, and the dialogue that asks for a file."""

    printers: Printers = field(default_factory=SystemPrinters)
    files: FileChooser = choose_file


Say = Callable[[Message], object]


class PrintDialogue(QObject):
    """Prints a PDF where the user wants it; without a printer it offers to save the PDF instead.

    ``stand_over`` tells over which window to ask and where to say what came of it, before anything is printed.
    """

    def __init__(self, tasks: TaskRunner, means: Means | None = None) -> None:
        super().__init__()
        self._tasks = tasks
        self._means = means or Means()
        self._window: QWidget | None = None
        self._say: Say = lambda _message: None

    def stand_over(self, window: QWidget, say: Say) -> None:
        """Ask over this window from now on, and tell ``say`` what was printed, saved or refused."""
        self._window = window
        self._say = say

    def print_pdf(self, pdf: bytes, name: str) -> None:
        """Ask for a printer and print; ``name`` has no personal data, since printers keep it."""
        if not self._means.printers.names():
            self.save_pdf(pdf, name)
            return
        printer = self._means.printers.open(self._means.printers.usual())
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(lambda: self._print(pdf, name, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own open() wants a slot by name

    def save_pdf(self, pdf: bytes, name: str) -> None:
        """Ask for a place and save the PDF there."""
        if self._window is not None:
            self._means.files(self._window, f"{name}.pdf", lambda path: self._save(pdf, path))

    def _print(self, pdf: bytes, name: str, printer: QPrinter) -> None:
        self._tasks.long(
            lambda _progress: print_pdf(pdf, printer, name), owner=self,
            done=lambda pages: self._done(self.tr("Printed."), self.tr("{count} pages.").format(count=pages)),
            failed=self._failed,
        )  # fmt: skip

    def _save(self, pdf: bytes, path: Path) -> None:
        self._tasks.long(
            lambda _progress: write_pdf(pdf, path), owner=self,
            done=lambda _nothing: self._done(self.tr("Saved."), path.name), failed=self._failed,
        )  # fmt: skip

    def _done(self, bold: str, plain: str) -> None:
        self._say(Message("success", bold, plain))

    def _failed(self, trouble: Trouble) -> None:
        # What this prints is never logged as printed, so there is nothing to say of that.
        self._say(message_of(Trouble(trouble.happened, kept="", to_do=trouble.to_do)))
