"""The palette finds people, staff, forms and commands, by keyboard alone."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.palette_items import PaletteItem, best, sections, spans

CTRL = Qt.KeyboardModifier.ControlModifier


def _open(qtbot: QtBot, window: MainWindow, letters: str) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    field = window.palette_box.box.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, letters)


def _titles(window: MainWindow) -> list[str]:
    return [item.title for item in window.palette_box.box.found()]


def test_typing_a_name_and_enter_opens_the_request(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, "hol")
    qtbot.waitUntil(lambda: "HOLLOWAY, Darren (Mr)" in _titles(window))
    qtbot.keyClick(window.palette_box.box.field, Qt.Key.Key_Return)
    assert window.palette_box.isHidden()
    assert window.navigator.place == Place("request", 1048)


def test_enter_before_the_answer_waits_for_it(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, "hol")
    qtbot.keyClick(window.palette_box.box.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.navigator.place == Place("request", 1048))


def test_commands_are_found_by_name_and_carried_out(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, ">rota")
    assert _titles(window)[0] == "Rota"
    qtbot.keyClick(window.palette_box.box.field, Qt.Key.Key_Return)
    assert window.navigator.place == Place("rota")


def test_commands_that_are_off_are_not_offered(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, ">allocate")
    assert _titles(window) == []


def test_blank_forms_are_found(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, "holding")
    assert any("Form H1" in title for title in _titles(window))


def test_tab_narrows_to_one_group_and_back(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, "hol")
    qtbot.waitUntil(lambda: len(_titles(window)) == 4)
    field = window.palette_box.box.field
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert window.palette_box.box.scope.text() == "Requests and people"
    assert _titles(window) == ["HOLLOWAY, Darren (Mr)", "HOLLOWAY, Anne (Mrs)"]
    qtbot.keyClick(field, Qt.Key.Key_Backtab)
    assert window.palette_box.box.scope.text() == "Everything"
    assert field.hasFocus()


def test_arrows_go_round(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, "hol")
    qtbot.waitUntil(lambda: len(_titles(window)) == 4)
    box = window.palette_box.box
    qtbot.keyClick(box.field, Qt.Key.Key_Up)
    last = box.chosen()
    assert last is not None
    assert "Form H1" in last.title
    qtbot.keyClick(box.field, Qt.Key.Key_Down)
    first = box.chosen()
    assert first is not None
    assert first.title == "HOLLOWAY, Darren (Mr)"
    assert first.title in box.field.accessibleDescription()


def test_nothing_found_says_what_was_searched(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, "zzqy")
    field = window.palette_box.box.field
    qtbot.waitUntil(lambda: "Nothing matches “zzqy”" in field.accessibleDescription())
    assert "NHS No." in field.accessibleDescription()


def test_escape_closes_and_gives_the_keyboard_back(qtbot: QtBot, window: MainWindow) -> None:
    page = window.stack.current_page()
    assert page is not None
    page.field.setFocus()  # type: ignore[attr-defined]
    _open(qtbot, window, "hol")
    qtbot.keyClick(window.palette_box.box.field, Qt.Key.Key_Escape)
    assert window.palette_box.isHidden()
    assert page.field.hasFocus()  # type: ignore[attr-defined]


def test_an_answer_to_an_older_question_is_dropped(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, "hol")
    palette = window.palette_box
    old = palette._number
    qtbot.keyClicks(palette.box.field, "t")
    palette._on_found(old, (PaletteItem("Late", "Too late", Place("today")),))
    assert "Too late" not in _titles(window)


def test_a_lost_database_leaves_commands_and_forms(qtbot: QtBot, window: MainWindow) -> None:
    _open(qtbot, window, "rota")
    palette = window.palette_box
    palette._on_failed(palette._number, Trouble("The database does not answer."))
    assert _titles(window)[0] == "Rota"
    qtbot.keyClicks(palette.box.field, "zz")
    palette._on_failed(palette._number, Trouble("The database does not answer."))
    assert "does not answer" in palette.box.field.accessibleDescription()


def test_matching_letters_are_found_at_the_start_of_words() -> None:
    assert spans("St Holda’s House", "hol") == ((3, 3),)
    assert spans("Alcohol", "hol") == ((4, 3),)
    assert spans("HOLLOWAY, Darren", "darr hol") == ((0, 3), (10, 4))


def test_better_matches_come_first() -> None:
    items = tuple(PaletteItem("G", title, "x") for title in ("Alcohol", "St Holda’s House", "HOLT, Imogen"))
    assert [item.title for item in best(items, "hol")] == ["HOLT, Imogen", "St Holda’s House", "Alcohol"]


def test_a_group_shows_its_first_eight_until_narrowed() -> None:
    items = tuple(PaletteItem("G", str(number), "x") for number in range(12))
    assert len(sections(items)[0].items) == 8
    assert len(sections(items, "G")[0].items) == 12
