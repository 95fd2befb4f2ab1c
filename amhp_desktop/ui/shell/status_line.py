"""The line at the foot of the window: connection, age of what is shown, backup, who is signed in, help."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button, compact_button
from amhp_desktop.ui.kit.labels import Elided, IconLabel, label
from amhp_desktop.ui.shell.connection import (
    Connection,
    Reach,
    Standing,
    age_words,
    backup_words,
    clock_words,
    connection_words,
)

_SIGNS = {
    Reach.CONNECTED: ("circle-check", "rag.green.mark", ""),
    Reach.READ_ONLY: ("eye", "rag.amber.mark", "amber"),
    Reach.LOST: ("wifi-off", "rag.red.mark", "red"),
}
_TICK = 1000


class StatusLine(QFrame):
    """Says how things stand; its words are counted anew every second while the window is seen."""

    def __init__(self, clock: Callable[[], datetime], help_action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = clock
        self._connection = Connection(Reach.CONNECTED)
        self._standing = Standing()
        self.setProperty("kind", "status")
        self.setAccessibleName(self.tr("Status"))
        self._sign = IconLabel("circle-check", 14)
        self._reach = self._label("connection")
        self._kind = self._shrinking("database_kind", ink="muted")
        self._as_of = self._label("as_of", ink="secondary")
        self._read_at = self._label("read_at", step="small-strong")
        self._age = self._label("age", ink="secondary")
        self._backup = self._shrinking("backup")
        self._busy = self._shrinking("busy")
        self._service = self._shrinking("service")
        self._person = self._shrinking("person")
        self.help = self._help_button(help_action)
        self._dividers: list[QFrame] = []
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._count)
        self._timer.start()
        theme.notifier().changed.connect(self._redraw)
        self._redraw()

    def show_connection(self, connection: Connection) -> None:
        """Show how the program stands with its database."""
        self._connection = connection
        self._redraw()

    def show_standing(self, standing: Standing) -> None:
        """Show service, person, backup and when the page was read."""
        self._standing = standing
        self._redraw()

    def show_busy(self, words: str) -> None:
        """Say what is being worked on; empty words end it."""
        self._busy.setText(words)
        self._busy.setVisible(bool(words))

    def spoken(self) -> str:
        """Return the whole line as one sentence for a screen reader."""
        age = (self._as_of, self._read_at, self._age)
        parts = (self._reach, self._kind, *age, self._backup, self._busy, self._service, self._person)
        return ", ".join(part.text() for part in parts if part.text())

    def _label(self, name: str, *, ink: str = "", step: str = "small") -> QLabel:
        made = label("", step, ink)
        made.setObjectName(name)
        return made

    def _shrinking(self, name: str, *, ink: str = "secondary") -> Elided:
        """Return a label that shortens before the window would have to grow."""
        made = Elided("", "small", ink)
        made.setObjectName(name)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        return made

    def _help_button(self, action: QAction) -> Button:
        made = compact_button(self.tr("Help"), "", "quiet", "F1")
        made.setObjectName("status_help")
        made.setAccessibleName(self.tr("Help, F1"))
        made.clicked.connect(action.trigger)
        return made

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.space("s3"), 0, theme.space("s2"), 0)
        layout.setSpacing(theme.space("s2"))
        age = (self._as_of, self._read_at, self._age)
        left: tuple[QWidget | None, ...] = (self._sign, self._reach, self._kind, None, *age, None)
        right: tuple[QWidget | None, ...] = (self._service, None, self._person, None, self.help)
        for widget in (*left, self._backup):
            layout.addWidget(widget or self._divider())
        layout.addWidget(self._busy)
        layout.addStretch(1)
        for widget in right:
            layout.addWidget(widget or self._divider())

    def _divider(self) -> QFrame:
        line = QFrame(self)
        line.setProperty("kind", "divider-vertical")
        self._dividers.append(line)
        return line

    def _redraw(self) -> None:
        icon, colour, ink = _SIGNS[self._connection.reach]
        self._sign.set_icon(icon, colour)
        self._reach.setText(connection_words(self._connection))
        theme.ink(self._reach, ink)
        self._kind.setText(self._connection.kind)
        self._service.setText(self._standing.service)
        person, role = self._standing.person, self._standing.role
        self._person.setText(" · ".join(part for part in (person, role) if part))
        self.setFixedHeight(theme.size("status") + 1)
        self.help.setFixedHeight(theme.size("status"))
        for line in self._dividers:
            line.setFixedHeight(theme.size("status") - 10)
        self._count()

    def _count(self) -> None:
        now = self._clock()
        read_at = self._standing.read_at
        if read_at is not None:
            self._as_of.setText(self.tr("As of"))
            self._read_at.setText(clock_words(read_at))
            self._age.setText(age_words(read_at, now))
        self._backup.setText(backup_words(self._standing, now) if self._standing.service else "")
        self.setAccessibleDescription(self.spoken())
