"""Where the window stood last time, kept by whoever keeps the user's settings."""

from typing import Protocol

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

_USUAL_WIDTH, _USUAL_HEIGHT = 1366, 740


class WindowMemory(Protocol):
    """Keeps one lump of bytes a window; only window positions, never what was shown."""

    def recall(self, window: str) -> bytes:
        """Return what was kept for a window, empty the first time."""
        ...

    def keep(self, window: str, geometry: bytes) -> None:
        """Keep it until the next start."""
        ...


def restore(window: QMainWindow, memory: WindowMemory) -> None:
    """Put the window where it was, or in its usual size, never larger than the screen."""
    kept = memory.recall(window.objectName())
    if not kept or not window.restoreGeometry(QByteArray(kept)):
        room = window.screen().availableSize()
        window.resize(min(_USUAL_WIDTH, room.width()), min(_USUAL_HEIGHT, room.height()))


def remember(window: QMainWindow, memory: WindowMemory) -> None:
    """Keep where the window is."""
    memory.keep(window.objectName(), bytes(window.saveGeometry().data()))
