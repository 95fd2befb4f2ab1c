"""The field at the foot of the timeline that adds a note to the log with Ctrl+Enter."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.fields import LongText
from amhp_desktop.ui.kit.labels import row_of

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class NoteField(QWidget):
    """A few lines and a button; inside it Ctrl+Enter adds the note and not the page's main thing."""

    submitted = Signal(str)
    """Fires with the note to add."""

    def __init__(self) -> None:
        super().__init__()
        self.text = LongText(self.tr("Add a note to the log"), lines=2)
        self.text.set_name(self.tr("Note for the log"))
        self.add = compact_button(self.tr("Add note"), "", "", "Ctrl ↵")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s1"))
        column.addWidget(self.text)
        column.addWidget(row_of(None, self.add))
        self.text.page.installEventFilter(self)
        self.add.clicked.connect(self._submit)

    @property
    def has_unsaved(self) -> bool:
        """Say whether a note was begun."""
        return bool(self.text.value())

    def clear(self) -> None:
        """Empty it, as after the note was added."""
        self.text.set_value("")
        self.text.set_problem(None)

    def clear_if(self, note: str) -> None:
        """Empty it where it still holds the note that was added."""
        if self.text.value() == note:
            self.clear()

    def _submit(self) -> None:
        self.submitted.emit(self.text.value())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() not in _ENTER:
            return False
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._submit()
            return True
        return False
