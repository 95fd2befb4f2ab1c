"""What is done every day for an open database, without anybody asking: anchor, backup, and how both stand."""

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from amhp_desktop.domain.changes import Changed, Topic
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.services.backups import BackupState
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.service_settings import Contact, SettingsDraft
from amhp_desktop.ui.kit.tasks import Progress, TaskRunner

_LOOK_MS = 60 * 60 * 1000  # a duty desk is left open for days


class Upkeep(QObject):
    """Keeps the day's anchor and backup beside other work, and tells what the window shows of them."""

    backup_known = Signal(object)
    """Carries the ``BackupState`` after every look."""
    settings_known = Signal(object, object)
    """Carries the ``SettingsDraft`` in force and its ``Contact`` values."""
    failed = Signal(object)
    """Carries the Trouble that kept a backup or an anchor from being made."""

    def __init__(self, opened: Opened, tasks: TaskRunner) -> None:
        super().__init__()
        self._opened, self._tasks = opened, tasks
        self._hourly = QTimer(self, interval=_LOOK_MS)
        self._hourly.timeout.connect(self.look)

    def start(self) -> None:
        """Look now and once an hour."""
        self._hourly.start()
        self.read_settings()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._hourly.stop()

    def look(self) -> None:
        """Do what is due today."""
        if self._opened.database.read_only:  # the newer program looks after its own database
            self._read_state()
            return
        self._tasks.long(self._do, owner=self, done=self._on_done, failed=self._on_failed)

    def hear(self, change: Changed) -> None:
        """Read again what somebody changed."""
        if Topic.SETTINGS in change.topics:
            self.read_settings()
            self._read_state()

    def read_settings(self) -> None:
        """Read the service's settings that the window itself heeds."""
        settings = self._opened.services.settings
        self._tasks.query(
            lambda: (settings.now(), settings.contacts()), owner=self, done=self._on_settings,
            failed=lambda _trouble: None,  # a lost database is said by the banner
        )  # fmt: skip

    def _do(self, _progress: Progress) -> None:
        self._opened.keep_anchor()
        self._opened.services.backups.back_up_if_due()

    def _on_done(self, _nothing: object) -> None:
        self._read_state()

    def _on_failed(self, trouble: Trouble) -> None:
        self.failed.emit(trouble)
        self._read_state()

    def _read_state(self) -> None:
        self._tasks.query(
            self._opened.services.backups.state, owner=self, done=self._on_state,
            failed=lambda _trouble: None,  # ditto
        )  # fmt: skip

    def _on_state(self, state: BackupState) -> None:
        self.backup_known.emit(state)

    def _on_settings(self, found: tuple[SettingsDraft, tuple[Contact, ...]]) -> None:
        self.settings_known.emit(*found)


def idle_time(settings: SettingsDraft) -> timedelta | None:
    """Return after how long without use the program locks, or None where nobody decided."""
    return None if settings.idle_minutes is None else timedelta(minutes=settings.idle_minutes)
