"""The recovery key, shown once after a file was made: print or save it, then prove that you have it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.shell.entry import Entry

_COLUMNS = 4


class RecoveryKeyPage(QFrame):
    """Shows the key in groups; going on needs the last group typed back from the paper."""

    print_asked = Signal()
    """Fires when the key shall be printed."""
    save_asked = Signal()
    """Fires when the key shall be saved to a file, for example on a memory stick."""
    confirmed = Signal()
    """Fires when the last group was typed back."""

    def __init__(self, groups: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._groups = groups
        self.print_key = button(self.tr("Print"), "printer")
        self.save_key = button(self.tr("Save to a file"), "download")
        self.last = Entry(self.tr("Type the last group from your copy"))
        self.last.line.setObjectName("last_group")
        self.go_on = button(self.tr("I have it, go on"), "arrow-right", "primary")
        self.go_on.setObjectName("go_on")
        self.kept = label("", "small", "green")
        self.print_key.clicked.connect(self.print_asked)
        self.save_key.clicked.connect(self.save_asked)
        self.go_on.clicked.connect(self._check)
        self.last.line.returnPressed.connect(self._check)
        self._lay_out()

    def say_kept(self, words: str) -> None:
        """Say that the key was printed or saved, and where."""
        self.kept.setText(words)

    def _check(self) -> None:
        typed = self.last.text().replace(" ", "").replace("-", "").casefold()
        if typed == self._groups[-1].casefold():
            self.confirmed.emit()
            return
        self.last.say_problem(self.tr("That is not the last group. Look at your printed or saved copy."))
        self.last.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.last.line.selectAll()

    def _key_box(self) -> QFrame:
        box = QFrame()
        box.setProperty("kind", "sunken")
        box.setAccessibleName(self.tr("Recovery key: {key}").format(key=" ".join(self._groups)))
        grid = QGridLayout(box)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setVerticalSpacing(theme.space("s2"))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.font("title").pixelSize())
        for number, group in enumerate(self._groups):
            part = label(group, "title")
            part.setFont(font)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setMinimumHeight(theme.line_height("title"))
            grid.addWidget(part, number // _COLUMNS, number % _COLUMNS)
        return box

    def _lay_out(self) -> None:
        words = self.tr(
            "If every passphrase is forgotten, this key is the only way into the file. Nobody else has it, "
            "and it is not shown again. Keep the paper locked away, not beside the computer."
        )
        keep = QHBoxLayout()
        keep.setSpacing(theme.space("s2"))
        for widget in (self.print_key, self.save_key, self.kept):
            keep.addWidget(widget)
        keep.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(theme.space("s3"))
        column.addWidget(label(self.tr("Your recovery key"), "title"))
        column.addWidget(label(words, "body", "secondary", wrap=True))
        column.addWidget(self._key_box())
        column.addLayout(keep)
        column.addWidget(self.last)
        column.addLayout(foot)
