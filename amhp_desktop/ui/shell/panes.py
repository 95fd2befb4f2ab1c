"""Move the keyboard between the parts of the window (F6)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class PaneWalk:
    """Walks round the parts of the window; coming back to one finds the widget that was last used in it."""

    def __init__(self, parts: Callable[[], tuple[QWidget, ...]]) -> None:
        self._parts = parts
        self._last: dict[int, QWidget] = {}

    def next(self) -> None:
        """Go to the next part."""
        self._step(1)

    def previous(self) -> None:
        """Go to the previous part."""
        self._step(-1)

    def _step(self, by: int) -> None:
        parts = [part for part in self._parts() if part.isVisible() and _stops(part)]
        now = QApplication.focusWidget()
        at = next((n for n, part in enumerate(parts) if now and _holds(part, now)), -1 if by > 0 else 0)
        if not parts:
            return
        if now is not None and at >= 0:
            self._last[id(parts[at])] = now
        self._enter(parts[(at + by) % len(parts)])

    def _enter(self, part: QWidget) -> None:
        stops = _stops(part)
        last = self._last.get(id(part))
        if last is not None and isValid(last) and last in stops:
            last.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)


def put_last(last: QWidget, first: QWidget) -> None:
    """Make a widget the one that Tab reaches before it starts again at ``first``."""
    one = first.previousInFocusChain()
    while one is not None and one is not first:
        if one is not last and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(one, last)
            return
        one = one.previousInFocusChain()


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _stops(part: QWidget) -> list[QWidget]:
    """Return what Tab stops at in a part, in tab order."""
    inside = {id(one): one for one in (part, *part.findChildren(QWidget))}
    found: list[QWidget] = []
    one = part
    while True:
        if id(one) in inside and _takes_tab(one):
            found.append(one)
        following = one.nextInFocusChain()
        if following is None or following is part:
            return found
        one = following


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
