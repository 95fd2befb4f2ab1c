"""The demonstration with one prepared Form A2, and people at desks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from amhp_desktop.services.catalogue import Services
from tests.ui.paperwork.paper import Desk, make_desk, prepare


@pytest.fixture
def paper_id(services: Services) -> int:
    return prepare(services)


@pytest.fixture
def desk(qtbot: QtBot, services: Services, paper_id: int, tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(qtbot, services, tmp_path)
    made.open(paper_id)
    yield made
    made.window.lock.stop()
