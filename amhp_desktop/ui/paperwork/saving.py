"""Keep a form as it is typed: saved a moment after the last key, nothing lost where a save fails."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Refused, Stale, Trouble
from amhp_desktop.domain.form_values import EMPTY, FormValues
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit.tasks import TaskRunner

WAIT_MS = 800
DRAFTS = "paper"


@dataclass(frozen=True, slots=True)
class _Saved:
    """What a save changed, and the paper as it is stored now."""

    changed: Changed
    view: PaperView


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One save: the same operation is sent again until its answer is known."""

    loaded: Loaded[FormValues]
    values: FormValues
    operation: Operation


class PaperSaver(QObject):
    """Saves one paper's values 0.8 s after the last key; saves follow one another, never side by side."""

    saved = Signal(object)
    """Fires with the ``PaperView`` as stored after a save."""
    state_changed = Signal()
    """Fires when there is more or less to save than before."""
    stale = Signal(object, object)
    """Fires with the ``Stale`` and the ``PaperView`` somebody else stored."""
    refused = Signal(object)
    """Fires with the ``Refused`` that kept the values from being saved."""
    failed = Signal(object)
    """Fires with the ``Trouble``; what was typed is kept on this computer."""

    def __init__(self, services: Services, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._loaded: Loaded[FormValues] | None = None
        self._wanted = EMPTY
        self._attempt: _Attempt | None = None
        self._is_running = False
        self._kept: dict[int, FormValues] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.save_now)

    @property
    def loaded(self) -> Loaded[FormValues] | None:
        """Return the paper as this computer last read or saved it."""
        return self._loaded

    @property
    def is_dirty(self) -> bool:
        """Say whether something typed is not stored yet."""
        return self._is_running or (self._loaded is not None and self._wanted != self._loaded.draft)

    @property
    def wanted(self) -> FormValues:
        """Return the values as typed, stored or not."""
        return self._wanted

    def take(self, loaded: Loaded[FormValues]) -> None:
        """Begin with a paper as stored; call ``leave`` before, so that typing of another one is not lost."""
        self._timer.stop()
        self._loaded, self._wanted, self._attempt = loaded, loaded.draft, None
        self.state_changed.emit()

    def leave(self) -> None:
        """Save what is typed, and keep it on this computer until that has gone through."""
        if self._loaded is not None and self.is_dirty:
            self._keep(self._loaded.id, self._wanted)
            self.save_now()

    def rebase(self, loaded: Loaded[FormValues], values: FormValues) -> None:
        """Go on from what somebody else stored, with the merged values still to be saved."""
        self._loaded, self._wanted, self._attempt = loaded, values, None
        self.save_now()

    def put_back(self, values: FormValues) -> None:
        """Take typing kept on this computer earlier; once stored it is removed there."""
        if self._loaded is not None:
            self._kept[self._loaded.id] = values
            self.typed(values)

    def typed(self, values: FormValues) -> None:
        """Take what stands in the form now."""
        self._wanted = values
        self._timer.start()
        self.state_changed.emit()

    def save_now(self) -> None:
        """Save without waiting for the pause."""
        self._timer.stop()
        if self._loaded is None or self._is_running:
            return
        if self._attempt is None:
            if self._wanted == self._loaded.draft:
                return
            self._attempt = _Attempt(self._loaded, self._wanted, operation("paper:save"))
        self._is_running = True
        self.state_changed.emit()
        self._send(self._attempt)

    def _send(self, attempt: _Attempt) -> None:
        papers = self._services.papers

        def work() -> _Saved:
            changed = papers.save(attempt.loaded, attempt.values, attempt.operation)
            return _Saved(changed, papers.view(attempt.loaded.id))

        self._tasks.command(
            work,
            owner=self,
            done=lambda saved: self._on_saved(attempt, saved),
            refused=lambda error: self._on_refused(attempt, error),
            failed=lambda trouble: self._on_failed(attempt, trouble),
        )

    def _is_current(self, attempt: _Attempt) -> bool:
        return self._attempt is attempt

    def _on_saved(self, attempt: _Attempt, saved: _Saved) -> None:
        self._is_running = False
        self._forget(attempt)
        if not self._is_current(attempt):
            self._go_on()
            return
        self._attempt = None
        stored = saved.view.loaded
        if stored.draft != attempt.values:
            # Somebody saved in between: the next save must meet them, so it names the version before theirs.
            known = attempt.loaded.version + 1
            stored = Loaded(stored.id, known, attempt.values, stored.changed_by, stored.changed_at)
        self._loaded = stored
        self.state_changed.emit()
        self.saved.emit(saved.view)
        self._go_on()

    def _go_on(self) -> None:
        """Save again where something was typed meanwhile."""
        if self.is_dirty:
            self._timer.start()
        self.state_changed.emit()

    def _on_refused(self, attempt: _Attempt, error: Refused | Stale) -> None:
        self._is_running = False
        self._keep(attempt.loaded.id, attempt.values)
        if not self._is_current(attempt):
            self._go_on()
            return
        self._attempt = None
        self.state_changed.emit()
        if isinstance(error, Refused):
            self.refused.emit(error)
            return
        self._tasks.query(
            lambda: self._services.papers.view(attempt.loaded.id),
            owner=self,
            done=lambda view: self.stale.emit(error, view),
        )

    def _on_failed(self, attempt: _Attempt, trouble: Trouble) -> None:
        self._is_running = False
        self._keep(attempt.loaded.id, self._wanted if self._is_current(attempt) else attempt.values)
        self.state_changed.emit()
        self.failed.emit(trouble)

    def _keep(self, paper_id: int, values: FormValues) -> None:
        """Keep typing on this computer until it is saved; it is offered when the paper is opened again."""
        self._kept[paper_id] = values
        drafts = self._services.drafts
        self._tasks.query(
            lambda: drafts.keep(DRAFTS, str(paper_id), values), owner=self, done=lambda _at: None
        )

    def _forget(self, attempt: _Attempt) -> None:
        """Remove what was kept on this computer, where it is what was stored now."""
        paper_id = attempt.loaded.id
        if self._kept.get(paper_id) == attempt.values:
            del self._kept[paper_id]
            self.throw_away(paper_id)

    def throw_away(self, paper_id: int) -> None:
        """Remove what was kept on this computer for a paper."""
        drafts = self._services.drafts
        self._tasks.query(
            lambda: drafts.discard(DRAFTS, str(paper_id)), owner=self, done=lambda _nothing: None
        )
