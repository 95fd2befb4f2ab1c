"""Messages above the content: what happened, what was kept, what to do; never a pop-up."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import IconButton, compact_button
from amhp_desktop.ui.kit.labels import Elided, IconLabel, label

MOST = 2
SUCCESS_STAYS_MS = 8000


@dataclass(frozen=True, slots=True)
class MessageAction:
    """A button of a message: a verb, what it does, and perhaps icon and keys."""

    text: str
    run: Callable[[], object]
    icon: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say: ``bold`` what happened, ``plain`` what was kept or follows.

    ``kind`` is info, success, warning or error. A message with the same ``key`` takes the place of the older one;
    one that ``stays`` has no close button and leaves only when its key is dismissed (alarms, lost database).
    """

    kind: str
    bold: str
    plain: str = ""
    actions: tuple[MessageAction, ...] = ()
    key: str = ""
    stays: bool = False


def message_of(trouble: Trouble, *actions: MessageAction) -> Message:
    """Return the error message for a trouble: what happened, what was kept, what to do."""
    plain = " ".join(part for part in (trouble.kept, trouble.to_do) if part)
    return Message("error", trouble.happened, plain, actions)


class MessageBar(QFrame):
    """One message in its tint, 36 high, with its buttons and a cross."""

    closed = Signal()
    """Fires when the person closed it or used one of its buttons."""

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message
        look = theme.message_look(message.kind)
        self.setProperty("message", message.kind)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.addStrut(round(30 * theme.scale()))
        row.setSpacing(theme.space("s2"))
        row.addWidget(IconLabel(look.icon, 16, f"message.{message.kind}.mark"))
        row.addWidget(label(message.bold, "strong"))
        row.addWidget(Elided(message.plain), 1)
        for action in message.actions:
            made = compact_button(action.text, action.icon, "", action.hint)
            made.clicked.connect(action.run)
            made.clicked.connect(self._on_closed)
            row.addWidget(made)
        if not message.stays:
            cross = IconButton("x", self.tr("Close message"))
            cross.set_compact()
            cross.clicked.connect(self._on_closed)
            row.addWidget(cross)
        self.setAccessibleName(f"{message.bold} {message.plain}".strip())

    def _on_closed(self) -> None:
        self.closed.emit()


class MessageArea(QWidget):
    """At most two bars, the newest on top; what does not fit waits, errors before the rest."""

    shown_changed = Signal()
    """Fires when other messages are shown than before."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[MessageBar, ...] = ()
        self._waiting: tuple[Message, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 0)
        self._column.setSpacing(theme.space("s1"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return what is shown, newest first."""
        return tuple(bar.message for bar in self._bars)

    def say(self, message: Message) -> None:
        """Show a message and announce it; a success leaves after 8 seconds or before the next success."""
        if message.key:
            self._remove_key(message.key)
        if message.kind == "success":
            self._remove_successes()
        while len(self._bars) >= MOST:
            leaving = next((bar for bar in reversed(self._bars) if not _must_stay(bar.message)), None)
            if leaving is None:
                self._waiting = (*self._waiting, message)
                return
            self._remove(leaving)
        self._show(message)

    def dismiss(self, key: str) -> None:
        """Take away the message with this key, shown or waiting."""
        self._remove_key(key)
        self._show_waiting()

    def clear(self) -> None:
        """Take away every message, as on signing out."""
        self._waiting = ()
        for bar in self._bars:
            self._remove(bar)

    def _show(self, message: Message) -> None:
        bar = MessageBar(message)
        bar.closed.connect(self._on_bar_closed)
        self._bars = (bar, *self._bars)
        self._column.insertWidget(0, bar)
        self.show()
        if message.kind == "success":
            timer = QTimer(bar)
            timer.setSingleShot(True)
            timer.timeout.connect(bar.closed)
            timer.start(SUCCESS_STAYS_MS)
        announce(self, bar.accessibleName(), is_urgent=message.kind == "error")
        self.shown_changed.emit()

    def _on_bar_closed(self) -> None:
        bar = self.sender()
        if isinstance(bar, MessageBar):
            self._remove(bar)
            self._show_waiting()

    def _remove_key(self, key: str) -> None:
        self._waiting = tuple(message for message in self._waiting if message.key != key)
        for bar in self._bars:
            if bar.message.key == key:
                self._remove(bar)

    def _remove_successes(self) -> None:
        """Take away what went well before: only the newest says something new."""
        for bar in self._bars:
            if bar.message.kind == "success" and not bar.message.stays:
                self._remove(bar)

    def _remove(self, bar: MessageBar) -> None:
        if bar not in self._bars:
            return
        self._bars = tuple(each for each in self._bars if each is not bar)
        self._column.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self._bars))
        self.shown_changed.emit()

    def _show_waiting(self) -> None:
        while self._waiting and len(self._bars) < MOST:
            first, *rest = self._waiting
            self._waiting = tuple(rest)
            self._show(first)


def _must_stay(message: Message) -> bool:
    return message.stays or message.kind == "error"


def announce(widget: QWidget, words: str, *, is_urgent: bool = False) -> None:
    """Have a screen reader say something, at once or when it has finished its sentence."""
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
