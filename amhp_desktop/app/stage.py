"""Drive the real window step by step without a person: keys in, conditions waited for, one line a step."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

_LOOK_AGAIN = 15  # ms between two looks at a condition
_PATIENCE = 20.0  # seconds until a condition that does not come true fails the step


@dataclass(frozen=True, slots=True)
class Until:
    """What a step waits for, in words and as a question."""

    words: str
    holds: Callable[[], object]


Script = Iterator[Until]


class StepFailed(Exception):
    """A step did not lead to what it should have."""


class Stage(QObject):
    """Plays a script in the program's own event loop; the script yields what it waits for.

    ``say`` prints a line for each step; ``picture`` saves what a window shows.
    """

    ended = Signal(str)
    """Fires when the script is over: with the reason where a step failed, else with nothing."""

    def __init__(self, out: Path, write: Callable[[str], object] = sys.stdout.write) -> None:
        super().__init__()
        self.out = out
        self._write = write
        self._began = time.monotonic()
        self._script: Script = iter(())
        self._waiting: Until | None = None
        self._since = 0.0
        self._number = 0
        self._timer = QTimer(self, interval=_LOOK_AGAIN)
        self._timer.timeout.connect(self._look)

    def play(self, script: Script) -> None:
        """Begin; the rest happens in the event loop."""
        self._script = script
        self._timer.start()

    def say(self, words: str) -> None:
        """Print one line for one step."""
        self._number += 1
        self._write(f"[{time.monotonic() - self._began:5.1f} s] {self._number:2}. {words}\n")
        sys.stdout.flush()

    def picture(self, window: QWidget, name: str) -> Path:
        """Save what a window shows and return the file."""
        path = self.out / f"{name}.png"
        if not window.grab().save(str(path)):
            raise StepFailed(f"the picture {path.name} could not be written")
        return path

    def _look(self) -> None:
        if self._waiting is not None and not self._is_over(self._waiting):
            return
        try:
            self._waiting = next(self._script)
            self._since = time.monotonic()
        except StopIteration:
            self._end("")
        except StepFailed as error:
            self._end(str(error))
        except Exception as error:  # noqa: BLE001 - a script that breaks must end the program and say so
            self._end(f"{type(error).__name__}: {error}")

    def _is_over(self, waiting: Until) -> bool:
        if self._holds(waiting):
            return True
        if time.monotonic() - self._since > _PATIENCE:
            self._end(f"waited {_PATIENCE:.0f} s for: {waiting.words}")
        return False

    def _holds(self, waiting: Until) -> bool:
        try:
            return bool(waiting.holds())
        except StepFailed:
            return False  # what is asked about is not on the screen yet

    def _end(self, failure: str) -> None:
        self._timer.stop()
        if failure:
            self._write(f"FAILED: {failure}\n")
        self.ended.emit(failure)
