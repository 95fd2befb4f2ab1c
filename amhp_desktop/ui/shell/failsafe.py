"""The panel that prints blank paper and says whom to ring; works without a database and without signing in."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.labels import IconLabel, label

_WIDTH = 452


@dataclass(frozen=True, slots=True)
class FailsafePack:
    """A pile of paper that prints when nothing else works; ``state`` says how many and how fresh."""

    key: str
    name: str
    state: str
    icon: str = "file-text"


@dataclass(frozen=True, slots=True)
class FailsafeContact:
    """Whom to ring: the duty, and who with which number."""

    duty: str
    reached: str


class _Ruled(QWidget):
    """A row with a line under it that is seen on the sunken ground."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        line = theme.colour("border.default")
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, line)


class FailsafePanel(QFrame):
    """Lists what can be printed now; pressing a row's button asks the program to print that pile."""

    print_asked = Signal(str)
    """Fires when a pack shall be printed; carries its key."""

    def __init__(
        self, packs: tuple[FailsafePack, ...], contacts: tuple[FailsafeContact, ...], version: str
    ) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAccessibleName(self.tr("Failsafe printing"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(36, 40, 36, 28)
        self._column.setSpacing(0)
        self._say_what()
        for pack in packs:
            self._column.addWidget(self._pack_row(pack))
        if not packs:
            self._column.addWidget(label(self.tr("No forms were found beside the program."), "body", "red"))
        self._column.addStretch(1)
        self._say_whom(contacts)
        if version:
            self._column.addSpacing(theme.space("s2"))
            self._column.addWidget(label(version, "small", "muted", wrap=True))
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def _say_what(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.space("s2"))
        head.addWidget(IconLabel("printer", 20))
        head.addWidget(label(self.tr("Failsafe printing"), "heading"))
        head.addStretch(1)
        self._column.addLayout(head)
        self._column.addSpacing(theme.space("s1"))
        words = self.tr(
            "Works without signing in, without the database and without the network. "
            "Blank paper only; nothing here shows a record."
        )
        self._column.addWidget(label(words, "body", "secondary", wrap=True))
        self._column.addSpacing(theme.space("s3"))

    def _pack_row(self, pack: FailsafePack) -> QWidget:
        row = _Ruled()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 5, 0, 5)
        line.setSpacing(theme.space("s2"))
        line.addWidget(IconLabel(pack.icon, 16))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(pack.name, wrap=True))
        words.addWidget(label(pack.state, "small", "secondary", wrap=True))
        line.addLayout(words, 1)
        made = button(self.tr("Print"), "printer")
        made.set_compact()
        made.setObjectName(f"print_{pack.key}")
        made.setAccessibleName(self.tr("Print {pack}").format(pack=pack.name))
        made.setProperty("pack", pack.key)
        made.clicked.connect(self._on_print_clicked)
        line.addWidget(made)
        return row

    def _on_print_clicked(self) -> None:
        self.print_asked.emit(str(self.sender().property("pack")))

    def _say_whom(self, contacts: tuple[FailsafeContact, ...]) -> None:
        if not contacts:
            return
        rule = _Ruled()
        rule.setFixedHeight(1)
        self._column.addWidget(rule)
        self._column.addSpacing(theme.space("s2"))
        self._column.addWidget(
            label(self.tr("If this screen will not let you in"), "small-strong", "secondary")
        )
        self._column.addSpacing(theme.space("s1"))
        for contact in contacts:
            line = QHBoxLayout()
            line.setContentsMargins(0, 2, 0, 2)
            line.setSpacing(theme.space("s3"))
            reached = label(contact.reached, "body", "secondary", wrap=True)
            reached.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.addWidget(label(contact.duty), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(reached, 1)
            self._column.addLayout(line)

    def _fit(self) -> None:
        self.setFixedWidth(round(_WIDTH * (1 + (theme.scale() - 1) / 4)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme.colour("border.default"))
