"""What tests of every place share: the light theme, a coordinator's services, and a colleague elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit import theme
from tests.support.clock import MovableClock
from tests.support.service import open_local


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    """Show everything in the light theme, whatever the test before it did."""
    theme.apply(qapp, "light")


@pytest.fixture
def services(tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    """Give the coordinator's services on a demonstration of the test's own."""
    opened = open_local(tmp_path, clock)
    yield opened.services
    opened.close()


@pytest.fixture
def colleague(services: Services, tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    """Give somebody else's services at another computer on the same database."""
    opened = open_local(tmp_path, clock, "marcus.oyelaran")
    yield opened.services
    opened.close()
