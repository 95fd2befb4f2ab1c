"""The settings page as one person after another sees it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amhp_desktop.services.founding import NewService
from amhp_desktop.services.local_opening import LocalSignIn, create_local, open_local
from amhp_desktop.services.opening import Opened
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.tasks import InlineExecutor, TaskRunner
from tests.support.clock import MovableClock
from tests.support.service import open_local as open_demonstration
from tests.ui.settings.stage import Stage, home, make_stage

SECRET = "violet harbour sings 29"


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    made = TaskRunner(database=InlineExecutor(), long=InlineExecutor())
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def opened() -> Iterator[list[Opened]]:
    """Collect what is opened, and close it at the end."""
    found: list[Opened] = []
    yield found
    for one in found:
        one.close()


@pytest.fixture
def at(
    qtbot: QtBot, tmp_path: Path, clock: MovableClock, runner: TaskRunner, opened: list[Opened]
) -> Callable[[str], Stage]:
    """Show the settings of the demonstration to one of its people."""
    kept: list[Stage] = []  # a page nobody holds is gone

    def sit_down(login: str) -> Stage:
        opened.append(open_demonstration(tmp_path, clock, login))
        kept.append(make_stage(qtbot, opened[-1], runner))
        return kept[-1]

    return sit_down


@pytest.fixture
def own(qtbot: QtBot, tmp_path: Path, clock: MovableClock, runner: TaskRunner, opened: list[Opened]) -> Stage:
    """Show the settings of a local database of one's own to its first person."""
    path = home(tmp_path)
    create_local(path, NewService("Northmere", "Northmere Council", "Lee", "Ada", "ada.lee"), SECRET, clock)
    opened.append(open_local(LocalSignIn(path, "ada.lee", SECRET, tmp_path / "drafts"), clock))
    return make_stage(qtbot, opened[-1], runner)
