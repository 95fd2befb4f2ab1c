"""From the first double-click to the board: every way to begin, and every way back in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2 as sqlcipher

from amhp_desktop.app.machine import Machine
from amhp_desktop.app.program import Program
from amhp_desktop.app.starting import StartJobs
from amhp_desktop.domain.access import Permission, Role
from amhp_desktop.services import local_opening
from amhp_desktop.storage.local import checks, recovery
from amhp_desktop.storage.local.troubles import TooLittleSpace
from amhp_desktop.ui.shell.database_chooser import Answer
from amhp_desktop.ui.shell.option_button import OptionButton
from tests.journeys.conftest import MakeDesk
from tests.journeys.desk import (
    AUTHORITY,
    CREATE,
    DEMONSTRATION,
    JOIN,
    LOGIN,
    OPEN,
    PASSPHRASE,
    PERSON,
    RESTORE,
    SERVICE,
    Desk,
    create_file,
    everything_in,
    marks_in,
    record,
)
from tests.support.clock import MovableClock


def test_the_first_start_offers_every_way_to_begin_and_paper(desk: Desk) -> None:
    assert desk.gate.windowTitle() == "AMHP Desktop – First start"
    titles = [one.accessibleName() for one in desk.gate.findChildren(OptionButton)]
    for way, title in zip((JOIN, CREATE, OPEN, RESTORE, DEMONSTRATION), titles, strict=True):
        assert way in title


def test_the_demonstration_is_a_few_keys_away(desk: Desk) -> None:
    desk.choose(DEMONSTRATION)
    desk.wait_window()
    assert desk.board()
    assert "demonstration" in desk.foot()


def test_a_new_file_opens_on_an_empty_board_for_its_founder(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "northmere.amhp"
    create_file(desk, file)
    assert desk.board() == ()
    identity = desk.services.identity
    assert identity.name == "RAMAN, Priya"
    assert identity.role is Role.MANAGER
    assert identity.also == (Role.ADMIN,)
    for wanted in (Permission.RECORD_REQUESTS, Permission.EDIT_ROTA, Permission.MANAGE_USERS):
        assert identity.may(wanted)
    assert SERVICE in desk.foot()


def test_the_recovery_key_is_saved_and_must_be_typed_back(desk: Desk, tmp_path: Path) -> None:
    desk.choose(CREATE)
    _fill_in(desk, tmp_path / "northmere.amhp")
    desk.submit()
    recovery = desk.gate.first_start.recovery
    assert recovery is not None
    assert len(recovery._groups) == 8
    QTest.keyClick(recovery.save_key, Qt.Key.Key_Space)
    desk.wait(recovery.kept.text)
    assert recovery.kept.text() == "Saved. recovery-key.pdf"
    words = PdfReader(desk.folder / "recovery-key.pdf").pages[0].extract_text()
    assert all(group in words for group in recovery._groups)
    QTest.keyClicks(recovery.last.line, recovery._groups[0])
    QTest.keyClick(recovery.last.line, Qt.Key.Key_Return)
    assert "not the last group" in recovery.last.problem
    assert desk.program.person is None
    recovery.last.line.clear()
    QTest.keyClicks(recovery.last.line, recovery._groups[-1].lower())
    QTest.keyClick(recovery.go_on, Qt.Key.Key_Space)
    desk.wait_window()


def test_a_key_that_cannot_be_saved_is_said_and_can_be_saved_elsewhere(desk: Desk, tmp_path: Path) -> None:
    desk.choose(CREATE)
    _fill_in(desk, tmp_path / "northmere.amhp")
    desk.submit()
    recovery = desk.gate.first_start.recovery
    assert recovery is not None
    desk.shelf.folder = tmp_path / "no such folder"
    QTest.keyClick(recovery.save_key, Qt.Key.Key_Space)
    desk.wait(desk.gate_notices)
    assert "The PDF was not saved" in desk.gate_notices()[0]
    desk.shelf.folder = tmp_path
    QTest.keyClick(recovery.print_key, Qt.Key.Key_Space)  # no printer here: it offers to save instead
    desk.wait(recovery.kept.text)
    assert (tmp_path / "recovery-key.pdf").exists()


def test_who_leaves_before_typing_the_key_back_signs_in_next_time(desk: Desk, tmp_path: Path) -> None:
    desk.choose(CREATE)
    _fill_in(desk, tmp_path / "northmere.amhp")
    desk.submit()
    desk.gate.close()
    desk.again()
    assert desk.gate.page is desk.gate.sign_in
    desk.sign_in()
    desk.wait_window()


def test_the_file_is_encrypted_and_opens_again(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "northmere.amhp"
    create_file(desk, file)
    record(desk.services, family="Quillfeather", given="Zuleika", narrative="Threw the teapot at Aunt Hesper")
    desk.wait(lambda: desk.board() == ("QUILLFEATHER, Zuleika",))
    desk.sign_out()
    for written in tmp_path.rglob("*"):
        if written.is_file():
            assert marks_in(written.read_bytes(), "Quillfeather", "teapot", "Hesper") == ()
    desk.sign_in()
    desk.wait_window()
    assert desk.board() == ("QUILLFEATHER, Zuleika",)
    desk.again()
    assert desk.gate.windowTitle() == "AMHP Desktop – Sign in"
    assert desk.line("login").text() == LOGIN
    desk.wait(lambda: desk.line("passphrase").hasFocus())
    desk.sign_in()
    desk.wait_window()
    assert desk.board() == ("QUILLFEATHER, Zuleika",)


def test_the_recovery_key_opens_the_file_in_place_of_the_passphrase(desk: Desk, tmp_path: Path) -> None:
    key = create_file(desk, tmp_path / "northmere.amhp")
    desk.services.drafts.keep("intake", "new", "half a sentence")
    desk.sign_out()
    desk.sign_in(passphrase=key.lower().replace("-", " "))
    desk.wait_window()
    assert desk.services.identity.login == LOGIN
    cover = desk.lock()  # who knows no passphrase unlocks with the key as well
    QTest.keyClicks(cover.passphrase.line, key)
    QTest.keyClick(cover.passphrase.line, Qt.Key.Key_Return)
    desk.wait(lambda: not desk.window.lock.is_locked)
    desk.sign_out()
    desk.sign_in()
    desk.wait_window()
    assert [kept.draft for kept in desk.services.drafts.kept("intake", str)] == ["half a sentence"]


def test_a_recovery_key_with_a_slip_of_the_pen_is_told_from_a_passphrase(desk: Desk, tmp_path: Path) -> None:
    key = create_file(desk, tmp_path / "northmere.amhp")
    desk.sign_out()
    desk.sign_in(passphrase=key[:-1] + ("A" if key[-1] != "A" else "B"))
    assert desk.sign_in_said() == "That user name and passphrase do not match."
    other = recovery.shown(recovery.new_secret())
    desk.sign_in(passphrase=other)
    assert "belongs to another database or was replaced" in desk.sign_in_said()


def test_a_file_made_elsewhere_is_opened_and_known_from_then_on(make_desk: MakeDesk, tmp_path: Path) -> None:
    file = tmp_path / "northmere.amhp"
    first = make_desk("first")
    create_file(first, file)
    first.sign_out()
    second = make_desk("second")
    second.choose(OPEN)
    second.type(file=str(file))
    second.submit()
    second.wait(lambda: second.gate.page is second.gate.sign_in)
    second.sign_in()
    second.wait_window()
    second.again()
    choice = second.gate.sign_in.databases.choice()
    assert choice is not None
    assert (choice.name, choice.answer) == (SERVICE, Answer.HERE)


def test_a_backup_comes_back_as_a_file_of_its_own(desk: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    key = create_file(desk, tmp_path / "northmere.amhp")
    record(desk.services, family="Quillfeather", given="Zuleika")
    desk.services.backups.back_up_now()
    listing = max(tmp_path.rglob("backup.json"))
    desk.sign_out()
    other = make_desk("other")
    other.choose(RESTORE)
    other.type(backup=str(listing), file=str(tmp_path / "restored.amhp"), secret="not that one at all")
    other.submit()
    assert other.said() == "That user name and passphrase do not match."
    assert not (tmp_path / "restored.amhp").exists()
    assert other.line("file").text() == str(tmp_path / "restored.amhp")
    other.type(secret=key)
    other.submit()
    other.wait(lambda: other.gate.page is other.gate.sign_in)
    other.sign_in()
    other.wait_window()
    assert other.board() == ("QUILLFEATHER, Zuleika",)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("OneDrive/northmere.amhp", "The database cannot be kept in a folder of OneDrive."),
        ("Dropbox (Team)/northmere.amhp", "The database cannot be kept in a folder of Dropbox."),
        ("taken/northmere.amhp", "The folder could not be read or written."),
        ("there.amhp", "This file exists already. Open it, or choose another name."),
    ],
)
def test_a_bad_place_for_a_new_file_is_named_and_the_rest_stays(
    desk: Desk, tmp_path: Path, file: str, said: str
) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    (tmp_path / "there.amhp").write_text("something")
    before = everything_in(tmp_path)
    desk.choose(CREATE)
    _fill_in(desk, tmp_path / file)
    desk.submit()
    assert said in desk.said()
    assert everything_in(tmp_path) == before
    assert desk.line("service").text() == SERVICE
    assert desk.line("passphrase").text() == PASSPHRASE
    desk.type(file=str(tmp_path / "good.amhp"))
    desk.submit()
    assert desk.gate.first_start.recovery is not None


def test_a_disk_without_room_is_named_before_anything_is_made(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything_in(tmp_path)
    desk.choose(CREATE)
    _fill_in(desk, tmp_path / "northmere.amhp")
    with monkeypatch.context() as full:
        full.setattr(checks, "free_space", lambda _folder: 5_000_000)
        desk.submit()
    assert "The disk has only 5 MB left; 200 MB are needed to work safely." in desk.said()
    assert everything_in(tmp_path) == before
    desk.submit()
    assert desk.gate.first_start.recovery is not None


def test_a_disk_that_fills_up_while_the_file_is_made_leaves_the_place_free(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(*_: object) -> None:
        raise sqlcipher.OperationalError("database or disk is full")

    before = everything_in(tmp_path)
    desk.choose(CREATE)
    _fill_in(desk, tmp_path / "northmere.amhp")
    with monkeypatch.context() as full:
        full.setattr(local_opening, "found", fill_up)
        desk.submit()
    assert "The disk is full, so this was not saved." in desk.said()
    assert everything_in(tmp_path) == before
    desk.submit()
    assert desk.gate.first_start.recovery is not None


def test_a_file_that_was_made_but_does_not_open_still_shows_its_key(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.choose(CREATE)
    _fill_in(desk, tmp_path / "northmere.amhp")
    with monkeypatch.context() as full:
        full.setattr(checks, "_refuse_little_space", _full_at_the_second_look())
        desk.submit()
    recovery_page = desk.gate.first_start.recovery
    assert recovery_page is not None
    QTest.keyClicks(recovery_page.last.line, recovery_page._groups[-1])
    QTest.keyClick(recovery_page.last.line, Qt.Key.Key_Return)
    desk.wait(lambda: desk.gate.page is desk.gate.sign_in)
    assert "The disk has only 5 MB left" in desk.sign_in_said()
    desk.sign_in()
    desk.wait_window()


def test_a_weak_passphrase_is_refused_beside_its_field(desk: Desk, tmp_path: Path) -> None:
    desk.choose(CREATE)
    _fill_in(desk, tmp_path / "northmere.amhp")
    desk.type(passphrase="passwordpassword", again="passwordpassword")
    desk.submit()
    assert desk.said()
    assert desk.gate.first_start.form is not None
    assert desk.gate.first_start.form._entries["passphrase"].problem
    assert not (tmp_path / "northmere.amhp").exists()


def test_a_fault_while_opening_gives_the_page_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    desk.choose(CREATE)
    _fill_in(desk, tmp_path / "northmere.amhp")
    with monkeypatch.context() as broken:
        broken.setattr(local_opening, "found", break_down)
        desk.submit()
    assert "Something went wrong inside the program." in desk.said()
    assert desk.submit_button().isEnabled()
    desk.submit()
    assert desk.gate.first_start.recovery is not None


def test_a_fault_while_the_demonstration_starts_by_itself_shows_a_window_all_the_same(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(StartJobs, "demonstration", break_down)
    program = Program(qapp, Machine(tmp_path), clock)
    program.begin_demonstration()
    qtbot.waitUntil(lambda: program.gate is not None)
    assert program.gate is not None
    assert program.gate.isVisible()
    assert "Something went wrong inside the program." in program.gate.first_start.problem.words
    program.close()


def test_blank_forms_print_before_anybody_signs_in(desk: Desk) -> None:
    button = desk.gate.first_start.findChild(QPushButton, "print_A2")
    QTest.keyClick(button, Qt.Key.Key_Space)
    desk.wait(desk.gate_notices)
    assert desk.gate_notices() == ("Saved. A2-blank.pdf",)
    assert (desk.folder / "A2-blank.pdf").read_bytes().startswith(b"%PDF")


def test_settings_spoilt_by_hand_do_not_keep_the_program_from_starting(desk: Desk) -> None:
    desk.end()
    (desk.folder / "desktop.ini").write_text('[look]\nscale=huge\ntheme=pink\n[General]\ndatabases="[{1"\n')
    desk.begin()
    assert desk.gate.page is desk.gate.first_start
    machine = Machine(desk.folder)
    assert (machine.theme, machine.scale, machine.databases()) == ("system", 1.0, ())


def _fill_in(desk: Desk, file: Path) -> None:
    desk.type(service=SERVICE, authority=AUTHORITY, file=str(file), person=PERSON, login=LOGIN)
    desk.type(passphrase=PASSPHRASE, again=PASSPHRASE)


def _full_at_the_second_look() -> Callable[[int, int], None]:
    looks: list[int] = []

    def look(_size: int, _free: int) -> None:
        looks.append(1)
        if len(looks) == 2:
            raise TooLittleSpace(wanted=200_000_000, free=5_000_000)

    return look
