"""The window before sign-in says when the chosen database is for training."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from amhp_desktop.ui.shell.database_chooser import Answer, DatabaseChoice
from amhp_desktop.ui.shell.failsafe import FailsafePanel
from amhp_desktop.ui.shell.first_start import FirstStartPage
from amhp_desktop.ui.shell.option_button import OptionButton
from amhp_desktop.ui.shell.sign_in import SignInPage
from amhp_desktop.ui.shell.start_window import StartWindow
from amhp_desktop.ui.shell.training_strip import TrainingStrip
from tests.ui.shell.stage import Memory

CHOICES = (
    DatabaseChoice("shared", "Northmere, shared", Answer.REACHABLE),
    DatabaseChoice("demo", "Demonstration", Answer.HERE, is_training=True),
)


def _window(qtbot: QtBot, memory: Memory) -> StartWindow:
    window = StartWindow(memory)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window


def test_the_strip_stands_over_a_training_database_only(qtbot: QtBot, memory: Memory) -> None:
    window = _window(qtbot, memory)
    page = SignInPage("Northmere Council", CHOICES, FailsafePanel((), (), ""))
    window.show_sign_in(page)
    strip = window.findChild(TrainingStrip)
    assert not strip.isVisible()
    page.databases.choose("demo")
    assert strip.isVisible()
    page.databases.choose("shared")
    assert not strip.isVisible()
    assert page.login.line.hasFocus()


def test_first_start_gives_way_to_sign_in(qtbot: QtBot, memory: Memory, tmp_path: Path) -> None:
    window = _window(qtbot, memory)
    first = FirstStartPage(tmp_path, FailsafePanel((), (), ""), can_cancel=True)
    window.show_first_start(first)
    assert first.findChild(OptionButton).hasFocus()
    window.show_sign_in(SignInPage("Northmere Council", CHOICES, FailsafePanel((), (), "")))
    assert window.windowTitle() == "AMHP Desktop – Sign in"
    window.close()
    assert memory.kept["main"]
