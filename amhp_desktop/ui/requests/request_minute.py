"""A beat at every full minute by the injected clock, for putting clocks on the screen into words again."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from amhp_desktop.ui.kit.fields import Clock

_MINUTE_MS = 60_000


class MinuteBeat(QObject):
    """Fires at each full minute while it runs."""

    struck = Signal()
    """Fires just after a full minute."""

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Run until ``stop``."""
        now = self._clock()
        gone = now.second * 1000 + now.microsecond // 1000
        self._timer.start(_MINUTE_MS - gone + 20)

    def stop(self) -> None:
        """Rest, as while the page is hidden."""
        self._timer.stop()

    def _on_timeout(self) -> None:
        self.struck.emit()
        self.start()
