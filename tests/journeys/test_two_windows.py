"""Two computers on one database: each shows within a second what the other changed, and a lost one says so."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from amhp_desktop.ui.kit.messages import MessageBar
from amhp_desktop.ui.kit.page import Place
from tests.journeys.conftest import MakeDesk
from tests.journeys.desk import OPEN, PASSPHRASE, Desk, create_file, record
from tests.journeys.office import Office, office_on
from tests.support.clock import MovableClock
from tests.support.postgres import PostgresServer, running_server
from tests.support.proxy import Proxy

A_SECOND = 1000
TEN_SECONDS = 10_000
LOST = "Database not reachable since 08:30."


@pytest.fixture
def office(postgres_server: PostgresServer, tmp_path: Path, clock: MovableClock) -> Iterator[Office]:
    """Give a founded shared database."""
    with office_on(postgres_server, tmp_path / "office", clock) as made:
        yield made


@pytest.fixture(params=["local", "shared"])
def two_desks(
    request: pytest.FixtureRequest, make_desk: MakeDesk, tmp_path: Path
) -> Iterator[tuple[Desk, Desk]]:
    """Give two programs on one database, on one engine after the other."""
    first, second = make_desk("first"), make_desk("second")
    if request.param == "local":
        file = tmp_path / "northmere.amhp"
        create_file(first, file)
        second.choose(OPEN)
        second.type(file=str(file))
        second.submit()
        second.sign_in()
        second.wait_window()
        yield first, second
        return
    office: Office = request.getfixturevalue("office")
    for desk, login in ((first, office.coordinator), (second, office.manager)):
        office.join(desk, login)
        desk.wait_window()
    yield first, second
    for desk in (first, second):
        desk.sign_out()


def test_a_request_appears_on_the_other_board_within_a_second(two_desks: tuple[Desk, Desk]) -> None:
    first, second = two_desks
    record(first.services, family="Quillfeather", given="Zuleika")
    begun = time.monotonic()
    second.wait(lambda: second.board() == ("QUILLFEATHER, Zuleika",), A_SECOND)
    assert time.monotonic() - begun < 1.0
    record(second.services, family="Zephyr", given="Noor")
    first.wait(lambda: set(first.board()) == {"QUILLFEATHER, Zuleika", "ZEPHYR, Noor"}, A_SECOND)


def test_a_page_that_was_hidden_meanwhile_is_read_again_when_it_comes_back(
    two_desks: tuple[Desk, Desk],
) -> None:
    first, second = two_desks
    second.window.navigator.go(Place("rota"))
    second.wait(lambda: not second.program.tasks.is_busy)
    record(first.services, family="Quillfeather", given="Zuleika")
    second.wait(lambda: "today" in second.window.stack._outdated, A_SECOND)
    second.window.navigator.go(Place("today"))
    second.wait(lambda: second.board() == ("QUILLFEATHER, Zuleika",), A_SECOND)


def test_a_closed_window_does_not_disturb_the_other(two_desks: tuple[Desk, Desk]) -> None:
    first, second = two_desks
    second.sign_out()
    record(first.services, family="Quillfeather", given="Zuleika")
    first.wait(lambda: first.board() == ("QUILLFEATHER, Zuleika",), A_SECOND)
    second.sign_in(second.line("login").text())
    second.wait_window()
    assert second.board() == ("QUILLFEATHER, Zuleika",)


# ---- a lost database


@contextmanager
def _on_a_server_of_its_own(
    desk: Desk, folder: Path, clock: Callable[[], object]
) -> Iterator[tuple[Office, PostgresServer]]:
    with running_server() as server, office_on(server, folder, clock) as office:  # type: ignore[arg-type]
        office.join(desk, office.coordinator)
        desk.wait_window()
        record(desk.services, family="Quillfeather", given="Zuleika")
        desk.wait(lambda: desk.board() == ("QUILLFEATHER, Zuleika",))
        yield office, server
        desk.sign_out()


def _banner(desk: Desk) -> tuple[str, ...]:
    return tuple(words for words in desk.notices() if words.startswith("Database not reachable"))


def _try_now(desk: Desk) -> None:
    bars = [bar for bar in desk.window.findChildren(MessageBar) if bar.isVisible()]
    buttons = [button for bar in bars for button in bar.findChildren(QPushButton)]
    button = next(one for one in buttons if one.text() == "Try now")
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_lost_server_is_said_and_everything_comes_back(
    desk: Desk, tmp_path: Path, clock: MovableClock
) -> None:
    with _on_a_server_of_its_own(desk, tmp_path / "office", clock) as (_office, server):
        desk.window.navigator.go(Place("intake"))
        desk.wait(lambda: not desk.program.tasks.is_busy)
        typed = _type_something(desk)
        desk.window.navigator.go(Place("today"))
        server.stop()
        desk.wait(lambda: _banner(desk), TEN_SECONDS)
        assert _banner(desk)[0].startswith(LOST)
        assert "Typing is kept on this computer" in _banner(desk)[0]
        assert desk.board() == ("QUILLFEATHER, Zuleika",)  # the last board stays
        assert desk.foot().startswith("Not reachable since 08:30")
        _try_now(desk)
        desk.wait(lambda: not desk.program.tasks.is_busy)
        assert _banner(desk)  # it did not help, and that is still said
        assert desk.board() == ("QUILLFEATHER, Zuleika",)
        desk.window.navigator.go(Place("intake"))
        assert _typed(desk) == typed
        desk.window.navigator.go(Place("today"))
        server.start()
        desk.wait(lambda: not _banner(desk), TEN_SECONDS)
        record(desk.services, family="Zephyr", given="Noor")
        desk.wait(lambda: len(desk.board()) == 2)
        desk.wait(lambda: desk.foot().startswith("Connected"))
        desk.window.navigator.go(Place("intake"))
        assert _typed(desk) == typed
        desk.wait(desk.hears)


def test_what_others_did_while_the_network_was_gone_is_read_afterwards(
    make_desk: MakeDesk, office: Office, postgres_server: PostgresServer
) -> None:
    cut_off, there = make_desk("cut off"), make_desk("there")
    office.join(there, office.manager)
    there.wait_window()
    with Proxy(postgres_server.host, postgres_server.port) as network:
        office.join(cut_off, office.coordinator, port=str(network.port))
        cut_off.wait_window()
        network.stall()
        cut_off.wait(lambda: _banner(cut_off), TEN_SECONDS)
        record(there.services, family="Quillfeather", given="Zuleika")
        there.wait(lambda: there.board() == ("QUILLFEATHER, Zuleika",))
        assert cut_off.board() == ()
        network.reset()
        network.pass_on()
        cut_off.wait(lambda: not _banner(cut_off), TEN_SECONDS)
        cut_off.wait(lambda: cut_off.board() == ("QUILLFEATHER, Zuleika",))
        for desk in (cut_off, there):
            desk.sign_out()


def test_whoever_is_locked_out_meanwhile_gets_to_the_last_board(
    desk: Desk, tmp_path: Path, clock: MovableClock
) -> None:
    with _on_a_server_of_its_own(desk, tmp_path / "office", clock) as (_office, server):
        server.stop()
        desk.wait(lambda: _banner(desk), TEN_SECONDS)
        cover = desk.lock()
        QTest.keyClicks(cover.passphrase.line, "not the right one")
        QTest.keyClick(cover.passphrase.line, Qt.Key.Key_Return)
        desk.wait(lambda: cover.passphrase.problem)
        assert cover.passphrase.problem.startswith("That is not the passphrase you signed in with.")
        assert desk.window.lock.is_locked
        cover.passphrase.line.clear()
        QTest.keyClicks(cover.passphrase.line, PASSPHRASE)
        QTest.keyClick(cover.passphrase.line, Qt.Key.Key_Return)
        desk.wait(lambda: not desk.window.lock.is_locked)
        assert desk.board() == ("QUILLFEATHER, Zuleika",)
        server.start()
        desk.wait(lambda: not _banner(desk), TEN_SECONDS)


def _type_something(desk: Desk) -> str:
    line = _first_line(desk)
    line.setFocus()
    QTest.keyClicks(line, "half a sentence")
    return line.text()


def _typed(desk: Desk) -> str:
    return _first_line(desk).text()


def _first_line(desk: Desk) -> QLineEdit:
    page = desk.window.stack.current_page()
    assert page is not None
    return next(one for one in page.findChildren(QLineEdit) if one.isVisible() and not one.isReadOnly())
