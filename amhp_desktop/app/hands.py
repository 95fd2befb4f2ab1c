"""A pair of hands on the keyboard: find what a person would name, type, press keys, choose."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QWidget

from amhp_desktop.app.stage import StepFailed

_W = TypeVar("_W", bound=QWidget)


class Hands:
    """Works one window as somebody without a mouse does, and by the names a screen reader says."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def press(self, keys: str) -> None:
        """Press one combination, for example ``Ctrl+N``, wherever the focus is."""
        self._to_front()
        target = QApplication.focusWidget() or self.window.focusWidget() or self.window
        QTest.keySequence(target, QKeySequence(keys))

    def write(self, text: str) -> None:
        """Type into whatever has the focus."""
        target = QApplication.focusWidget()
        if target is None:
            raise StepFailed("nothing has the focus to type into")
        _type(target, text)

    def go(self, name: str) -> QWidget:
        """Put the focus on the field, list or button of this name."""
        self._to_front()
        return self._take(self.find(name))

    def fill(self, name: str, text: str) -> None:
        """Replace what the field of this name holds."""
        widget = self.go(name)
        QTest.keySequence(widget, QKeySequence(QKeySequence.StandardKey.SelectAll))
        _type(widget, text)

    def choose(self, name: str, words: str) -> None:
        """Choose, in the list of this name, the entry that begins with these words."""
        box = self._of_kind(name, QComboBox)
        found = box.findText(words, Qt.MatchFlag.MatchStartsWith)
        if found < 0:
            raise StepFailed(f"{name} does not offer {words}")
        while box.currentIndex() != found:
            key = Qt.Key.Key_Down if box.currentIndex() < found else Qt.Key.Key_Up
            QTest.keyClick(box, key)

    def push(self, name: str) -> None:
        """Push the button, or tick the box, of this name with the space bar."""
        QTest.keyClick(self.go(name), Qt.Key.Key_Space)

    def find(self, name: str) -> QWidget:
        """Return what a person would call by this name: its accessible name, or its words."""
        found = self._called(name)
        if not found:
            raise StepFailed(f"there is no “{name}” on the screen")
        return found[0]

    def _of_kind(self, name: str, kind: type[_W]) -> _W:
        """Put the focus on the list or table of this name, where a button may be called the same."""
        found = [widget for widget in self._called(name) if isinstance(widget, kind)]
        if not found:
            raise StepFailed(f"there is no {kind.__name__} “{name}” on the screen")
        return self._take(found[0])

    def _called(self, name: str) -> list[QWidget]:
        return [widget for widget in self._shown() if name in {widget.accessibleName(), _words(widget)}]

    def _take(self, widget: _W) -> _W:
        self._to_front()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        return widget

    def sees(self, name: str) -> bool:
        """Tell whether something of this name is on the screen and can be used."""
        return any(name in {widget.accessibleName(), _words(widget)} for widget in self._shown())

    def press_choice(self, words: str, *, within: str = "") -> None:
        """Choose one of several buttons by its words, in the group of this name where the words recur."""
        for widget in self._shown():
            parent = widget.parentWidget()
            group = parent.accessibleName() if parent is not None else ""
            if _words(widget) == words and (not within or within in {group, _group_of(widget)}):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                QTest.keyClick(widget, Qt.Key.Key_Space)
                return
        raise StepFailed(f"there is no choice “{words}” {within}")

    def cell(self, table: str, *words: str) -> None:
        """Move to the first cell of a table whose spoken sentence holds all of these words."""
        view = self._of_kind(table, QAbstractItemView)
        model = view.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
                if all(word in spoken for word in words):
                    view.setCurrentIndex(index)
                    return
        raise StepFailed(f"{table} has no cell with {' and '.join(words)}")

    def can(self, name: str) -> bool:
        """Tell whether the button of this name may be pushed."""
        return any(
            name in {widget.accessibleName(), _words(widget)} and widget.isEnabled()
            for widget in self.window.findChildren(QWidget)
            if widget.isVisible()
        )

    def _shown(self) -> list[QWidget]:
        return [
            widget
            for widget in self.window.findChildren(QWidget)
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]

    def _to_front(self) -> None:
        self.window.activateWindow()


def _words(widget: QWidget) -> str:
    return widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""


def _group_of(widget: QWidget) -> str:
    """Return the name of the nearest named thing around a widget."""
    parent = widget.parentWidget()
    while parent is not None and not parent.accessibleName():
        parent = parent.parentWidget()
    return parent.accessibleName() if parent is not None else ""


def _type(widget: QWidget, text: str) -> None:
    """Type a text key by key; signs that stand on no key, such as ’, come as an input method sends them."""
    for sign in text:
        if sign.isascii():
            QTest.keyClicks(widget, sign)
        else:
            kind = QKeyEvent.Type.KeyPress
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))
