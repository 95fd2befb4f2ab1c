"""Fields of the pages before anybody is signed in: words above, the problem below, typing never cleared."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import IconButton
from amhp_desktop.ui.kit.fields import TextField
from amhp_desktop.ui.kit.labels import label


def centred(content: QWidget) -> QHBoxLayout:
    """Return a line with the widget in its middle.

    Alignment flags would ask wrapped text for its height at the whole line's width and cut it off.
    """
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(content)
    line.addStretch(1)
    return line


class Entry(QWidget):
    """A line of text with its words above; ``say_problem`` marks it and keeps what was typed."""

    edited = Signal()
    """Fires when the user typed."""

    def __init__(self, words: str, *, format_hint: str = "", value: str = "") -> None:
        super().__init__()
        self.words = words
        self._label = label(words, "small-strong", "secondary")
        self.hint = label("", "small", "muted")
        self.hint.hide()
        self.field = TextField(format_hint)
        self.field.set_name(words)
        self.field.set_value(value)
        self._label.setBuddy(self.line)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.space("s2"))
        self.row.addWidget(self.field, 1)
        self._lay_out()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._on_line_edited)

    @property
    def line(self) -> QLineEdit:
        """Return the line edit itself."""
        return self.field.line

    def text(self) -> str:
        """Return what was typed, without spaces around it."""
        return self.field.value()

    def say_problem(self, sentence: str) -> None:
        """Mark the field with a sentence below it; an empty one takes the mark away."""
        self.field.set_problem(sentence or None)

    @property
    def problem(self) -> str:
        """Return the sentence below the field."""
        return self.field.problem

    def _on_line_edited(self) -> None:
        if self.problem:
            self.say_problem("")
        self.edited.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s1"))
        column.addLayout(head)
        column.addLayout(self.row)


class PassphraseEntry(Entry):
    """A line whose letters are hidden until asked for; says when Caps Lock is on.

    Pasting works. What was typed is returned as it is, spaces included.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.installEventFilter(self)
        self.hint.setText(self.tr("Caps Lock is on"))
        theme.ink(self.hint, "amber")
        self.eye = IconButton("eye", "")
        self.eye.setParent(self.line)
        self.eye.set_compact()
        self.eye.setCheckable(True)
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.toggled.connect(self._on_eye_toggled)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    @override
    def text(self) -> str:
        return self.line.text()

    def forget(self) -> None:
        """Clear the field, once the passphrase was accepted."""
        self.line.clear()
        self.eye.setChecked(False)

    def _on_eye_toggled(self) -> None:
        is_shown = self.eye.isChecked()
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self._dress()

    def _dress(self) -> None:
        words = self.tr("Hide {field}") if self.eye.isChecked() else self.tr("Show {field}")
        name = words.format(field=self.words[:1].lower() + self.words[1:])
        self.eye.setToolTip(name)
        self.eye.setAccessibleName(name)
        self.eye.set_icon("eye-off" if self.eye.isChecked() else "eye")
        self.line.setTextMargins(0, 0, theme.size("field"), 0)
        self._place_eye()

    def _place_eye(self) -> None:
        side = theme.size("button_compact")
        self.eye.setGeometry(self.line.width() - side - 2, (self.line.height() - side) // 2, side, side)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_eye()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._heed_caps(event)
        return super().eventFilter(watched, event)

    def _heed_caps(self, event: QKeyEvent) -> None:
        """Qt cannot be asked for Caps Lock: a letter whose case does not fit the Shift key tells."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.hint.hide()
        elif len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.hint.setVisible(letter.isupper() != is_shifted)
