"""Whether the database answers: heard from the feed, tried when asked, said at the foot and above the page."""

from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal

from amhp_desktop.services.opening import Ears, Opened
from amhp_desktop.ui.kit.tasks import Lane, TaskRunner
from amhp_desktop.ui.shell.connection import Connection, Reach


class DatabaseLink(QObject):
    """Carries what the feed hears from its own thread to the window's, and knows since when it hears nothing."""

    heard = Signal(object)
    """Carries a ``Changed`` that another program made."""
    stood = Signal(object)
    """Carries a ``Connection`` whenever it is to be said how the program stands with its database."""
    back = Signal()
    """Fires when the database answers again: everything shown is read again."""
    _changed = Signal(object)
    _went = Signal()
    _came = Signal()

    def __init__(self, opened: Opened, tasks: TaskRunner) -> None:
        super().__init__()
        self._opened, self._tasks = opened, tasks
        self._lost_since: datetime | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._changed.connect(self.heard, queued)
        self._went.connect(self._on_went, queued)
        self._came.connect(self._on_came, queued)

    def listen(self) -> None:
        """Begin to hear what other programs change."""
        self._opened.listen(Ears(self._changed.emit, self._went.emit, self._came.emit))

    def say(self) -> None:
        """Say how the program stands with its database."""
        read_only = self._opened.database.read_only
        reach = Reach.READ_ONLY if read_only else Reach.CONNECTED
        if self._lost_since is not None:
            reach = Reach.LOST
        self.stood.emit(Connection(reach, self._opened.where, self._lost_since, read_only))

    def try_now(self) -> None:
        """Ask the database for something small, and read everything again where it answers.

        The banner stays until the feed hears again as well, a few seconds later: what is shown might be old.
        """
        self.say()
        self._tasks.query(
            self._opened.answers, owner=self, done=lambda _true: self.back.emit(),
            failed=lambda _trouble: None, lane=Lane.LONG,
        )  # fmt: skip

    def _on_went(self) -> None:
        self._lost_since = self._opened.services.clock()
        self.say()

    def _on_came(self) -> None:
        self._lost_since = None
        self.say()
        self.back.emit()
