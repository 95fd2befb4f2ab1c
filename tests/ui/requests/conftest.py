"""The demonstration at 08:30, a colleague at another computer, and a request taken half an hour ago in a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit import theme
from tests.support.clock import MovableClock
from tests.support.service import open_local
from tests.ui.requests.request_stage import Desk, at_desk, record


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def services(tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
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
def desk(qtbot: QtBot, services: Services) -> Iterator[Desk]:
    made = at_desk(qtbot, services, record(services))
    yield made
    assert not made.stage.bugs
    made.stage.close()
