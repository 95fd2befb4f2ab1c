"""Print the copies of one paper, each logged as soon as it has left the printer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from amhp_desktop.documents.forms import Rendering
from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Refused, Stale, Trouble
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.paperwork.outputs import Output, render_and_send


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What is printed: the values, the first copy's number, how many, where to, and why."""

    view: PaperView
    values: FormValues
    copy_number: int
    copies: int
    output: Output
    reason: str = ""

    @property
    def job(self) -> str:
        """Return a name for queues and files without personal data: ``A2-R-1048-copy-1``."""
        return f"{self.view.definition.form}-{self.view.reference}-copy-{self.copy_number}"


@dataclass(frozen=True, slots=True)
class UnloggedCopy:
    """A copy that left the printer and whose log entry was not kept; ``operation`` stays the same."""

    order: PrintOrder
    rendering: Rendering
    operation: Operation


class PrintRun(QObject):
    """Renders, prints and logs copy after copy; one order at a time."""

    copied = Signal(object)
    """Fires with the ``PrintOrder`` of a copy that was printed and logged."""
    finished = Signal(object)
    """Fires with the last copy's ``PrintOrder``."""
    failed = Signal(object)
    """Fires with the ``Trouble`` or ``Refused`` that ended the run; copies printed before are logged."""
    unlogged = Signal(object, object)
    """Fires with the ``UnloggedCopy`` and why it was not logged."""

    def __init__(self, services: Services, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._is_running = False

    @property
    def is_running(self) -> bool:
        """Say whether copies are being printed."""
        return self._is_running

    def start(self, order: PrintOrder) -> None:
        """Print an order; a run that goes on is finished first by the caller."""
        self._is_running = True
        papers = self._services.papers
        render = _renderer(papers.render, order)
        self._tasks.long(
            render_and_send(render, order.output, order.job),
            owner=self,
            done=lambda answer: self._on_sent(order, answer),
            failed=self._on_failed,
        )

    def log(self, copy: UnloggedCopy) -> None:
        """Log a copy that has left the printer; the same operation again changes nothing twice."""
        papers, order = self._services.papers, copy.order
        paper_id = order.view.loaded.id

        def work() -> Changed:
            return papers.log_print(paper_id, copy.rendering, order.output.name, copy.operation)

        self._tasks.command(
            work,
            owner=self,
            done=lambda _changed: self._on_logged(order),
            refused=lambda error: self._on_unlogged(copy, error),
            failed=lambda trouble: self._on_unlogged(copy, trouble),
        )

    def _on_sent(self, order: PrintOrder, answer: Rendering | Refused) -> None:
        if isinstance(answer, Refused):
            self._on_failed(answer)
            return
        self.log(UnloggedCopy(order, answer, operation("paper:print", order.reason)))

    def _on_logged(self, order: PrintOrder) -> None:
        self.copied.emit(order)
        if order.copies > 1:
            reason = order.reason or self.tr("Printed with copy {number}").format(number=order.copy_number)
            following = replace(
                order, copy_number=order.copy_number + 1, copies=order.copies - 1, reason=reason
            )
            self.start(following)
            return
        self._is_running = False
        self.finished.emit(order)

    def _on_unlogged(self, copy: UnloggedCopy, error: Refused | Stale | Trouble) -> None:
        self._is_running = False
        self.unlogged.emit(copy, error)

    def _on_failed(self, error: Refused | Trouble) -> None:
        self._is_running = False
        self.failed.emit(error)


def _renderer(
    render: Callable[[PaperView, FormValues, int | None], Rendering], order: PrintOrder
) -> Callable[[], Rendering]:
    return lambda: render(order.view, order.values, order.copy_number)
