"""Dialogs: a frame on a flat scrim inside the window, non-blocking, Escape is the safe answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.labels import label

_T = TypeVar("_T")
_LOCK_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NARROW = 480
WIDE = 860


class Dialog(QWidget):
    """A scrim over the whole window with a frame in its middle; the keyboard stays inside until it closes."""

    closed = Signal()
    """Fires when it is gone, however that came about."""

    def __init__(self, parent: QWidget, title: str, subtitle: str = "", *, width: int = NARROW) -> None:
        super().__init__(parent.window())
        self._host = parent.window()
        self._before = QApplication.focusWidget()
        self._width = width
        self.setAccessibleName(title)
        self.setProperty("ringhost", "yes")
        self.box = QFrame(self)
        self.box.setProperty("kind", "dialog")
        outer = QVBoxLayout(self.box)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(20, 16, 20, 8)
        lines.setSpacing(theme.space("s1"))
        self.title = label(title, "heading", wrap=True)
        self.subtitle = label(subtitle, "body", "secondary", wrap=True)
        lines.addWidget(self.title)
        lines.addWidget(self.subtitle)
        self.subtitle.setVisible(bool(subtitle))
        outer.addWidget(head)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(20, 4, 20, 12)
        self.body.setSpacing(theme.space("s2"))
        outer.addWidget(inside, 1)
        self._foot = QWidget()
        self.foot = QHBoxLayout(self._foot)
        self.foot.setContentsMargins(20, 8, 20, 16)
        self.foot.setSpacing(theme.space("s2"))
        self.foot.addStretch(1)
        outer.addWidget(self._foot)
        parent.window().installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it above everything and put the keyboard inside."""
        self._place()
        self.show()
        self.raise_()
        self._place()
        if not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            chain = self._chain()
            if chain:
                chain[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Answer as Escape does: safely."""
        self.finish()

    def finish(self) -> None:
        """Close it and give the keyboard back to where it was."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def _place(self) -> None:
        window = self._host
        self.setGeometry(window.rect())
        width = min(round(self._width * min(theme.scale(), 1.5)), window.width() - 32)
        self.box.setFixedWidth(width)
        layout = self.box.layout()
        needed = layout.totalHeightForWidth(width) if layout is not None else 0
        height = min(max(needed, self.box.minimumSizeHint().height()), window.height() - 32)
        self.box.setGeometry((window.width() - width) // 2, (window.height() - height) // 2, width, height)

    def _chain(self) -> list[QWidget]:
        """Return what Tab goes through, in the order of the focus chain."""
        found: list[QWidget] = []
        each = self.box.nextInFocusChain()
        while each is not None and each is not self.box:
            takes_tab = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if self.isAncestorOf(each) and takes_tab and each.isVisible() and each.isEnabled():
                found.append(each)
            each = each.nextInFocusChain()
        return found

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        chain = self._chain()
        now = QApplication.focusWidget()
        if not chain:
            return True
        place = chain.index(now) if now in chain else -1
        step = 1 if next else -1
        chain[(place + step) % len(chain)].setFocus(
            Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        )
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # The window behind must not act while its question stands open; locking it always works.
            is_lock = event.key() == Qt.Key.Key_K and event.modifiers() == _LOCK_KEYS
            event.setAccepted(not is_lock)
            return not is_lock
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("surface.scrim"))


@dataclass(frozen=True, slots=True)
class Answer(Generic[_T]):
    """One way to answer: the value handed back, the verb on the button, and its role.

    Exactly one answer is safe: it has the focus at first and is what Escape means.
    """

    value: _T
    text: str
    role: str = ""
    icon: str = ""
    is_safe: bool = False


class Question(Dialog, Generic[_T]):
    """A question with verb buttons."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        answers: tuple[Answer[_T], ...],
        on_choice: Callable[[_T], object],
    ) -> None:
        super().__init__(parent, title, text)
        self._on_choice = on_choice
        self._safe = next((answer for answer in answers if answer.is_safe), answers[0])
        self.buttons: tuple[Button, ...] = ()
        self._answers = answers
        for answer in answers:
            made = Button(answer.text, answer.icon, answer.role, "Esc" if answer is self._safe else "")
            made.clicked.connect(self._on_clicked)
            self.foot.addWidget(made)
            self.buttons = (*self.buttons, made)
            if answer is self._safe:
                self._first = made

    @override
    def open(self) -> None:
        super().open()
        self._first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_clicked(self) -> None:
        place = next(at for at, made in enumerate(self.buttons) if made is self.sender())
        self.answer(self._answers[place].value)

    def answer(self, value: _T) -> None:
        """Close and hand the answer on; tests call it in the person's place."""
        self.finish()
        self._on_choice(value)

    @override
    def dismiss(self) -> None:
        self.answer(self._safe.value)


def ask(
    parent: QWidget,
    title: str,
    text: str,
    choices: tuple[Answer[_T], ...],
    on_choice: Callable[[_T], object],
) -> Question[_T]:
    """Ask without blocking: ``on_choice`` gets the value of the button pressed, the safe one's on Escape."""
    question = Question(parent, title, text, choices, on_choice)
    question.open()
    return question


class FormDialog(Dialog):
    """A dialog around a form: put fields into ``body``; the verb saves, *Back* or Escape closes."""

    accepted = Signal()
    """Fires when the verb was pressed; close with ``finish`` when the save went through."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        verb: str,
        *,
        subtitle: str = "",
        icon: str = "",
        role: str = "primary",
        width: int = NARROW,
    ) -> None:
        super().__init__(parent, title, subtitle, width=width)
        self.back = Button(self.tr("Back"), "", "", "Esc")
        self.verb = Button(verb, icon, role, "Ctrl ↵")
        self.back.clicked.connect(self._on_back_clicked)
        self.verb.clicked.connect(self._on_verb_clicked)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.verb)

    def add(self, widget: QWidget) -> None:
        """Put a widget below what is there."""
        self.body.addWidget(widget)

    def _on_back_clicked(self) -> None:
        self.dismiss()

    def _on_verb_clicked(self) -> None:
        self.accepted.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.verb.isEnabled():
            self.accepted.emit()
            event.accept()
            return
        super().keyPressEvent(event)
