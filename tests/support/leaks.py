"""Notice what a test of the window leaves behind: windows, running timers, threads."""

import gc
import threading
import time
from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_SECONDS = 5.0


def windows() -> set[QWidget]:
    """Give the top-level widgets that exist now, apart from Qt's own short-lived ones."""
    return {
        widget
        for widget in QApplication.topLevelWidgets()
        if shiboken6.isValid(widget) and not widget.metaObject().className().startswith("QTipLabel")
    }


def running_timers() -> set[QTimer]:
    """Give the timers made in Python that are counting now."""
    found = (each for each in gc.get_objects() if issubclass(type(each), QTimer))
    return {timer for timer in found if shiboken6.isValid(timer) and timer.isActive()}


def threads() -> set[threading.Thread]:
    """Give the threads alive now."""
    return set(threading.enumerate())


def finish_deletions() -> None:
    """Let Qt delete what `deleteLater` has promised."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Snapshot:
    """Remember what existed before a test, to name afterwards what is new."""

    def __init__(self) -> None:
        self._threads = threads()
        alive = QApplication.instance() is not None
        self._windows = windows() if alive else set()
        self._timers = running_timers() if alive else set()

    def left_behind(self) -> tuple[str, ...]:
        """Describe what the test left, after giving threads a moment to end."""
        finish_deletions()
        started = threads() - self._threads
        deadline = time.monotonic() + PATIENCE_SECONDS
        for thread in started:
            thread.join(timeout=max(0.0, deadline - time.monotonic()))
        return (
            *_named("window", (f"{type(each).__name__} {each.objectName()}" for each in self._new_windows())),
            *_named("running timer", (_owner(each) for each in running_timers() - self._timers)),
            *_named("thread", (each.name for each in started if each.is_alive())),
        )

    def _new_windows(self) -> set[QWidget]:
        """Give the windows made since, once those that nobody holds any more are gone."""
        if windows() - self._windows:
            gc.collect()
            finish_deletions()
        return windows() - self._windows


def _owner(timer: QTimer) -> str:
    """Say whose timer it is."""
    parent = timer.parent()
    return f"of {type(parent).__name__}" if parent else "without a parent"


def _named(kind: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{kind}: {name.strip()}" for name in sorted(names))
