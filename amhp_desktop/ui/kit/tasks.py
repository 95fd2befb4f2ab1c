"""Run work away from the window: a lane for the database, a lane for long work, answers on the GUI thread."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from threading import Event
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid
from typing_extensions import override

from amhp_desktop.domain.errors import Refused, Stale, Trouble

_T = TypeVar("_T")
_P = ParamSpec("_P")


class Lane(Enum):
    """Say where work runs: in order with all other database work, or beside it because it takes long."""

    DATABASE = "database"
    LONG = "long"


class InlineExecutor(Executor):
    """Run work at once where it was submitted; for tests."""

    @override
    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        future: Future[_T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it, as every executor does
            future.set_exception(error)
        return future


class Task:
    """A handle on running work: ask it to stop, or ask inside the work whether to."""

    def __init__(self) -> None:
        self._cancel = Event()

    def cancel(self) -> None:
        """Ask the work to stop; its answer is then dropped."""
        self._cancel.set()

    @property
    def is_cancelled(self) -> bool:
        """Say whether somebody asked to stop."""
        return self._cancel.is_set()


class Progress:
    """What long work gets: report a step with ``progress(done, total, words)`` and heed ``is_cancelled``."""

    def __init__(self, task: Task, report: Callable[[int, int, str], None]) -> None:
        self._task = task
        self._report = report

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Tell the screen how far the work is."""
        self._report(done, total, words)

    @property
    def is_cancelled(self) -> bool:
        """Say whether the person pressed Cancel."""
        return self._task.is_cancelled


@dataclass(frozen=True, slots=True)
class _Job:
    """Who asked and what to call with the answer."""

    owner: QObject
    task: Task
    done: Callable[[Any], object] | None
    refused: Callable[[Any], object] | None
    failed: Callable[[Any], object] | None
    progressed: Callable[[int, int, str], object] | None
    is_command: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    job: _Job
    result: object
    error: Exception | None


class TaskRunner(QObject):
    """Run queries and commands for the whole program; lives as long as the program.

    Answers come on the GUI thread, in the order asked, and are dropped when the owner is gone.
    """

    busy_changed = Signal(bool)
    """Fires when the first work begins and when the last has been answered."""
    trouble = Signal(object)
    """Carries a Trouble (or, as one, a refusal) nobody else handles: for the message bar."""
    bug = Signal(object)
    """Carries any other exception nobody handles: for the crash reporter."""
    announced = Signal(object)
    """Carries what a command changed (``domain.changes.Changed``), before its ``done`` is called."""
    _answered = Signal(object)
    _stepped = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        database: Executor | None = None,
        long: Executor | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, Executor] = {
            Lane.DATABASE: database or ThreadPoolExecutor(1, "database"),
            Lane.LONG: long or ThreadPoolExecutor(1, "long"),
        }
        self._open = 0
        self._is_closed = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Say whether anything is running or waiting."""
        return self._open > 0

    def query(
        self,
        work: Callable[[], _T],
        *,
        owner: QObject,
        done: Callable[[_T], object],
        failed: Callable[[Trouble], object] | None = None,
        lane: Lane = Lane.DATABASE,
    ) -> Task:
        """Read something: ``done`` gets the answer, ``failed`` a Trouble (else the message bar does)."""
        task = Task()
        self._start(work, _Job(owner, task, done, None, failed, None, is_command=False), lane)
        return task

    def command(
        self,
        work: Callable[[], _T],
        *,
        owner: QObject,
        done: Callable[[_T], object] | None = None,
        refused: Callable[[Any], object] | None = None,
        failed: Callable[[Trouble], object] | None = None,
    ) -> Task:
        """Change something: what changed is announced, then ``done`` is called.

        ``refused`` gets the Refused or Stale. A result that is a ``Changed``, or has one as ``changed``,
        is announced to every open page even when the owner is gone.
        """
        task = Task()
        self._start(work, _Job(owner, task, done, refused, failed, None, is_command=True), Lane.DATABASE)
        return task

    def long(
        self,
        work: Callable[[Progress], _T],
        *,
        owner: QObject,
        done: Callable[[_T], object],
        progressed: Callable[[int, int, str], object] | None = None,
        failed: Callable[[Trouble], object] | None = None,
    ) -> Task:
        """Run work that takes long beside the database lane; the handle cancels it."""
        task = Task()
        job = _Job(owner, task, done, None, failed, progressed, is_command=False)
        progress = Progress(task, lambda a, b, words: self._stepped.emit((job, a, b, words)))
        self._start(lambda: work(progress), job, Lane.LONG)
        return task

    def close(self) -> None:
        """Take no more work and wait until what was begun is finished."""
        self._is_closed = True
        for lane in self._lanes.values():
            lane.shutdown(wait=True)

    def _start(self, work: Callable[[], object], job: _Job, lane: Lane) -> None:
        if self._is_closed:
            return
        self._open += 1
        if self._open == 1:
            self.busy_changed.emit(True)  # noqa: FBT003 - Qt's own signature
        future = self._lanes[lane].submit(self._run, work, job.task)
        future.add_done_callback(lambda finished: self._hand_over(job, finished))

    @staticmethod
    def _run(work: Callable[[], object], task: Task) -> object:
        return None if task.is_cancelled else work()

    def _hand_over(self, job: _Job, finished: Future[object]) -> None:
        error = finished.exception()
        if error is not None and not isinstance(error, Exception):
            raise error
        result = None if error is not None else finished.result()
        if isValid(self):
            self._answered.emit(_Answer(job, result, error))

    def _on_stepped(self, step: tuple[_Job, int, int, str]) -> None:
        job, done, total, words = step
        if job.progressed is not None and isValid(job.owner) and not job.task.is_cancelled:
            job.progressed(done, total, words)

    def _on_answered(self, answer: _Answer) -> None:
        self._open -= 1
        try:
            self._deliver(answer)
        finally:
            if self._open == 0:
                self.busy_changed.emit(False)  # noqa: FBT003 - Qt's own signature

    def _deliver(self, answer: _Answer) -> None:
        job = answer.job
        if answer.error is None and job.is_command:
            self._announce(answer.result)
        is_wanted = isValid(job.owner) and not job.task.is_cancelled
        if answer.error is not None:
            self._complain(job, answer.error, is_wanted=is_wanted)
        elif is_wanted and job.done is not None:
            job.done(answer.result)

    def _announce(self, result: object) -> None:
        changed = getattr(result, "changed", None)
        if changed is None and hasattr(result, "topics"):
            changed = result
        if changed is not None:
            self.announced.emit(changed)

    def _complain(self, job: _Job, error: Exception, *, is_wanted: bool) -> None:
        if isinstance(error, (Refused, Stale)):
            if is_wanted and job.refused is not None:
                job.refused(error)
            else:
                self.trouble.emit(Trouble(str(error)))
        elif isinstance(error, Trouble):
            if is_wanted and job.failed is not None:
                job.failed(error)
            else:
                self.trouble.emit(error)
        else:
            self.bug.emit(error)
