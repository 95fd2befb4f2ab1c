"""The list of shortcuts, made from the catalogue so that it is never out of date."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Keycap
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.shell.actions import ActionCatalogue
from amhp_desktop.ui.shell.commands import Command


class KeysList(QWidget):
    """Shows every command that has a key, by where it counts, with what it does in one sentence."""

    def __init__(self, catalogue: ActionCatalogue) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(theme.space("s2"))
        column.addWidget(label(self.tr("Keyboard shortcuts"), "title"))
        words = self.tr(
            "In a grid: arrows move, Enter opens, Space selects, Shift extends. Esc closes, never loses."
        )
        column.addWidget(label(words, "body", "secondary", wrap=True))
        with_keys = [command for command in catalogue.commands() if command.shortcut]
        for place, commands in groupby(with_keys, key=lambda command: command.place):
            column.addSpacing(theme.space("s2"))
            column.addWidget(label(place, "heading"))
            column.addLayout(self._group(tuple(commands)))
        column.addStretch(1)

    def _group(self, commands: tuple[Command, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("s4"))
        grid.setVerticalSpacing(theme.space("s1"))
        for row, command in enumerate(commands):
            grid.addLayout(_keycaps(command.shortcut), row, 0)
            grid.addWidget(label(command.text, "medium"), row, 1)
            grid.addWidget(label(command.help, "small", "secondary", wrap=True), row, 2)
            grid.setRowMinimumHeight(row, theme.size("target_min"))
        grid.setColumnMinimumWidth(0, round(132 * theme.scale()))
        grid.setColumnMinimumWidth(1, round(180 * theme.scale()))
        grid.setColumnStretch(2, 1)
        return grid


def _keycaps(shortcut: str) -> QHBoxLayout:
    signs = {"Return": "↵", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
    line = QHBoxLayout()
    line.setSpacing(theme.space("s1"))
    for part in shortcut.split("+"):
        line.addWidget(Keycap(signs.get(part, part)), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addStretch(1)
    return line
