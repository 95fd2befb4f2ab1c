"""Say in the status line that work is going on, once it takes long enough to be noticed."""

from PySide6.QtCore import QObject, QTimer

from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell.status_line import StatusLine

_NOTICED = 400
_LONG = 4000


class BusyNotice(QObject):
    """Shows nothing for 0.4 s, then a word, and after 4 s that it takes longer than usual."""

    def __init__(self, runner: TaskRunner, status: StatusLine) -> None:
        super().__init__(status)
        self._status = status
        self._noticed = QTimer(self, singleShot=True, interval=_NOTICED)
        self._noticed.timeout.connect(self._on_noticed)
        self._long = QTimer(self, singleShot=True, interval=_LONG)
        self._long.timeout.connect(self._on_long)
        runner.busy_changed.connect(self._on_busy_changed)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001 - the signal's own signature
        if is_busy:
            self._noticed.start()
            self._long.start()
            return
        self._noticed.stop()
        self._long.stop()
        self._status.show_busy("")

    def _on_noticed(self) -> None:
        self._status.show_busy(self.tr("Working"))

    def _on_long(self) -> None:
        self._status.show_busy(self.tr("Working, longer than usual; you can go on"))
