"""Give shell tests a window that is taken down wholly afterwards."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.shell.main_window import MainWindow
from tests.support.clock import MovableClock
from tests.ui.shell.stage import Memory, make_window


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def window(qtbot: QtBot, clock: MovableClock, memory: Memory) -> Iterator[MainWindow]:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    made = make_window(clock, memory)
    made.resize(1366, 740)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.lock.stop()
