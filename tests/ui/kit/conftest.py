"""Themes for the tests of the kit; every test begins in the light one at 100 %."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from amhp_desktop.ui.kit import tasks, theme


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def runner() -> Iterator[tasks.TaskRunner]:
    made = tasks.TaskRunner(database=tasks.InlineExecutor(), long=tasks.InlineExecutor())
    yield made
    made.close()
    made.deleteLater()
