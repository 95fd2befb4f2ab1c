"""Keep what is typed into an intake on this computer, two seconds after the last key."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.services.drafts import DraftService, KeptDraft
from amhp_desktop.ui.kit.tasks import TaskRunner

KIND = "intake"
WAIT_MS = 2000


class DraftKeeper(QObject):
    """Keeps one intake under a key of its own; every keeping is durable before ``kept`` fires."""

    kept = Signal(object)
    """Fires with the instant at which the draft was kept."""
    not_kept = Signal(object)
    """Fires with the Trouble that stopped it."""

    def __init__(
        self, parent: QObject, tasks: TaskRunner, drafts: DraftService, draft: Callable[[], IntakeDraft]
    ) -> None:
        super().__init__(parent)
        self._tasks, self._drafts, self._draft = tasks, drafts, draft
        self.key = uuid4().hex
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep_now)

    def begin(self, key: str = "") -> None:
        """Keep another intake from now on: a new one, or the kept one with this key."""
        self._timer.stop()
        self.key = key or uuid4().hex

    def touch(self) -> None:
        """Keep the draft soon; each key puts it off."""
        self._timer.start()

    @property
    def is_waiting(self) -> bool:
        """Say whether something typed is not yet kept."""
        return self._timer.isActive()

    def keep_now(self) -> None:
        """Keep the draft at once."""
        self._timer.stop()
        key, draft = self.key, self._draft()
        self._tasks.query(
            lambda: self._drafts.keep(KIND, key, draft),
            owner=self,
            done=lambda at: self._on_kept(key, at),
            failed=self._on_failed,
        )

    def discard(self, key: str = "") -> None:
        """Remove the draft (or another one by its key): it was saved, or thrown away on purpose."""
        wanted = key or self.key
        if wanted == self.key:
            self._timer.stop()
        self._tasks.query(lambda: self._drafts.discard(KIND, wanted), owner=self, done=lambda _none: None)

    def find(self, done: Callable[[tuple[KeptDraft[IntakeDraft], ...]], object]) -> None:
        """Give the kept drafts of other intakes, the newest first."""
        self._tasks.query(
            lambda: self._drafts.kept(KIND, IntakeDraft),
            owner=self,
            done=lambda found: done(tuple(one for one in found if one.key != self.key)),
        )

    def _on_kept(self, key: str, at: datetime) -> None:
        if key == self.key:
            self.kept.emit(at)

    def _on_failed(self, trouble: Trouble) -> None:
        self.not_kept.emit(trouble)
