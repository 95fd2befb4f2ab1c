"""What every field has: a value, a signal, a source, and a place for what is wrong with it."""

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.errors import Weight
from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.labels import label

_PASSED_KEYS = frozenset({
    Qt.Key.Key_K, Qt.Key.Key_D, Qt.Key.Key_B, Qt.Key.Key_T, Qt.Key.Key_H, Qt.Key.Key_J, Qt.Key.Key_L,
})  # fmt: skip
_NOTES = {
    "red": ("octagon-x", "rag.red.mark"),
    "amber": ("triangle-alert", "rag.amber.mark"),
    "green": ("circle-check", "rag.green.mark"),
}


class _KeyPasser(QObject):
    """Keep text fields from taking the program's shortcuts for editing keys, as some do on X11."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() in _PASSED_KEYS
        ):
            event.ignore()
            return True
        return False


_passer = _KeyPasser()


def pass_shortcuts(editor: QWidget) -> None:
    """Let Ctrl+K, D, B, T, H, J and L through to the program's commands."""
    editor.installEventFilter(_passer)


class NoteLine(QWidget):
    """The line below a field: icon and sentence, in red, amber or green."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = ""
        self._colour = ""
        self._text: QLabel = label("", "small", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(round(20 * theme.scale()), 2, 0, 0)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._text)
        self.hide()

    @property
    def sentence(self) -> str:
        """Return what is said at present."""
        return self._text.text()

    def say(self, sentence: str, kind: str) -> None:
        """Show a sentence of a kind (red, amber, green), or nothing."""
        self._text.setText(sentence)
        if sentence:
            self._icon, self._colour = _NOTES[kind]
            theme.ink(self._text, kind)
        self.setVisible(bool(sentence))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.draw(painter, self._icon, QPointF(0, 3), theme.size("icon_small"), self._colour)


class Field(QWidget):
    """A value somebody enters, with its problem shown below it; what was typed is never cleared."""

    changed = Signal()
    """Fires when the person changed the value, and when ``set_value`` changed it."""

    can_shrink = True
    """Whether the editor may be given less room than it asks for."""

    def __init__(self, editor: QWidget, *, grows: bool = False) -> None:
        super().__init__()
        self._editor = editor
        self._name = ""
        self._sentence = ""
        self._note = NoteLine()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(editor, 1 if grows else 0)
        layout.addWidget(self._note)
        if not grows:
            layout.addStretch(1)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def editor(self) -> QWidget:
        """Return the widget that takes the keys; labels make it their buddy."""
        return self._editor

    @property
    def problem(self) -> str:
        """Return the sentence shown as wrong, or nothing."""
        return self._sentence

    def set_name(self, name: str) -> None:
        """Give the field its spoken name where no label stands beside it."""
        self._name = name
        self._editor.setAccessibleName(name)

    def set_problem(self, sentence: str | None, weight: Weight = Weight.STOPS) -> None:
        """Show what is wrong below the field, in red where it stops and amber where it wants a look."""
        kind = "red" if weight is Weight.STOPS else "amber"
        self._sentence = sentence or ""
        self._note.say(self._sentence, kind)
        self._editor.setAccessibleDescription(self._sentence)
        self._mark(kind if sentence else "")

    def set_good(self, sentence: str | None) -> None:
        """Say below the field that it was checked, in green; takes the place of a problem."""
        self.set_problem(None)
        self._note.say(sentence or "", "green")

    def _mark(self, kind: str) -> None:
        theme.set_look(self._editor, problem=kind)

    def set_read_only(self, *, is_read_only: bool = True) -> None:
        """Let the value be read but not changed."""
        self._editor.setEnabled(not is_read_only)

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return (
            QSize(min(least.width(), theme.size("field") * 2), least.height()) if self.can_shrink else least
        )
