"""Adds notes to a request's log, once each, whatever the connection does."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Operation, operation
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.messages import message_of
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.request_note import NoteField


class RequestLog(QObject):
    """Carries the note field's text to the log; a retry after a trouble is the same operation."""

    said = Signal(object)
    """Fires with a ``Message``."""

    def __init__(self, services: Services, tasks: TaskRunner, field: NoteField) -> None:
        super().__init__(field)
        self._services, self._tasks, self._field = services, tasks, field
        self._view: RequestView | None = None
        self._operation: Operation | None = None
        self._sent = ""
        self._is_sending = False
        field.submitted.connect(self._add)
        field.add.refuse(services.identity.why_not(Permission.RECORD_REQUESTS))

    def show_view(self, view: RequestView) -> None:
        """Write to this request's log from now on."""
        self._view = view

    def _add(self, note: str) -> None:
        view = self._view
        if view is None or self._is_sending or not self._field.add.isEnabled():
            return
        if self._operation is None or note != self._sent:
            self._operation, self._sent = operation("request:note"), note
        self._is_sending = True
        self._tasks.command(
            partial(self._services.requests.note, view.id, note, self._operation),
            owner=self,
            done=lambda _changed: self._on_added(note),
            refused=self._on_refused,
            failed=self._on_failed,
        )

    def _on_added(self, note: str) -> None:
        self._is_sending, self._operation = False, None
        self._field.clear_if(note)

    def _on_refused(self, error: Refused) -> None:
        self._is_sending, self._operation = False, None
        self._field.text.set_problem(error.problems[0].sentence)

    def _on_failed(self, trouble: Trouble) -> None:
        self._is_sending = False
        self.said.emit(message_of(trouble))
