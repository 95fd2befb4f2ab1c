"""Choose the database to sign in to; each says in a word whether it answers."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import icons, theme
from amhp_desktop.ui.kit.fields import pass_shortcuts
from amhp_desktop.ui.kit.labels import label


class Answer(Enum):
    """Say whether a database answers."""

    ASKED = "asked"
    REACHABLE = "reachable"
    HERE = "on this computer"
    UNREACHABLE = "not reachable"
    MISSING = "file not found"


@dataclass(frozen=True, slots=True)
class DatabaseChoice:
    """A database the program knows: its key in the settings, its name, and whether it is for training."""

    key: str
    name: str
    answer: Answer = Answer.ASKED
    is_training: bool = False


_LOOKS = {
    Answer.ASKED: ("circle-dashed", "rag.none.text"),
    Answer.REACHABLE: ("circle-check", "rag.green.text"),
    Answer.HERE: ("circle-check", "rag.green.text"),
    Answer.UNREACHABLE: ("wifi-off", "rag.red.text"),
    Answer.MISSING: ("octagon-x", "rag.red.text"),
}


class _Box(QComboBox):
    """Paints the database's sign at the start and its state at the end of the field."""

    state_words = ""
    state_look = ("circle-dashed", "rag.none.text")

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("database")
        pass_shortcuts(self)

    @override
    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the name where the state would stand over it."""
        super().initStyleOption(option)
        taken = self._state_width() + 2 * theme.size("icon_small") + theme.size("icon") + 56
        room = max(0, self.width() - taken)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )

    def _state_width(self) -> int:
        small = theme.font("small")
        small.setWeight(small.Weight.Medium)
        return QFontMetrics(small).horizontalAdvance(self.state_words)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side, small = theme.size("icon_small"), theme.font("small")
        middle = (self.height() - side) / 2
        icons.draw(painter, "chevron-down", QPointF(self.width() - side - 9, middle), side, "text.secondary")
        small.setWeight(small.Weight.Medium)
        painter.setFont(small)
        icon, ink = self.state_look
        width = painter.fontMetrics().horizontalAdvance(self.state_words)
        right = self.width() - side - 20
        painter.setPen(theme.colour(ink))
        box = QRectF(right - width, 0, width + 1, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.state_words)
        icons.draw(painter, icon, QPointF(right - width - side - 5, middle), side, ink)


class DatabaseChooser(QWidget):
    """A list that drops down with the databases this computer knows."""

    chosen = Signal(str)
    """Fires when another database was chosen; carries its key."""

    def __init__(self, choices: tuple[DatabaseChoice, ...]) -> None:
        super().__init__()
        self._choices: tuple[DatabaseChoice, ...] = ()
        self.box = _Box()
        words = label(self.tr("Database"), "small-strong", "secondary")
        words.setBuddy(self.box)
        self.box.setAccessibleName(words.text())
        self.box.view().setAccessibleName(words.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s1"))
        column.addWidget(words)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.show_choices(choices)
        self.box.currentIndexChanged.connect(self._on_index_changed)

    def show_choices(self, choices: tuple[DatabaseChoice, ...]) -> None:
        """Show these; the chosen one stays chosen where it is still among them."""
        before = self.choice()
        keys = [choice.key for choice in choices]
        self._choices = choices
        self.box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.box.clear()
        for choice in choices:
            self.box.addItem(icons.icon("database", theme.size("icon")), choice.name)
        if before is not None and before.key in keys:
            self.box.setCurrentIndex(keys.index(before.key))
        self.box.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self._say_state()

    def choice(self) -> DatabaseChoice | None:
        """Return the chosen database."""
        at = self.box.currentIndex()
        return self._choices[at] if 0 <= at < len(self._choices) else None

    def choose(self, key: str) -> None:
        """Choose a database by its key; an unknown one changes nothing."""
        for at, choice in enumerate(self._choices):
            if choice.key == key:
                self.box.setCurrentIndex(at)

    def _on_index_changed(self) -> None:
        self._say_state()
        choice = self.choice()
        if choice is not None:
            self.chosen.emit(choice.key)

    def _say_state(self) -> None:
        choice = self.choice()
        words = {
            Answer.ASKED: self.tr("asking"),
            Answer.REACHABLE: self.tr("reachable"),
            Answer.HERE: self.tr("on this computer"),
            Answer.UNREACHABLE: self.tr("not reachable"),
            Answer.MISSING: self.tr("file not found"),
        }
        self.box.state_words = words[choice.answer] if choice is not None else ""
        self.box.state_look = _LOOKS[choice.answer] if choice is not None else _LOOKS[Answer.ASKED]
        self.box.setAccessibleDescription(self.box.state_words)
        self.box.setIconSize(QSize(theme.size("icon"), theme.size("icon")))
        self.box.update()
