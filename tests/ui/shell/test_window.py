"""The window: places, history, messages, status and closing, by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import Changed, Topic
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.shell.connection import Connection, Reach
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.rail import Badge
from tests.support.clock import MovableClock
from tests.ui.shell.stage import Memory, SmallPage, make_window

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _page(window: MainWindow) -> SmallPage:
    page = window.stack.current_page()
    assert isinstance(page, SmallPage)
    return page


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Qt.Key.Key_1, "today"),
        (Qt.Key.Key_2, "requests"),
        (Qt.Key.Key_3, "rota"),
        (Qt.Key.Key_4, "people"),
        (Qt.Key.Key_5, "paperwork"),
        (Qt.Key.Key_7, "settings"),
    ],
)
def test_ctrl_and_a_number_opens_a_place(qtbot: QtBot, window: MainWindow, key: Qt.Key, name: str) -> None:
    qtbot.keyClick(window, key, CTRL)
    assert _page(window).name == name
    assert window.rail.button(name).isChecked()
    assert window.windowTitle() == f"AMHP Desktop – {name.capitalize()}"


def test_pages_are_made_when_first_shown(window: MainWindow) -> None:
    assert len(window.stack.made_pages()) == 1


def test_the_rail_works_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    today = window.rail.button("today")
    today.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(today, Qt.Key.Key_Down)
    requests = window.rail.button("requests")
    assert requests.hasFocus()
    qtbot.keyClick(requests, Qt.Key.Key_Return)
    assert _page(window).name == "requests"
    qtbot.keyClick(requests, Qt.Key.Key_Up)
    qtbot.keyClick(today, Qt.Key.Key_Space)
    assert _page(window).name == "today"


def test_the_rail_is_one_stop_of_the_tab_key(window: MainWindow) -> None:
    stops = [one for one in window.rail.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [window.rail.button("today")]


def test_a_badge_is_said_in_words(window: MainWindow) -> None:
    window.show_badge("rota", Badge(2, "2 holes in the rota"))
    assert window.rail.button("rota").accessibleName() == "Rota, 2 holes in the rota"
    window.show_badge("rota", Badge(0, "no holes"))
    assert window.rail.button("rota").accessibleName() == "Rota"


def test_back_and_forward(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.catalogue.action("page.back").isEnabled()
    window.navigator.go(Place("request", 1048))
    assert window.windowTitle() == "AMHP Desktop – Requests R-1048"
    assert window.rail.button("requests").isChecked()
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert _page(window).name == "today"
    qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
    assert _page(window).name == "request"
    assert not window.catalogue.action("page.forward").isEnabled()


def test_a_page_that_stays_is_not_replaced(window: MainWindow) -> None:
    window.navigator.go(Place("request", 1048))
    page = _page(window)
    page.leaves = False
    window.navigator.go(Place("request", 1047))
    assert window.navigator.place == Place("request", 1048)
    assert page.shown == [Place("request", 1048)]


def test_typing_survives_going_elsewhere(qtbot: QtBot, window: MainWindow) -> None:
    _page(window).field.setText("Half a sentence")
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert _page(window).field.text() == "Half a sentence"


def test_a_change_reads_the_page_shown_at_once_and_the_others_when_shown(window: MainWindow) -> None:
    today = _page(window)
    window.navigator.go(Place("rota"))
    rota = _page(window)
    window.stack.take_change(Changed(frozenset({Topic.REQUESTS})))
    assert (rota.refreshed, today.refreshed) == (1, 0)
    window.navigator.go(Place("today"))
    assert today.refreshed == 1
    window.stack.take_change(Changed(frozenset({Topic.PAPERWORK})))
    assert today.refreshed == 1


def test_f5_reads_again_and_the_status_line_counts_the_age(
    qtbot: QtBot, window: MainWindow, clock: MovableClock
) -> None:
    clock.move(timedelta(seconds=75))
    window.status.show_busy("")
    window.status._count()
    assert "(1min ago)" in window.status.spoken()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert _page(window).refreshed == 1
    assert "(0 s ago)" in window.status.spoken()


def test_the_status_line_says_how_things_stand(window: MainWindow) -> None:
    words = window.status.spoken()
    for part in ("Connected", "shared database", "Northmere Council", "RAMAN, Priya (Ms) · Coordinator"):
        assert part in words
    assert "restore tested 12-Nov-2026" in words


def test_a_lost_database_is_said_above_the_page_until_it_is_back(
    window: MainWindow, clock: MovableClock
) -> None:
    window.show_connection(Connection(Reach.LOST, "shared database", clock()))
    shown = window.frame.notices.messages
    assert [message.bold for message in shown] == ["Database not reachable since 08:30."]
    assert shown[0].stays
    assert "Not reachable since 08:30" in window.status.spoken()
    window.show_connection(Connection(Reach.CONNECTED, "shared database"))
    assert window.frame.notices.messages == ()


def test_trouble_nobody_handles_reaches_the_message_area(window: MainWindow) -> None:
    window.frame.notices.show_trouble(Trouble("The disk is full.", to_do="Free some space."))
    message = window.frame.notices.messages[0]
    assert message.bold == "The disk is full."
    assert message.plain == "Nothing was changed. Free some space."


def test_f6_walks_round_the_window(qtbot: QtBot, window: MainWindow) -> None:
    _page(window).field.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(4):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen[0] is window.status.help
    assert window.rail.isAncestorOf(seen[1])  # type: ignore[arg-type]
    assert window.frame.header.isAncestorOf(seen[2])  # type: ignore[arg-type]
    assert seen[3] is _page(window).field


def test_tab_goes_from_rail_through_header_to_page(qtbot: QtBot, window: MainWindow) -> None:
    window.rail.button("today").setFocus(Qt.FocusReason.TabFocusReason)
    order: list[str] = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        order.append(now.objectName() or now.accessibleName())
    assert order == ["find_button", "Note", "status_help", "rail_today"]


def test_full_screen_and_back(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_closing_stops_at_a_page_that_stays(window: MainWindow, memory: Memory) -> None:
    _page(window).field.setText("Not stored yet")
    _page(window).leaves = False
    window.navigator.go(Place("rota"))
    assert not window.close()
    assert _page(window).name == "today"
    _page(window).leaves = True
    assert window.close()
    assert memory.kept["main"]


def test_the_window_comes_back_where_it_was(
    qtbot: QtBot, window: MainWindow, memory: Memory, clock: MovableClock
) -> None:
    window.resize(780, 640)
    window.close()
    again = make_window(clock, memory)
    qtbot.addWidget(again)
    assert again.size() == window.size()
    again.lock.stop()


def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    window.navigator.go(Place("request", 1048))
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(window):
            spoken = QAccessible.queryAccessibleInterface(widget)
            assert spoken.text(QAccessible.Text.Name), f"{type(widget).__name__} {widget.objectName()}"


def test_help_opens_at_what_helps_here(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.list.currentIndex().data() == "The rota"
    assert "cover strip" in window.help.text.toPlainText()
    qtbot.keyClick(window.help.list, Qt.Key.Key_Escape)
    assert window.help.isHidden()


def test_the_shortcut_list_holds_every_key(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Slash, CTRL)
    assert window.help.isVisible()
    words = {made.text() for made in window.help.findChildren(QLabel)}
    assert {command.text for command in window.catalogue.commands()} <= words
