"""The lock, signing out, the day's backup and anchor, one program for each user, and nothing left behind."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.app import logs
from amhp_desktop.app.machine import Machine
from amhp_desktop.app.single import SingleInstance
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.services.local_opening import backup_folder
from amhp_desktop.storage.local import state
from amhp_desktop.ui.kit.page import Place
from tests.journeys.desk import PASSPHRASE, Desk, create_file, marks_in, record
from tests.support.clock import MovableClock

MARKS = ("Quillfeather", "Zuleika", "teapot", "Hesperides")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records" / "northmere.amhp"


@pytest.fixture
def busy_desk(desk: Desk, file: Path) -> Desk:
    """Give a computer with somebody signed in and a request on the board."""
    create_file(desk, file)
    record(desk.services, family="Quillfeather", given="Zuleika", narrative="Threw the teapot in Hesperides")
    desk.wait(lambda: desk.board() == ("QUILLFEATHER, Zuleika",))
    return desk


def _picture(window: QWidget) -> bytes:
    image = window.grab().toImage()
    return bytes(image.constBits())


# ---- the lock


def test_the_lock_shows_the_same_picture_whatever_is_behind_it(busy_desk: Desk) -> None:
    cover = busy_desk.lock()
    cover.passphrase.line.clearFocus()
    with_board = _picture(busy_desk.window)
    assert busy_desk.window.windowTitle() == "AMHP Desktop – locked"
    busy_desk.window.navigator.go(Place("rota"))
    busy_desk.wait(lambda: not busy_desk.program.tasks.is_busy)
    assert _picture(busy_desk.window) == with_board


def test_only_the_right_passphrase_opens_and_everything_is_as_before(busy_desk: Desk) -> None:
    cover = busy_desk.lock()
    QTest.keyClicks(cover.passphrase.line, "copper kettle on the door")
    QTest.keyClick(cover.passphrase.line, Qt.Key.Key_Return)
    busy_desk.wait(lambda: cover.passphrase.problem)
    assert cover.passphrase.problem.startswith("That user name and passphrase do not match.")
    assert cover.passphrase.text() == "copper kettle on the door"
    assert busy_desk.window.lock.is_locked
    cover.passphrase.line.clear()
    QTest.keyClicks(cover.passphrase.line, PASSPHRASE)
    QTest.keyClick(cover.passphrase.line, Qt.Key.Key_Return)
    busy_desk.wait(lambda: not busy_desk.window.lock.is_locked)
    assert busy_desk.board() == ("QUILLFEATHER, Zuleika",)


def test_the_settings_say_after_how_many_idle_minutes(busy_desk: Desk, clock: MovableClock) -> None:
    _save(busy_desk, idle_minutes=3, service_name="Southmere")
    busy_desk.wait(lambda: "Southmere" in busy_desk.foot())
    clock.move(timedelta(minutes=2, seconds=50))
    busy_desk.window.lock.look()
    assert not busy_desk.window.lock.is_locked
    clock.move(timedelta(seconds=15))
    busy_desk.wait(lambda: busy_desk.window.lock.is_locked)


def test_signing_out_leads_to_the_gate_and_lets_go_of_the_file(busy_desk: Desk, file: Path) -> None:
    busy_desk.sign_out()
    assert busy_desk.gate.page is busy_desk.gate.sign_in
    assert busy_desk.line("passphrase").text() == ""
    assert state.read(file).open_marks == ()  # closed in order: the next opening is quick
    assert not file.with_name(f"{file.name}-wal").exists()
    busy_desk.sign_in()
    busy_desk.wait_window()


def test_the_last_keys_before_signing_out_are_kept(busy_desk: Desk) -> None:
    busy_desk.window.navigator.go(Place("intake"))
    busy_desk.wait(lambda: not busy_desk.program.tasks.is_busy)
    page = busy_desk.window.stack.current_page()
    assert page is not None
    family = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Family name")
    QTest.keyClicks(family, "Quillfeather-Smy")
    busy_desk.sign_out()  # sooner than the two seconds after which a draft is kept
    busy_desk.sign_in()
    busy_desk.wait_window()
    kept = busy_desk.services.drafts.kept("intake", IntakeDraft)
    assert [one.draft.person.family for one in kept] == ["Quillfeather-Smy"]


def test_typing_on_a_request_outlives_signing_out_from_the_lock(busy_desk: Desk) -> None:
    request_id = busy_desk.services.board.board().open[0].id
    _type_note(busy_desk, request_id, "Rang twice")
    busy_desk.sign_out()  # sooner than the two seconds after which typing is kept
    busy_desk.sign_in()
    busy_desk.wait_window()
    _bring_back(busy_desk, request_id, "Rang twice")


def test_typing_on_a_request_outlives_a_lock_of_eight_hours(busy_desk: Desk, clock: MovableClock) -> None:
    request_id = busy_desk.services.board.board().open[0].id
    _type_note(busy_desk, request_id, "No answer")
    busy_desk.lock()
    clock.move(timedelta(hours=8, seconds=1))
    busy_desk.wait(lambda: busy_desk.program.person is None and not busy_desk.program.tasks.is_busy)
    busy_desk.sign_in()
    busy_desk.wait_window()
    _bring_back(busy_desk, request_id, "No answer")


def _note_field(desk: Desk, request_id: int) -> QPlainTextEdit:
    desk.window.navigator.go(Place("request", request_id, "relative"))
    desk.wait(lambda: not desk.program.tasks.is_busy)
    page = desk.window.stack.current_page()
    assert page is not None
    return next(one for one in page.findChildren(QPlainTextEdit) if one.accessibleName() == "Note")


def _type_note(desk: Desk, request_id: int, words: str) -> None:
    QTest.keyClicks(_note_field(desk, request_id), words)


def _bring_back(desk: Desk, request_id: int, words: str) -> None:
    note = _note_field(desk, request_id)
    assert note.toPlainText() == ""
    buttons = desk.window.findChildren(QPushButton)
    QTest.keyClick(next(one for one in buttons if one.text() == "Bring back"), Qt.Key.Key_Space)
    desk.wait(lambda: not desk.program.tasks.is_busy)
    assert note.toPlainText() == words


def test_a_lock_of_eight_hours_signs_out(busy_desk: Desk, clock: MovableClock) -> None:
    busy_desk.lock()
    clock.move(timedelta(hours=8, seconds=1))
    busy_desk.wait(lambda: busy_desk.program.person is None)
    busy_desk.wait(lambda: not busy_desk.program.tasks.is_busy)
    assert busy_desk.gate.page is busy_desk.gate.sign_in


# ---- the day's work


def test_the_day_begins_with_a_backup_and_an_anchor(busy_desk: Desk, file: Path, clock: MovableClock) -> None:
    assert len(tuple(backup_folder(file).iterdir())) >= 1
    assert "Backup 08:30" in busy_desk.foot()
    assert "restore not tested" in busy_desk.foot()
    (anchors,) = (busy_desk.folder / "drafts").glob("anchors-*.jsonl")
    kept = len(anchors.read_text().splitlines())
    upkeep = busy_desk.program.person._upkeep  # type: ignore[union-attr]
    clock.move(timedelta(days=1))
    upkeep.look()  # what the hourly timer does in a program that is never closed
    busy_desk.wait(lambda: "Backup 08:30" in busy_desk.foot() and not busy_desk.program.tasks.is_busy)
    days = {one.name[: len("amhp-backup-20261124")] for one in backup_folder(file).glob("amhp-backup*")}
    assert len(days) == 2
    assert len(anchors.read_text().splitlines()) == kept + 1
    assert busy_desk.notices() == ()


def test_a_backup_that_fails_is_said_and_work_goes_on(
    busy_desk: Desk, file: Path, clock: MovableClock, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    _save(busy_desk, backup_folder=str(tmp_path / "taken" / "x"))
    clock.move(timedelta(days=1))
    busy_desk.program.person._upkeep.look()  # type: ignore[union-attr]
    busy_desk.wait(busy_desk.notices)
    assert "could not be read or written" in busy_desk.notices()[0]
    record(busy_desk.services, family="Zephyr", given="Noor")
    busy_desk.wait(lambda: len(busy_desk.board()) == 2)


def test_anchors_changed_by_somebody_else_are_said(busy_desk: Desk) -> None:
    (anchors,) = (busy_desk.folder / "drafts").glob("anchors-*.jsonl")
    anchors.write_text(anchors.read_text().replace("[1,", "[9,").replace('"', "'", 1))
    busy_desk.program.person._upkeep.look()  # type: ignore[union-attr]
    busy_desk.wait(busy_desk.notices)
    assert "The anchors of the audit trail on this computer were changed." in busy_desk.notices()[0]
    assert "Tell the auditor" in busy_desk.notices()[0]


def test_whom_to_ring_stands_on_the_sign_in_page_from_then_on(busy_desk: Desk) -> None:
    _save(busy_desk, contact_1="EDT, out of hours", phone_1="01632 960104")
    busy_desk.wait(lambda: Machine(busy_desk.folder).databases()[0].contacts)
    busy_desk.sign_out()
    words = " ".join(one.text() for one in busy_desk.gate.sign_in.findChildren(QLabel))
    assert "EDT, out of hours" in words
    assert "01632 960104" in words


# ---- one program for each user


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_second_start_brings_the_first_window_to_the_front(qtbot: QtBot, desk: Desk) -> None:
    first, second = SingleInstance(desk.folder), SingleInstance(desk.folder)
    first.raise_asked.connect(desk.program.raise_window)
    try:
        assert first.take()
        desk.gate.showMinimized()
        with qtbot.waitSignal(first.raise_asked):
            assert not second.take()
        desk.wait(lambda: not desk.gate.isMinimized() and desk.gate.isActiveWindow())
    finally:
        first.release()
    assert second.take()  # the place is free again
    second.release()


# ---- nothing of anybody is left lying about


def test_no_file_of_the_program_holds_a_planted_name(busy_desk: Desk, file: Path) -> None:
    root = logging.getLogger()
    level = root.level
    stop_logging = logs.start(busy_desk.folder)
    try:
        services = busy_desk.services
        services.drafts.keep("intake", "new", "Zuleika Quillfeather, teapot, Hesperides")
        logging.getLogger("some.library").warning("could not send %s", "Zuleika Quillfeather")
        logging.getLogger("amhp_desktop.app").info("failed", exc_info=ValueError("Quillfeather"))
        services.requests.load(services.board.board().open[0].id)
        busy_desk.lock()
        busy_desk.window.lock._open_covers()[0].passphrase.line.clear()
        busy_desk.sign_out()
        busy_desk.sign_in(passphrase="Quillfeather teapot Hesperides")
        busy_desk.again()
    finally:
        stop_logging()
        root.setLevel(level)
    written = [one for one in (*busy_desk.folder.rglob("*"), *file.parent.rglob("*")) if one.is_file()]
    names = {one.name for one in written}
    assert {"log.jsonl", "desktop.ini", "northmere.amhp", "backup.json"} <= names
    assert any(name.startswith("drafts-") for name in names)
    for one in written:
        assert marks_in(one.read_bytes(), *MARKS) == (), one.name
        assert marks_in(one.name.encode(), *MARKS) == ()
        assert one.stat().st_mode & 0o077 == 0 or one.name in {"desktop.ini", "log.jsonl"}, one.name


def _save(desk: Desk, **changes: object) -> None:
    """Change the service's settings as the settings page does."""
    settings = desk.services.settings
    loaded = settings.load()
    draft = replace(loaded.draft, **changes)  # type: ignore[arg-type]
    desk.program.tasks.command(
        lambda: settings.save(loaded, draft, operation("settings:save")), owner=desk.program
    )
    desk.wait(lambda: not desk.program.tasks.is_busy)
