"""The duty day by keyboard through the main window, on both engines: from the rota to the closed request."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amhp_desktop.app.duty_day.play import Play
from amhp_desktop.app.duty_day.show import PaperTray, whole_day
from amhp_desktop.app.hands import Hands
from amhp_desktop.app.machine import KnownDatabase, Machine
from amhp_desktop.app.printing import Means
from amhp_desktop.app.program import Program
from amhp_desktop.app.stage import Script, Stage, Until
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.papers import PrintLine
from amhp_desktop.services.trail import check_trail
from amhp_desktop.ui.kit import theme
from tests.support.clock import MovableClock
from tests.support.postgres import PostgresServer
from tests.support.service import PASSWORD, open_local, shared_demonstration


class Day:
    """One program on a folder of its own, and what its day left behind."""

    def __init__(self, qapp: QApplication, folder: Path, clock: MovableClock) -> None:
        self.folder = folder
        self.clock = clock
        theme.apply(qapp, "light")
        self.machine = Machine(folder)
        self.tray = PaperTray(folder)
        self.program = Program(qapp, self.machine, clock, Means(self.tray, self.tray.choose))
        self.lines: list[str] = []
        self.printed: tuple[PrintLine, ...] = ()

    def play(self, qtbot: QtBot, enter: Callable[["Day"], Iterator[Until]], passphrase: str) -> None:
        """Play the whole day; fails with the step that did not do what it should."""
        stage = Stage(self.folder, self.lines.append)

        def script() -> Script:
            yield from enter(self)
            yield from whole_day(Play(self.program, stage, self.clock.move, passphrase))
            opened = self.program.person.opened  # type: ignore[union-attr]
            self.printed = opened.services.papers.print_log()

        with qtbot.waitSignal(stage.ended, timeout=100_000) as ended:
            stage.play(script())
        assert ended.args == [""], "\n".join(self.lines)


@pytest.fixture
def day(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: MovableClock) -> Iterator[Day]:
    """Give a program that is closed in order at the end."""
    made = Day(qapp, tmp_path, clock)
    yield made
    made.program.close()


def _in_training(day: Day) -> Iterator[Until]:
    day.program.begin_demonstration()
    yield Until("the window", lambda: day.program.person)


def _signed_in(day: Day) -> Iterator[Until]:
    day.program.begin()
    yield Until("the sign-in page", lambda: day.program.gate)
    hands = Hands(day.program.gate)  # type: ignore[arg-type]
    hands.fill("User name", "priya.raman")
    hands.fill("Passphrase", PASSWORD)
    hands.press("Return")
    yield Until("the window", lambda: day.program.person)


def _what_it_left(day: Day, auditor: Opened) -> None:
    grave = [finding.sentence for finding in check_trail(auditor.database) if finding.grave]
    auditor.close()
    assert grave == []
    assert [(line.form, line.copy_number) for line in day.printed] == [("A2", 1)]
    assert [path.exists() for path in day.tray.printed] == [True]
    assert any("closed: outcome recorded" in line for line in day.lines)


@pytest.mark.timeout(150)
def test_one_duty_day_on_an_encrypted_local_file(day: Day, qtbot: QtBot, clock: MovableClock) -> None:
    """Cover, call, triage, allocation, assessment, Form A2, outcome and told-list, all by keyboard."""
    day.play(qtbot, _in_training, "training")
    _what_it_left(day, open_local(day.folder / "demonstration", clock, "marcus.oyelaran"))


@pytest.mark.timeout(150)
def test_one_duty_day_on_a_shared_database(
    day: Day, qtbot: QtBot, postgres_server: PostgresServer, tmp_path: Path, clock: MovableClock
) -> None:
    """The same day, signed in as oneself on a real PostgreSQL server."""
    shared = shared_demonstration(postgres_server, tmp_path, _still(clock()))
    day.machine.remember(
        KnownDatabase(
            "shared", "Northmere, shared", host=postgres_server.host, port=postgres_server.port,
            database=shared.database,
        )
    )  # fmt: skip
    day.play(qtbot, _signed_in, PASSWORD)
    _what_it_left(day, shared.open("marcus.oyelaran"))


def _still(now: datetime) -> Callable[[], datetime]:
    return lambda: now + timedelta()
