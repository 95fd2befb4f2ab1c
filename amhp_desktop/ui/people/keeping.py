"""Save and void entries of one directory: problems, clashes with others and lost connections included."""

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Problem, Refused, Stale, Trouble
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.entries import EntryService
from amhp_desktop.ui.kit.conflict import Chosen, ConflictDialog
from amhp_desktop.ui.kit.merging import merged
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.tasks import TaskRunner

_D = TypeVar("_D")


class Keeper(QObject, Generic[_D]):
    """Carries one form's drafts to its service; a retry after a trouble is the same operation."""

    kept = Signal(object)
    """Fires with the ``Changed`` of a save."""
    voided = Signal(object)
    """Fires with the ``Changed`` of taking an entry out of use."""
    refused = Signal(object)
    """Fires with the problems (a tuple of ``Problem``) of a save or void."""
    said = Signal(object)
    """Fires with a ``Message``."""

    def __init__(self, service: EntryService[_D], tasks: TaskRunner, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._service, self._tasks, self._action = service, tasks, action
        self._operation: Operation | None = None
        self._window = parent

    def save(self, loaded: Loaded[_D] | None, draft: _D) -> None:
        """Add a draft, or save it over the entry it was loaded from."""
        act = self._act("add" if loaded is None else "save")

        def work() -> Changed:
            return self._service.add(draft, act) if loaded is None else self._service.save(loaded, draft, act)

        def refused(error: Exception) -> None:
            self._operation = None
            if isinstance(error, Stale) and loaded is not None:
                self._settle(error, loaded, draft)
            elif isinstance(error, Refused):
                self.refused.emit(error.problems)

        self._tasks.command(work, owner=self, done=self._on_kept, refused=refused, failed=self._on_failed)

    def void(self, entry_id: int, reason: str) -> None:
        """Take an entry out of use with a reason."""
        act = self._act("void", reason)
        self._tasks.command(
            lambda: self._service.void(entry_id, act),
            owner=self, done=self._on_voided, refused=self._on_void_refused, failed=self._on_failed,
        )  # fmt: skip

    def _act(self, verb: str, reason: str = "") -> Operation:
        action = f"{self._action}:{verb}"
        again = self._operation
        if again is None or (again.action, again.reason) != (action, reason):
            again = self._operation = operation(action, reason)
        return again

    def _on_kept(self, changed: Changed) -> None:
        self._operation = None
        self.kept.emit(changed)

    def _on_voided(self, changed: Changed) -> None:
        self._operation = None
        self.voided.emit(changed)

    def _on_void_refused(self, error: Exception) -> None:
        self._operation = None
        problems = error.problems if isinstance(error, Refused) else (Problem("", str(error)),)
        self.refused.emit(problems)

    def _on_failed(self, trouble: Trouble) -> None:
        self.said.emit(message_of(trouble))

    def _settle(self, stale: Stale, loaded: Loaded[_D], mine: _D) -> None:
        """Ask which values to keep; where no field clashes both changes are kept without asking."""
        if stale.clashes:
            dialog = ConflictDialog(
                stale, lambda chosen: self._merge(stale, loaded, mine, chosen), parent=self._window
            )
            dialog.open()
        else:
            self._merge(stale, loaded, mine, ())

    def _merge(self, stale: Stale, loaded: Loaded[_D], mine: _D, chosen: tuple[Chosen, ...]) -> None:
        def save(theirs: Loaded[_D]) -> None:
            if theirs.version == stale.version:
                self.save(theirs, merged(loaded.draft, theirs.draft, mine, chosen))
                self._tell_merged(stale)
            else:
                self.save(loaded, mine)

        self._tasks.query(lambda: self._service.load(loaded.id), owner=self, done=save)

    def _tell_merged(self, stale: Stale) -> None:
        if stale.kept_theirs:
            words = self.tr("%1 changed this entry as well.").replace("%1", stale.theirs_by)
            kept = self.tr("Their changes are kept: %1.").replace("%1", ", ".join(stale.kept_theirs))
            self.said.emit(Message("info", words, kept, key="merged"))
