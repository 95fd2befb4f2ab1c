"""Themes for the tests of the kit; every test begins in the light one at 100 %."""

import pytest

from amhp_desktop.ui.kit import tasks, theme


@pytest.fixture(autouse=True)
def light(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def runner():
    made = tasks.TaskRunner(database=tasks.InlineExecutor(), long=tasks.InlineExecutor())
    yield made
    made.close()
    made.deleteLater()
