"""What stands over a window while the program is locked: nothing of the window, and one field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.labels import IconLabel, label
from amhp_desktop.ui.shell.entry import PassphraseEntry
from amhp_desktop.ui.shell.overlay import Overlay

_WIDTH = 416


class LockCover(Overlay):
    """Hides one window wholly; nothing closes it but the right passphrase or signing out."""

    asked = Signal(str)
    """Fires when a passphrase was entered; carries it."""
    sign_out_asked = Signal()
    """Fires when the user would rather sign out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lock_cover")
        self._switched_off: list[QWidget] = []
        self._form = QFrame(self)
        self._form.setProperty("kind", "panel")
        self._column = QVBoxLayout(self._form)
        self._sign = IconLabel("lock", 24)
        self._title = label(self.tr("Locked"), "title")
        self._who = label("", "body", "secondary", wrap=True)
        self.passphrase = PassphraseEntry(self.tr("Your passphrase"))
        self.passphrase.line.returnPressed.connect(self._ask)
        self._unlock = button(self.tr("Unlock"), "lock-open", "primary")
        self._unlock.setObjectName("unlock")
        self._unlock.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._unlock.clicked.connect(self._ask)
        self._leave = button(self.tr("Sign out"), "log-out")
        self._leave.clicked.connect(self.sign_out_asked)
        self._note = label("", "small", "muted", wrap=True)
        self._lay_out()
        theme.notifier().changed.connect(self._place)

    def say(self, who: str, note: str) -> None:
        """Show who is signed in and what the lock keeps."""
        self._who.setText(who)
        self._note.setText(note)
        self._place()

    def say_problem(self, sentence: str) -> None:
        """Show why the passphrase did not open; what was typed stays."""
        self.passphrase.say_problem(sentence)
        self.set_checking("")
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.line.selectAll()
        self._place()

    def set_checking(self, words: str) -> None:
        """Say that the passphrase is looked at; empty words end it."""
        self._unlock.setEnabled(not words)
        self._unlock.setText(words or self.tr("Unlock"))

    @override
    def open_over(self) -> None:
        """Cover the window and switch off what is behind, keys included."""
        super().open_over()
        for one in self.window_under.children():
            if isinstance(one, QWidget) and one is not self and not one.isWindow() and one.isEnabled():
                one.setEnabled(False)
                self._switched_off.append(one)

    @override
    def close_over(self) -> None:
        for one in self._switched_off:
            if isValid(one):
                one.setEnabled(True)
        self._switched_off.clear()
        super().close_over()

    @override
    def fill(self) -> QColor:
        return theme.colour("surface.canvas")

    @override
    def cover(self) -> None:
        super().cover()
        self._place()

    def _ask(self) -> None:
        if not self.passphrase.text():
            self.say_problem(self.tr("Enter your passphrase."))
        elif self._unlock.isEnabled():
            self.asked.emit(self.passphrase.text())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.space("s3"))
        head.addWidget(self._sign)
        head.addWidget(self._title)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s2"))
        foot.addWidget(self._unlock, 1)
        foot.addWidget(self._leave)
        column = self._column
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(theme.space("s4"))
        column.addLayout(head)
        column.addWidget(self._who)
        column.addWidget(self.passphrase)
        column.addLayout(foot)
        column.addWidget(self._note)

    def _place(self) -> None:
        width = min(round(_WIDTH * theme.scale()), max(1, self.width() - 2 * theme.space("s4")))
        self._form.setFixedWidth(width)
        height = self._column.totalHeightForWidth(width)
        self._form.setGeometry(
            (self.width() - width) // 2, max(0, round((self.height() - height) * 0.4)), width, height
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.passphrase.line.setFocus(Qt.FocusReason.MouseFocusReason)
