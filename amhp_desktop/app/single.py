"""One window for each user on a computer: a second start brings the first to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket


class SingleInstance(QObject):
    """Holds the place of the one running program of this user's folder."""

    raise_asked = Signal()
    """Fires when the program was started again: bring the window to the front."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._name = "amhp-desktop-" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]
        self._lock = QLockFile(str(folder / "running.lock"))
        self._lock.setStaleLockTime(0)  # the program runs for days: only one that ended gives its place up
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._on_second_start)

    def take(self) -> bool:
        """Take the place; False where another program has it, which is then asked to come to the front."""
        if not self._lock.tryLock(100):
            self._call_the_first()
            return False
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Give the place up."""
        self._server.close()
        self._lock.unlock()

    def _call_the_first(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(1000)
        socket.disconnectFromServer()

    def _on_second_start(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.deleteLater()
        self.raise_asked.emit()
