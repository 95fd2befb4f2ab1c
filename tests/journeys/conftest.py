"""Desks for journeys: the real program, real files, a real server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amhp_desktop.ui.kit import theme
from tests.journeys.desk import Desk
from tests.support.clock import MovableClock

MakeDesk = Callable[[str], Desk]


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def make_desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: MovableClock) -> Iterator[MakeDesk]:
    """Give the way to a computer of one's own; its program is closed when the test ends."""
    made: list[Desk] = []

    def make(name: str) -> Desk:
        desk = Desk(qtbot, qapp, tmp_path / name, clock).begin()
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.end()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """Give a computer on which the program was never started."""
    return make_desk("desk")
