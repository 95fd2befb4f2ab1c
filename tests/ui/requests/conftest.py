"""The demonstration at 08:30, a colleague at another computer, and a request taken half an hour ago in a window."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from amhp_desktop.services.catalogue import Services
from tests.ui.requests.request_stage import Desk, at_desk, record


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> Iterator[Desk]:
    made = at_desk(qtbot, services, record(services))
    yield made
    assert not made.stage.bugs
    made.stage.close()
