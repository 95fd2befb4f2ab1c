"""Messages, questions and conflicts: nothing blocks, nothing is lost, Escape is safe."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.errors import FieldDifference, Stale, Trouble
from amhp_desktop.ui.kit.ask import Answer, FormDialog, ask
from amhp_desktop.ui.kit.conflict import Chosen, ConflictDialog, Pick
from amhp_desktop.ui.kit.messages import Message, MessageAction, MessageArea, message_of


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made).addWidget(QLineEdit())
    made.resize(1280, 680)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_at_most_two_messages_and_errors_outlast_the_rest(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)
    area.say(Message("error", "Not saved."))
    area.say(Message("info", "VOSS changed R-1047."))
    area.say(Message("error", "Printer gone."))
    assert [message.bold for message in area.messages] == ["Printer gone.", "Not saved."]
    area.say(Message("error", "Third."))
    assert len(area.messages) == 2
    area.say(Message("error", "Not saved again.", key="save"))
    area.clear()
    assert area.messages == ()


def test_a_waiting_message_comes_when_there_is_room(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)
    for key in ("one", "two", "three"):
        area.say(Message("error", key, key=key))
    area.dismiss("one")
    assert [message.bold for message in area.messages] == ["three", "two"]


def test_a_message_with_the_same_key_takes_the_others_place(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)
    area.say(Message("warning", "Old.", key="k"))
    area.say(Message("warning", "New.", key="k"))
    assert [message.bold for message in area.messages] == ["New."]


def test_a_message_button_acts_and_takes_the_message_away(qtbot: QtBot) -> None:
    area, done = MessageArea(), []
    qtbot.addWidget(area)
    area.say(Message("success", "Allocated.", actions=(MessageAction("Undo", lambda: done.append(1)),)))
    undo = next(made for made in area.findChildren(QWidget) if getattr(made, "text", str)() == "Undo")
    undo.click()
    assert done == [1]
    assert area.messages == ()


def test_trouble_says_what_happened_what_was_kept_and_what_to_do() -> None:
    message = message_of(
        Trouble("The printer does not answer.", kept="The form is kept.", to_do="Try again.")
    )
    assert (message.kind, message.plain) == ("error", "The form is kept. Try again.")


ANSWERS = (Answer("keep", "Keep it", is_safe=True), Answer("go", "Withdraw request", "danger"))


def test_the_safe_answer_has_the_focus_and_is_what_escape_means(qtbot: QtBot, window: QWidget) -> None:
    window.findChild(QLineEdit).setFocus()
    said = []
    question = ask(window, "Withdraw R-1048?", "It stays in the register.", ANSWERS, said.append)
    assert question.buttons[0].hasFocus()
    qtbot.keyClick(question.buttons[0], Qt.Key.Key_Escape)
    assert said == ["keep"]
    assert window.findChild(QLineEdit).hasFocus()


def test_the_keyboard_stays_in_the_dialog(qtbot: QtBot, window: QWidget) -> None:
    question = ask(window, "Withdraw R-1048?", "It stays in the register.", ANSWERS, print)
    for _ in range(5):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert question.isAncestorOf(window.focusWidget())
    question.answer("keep")


def test_the_danger_needs_its_own_press(qtbot: QtBot, window: QWidget) -> None:
    said = []
    question = ask(window, "Withdraw R-1048?", "It stays in the register.", ANSWERS, said.append)
    qtbot.mouseClick(question.buttons[1], Qt.MouseButton.LeftButton)
    assert said == ["go"]


def test_a_form_dialog_stays_until_the_save_went_through(qtbot: QtBot, window: QWidget) -> None:
    dialog = FormDialog(window, "Break glass", "Open in emergency")
    dialog.open()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.closed):
        dialog.finish()


def _stale() -> Stale:
    return Stale(
        "R-1048",
        version=15,
        theirs_by="CHOWDHURY, Farah",
        theirs_at="13:24",
        clashes=(
            FieldDifference(
                "address", "Address", "Flat 3, 17 Larch Court", "17 Larch Court, 7QR", "17 Larch Court"
            ),
            FieldDifference(
                "notes", "Notes", "Side door. Key safe.", "Side door. Mother home.", "Side door."
            ),
        ),
        kept_theirs=("GP phone",),
    )


def test_a_conflict_is_saved_only_when_every_field_is_chosen(qtbot: QtBot, window: QWidget) -> None:
    saved = []
    dialog = ConflictDialog(_stale(), saved.append, parent=window, who="RAMAN")
    dialog.open()
    assert not dialog.save.isEnabled()
    assert dialog.save.toolTip()
    dialog.rows[0].cells[Pick.THEIRS].radio.setChecked(True)
    dialog.rows[1].keep_both.click()
    assert dialog.save.isEnabled()
    dialog.save.click()
    assert saved == [
        (
            Chosen("address", Pick.THEIRS, "Flat 3, 17 Larch Court"),
            Chosen("notes", Pick.BOTH, "Side door. Key safe. Mother home."),
        )
    ]


def test_all_mine_and_then_theirs_for_one(qtbot: QtBot, window: QWidget) -> None:
    saved = []
    dialog = ConflictDialog(_stale(), saved.append, parent=window)
    dialog.open()
    dialog.all_mine.click()
    dialog.rows[1].cells[Pick.THEIRS].radio.setChecked(True)
    dialog.save.click()
    assert [chosen.pick for chosen in saved[0]] == [Pick.MINE, Pick.THEIRS]


def test_going_back_to_editing_saves_nothing(qtbot: QtBot, window: QWidget) -> None:
    saved = []
    dialog = ConflictDialog(_stale(), saved.append, parent=window)
    dialog.open()
    qtbot.keyClick(dialog.back, Qt.Key.Key_Escape)
    assert saved == []
    assert not dialog.isVisible()
