"""A settings page over real services, and what a person does at it."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.services.opening import Opened
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.settings.page import SettingsPage


class Look:
    """Remembers how the program shall look, as the machine's settings do."""

    def __init__(self) -> None:
        self.theme, self.scale = "light", 1.0

    def set_look(self, theme: str, scale: float) -> None:
        self.theme, self.scale = theme, scale


@dataclass
class Stage:
    """The page in a window, with everything it said and printed."""

    page: SettingsPage
    opened: Opened
    look: Look
    said: list[Message] = field(default_factory=list)
    printed: list[bytes] = field(default_factory=list)

    def show(self, section: str) -> None:
        """Go to a section, as the palette does."""
        self.page.show_place(Place("settings", section=section))
        settle()

    def do(self, command: str) -> None:
        """Carry out a command of the catalogue, where it is not refused."""
        assert not self.page.reasons_off().get(command), self.page.reasons_off()
        self.page.handles()[command]()
        settle()


def make_stage(qtbot: QtBot, opened: Opened, runner: TaskRunner) -> Stage:
    """Show the page to one person."""
    look, printed = Look(), list[bytes]()
    page = SettingsPage(
        opened.services, runner, appearance=look, print_pdf=lambda sheet, _words: printed.append(sheet)
    )
    qtbot.addWidget(page)
    made = Stage(page, opened, look, printed=printed)
    page.message.connect(made.said.append)
    page.resize(1298, 700)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    return made


def settle() -> None:
    """Let answers that are on their way arrive."""
    for _ in range(6):
        QTest.qWait(0)


def focused() -> QWidget:
    """Return what has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, *, times: int = 1) -> None:
    """Press a key where the keyboard is."""
    for _ in range(times):
        QTest.keyClick(focused(), key)
        settle()


def write(text: str) -> None:
    """Type over what stands in the field that has the keyboard."""
    QTest.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focused(), text)
    settle()


def home(folder: Path) -> Path:
    """Return the place of a local database."""
    return folder / "northmere.amhp"
