"""Signing in: whatever is wrong is named in words, what was typed stays, and the right thing then works."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from amhp_desktop.domain.changes import operation
from amhp_desktop.ui.shell.database_chooser import Answer
from tests.journeys.conftest import MakeDesk
from tests.journeys.desk import LOGIN, PASSPHRASE, SERVICE, Desk, create_file
from tests.journeys.office import Office, office_on
from tests.support.clock import TUESDAY_MORNING, MovableClock
from tests.support.postgres import PostgresServer, free_port, running_server

MISMATCH = "That user name and passphrase do not match."


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a service on a server of this module's own, whose certificate it may change."""
    with (
        running_server() as server,
        office_on(server, tmp_path_factory.mktemp("office"), lambda: TUESDAY_MORNING) as made,
    ):
        yield made


# ---- a local file


@pytest.fixture
def signed_out(desk: Desk, tmp_path: Path) -> Desk:
    """Give a computer with a local file, at the sign-in page."""
    create_file(desk, tmp_path / "northmere.amhp")
    desk.sign_out()
    return desk


def test_a_wrong_passphrase_and_a_wrong_user_say_the_same(signed_out: Desk) -> None:
    signed_out.sign_in(passphrase="copper kettle on the door")
    assert signed_out.sign_in_said() == MISMATCH
    assert signed_out.line("passphrase").text() == "copper kettle on the door"
    signed_out.sign_in(login="nobody.here")
    assert signed_out.sign_in_said() == MISMATCH
    assert (signed_out.line("login").text(), signed_out.line("passphrase").text()) == (
        "nobody.here",
        PASSPHRASE,
    )
    signed_out.sign_in()
    signed_out.wait_window()


def test_seven_wrong_tries_close_the_door_for_a_while(signed_out: Desk, tmp_path: Path) -> None:
    for number in range(7):
        signed_out.sign_in(passphrase=f"guess number {number} of many")
        assert signed_out.sign_in_said() == MISMATCH
    signed_out.sign_in()  # the right one, too early
    assert "Too many wrong tries." in signed_out.sign_in_said()
    assert "Wait, then try again, or use the printed recovery key." in signed_out.sign_in_said()
    assert signed_out.program.person is None
    with time_machine.travel(_now() + timedelta(minutes=6)):
        signed_out.sign_in()
        signed_out.wait_window()


def test_a_double_press_of_return_signs_in_once(signed_out: Desk) -> None:
    signed_out.type(login=LOGIN, passphrase=PASSPHRASE)
    for _ in range(3):
        QTest.keyClick(signed_out.line("passphrase"), Qt.Key.Key_Return)
    signed_out.wait_window()
    signed_out.wait(lambda: not signed_out.program.tasks.is_busy)
    assert signed_out.program.gate is None


def test_training_is_one_button_away_and_leads_back(signed_out: Desk) -> None:
    QTest.keyClick(signed_out.gate.sign_in.train, Qt.Key.Key_Space)
    signed_out.wait_window()
    assert "demonstration" in signed_out.foot()
    QTest.keyClick(signed_out.lock().passphrase.line, Qt.Key.Key_X)
    QTest.keyClick(signed_out.window.lock._open_covers()[0].passphrase.line, Qt.Key.Key_Return)
    signed_out.wait(lambda: not signed_out.window.lock.is_locked)
    signed_out.sign_out()
    assert signed_out.gate.page is signed_out.gate.sign_in


# ---- a shared database


def test_the_right_answers_open_the_shared_board(desk: Desk, office: Office) -> None:
    office.join(desk, office.coordinator)
    desk.wait_window()
    assert "shared database" in desk.foot()
    assert SERVICE in desk.foot()
    assert "Backup not recorded" in desk.foot()
    desk.again()
    choice = desk.gate.sign_in.databases.choice()
    assert choice is not None
    assert choice.name == f"{SERVICE}, shared"
    desk.wait(lambda: desk.gate.sign_in.databases.choice().answer is Answer.REACHABLE)  # type: ignore[union-attr]
    desk.sign_in(office.coordinator, "not the right one")
    assert desk.sign_in_said() == "The user name or the password is not right."
    desk.sign_in(office.coordinator)
    desk.wait_window()


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("port", "", "The database server cannot be reached. Check the network connection, then try again."),
        ("server", "no-such-server.invalid", "The database server cannot be reached."),
        ("password", "not the right one", "The user name or the password is not right."),
        ("login", "nobody.here", "The user name or the password is not right."),
        ("database", "amhp_elsewhere", "The server has no database of this name."),
    ],
)
def test_a_wrong_answer_is_named_and_the_rest_stays(
    desk: Desk, office: Office, field: str, wrong: str, said: str
) -> None:
    wrong = wrong or str(free_port())
    office.join(desk, office.coordinator, **{field: wrong})
    assert said in desk.said()
    assert desk.program.person is None
    assert desk.line(field).text() == wrong
    assert (desk.line("password").text() == PASSPHRASE) is (field != "password")
    office.join(desk, office.coordinator)
    desk.wait_window()


def test_a_missing_or_senseless_certificate_file_is_named(desk: Desk, office: Office, tmp_path: Path) -> None:
    office.join(desk, office.coordinator, certificate=str(tmp_path / "none.pem"))
    assert desk.said() == "There is no such file."
    (tmp_path / "text.pem").write_text("not a certificate")
    office.join(desk, office.coordinator, certificate=str(tmp_path / "text.pem"))
    assert "certificate" in desk.said()
    assert desk.program.person is None


def test_another_authority_is_refused(desk: Desk, office: Office) -> None:
    office.join(desk, office.coordinator, certificate=str(office.server.wrong_ca_file))
    assert "its certificate was not issued by the authority this program trusts." in desk.said()
    assert "Ask the people who run the database server." in desk.said()
    assert desk.program.person is None


@pytest.mark.parametrize(
    ("present", "said"),
    [
        ("present_expired", "its certificate has run out, or this computer's clock is wrong."),
        ("present_wrong_name", "its certificate is made out to another computer."),
    ],
)
def test_a_certificate_that_proves_nothing_is_refused(
    desk: Desk, office: Office, present: str, said: str
) -> None:
    getattr(office.server, present)()
    try:
        office.join(desk, office.coordinator)
        assert said in desk.said()
        assert desk.program.person is None
    finally:
        office.server.stop()
        office.server.present_good()
        office.server.start()
    desk.submit()
    desk.wait_window()


def test_a_server_without_protection_is_refused(desk: Desk, office: Office) -> None:
    with running_server(tls=False) as plain:
        office.join(desk, office.coordinator, port=str(plain.port))
        assert "The database server offers no protected connection" in desk.said()
        assert desk.program.person is None


def test_a_server_that_is_away_is_marked_and_said(desk: Desk, office: Office) -> None:
    office.join(desk, office.coordinator)
    desk.wait_window()
    office.server.stop()
    try:
        desk.again()
        page = desk.gate.sign_in
        desk.wait(lambda: page.databases.box.accessibleDescription() == "not reachable")
        desk.sign_in(office.coordinator)
        assert desk.sign_in_said().startswith("The database server cannot be reached.")
        assert desk.line("passphrase").text() == PASSPHRASE
    finally:
        office.server.start()
    desk.sign_in(office.coordinator)
    desk.wait_window()


def test_an_account_that_was_closed_is_told_so(
    make_desk: MakeDesk, postgres_server: PostgresServer, tmp_path: Path, clock: MovableClock
) -> None:
    with office_on(postgres_server, tmp_path / "office", clock) as own:
        admin = make_desk("admin")
        own.join(admin, own.admin)
        admin.wait_window(board=False)
        accounts = admin.services.accounts
        line = next(one for one in accounts.lines() if one.login == own.manager)
        accounts.close(line.id, operation("account:close", "Left the service"))
        leaver = make_desk("leaver")
        own.join(leaver, own.manager)
        assert leaver.said() == "The user name or the password is not right."
        admin.sign_out()


def _now() -> datetime:

    return datetime.now(UTC)
