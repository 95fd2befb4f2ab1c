"""The step between making a local file and working in it: its recovery key is on paper and was typed back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from amhp_desktop.app.paper import BlankPaper
from amhp_desktop.app.starting import Started

if TYPE_CHECKING:
    from amhp_desktop.ui.shell.first_start import FirstStartPage


class RecoveryKeyStep(QObject):
    """Shows a new file's recovery key, prints or saves it, and lets on only who has it."""

    passed = Signal(object)
    """Fires when the key was typed back; carries the ``Started`` that waited for it."""

    def __init__(self, paper: BlankPaper) -> None:
        super().__init__()
        self._paper = paper
        self._waiting: Started | None = None

    def show(self, started: Started, page: "FirstStartPage") -> None:
        """Show the key of the file just made."""
        self._waiting = started
        page.key_confirmed.connect(self._on_confirmed)
        page.key_print_asked.connect(self._print)
        page.key_save_asked.connect(self._save)
        page.show_recovery_key(tuple(started.recovery_key.split("-")))

    def take_back(self) -> Started | None:
        """Return what still waits for its key to be typed back, for whoever leaves before that."""
        started, self._waiting = self._waiting, None
        return started

    def _on_confirmed(self) -> None:
        started = self.take_back()
        if started is not None:
            self.passed.emit(started)

    def _print(self) -> None:
        if self._waiting is not None:
            self._paper.print_recovery_key(self._waiting.recovery_key, self._waiting.service_name)

    def _save(self) -> None:
        if self._waiting is not None:
            self._paper.save_recovery_key(self._waiting.recovery_key, self._waiting.service_name)
