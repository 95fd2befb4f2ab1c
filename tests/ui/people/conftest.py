"""A window that shows the people of the demonstration, and somebody else at another computer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import InlineExecutor, TaskRunner
from amhp_desktop.ui.people.page import PeoplePage
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.workspace import Workspace
from tests.ui.shell.stage import Memory


@dataclass
class PeopleDesk:
    """One person at the directories."""

    qtbot: QtBot
    services: Services
    window: MainWindow
    page: PeoplePage
    said: list[Message] = field(default_factory=list)

    @property
    def editor(self) -> Any:
        return self.page.directory.editor

    def staff_id(self, family: str) -> int:
        return next(one.id for one in self.services.staff.lines() if one.name.startswith(family))

    def go(self, section: str, record_id: int | None = None) -> None:
        self.window.navigator.go(Place("people", record_id, section))
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is asked of the database any more."""
        self.qtbot.waitUntil(lambda: not self.page.staff.tasks.is_busy)

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def type_into(self, holder: Any, name: str, text: str) -> None:
        """Type into a field of a form in place of what stands there."""
        editor: QWidget = holder.form.fields[name].editor
        editor.setFocus()
        self.qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(editor, text)

    def button(self, name: str) -> QPushButton:
        """Return the visible button with this spoken name or text."""
        self.qtbot.waitUntil(lambda: bool(self._found(name)))
        return self._found(name)[0]

    def _found(self, name: str) -> list[QPushButton]:
        every = self.window.findChildren(QPushButton)
        return [one for one in every if one.isVisible() and name in {one.accessibleName(), one.text()}]

    def push(self, name: str) -> None:
        self.qtbot.keyClick(self.button(name), Qt.Key.Key_Space)
        self.settle()


def at_work(qtbot: QtBot, services: Services) -> PeopleDesk:
    """Return a window that shows the directories."""
    runner = TaskRunner(database=InlineExecutor(), long=InlineExecutor())
    page = PeoplePage(services, runner)
    window = MainWindow(
        Workspace(
            {"people": lambda: page}, Place("people"), runner, services.clock, Memory(), lambda _query: (),
            lambda _passphrase: None, is_training=True,
        )
    )  # fmt: skip
    runner.setParent(window)
    made = PeopleDesk(qtbot, services, window, page)
    page.message.connect(made.said.append)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    made.settle()
    return made


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> Iterator[PeopleDesk]:
    made = at_work(qtbot, services)
    yield made
    made.window.lock.stop()
