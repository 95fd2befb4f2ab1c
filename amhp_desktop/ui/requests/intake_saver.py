"""Record an intake once, however often the key is pressed and whatever gets lost on the way."""

from PySide6.QtCore import QObject, Signal

from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.services.requests import RequestService
from amhp_desktop.ui.kit.tasks import TaskRunner


class IntakeSaver(QObject):
    """Makes one operation for a series of attempts, so that a repeat is recognised and changes nothing more.

    ``then`` says where to go afterwards: a section of the request's page, or nothing.
    """

    recorded = Signal(object, str)
    """Fires with the Changed and ``then``."""
    refused = Signal(object)
    """Fires with the Refused; the next attempt is a new operation."""
    failed = Signal(object, str)
    """Fires with the Trouble and ``then``; the next attempt is the same operation."""
    busy_changed = Signal()
    """Fires when an attempt begins or was answered."""

    def __init__(self, parent: QObject, tasks: TaskRunner, requests: RequestService) -> None:
        super().__init__(parent)
        self._tasks, self._requests = tasks, requests
        self._operation: Operation | None = None
        self.is_busy = False

    def forget(self) -> None:
        """Take what is recorded next for another request."""
        self._operation = None

    def save(self, draft: IntakeDraft, then: str) -> None:
        """Record a draft, unless an attempt is under way."""
        if self.is_busy:
            return
        attempt = self._operation or operation("request:record")
        self._operation = attempt
        self._set_busy(is_busy=True)
        self._tasks.command(
            lambda: self._requests.record(draft, attempt),
            owner=self,
            done=lambda changed: self._on_recorded(changed, then),
            refused=self._on_refused,
            failed=lambda trouble: self._on_failed(trouble, then),
        )

    def _set_busy(self, *, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit()

    def _on_recorded(self, changed: Changed, then: str) -> None:
        self.forget()
        self._set_busy(is_busy=False)
        self.recorded.emit(changed, then)

    def _on_refused(self, refused: Refused) -> None:
        self.forget()
        self._set_busy(is_busy=False)
        self.refused.emit(refused)

    def _on_failed(self, trouble: Trouble, then: str) -> None:
        self._set_busy(is_busy=False)
        self.failed.emit(trouble, then)
