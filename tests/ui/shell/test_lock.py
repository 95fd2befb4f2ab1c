"""The lock hides every window, keeps what is behind it, and opens for one passphrase only."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.shell.lock_cover import LockCover
from amhp_desktop.ui.shell.main_window import MainWindow
from tests.support.clock import MovableClock
from tests.ui.shell.stage import PASSPHRASE, SmallPage

LOCK = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _cover(window: QWidget) -> LockCover:
    found = [cover for cover in window.findChildren(LockCover) if cover.isVisible()]
    assert len(found) == 1
    return found[0]


def _open(qtbot: QtBot, window: MainWindow, passphrase: str) -> None:
    line = _cover(window).passphrase.line
    line.clear()
    qtbot.keyClicks(line, passphrase)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def _picture(window: QWidget) -> bytes:
    image = window.grab().toImage()
    return bytes(image.constBits())


def test_the_keys_lock_and_the_passphrase_unlocks(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, LOCK)
    assert window.lock.is_locked
    assert window.windowTitle() == "AMHP Desktop – locked"
    _open(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: not window.lock.is_locked)
    assert window.windowTitle() == "AMHP Desktop – Today"


def test_a_wrong_passphrase_is_said_and_kept(qtbot: QtBot, window: MainWindow) -> None:
    window.lock.lock()
    _open(qtbot, window, "four words beside")
    cover = _cover(window)
    qtbot.waitUntil(lambda: cover.passphrase.problem == "That is not your passphrase.")
    assert window.lock.is_locked
    assert cover.passphrase.text() == "four words beside"


def test_an_empty_passphrase_is_not_tried(qtbot: QtBot, window: MainWindow) -> None:
    window.lock.lock()
    qtbot.keyClick(_cover(window).passphrase.line, Qt.Key.Key_Return)
    assert _cover(window).passphrase.problem == "Enter your passphrase."


def test_the_picture_of_a_locked_window_does_not_depend_on_what_is_behind(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = window.stack.current_page()
    assert isinstance(page, SmallPage)
    window.lock.lock()
    line = _cover(window).passphrase.line
    line.clearFocus()
    before = _picture(window)
    page.field.setText("HOLLOWAY told us the address")
    page.findChildren(QLabel)[0].setText("Somebody else wholly different")
    assert _picture(window) == before


def test_nothing_behind_the_lock_can_be_used(qtbot: QtBot, window: MainWindow) -> None:
    page = window.stack.current_page()
    assert isinstance(page, SmallPage)
    page.field.setText("Half a sentence")
    page.field.setFocus()
    window.lock.lock()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.navigator.place == Place("today")
    assert page.saved == 0
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert _cover(window).isAncestorOf(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    qtbot.keyClick(_cover(window), Qt.Key.Key_Escape)
    assert window.lock.is_locked
    _open(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: not window.lock.is_locked)
    assert page.field.text() == "Half a sentence"
    assert page.field.hasFocus()


def test_dialogs_are_covered_too_and_open_again(qtbot: QtBot, window: MainWindow) -> None:
    dialog = QDialog(window)
    column = QVBoxLayout(dialog)
    typed = QLineEdit("HOLLOWAY", dialog)
    column.addWidget(typed)
    dialog.resize(500, 300)
    dialog.open()
    window.lock.lock()
    assert _cover(dialog).geometry() == dialog.rect()
    assert not typed.isEnabled()
    line = _cover(dialog).passphrase.line
    qtbot.keyClicks(line, PASSPHRASE)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.lock.is_locked)
    assert typed.isEnabled()
    assert dialog.isVisible()
    assert typed.text() == "HOLLOWAY"
    dialog.close()


def test_a_window_that_comes_up_while_locked_is_covered(qtbot: QtBot, window: MainWindow) -> None:
    window.lock.lock()
    late = QWidget()
    qtbot.addWidget(late)
    late.resize(400, 300)
    late.show()
    window.lock.look()
    assert _cover(late).isVisible()


def test_it_locks_by_itself_after_ten_minutes(window: MainWindow, clock: MovableClock) -> None:
    clock.move(timedelta(minutes=9, seconds=59))
    window.lock.look()
    assert not window.lock.is_locked
    clock.move(timedelta(seconds=1))
    window.lock.look()
    assert window.lock.is_locked


def test_use_puts_the_lock_off(qtbot: QtBot, window: MainWindow, clock: MovableClock) -> None:
    clock.move(timedelta(minutes=9))
    QTest.mouseMove(window.windowHandle(), QPoint(40, 40))
    clock.move(timedelta(minutes=9))
    window.lock.look()
    assert not window.lock.is_locked


def test_after_sleep_the_first_key_locks_and_reaches_nothing(window: MainWindow, clock: MovableClock) -> None:
    page = window.stack.current_page()
    assert isinstance(page, SmallPage)
    page.field.setFocus()
    clock.move(timedelta(hours=2))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_X)
    assert window.lock.is_locked
    assert page.field.text() == ""


@pytest.mark.parametrize(("asked", "kept"), [(0, 2), (5, 5), (500, 30)])
def test_idle_minutes_stay_between_two_and_thirty(
    window: MainWindow, clock: MovableClock, asked: int, kept: int
) -> None:
    window.lock.set_after(timedelta(minutes=asked))
    clock.move(timedelta(minutes=kept) - timedelta(seconds=1))
    window.lock.look()
    assert not window.lock.is_locked
    clock.move(timedelta(seconds=1))
    window.lock.look()
    assert window.lock.is_locked


def test_after_eight_hours_it_signs_out(qtbot: QtBot, window: MainWindow, clock: MovableClock) -> None:
    window.lock.lock()
    clock.move(timedelta(hours=8))
    with qtbot.waitSignal(window.signed_out):
        window.lock.look()


def test_signing_out_from_the_lock(qtbot: QtBot, window: MainWindow) -> None:
    window.lock.lock()
    with qtbot.waitSignal(window.signed_out):
        _cover(window).sign_out_asked.emit()


def test_news_of_a_backup_is_not_use(window: MainWindow, clock: MovableClock) -> None:
    clock.move(timedelta(minutes=9))
    window.show_standing(replace(window._standing, backup_at=clock()))
    clock.move(timedelta(minutes=1))
    window.lock.look()
    assert window.lock.is_locked


def test_after_signing_out_the_passphrase_opens_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.lock.lock()
    _cover(window).sign_out_asked.emit()
    _open(qtbot, window, PASSPHRASE)
    assert window.lock.is_locked
