"""Facts one under another: what each is called, and its value, which can be selected and copied."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.labels import label

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class Facts(QWidget):
    """A grid of words and values; ``width`` is that of the words at 100 %."""

    def __init__(self, facts: tuple[tuple[str, str], ...], width: int = 132) -> None:
        super().__init__()
        self.values: tuple[QLabel, ...] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s3"))
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, round(width * theme.scale()))
        for row, (words, value) in enumerate(facts):
            name = label(words, "label")
            shown = label(value, wrap=True)
            shown.setTextInteractionFlags(_SELECTABLE)
            shown.setAccessibleName(f"{words}: {value}")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, row, 1)
            self.values = (*self.values, shown)
