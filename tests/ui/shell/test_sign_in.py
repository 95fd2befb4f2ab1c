"""Signing in and the first start keep what was typed whatever goes wrong."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.errors import Problem
from amhp_desktop.ui.shell.database_chooser import Answer, DatabaseChoice
from amhp_desktop.ui.shell.failsafe import FailsafeContact, FailsafePack, FailsafePanel
from amhp_desktop.ui.shell.first_start import FirstStartPage
from amhp_desktop.ui.shell.first_start_values import CreateLocal, JoinShared, OpenDemonstration
from amhp_desktop.ui.shell.option_button import OptionButton
from amhp_desktop.ui.shell.sign_in import SignInAttempt, SignInPage

CHOICES = (
    DatabaseChoice("shared", "Northmere, shared", Answer.REACHABLE),
    DatabaseChoice("demo", "Demonstration", Answer.HERE, is_training=True),
)


def _failsafe() -> FailsafePanel:
    return FailsafePanel(
        (FailsafePack("forms", "All statutory forms, blank", "35"),),
        (FailsafeContact("EDT", "KEANE, Orla · 07700 900104"),),
        "Version 0.1.0",
    )


@pytest.fixture
def page(qtbot: QtBot) -> SignInPage:
    made = SignInPage("Northmere Council", CHOICES, _failsafe())
    made.resize(1366, 740)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> FirstStartPage:
    made = FirstStartPage(tmp_path, _failsafe())
    made.resize(1366, 740)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_typing_and_enter_asks_to_sign_in(qtbot: QtBot, page: SignInPage) -> None:
    page.take_focus()
    qtbot.keyClicks(page.login.line, "priya.raman")
    qtbot.keyClick(page.login.line, Qt.Key.Key_Tab)
    assert page.passphrase.line.hasFocus()
    qtbot.keyClicks(page.passphrase.line, " four words ")
    with qtbot.waitSignal(page.asked) as asked:
        qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    assert asked.args == [SignInAttempt("shared", "priya.raman", " four words ")]
    assert "four words" not in repr(asked.args)


def test_a_failure_keeps_everything_typed(qtbot: QtBot, page: SignInPage) -> None:
    qtbot.keyClicks(page.login.line, "priya.raman")
    qtbot.keyClicks(page.passphrase.line, "four words")
    page.show_busy("Opening the database")
    assert not page.sign_in.isEnabled()
    page.say_wrong("User name or passphrase is wrong.")
    assert (page.login.text(), page.passphrase.text()) == ("priya.raman", "four words")
    assert page.passphrase.problem == "User name or passphrase is wrong."
    assert page.sign_in.isEnabled()
    page.say_trouble("Northmere, shared does not answer.", "Try again.")
    assert page.problem.words == "Northmere, shared does not answer. Try again."
    assert (page.login.text(), page.passphrase.text()) == ("priya.raman", "four words")


def test_no_second_attempt_while_one_is_running(qtbot: QtBot, page: SignInPage) -> None:
    qtbot.keyClicks(page.login.line, "a")
    qtbot.keyClicks(page.passphrase.line, "b")
    page.show_busy("Opening the database")
    with qtbot.assertNotEmitted(page.asked):
        qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)


def test_empty_fields_are_said_together(qtbot: QtBot, page: SignInPage) -> None:
    qtbot.keyClick(page.sign_in, Qt.Key.Key_Space)
    assert page.login.problem == "Enter your user name."
    assert page.passphrase.problem == "Enter your passphrase."
    assert page.login.line.hasFocus()
    qtbot.keyClicks(page.login.line, "p")
    assert page.login.problem == ""


def test_the_passphrase_can_be_shown_by_keyboard(qtbot: QtBot, page: SignInPage) -> None:
    page.passphrase.line.setFocus()
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Tab)
    assert page.passphrase.eye.hasFocus()
    assert page.passphrase.eye.accessibleName() == "Show passphrase"
    qtbot.keyClick(page.passphrase.eye, Qt.Key.Key_Space)
    assert page.passphrase.line.echoMode() is page.passphrase.line.EchoMode.Normal
    assert page.passphrase.eye.accessibleName() == "Hide passphrase"


def test_caps_lock_is_noticed(qtbot: QtBot, page: SignInPage) -> None:
    qtbot.keyClick(page.passphrase.line, "A")
    assert page.passphrase.hint.isVisible()
    qtbot.keyClick(page.passphrase.line, "a")
    assert not page.passphrase.hint.isVisible()


def test_the_chosen_database_stays_chosen_when_states_change(page: SignInPage) -> None:
    page.databases.choose("demo")
    page.databases.show_choices(
        (DatabaseChoice("shared", "Northmere, shared", Answer.UNREACHABLE), CHOICES[1])
    )
    choice = page.databases.choice()
    assert choice is not None
    assert choice.key == "demo"
    page.databases.choose("shared")
    assert page.databases.box.accessibleDescription() == "not reachable"


def test_blank_forms_print_without_signing_in(qtbot: QtBot, page: SignInPage) -> None:
    panel = page.findChild(FailsafePanel)
    print_forms = page.findChild(QPushButton, "print_forms")
    with qtbot.waitSignal(panel.print_asked) as asked:
        qtbot.keyClick(print_forms, Qt.Key.Key_Space)
    assert asked.args == ["forms"]


def test_everything_has_a_name(page: SignInPage, start: FirstStartPage) -> None:
    for opened in (start.open_create, start.open_existing, start.open_join, start.open_restore):
        opened()
    start.show_recovery_key(("ABCD", "EFGH"))
    for top in (page, start):
        for widget in top.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy():
                spoken = QAccessible.queryAccessibleInterface(widget)
                assert spoken.text(QAccessible.Text.Name), f"{type(widget).__name__} {widget.objectName()}"


def test_the_demonstration_is_two_keys_away(qtbot: QtBot, start: FirstStartPage) -> None:
    start.show_choices()
    last = start.findChildren(OptionButton)[-1]
    last.setFocus()
    with qtbot.waitSignal(start.asked) as asked:
        qtbot.keyClick(last, Qt.Key.Key_Return)
    assert asked.args == [OpenDemonstration()]


def _fill(start: FirstStartPage, **values: str) -> None:
    form = start.form
    assert form is not None
    for name, value in values.items():
        form._entries[name].line.setText(value)


def test_a_new_file_needs_everything_and_a_good_passphrase(
    qtbot: QtBot, start: FirstStartPage, tmp_path: Path
) -> None:
    start.open_create()
    form = start.form
    assert form is not None
    form.try_to_submit()
    assert form._entries["service"].problem == "Service name is missing."
    assert form._entries["passphrase"].problem == "Passphrase is missing."
    _fill(start, service="S", authority="Northmere Council", person="RAMAN, Priya", login="priya")
    _fill(start, passphrase="too short", again="too short")
    form.try_to_submit()
    assert form._entries["passphrase"].problem == "At least 12 characters; this has 9."
    _fill(start, passphrase="four words beside", again="four words besides")
    form.try_to_submit()
    assert form._entries["again"].problem == "The two passphrases differ."
    assert form._entries["service"].text() == "S"
    _fill(start, again="four words beside")
    with qtbot.waitSignal(start.asked) as asked:
        form.try_to_submit()
    decision = asked.args[0]
    file = tmp_path / "service.amhp"
    assert decision == CreateLocal(
        "S", "Northmere Council", file, "RAMAN, Priya", "priya", "four words beside"
    )
    assert "priya" not in repr(decision)


def test_a_refusal_comes_beside_its_field_and_keeps_the_rest(start: FirstStartPage) -> None:
    start.open_create()
    _fill(start, service="S", login="priya", passphrase="four words beside")
    start.show_busy("Creating the file")
    start.say_problems((Problem("file", "This folder cannot be written to."), Problem("", "No room.")))
    form = start.form
    assert form is not None
    assert form._entries["file"].problem == "This folder cannot be written to."
    assert form.problem.words == "No room."
    assert form._entries["passphrase"].text() == "four words beside"
    start.show_choices()
    start.open_create()
    assert form._entries["login"].text() == "priya"


def test_joining_checks_port_and_certificate(qtbot: QtBot, start: FirstStartPage, tmp_path: Path) -> None:
    start.open_join()
    certificate = tmp_path / "ca.pem"
    _fill(start, server="amhp.northmere.example", port="54x", login="priya", password="p")
    _fill(start, certificate=str(certificate))
    form = start.form
    assert form is not None
    form.try_to_submit()
    assert form._entries["port"].problem == "A number from 1 to 65535."
    assert form._entries["certificate"].problem == "There is no such file."
    certificate.write_text("x")
    _fill(start, port="5432")
    with qtbot.waitSignal(start.asked) as asked:
        form.try_to_submit()
    assert asked.args[0] == JoinShared("amhp.northmere.example", 5432, "amhp", "priya", "p", certificate)


def test_the_recovery_key_must_be_typed_back(qtbot: QtBot, start: FirstStartPage) -> None:
    start.show_recovery_key(("K7QP", "2MXD", "P5EA"))
    recovery = start.recovery
    assert recovery is not None
    qtbot.keyClicks(recovery.last.line, "k7qp")
    with qtbot.assertNotEmitted(start.key_confirmed):
        qtbot.keyClick(recovery.last.line, Qt.Key.Key_Return)
    assert "not the last group" in recovery.last.problem
    recovery.last.line.clear()
    qtbot.keyClicks(recovery.last.line, "p5ea")
    with qtbot.waitSignal(start.key_confirmed):
        qtbot.keyClick(recovery.last.line, Qt.Key.Key_Return)
