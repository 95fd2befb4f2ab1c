"""Marks a paper gets on its way: signed, served, received, completed elsewhere, out of use."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.changes import Changed, operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.paperwork import CompletedWhere, PaperState
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.paperwork.asking import ReasonDialog, StandingDialog


class PaperMarking(QObject):
    """Asks for a mark and records it."""

    message = Signal(object)
    """Fires with something to say above the page."""
    voided = Signal()
    """Fires when the paper is out of use."""

    def __init__(self, services: Services, tasks: TaskRunner, page: QWidget) -> None:
        super().__init__(page)
        self._services, self._tasks, self._page = services, tasks, page

    def ask_standing(self, view: PaperView) -> None:
        """Ask whether the paper is signed, served or received, and where it was completed."""
        wanted = operation("paper:mark")
        paper_id = view.loaded.id

        def record(state: PaperState, where: CompletedWhere) -> None:
            def work() -> Changed:
                return self._services.papers.set_state(paper_id, state, where, wanted)

            def done(_changed: Changed) -> None:
                words = self.tr("Recorded: {state}.").format(state=state.label)
                self.message.emit(Message("success", words))

            self._tasks.command(work, owner=self, done=done, refused=self._on_refused)

        StandingDialog(self._page, view.state, view.completed_where, record).open()

    def ask_void(self, view: PaperView) -> None:
        """Ask why, and take the paper out of use."""
        paper_id = view.loaded.id

        def given(reason: str) -> None:
            wanted = operation("paper:void", reason)

            def work() -> Changed:
                return self._services.papers.void(paper_id, wanted)

            self._tasks.command(work, owner=self, done=self._on_voided, refused=self._on_refused)

        ReasonDialog(
            self._page,
            self.tr("Take this form out of use?"),
            self.tr("Take out of use"),
            given,
            subtitle=self.tr("Its entries and its copies stay in the history."),
            role="danger",
        ).open()

    def _on_voided(self, _changed: Changed) -> None:
        self.message.emit(Message("success", self.tr("The form is out of use.")))
        self.voided.emit()

    def _on_refused(self, error: Refused | Stale) -> None:
        self.message.emit(Message("error", str(error)))
