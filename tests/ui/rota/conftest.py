"""A window that shows the rota of the demonstration, and somebody else at another computer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.rota_read import DutyView
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import InlineExecutor, TaskRunner
from amhp_desktop.ui.rota.page import RotaPage
from amhp_desktop.ui.rota.sheet_view import CellsView
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.workspace import Workspace
from tests.ui.shell.stage import Memory

TODAY = date(2026, 11, 24)


@dataclass
class RotaDeskAtWork:
    """One person at the rota."""

    qtbot: QtBot
    services: Services
    window: MainWindow
    page: RotaPage
    said: list[Message] = field(default_factory=list)
    printed: list[tuple[bytes, str]] = field(default_factory=list)

    @property
    def grid(self) -> CellsView:
        return self.page.sheet.grid

    def staff_id(self, family: str) -> int:
        return next(one.id for one in self.services.staff.lines() if one.name.startswith(family))

    def go(self, family: str, day: date = TODAY) -> None:
        """Put the keyboard on a person's day."""
        self.page.sheet.go_to_person(self.staff_id(family), day)

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        """Press a key where the keyboard is, and let every answer arrive."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(self.focus(), key, modifier)
        self.settle()

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Wait until nothing is asked of the database any more."""
        self.qtbot.waitUntil(lambda: not self.page._tasks.is_busy)

    def duties(self, family: str, day: date = TODAY) -> str:
        """Return the letters of somebody's duties on a day, as the database has them."""
        return "".join(one.kind.value for one in self.views(family, day))

    def views(self, family: str, day: date = TODAY) -> tuple[DutyView, ...]:
        person = self.staff_id(family)
        week = self.services.rota.week(day)
        return tuple(one for one in week.duties if (one.staff_id, one.day) == (person, day))

    def cell(self, family: str, day: date = TODAY) -> str:
        """Return what a screen reader says at somebody's day."""
        model = self.grid.sheet
        index = model.index(model.line_of(self.staff_id(family)), model.days.index(day) + 1)
        return str(model.data(index, Qt.ItemDataRole.AccessibleTextRole))


def at_work(qtbot: QtBot, services: Services) -> RotaDeskAtWork:
    """Return a window that shows the rota."""
    runner = TaskRunner(database=InlineExecutor(), long=InlineExecutor())
    printed: list[tuple[bytes, str]] = []
    page = RotaPage(services, runner, print_pdf=lambda pdf, name: printed.append((pdf, name)))
    window = MainWindow(
        Workspace(
            {"rota": lambda: page}, Place("rota"), runner, services.clock, Memory(), lambda _query: (),
            lambda _passphrase: None, is_training=True,
        )
    )  # fmt: skip
    runner.setParent(window)
    made = RotaDeskAtWork(qtbot, services, window, page, printed=printed)
    page.message.connect(made.said.append)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    made.settle()
    return made


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> Iterator[RotaDeskAtWork]:
    made = at_work(qtbot, services)
    yield made
    made.window.lock.stop()
