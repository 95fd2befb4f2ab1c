"""Every command has one name, one key and a reason when it is off."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.ui.kit import icons
from amhp_desktop.ui.shell.actions import ActionCatalogue, clashes, key_words
from amhp_desktop.ui.shell.commands import Command, all_commands
from amhp_desktop.ui.shell.main_window import MainWindow
from tests.ui.shell.stage import SmallPage


def test_no_two_commands_share_a_name_or_a_key() -> None:
    assert clashes(all_commands()) == ()


def test_a_clash_is_found() -> None:
    one = Command("a", "A", "Ctrl+K", "x", "Here", "Does a.")
    two = Command("b", "B", "Ctrl+K", "x", "Here", "Does b.")
    taken = Command("c", "C", "Alt+U", "x", "Here", "Does c.")
    assert len(clashes((one, two, one, taken))) == 3


def test_every_command_is_described_and_has_an_icon() -> None:
    for command in all_commands():
        assert command.shortcut, command.id
        assert command.text, command.id
        assert command.place, command.id
        assert command.help.endswith("."), command.id
        assert command.icon in icons.names(), command.icon


def test_the_key_of_figures_stays_free() -> None:
    assert "Ctrl+6" not in {command.shortcut for command in all_commands()}


@pytest.mark.parametrize(
    ("shortcut", "words"), [("Ctrl+K", "Ctrl K"), ("Ctrl+Return", "Ctrl ↵"), ("Alt+Left", "Alt ←")]
)
def test_keys_read_as_on_a_keycap(shortcut: str, words: str) -> None:
    assert key_words(shortcut) == words


def test_a_command_nobody_handles_is_off_with_a_reason(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    catalogue = ActionCatalogue(parent)
    assert not catalogue.action("page.save").isEnabled()
    assert catalogue.reason("page.save") == "Not on this page."
    button = catalogue.button("page.save")
    qtbot.addWidget(button)
    assert not button.isEnabled()
    assert button.accessibleDescription() == "Not on this page."


def test_the_page_carries_out_its_commands_while_it_is_in_front(qtbot: QtBot, window: MainWindow) -> None:
    page = window.stack.current_page()
    assert isinstance(page, SmallPage)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.saved == 1
    assert window.catalogue.reason("paper.print") == "Nothing is chosen."
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.saved == 1
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.saved == 1


def test_an_unknown_command_cannot_be_handled(window: MainWindow) -> None:
    with pytest.raises(KeyError, match=re.escape("no.such")):
        window.catalogue.handle({"no.such": window.close})


def test_ctrl_enter_presses_the_blue_button(qtbot: QtBot, window: MainWindow) -> None:
    pressed: list[str] = []
    window.catalogue.handle({"request.new": lambda: pressed.append("new")})
    page = window.stack.current_page()
    assert isinstance(page, SmallPage)
    page.handles_main_thing = False
    page.handles_changed.emit()
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["new"]
