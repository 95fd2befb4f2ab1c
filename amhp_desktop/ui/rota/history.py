"""Changes of the rota one after the other, each of them undone and done again through the service."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.services.rota import Placement, RotaService
from amhp_desktop.services.rota_read import DutyView
from amhp_desktop.ui.kit.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class RotaChange:
    """Duties to take off and people to put on, in one act; ``words`` names it for undo.

    ``at`` is the person and day at which a refusal is shown.
    """

    words: str
    off: tuple[DutyView, ...] = ()
    on: tuple[Placement, ...] = ()
    reason: str = ""
    at: tuple[int, date] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that was not made: which, whether it was an undo or redo, and the error."""

    change: RotaChange
    doing: str
    error: Exception


class _Step(QUndoCommand):
    """One kept change; while ``is_silent`` the stack moves without touching the rota."""

    def __init__(
        self, change: RotaChange, made: tuple[int, ...], run: Callable[["_Step", str], None]
    ) -> None:
        super().__init__(change.words)
        self.change = change
        self.made = made
        self.is_silent = True
        self._run = run

    @override
    def undo(self) -> None:
        if not self.is_silent:
            self._run(self, "undo")

    @override
    def redo(self) -> None:
        if not self.is_silent:
            self._run(self, "redo")


class RotaHistory(QObject):
    """Carry out changes in the order asked, and keep what was done so that it can be taken back.

    An undo that the database refuses is told and forgotten; one that met a trouble can be tried again.
    """

    changed = Signal()
    """Fires when what can be undone or done again is different."""
    refused = Signal(object)
    """Fires with a ``Refusal``; nothing was changed."""
    failed = Signal(object)
    """Fires with a ``Trouble``; the same change can be tried again."""
    done = Signal(object)
    """Fires with the ``RotaChange`` that was made, undone or done again."""

    def __init__(self, rota: RotaService, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._rota, self._tasks = rota, tasks
        self.stack = QUndoStack(self)
        self.stack.indexChanged.connect(self._on_index_changed)
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_busy = False
        self._tried: dict[tuple[object, ...], Operation] = {}
        self._made_anew: dict[int, int] = {}

    def _on_index_changed(self, _index: int) -> None:
        self.changed.emit()

    def make(self, change: RotaChange) -> None:
        """Make a change after those asked before it."""
        self._queue(lambda: self._first(change))

    def undo(self) -> None:
        """Take back the last change."""
        self._queue(lambda: self._move("undo"))

    def redo(self) -> None:
        """Make again what was taken back."""
        self._queue(lambda: self._move("redo"))

    def forget(self) -> None:
        """Forget what could be undone."""
        self.stack.clear()

    def _queue(self, start: Callable[[], None]) -> None:
        self._waiting.append(start)
        if not self._is_busy:
            self._next()

    def _next(self) -> None:
        self._is_busy = bool(self._waiting)
        if self._waiting:
            self._waiting.popleft()()

    def _first(self, change: RotaChange) -> None:
        off = tuple(duty.id for duty in change.off)

        def keep(changed: Changed) -> None:
            self.stack.push(step := _Step(change, changed.ids if change.on else (), self._run))
            step.is_silent = False

        self._send("change", change, (off, change.on), keep, lambda _is_over: None)

    def _move(self, doing: str) -> None:
        can = self.stack.canUndo() if doing == "undo" else self.stack.canRedo()
        if not can:
            self._next()
        elif doing == "undo":
            self.stack.undo()
        else:
            self.stack.redo()

    def _run(self, step: _Step, doing: str) -> None:
        gone = tuple(duty.id for duty in step.change.off)
        if doing == "undo":
            back = tuple(
                Placement(duty.staff_id, duty.shift_id, duty.day, duty.note) for duty in step.change.off
            )
            anew, values = gone, (self._current(step.made), back)
        else:
            anew, values = step.made, (self._current(gone), step.change.on)

        def keep(changed: Changed) -> None:
            made = changed.ids if anew else ()
            self._made_anew.update(zip(self._current(anew), made, strict=True))

        self._send(doing, step.change, values, keep, lambda is_over: self._put_back(step, doing, is_over))

    def _current(self, ids: tuple[int, ...]) -> tuple[int, ...]:
        """Return the ids by which duties are known since an undo or redo made them anew."""
        found = []
        for duty_id in ids:
            while duty_id in self._made_anew:
                duty_id = self._made_anew[duty_id]  # noqa: PLW2901 - followed to its end
            found.append(duty_id)
        return tuple(found)

    def _put_back(self, step: _Step, doing: str, is_over: object) -> None:
        """Move the stack back to where it was; a change that cannot be undone any more leaves it."""
        step.is_silent = True
        step.setObsolete(bool(is_over))
        if doing == "undo":
            self.stack.redo()
        else:
            self.stack.undo()
        if not is_over:
            step.is_silent = False

    def _send(
        self,
        doing: str,
        change: RotaChange,
        values: tuple[tuple[int, ...], tuple[Placement, ...]],
        keep: Callable[[Changed], None],
        undone: Callable[[object], None],
    ) -> None:
        key = (doing, values, change.reason)
        act = self._tried.setdefault(key, operation(f"rota:{doing}", change.reason))
        off, on = values

        def done(changed: Changed) -> None:
            self._tried.pop(key)
            keep(changed)
            self.done.emit(change)
            self._next()

        def refused(error: Exception) -> None:
            self._tried.pop(key)
            undone("is over")
            self.refused.emit(Refusal(change, doing, error))
            self._next()

        def failed(trouble: Trouble) -> None:
            undone("")
            self.failed.emit(trouble)
            self._next()

        self._tasks.command(
            lambda: self._rota.exchange(off, on, act), owner=self, done=done, refused=refused, failed=failed
        )
