"""Say when a minute of the service's clock has passed."""

from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_MINUTE_MS = 60_000
_AFTER_MS = 20


class EveryMinute(QObject):
    """A timer aligned to the minute; waits only between ``begin`` and ``stop``."""

    passed = Signal()
    """Fires just after each full minute."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.passed)

    def begin(self, now: datetime) -> None:
        """Wait for the end of the minute that ``now`` lies in."""
        gone = now.second * 1000 + now.microsecond // 1000
        self.timer.start(_MINUTE_MS - gone + _AFTER_MS)

    def stop(self) -> None:
        """Wait no more."""
        self.timer.stop()
