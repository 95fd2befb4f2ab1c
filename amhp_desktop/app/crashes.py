"""What happens when the program has a fault: it is logged without values, said once, and work goes on."""

import faulthandler
import logging
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Signal

_LOG = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Takes every exception nobody handled, on whatever thread, and tells the window once per place."""

    fault = Signal(str)
    """Fires on the GUI thread with the kind of error, the first time a place in the code fails."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._seen: set[tuple[str, int]] = set()
        self._dump: IO[str] = (folder / "fault.txt").open("w", encoding="utf-8")

    def install(self) -> None:
        """Take over the hooks for unhandled errors of the main thread, other threads and destructors."""
        faulthandler.enable(self._dump)
        _keep_memory_off_the_disk()
        sys.excepthook = self._on_error
        threading.excepthook = lambda args: self.take(args.exc_value)
        sys.unraisablehook = lambda args: self.take(args.exc_value)

    def close(self) -> None:
        """Give the hooks back and let go of the dump file."""
        faulthandler.disable()
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        self._dump.close()

    def take(self, error: BaseException | None) -> None:
        """Log an error and tell the window, where this place in the code has not failed before."""
        if error is None:
            return
        _LOG.error("unhandled", exc_info=error)
        place = _place(error)
        if place not in self._seen:
            self._seen.add(place)
            self.fault.emit(type(error).__name__)

    def _on_error(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self.take(error)


def _keep_memory_off_the_disk() -> None:
    """Ask the system for no core dump: the memory of this program holds records and a key."""
    if sys.platform != "win32":
        import resource

        _soft, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def _place(error: BaseException) -> tuple[str, int]:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else ("", 0)
