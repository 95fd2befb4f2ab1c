"""The demonstration with one prepared Form A2, and people at desks."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit import theme
from tests.support.clock import MovableClock
from tests.support.service import open_local
from tests.ui.paperwork.paper import Desk, make_desk, prepare


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration in a folder, once, to be copied for each test."""
    folder = tmp_path_factory.mktemp("demonstration")
    open_local(folder, MovableClock()).close()
    return folder


@pytest.fixture
def services(demonstration: Path, tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    shutil.copytree(demonstration, tmp_path, dirs_exist_ok=True)
    opened = open_local(tmp_path, clock)
    yield opened.services
    opened.close()


@pytest.fixture
def colleague(services: Services, tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    """Somebody else at another computer on the same database."""
    opened = open_local(tmp_path, clock, "marcus.oyelaran")
    yield opened.services
    opened.close()


@pytest.fixture
def paper_id(services: Services) -> int:
    return prepare(services)


@pytest.fixture
def desk(qtbot: QtBot, services: Services, paper_id: int, tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(qtbot, services, tmp_path)
    made.open(paper_id)
    yield made
    made.window.lock.stop()
