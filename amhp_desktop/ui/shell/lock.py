"""Lock the program when nobody uses it: every window is covered, nothing is closed, one passphrase opens."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from amhp_desktop.domain import when
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell.lock_cover import LockCover

SHORTEST, USUAL, LONGEST = timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30)
SIGN_OUT_AFTER = timedelta(hours=8)
_LOOK = 1000
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleLock(QObject):
    """Covers every window after idle minutes, or at once when asked.

    Idle time is counted on the injected wall clock, so a computer that slept locks before the first key
    after waking reaches a page. ``unlock`` checks the person's own passphrase off the GUI thread and raises
    Refused where it is wrong.
    """

    locked = Signal()
    """Fires when the windows were covered."""
    unlocked = Signal()
    """Fires when the right passphrase uncovered them."""
    signed_out = Signal()
    """Fires when the user asked for it or the lock stood for eight hours; the covers stay."""

    def __init__(
        self,
        runner: TaskRunner,
        clock: Callable[[], datetime],
        unlock: Callable[[str], object],
        parent: QObject,
        *,
        after: timedelta = USUAL,
    ) -> None:
        super().__init__(parent)
        self._runner, self._clock, self._unlock = runner, clock, unlock
        self._who = ""
        self._after = USUAL
        self.set_after(after)
        self._used_at = clock()
        self._locked_at: datetime | None = None
        self._covers: dict[QWidget, LockCover] = {}
        self._watched: list[QWindow] = []
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus_window_changed)

    @property
    def is_locked(self) -> bool:
        """Say whether the windows are covered."""
        return self._locked_at is not None

    def set_after(self, length: timedelta) -> None:
        """Lock after this long without use; kept between 2 and 30 minutes."""
        self._after = min(max(length, SHORTEST), LONGEST)

    def start(self, who: str) -> None:
        """Begin to count, for the person just signed in."""
        self._who = who
        self._used_at = self._clock()
        self._on_focus_window_changed(QGuiApplication.focusWindow())
        self._timer.start()

    def stop(self) -> None:
        """Stop counting and uncover everything, after signing out."""
        self._timer.stop()
        self._locked_at = None
        self._uncover()

    def lock(self) -> None:
        """Cover every window now."""
        if self._timer.isActive() and not self.is_locked:
            self._locked_at = self._clock()
            self._cover_all()
            self.locked.emit()

    def look(self) -> None:
        """Lock if idle for long enough, cover windows that came up since, sign out after eight hours."""
        now = self._clock()
        if self._locked_at is not None:
            self._cover_all()
            if now - self._locked_at >= SIGN_OUT_AFTER:
                self._sign_out()
        elif now - self._used_at >= self._after:
            self.lock()

    def _sign_out(self) -> None:
        self._timer.stop()
        self.signed_out.emit()

    def _cover_all(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and not self._is_covered(window):
                self._cover(window)

    def _is_covered(self, window: QWidget) -> bool:
        cover = self._covers.get(window)
        return cover is not None and isValid(cover) and cover.isVisible()

    def _cover(self, window: QWidget) -> None:
        cover = LockCover(window)
        cover.asked.connect(self._try)
        cover.sign_out_asked.connect(self._sign_out)
        since = self._locked_at or self._clock()
        note = self.tr("Locked at {time}. Everything is still open behind this; signs out at {end}.")
        cover.open_over()
        cover.say(
            self._who, note.format(time=when.show_time(since), end=when.show_time(since + SIGN_OUT_AFTER))
        )
        self._covers[window] = cover
        if window is QApplication.activeWindow() or len(self._covers) == 1:
            cover.passphrase.line.setFocus()

    def _try(self, passphrase: str) -> None:
        if not self._timer.isActive():  # signed out: the window is about to go
            return
        for cover in self._open_covers():
            cover.set_checking(self.tr("Checking"))
        self._runner.command(
            partial(self._unlock, passphrase),
            owner=self,
            done=self._on_opened,
            refused=self._on_refused,
            failed=self._on_failed,
        )

    def _on_opened(self, _answer: object) -> None:
        self._locked_at = None
        self._used_at = self._clock()
        self._uncover()
        self.unlocked.emit()

    def _on_refused(self, error: Exception) -> None:
        sentences = [problem.sentence for problem in error.problems] if isinstance(error, Refused) else []
        self._complain(" ".join(sentences) or str(error))

    def _on_failed(self, trouble: Trouble) -> None:
        self._complain(f"{trouble.happened} {trouble.to_do}".strip())

    def _complain(self, sentence: str) -> None:
        for cover in self._open_covers():
            cover.say_problem(sentence)

    def _open_covers(self) -> tuple[LockCover, ...]:
        return tuple(cover for cover in self._covers.values() if isValid(cover))

    def _uncover(self) -> None:
        for cover in self._open_covers():
            cover.close_over()
            cover.deleteLater()
        self._covers.clear()

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        self._watched = [one for one in self._watched if isValid(one)]
        if window is not None and window not in self._watched:
            window.installEventFilter(self)
            self._watched.append(window)
        if self.is_locked:
            self._cover_all()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY and self._timer.isActive() and self._locked_at is None:
            now = self._clock()
            if now - self._used_at >= self._after:
                self.lock()
                return True
            self._used_at = now
        return super().eventFilter(watched, event)
