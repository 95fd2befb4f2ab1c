"""Failsafe paper: blank forms and the recovery sheet, with no database and nobody signed in."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from amhp_desktop.app.printing import Means, PrintDialogue, Say
from amhp_desktop.domain.when import london_day
from amhp_desktop.services.blanks import blank, forms
from amhp_desktop.services.recovery_sheet import recovery_sheet
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell.failsafe import FailsafePack


class BlankPaper(QObject):
    """Prints what must print when everything else is broken."""

    def __init__(self, tasks: TaskRunner, clock: Callable[[], datetime], means: Means | None = None) -> None:
        super().__init__()
        self._tasks = tasks
        self._clock = clock
        self._printing = PrintDialogue(tasks, means)

    def stand_over(self, window: QWidget, say: Say) -> None:
        """Ask over this window from now on, and tell ``say`` what came of it."""
        self._printing.stand_over(window, say)

    def packs(self) -> tuple[FailsafePack, ...]:
        """Return the blank forms in use today."""
        return tuple(
            FailsafePack(
                line.form, self.tr("Form {form}, blank").format(form=line.form), line.act.split(",")[0]
            )
            for line in forms(london_day(self._clock()))
        )

    def print_pack(self, form_id: str) -> None:
        """Print one blank form."""
        today = london_day(self._clock())
        self._tasks.long(
            lambda _progress: blank(form_id, today, training=False).pdf, owner=self,
            done=lambda pdf: self._printing.print_pdf(pdf, f"{form_id}-blank"),
        )  # fmt: skip

    def print_recovery_key(self, recovery_key: str, service_name: str) -> None:
        """Print the sheet with a new file's recovery key."""
        self._tasks.long(
            lambda _progress: recovery_sheet(recovery_key, service_name, self._clock()), owner=self,
            done=lambda pdf: self._printing.print_pdf(pdf, "recovery-key"),
        )  # fmt: skip

    def save_recovery_key(self, recovery_key: str, service_name: str) -> None:
        """Save that sheet as a PDF where the user chooses."""
        self._tasks.long(
            lambda _progress: recovery_sheet(recovery_key, service_name, self._clock()), owner=self,
            done=lambda pdf: self._printing.save_pdf(pdf, "recovery-key"),
        )  # fmt: skip
