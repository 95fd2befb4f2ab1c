"""Fields read what people type, show it the usual way, and never clear it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.errors import Problem, Weight
from amhp_desktop.ui.kit.fields import (
    CheckRow,
    Choice,
    DateField,
    LongText,
    MomentField,
    NhsNumberField,
    PhoneField,
    SearchField,
    SegmentedChoice,
    TextField,
    TimeField,
)
from amhp_desktop.ui.kit.form import FormGrid, ProblemsList


def now() -> datetime:
    return datetime(2026, 11, 24, 9, 5, 30, tzinfo=UTC)


class Sex(Enum):
    FEMALE = "female"
    MALE = "male"


def _shown(qtbot: QtBot, *fields: Any) -> Any:
    holder = QWidget()
    qtbot.addWidget(holder)
    for field in fields:
        field.setParent(holder)
        field.holder = holder  # qtbot holds widgets weakly
    holder.show()
    return fields[0] if len(fields) == 1 else fields


@pytest.mark.parametrize(
    ("field", "typed", "value", "shown"),
    [
        (lambda: DateField(now), "24/11", date(2026, 11, 24), "24-Nov-2026"),
        (lambda: DateField(now), "14.3.84", date(1984, 3, 14), "14-Mar-1984"),
        (lambda: TimeField(now), "1430", time(14, 30), "14:30"),
        (NhsNumberField, "999-318-8026", "9993188026", "999 318 8026"),
        (PhoneField, "07700900178", "07700 900178", "07700 900178"),
    ],
)
def test_leaving_a_field_shows_its_value_the_usual_way(
    qtbot: QtBot, field: Callable[[], Any], typed: str, value: object, shown: str
) -> None:
    made = _shown(qtbot, field())
    qtbot.keyClicks(made.line, typed)
    assert made.value() == value
    qtbot.keyClick(made.line, Qt.Key.Key_Return)
    assert made.text() == shown
    assert made.problem == ""


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (lambda: DateField(now), "31 Feb"),
        (lambda: TimeField(now), "25:00"),
        (NhsNumberField, "999 318 8062"),
        (PhoneField, "the desk"),
    ],
)
def test_what_cannot_be_read_stays_and_is_explained(
    qtbot: QtBot, field: Callable[[], Any], typed: str
) -> None:
    made = _shown(qtbot, field())
    qtbot.keyClicks(made.line, typed)
    qtbot.keyClick(made.line, Qt.Key.Key_Return)
    assert made.text() == typed
    assert made.value() is None
    assert not made.is_readable
    assert made.problem
    made.line.clear()
    assert made.problem == ""


def test_f2_is_now(qtbot: QtBot) -> None:
    day, clock = _shown(qtbot, DateField(now), TimeField(now))
    qtbot.keyClick(day.line, Qt.Key.Key_F2)
    qtbot.keyClick(clock.line, Qt.Key.Key_F2)
    assert (day.text(), clock.text()) == ("24-Nov-2026", "09:05")


def test_the_hour_that_happens_twice_is_asked_for(qtbot: QtBot) -> None:
    moment = _shown(qtbot, MomentField(now))
    qtbot.keyClicks(moment.day.line, "25/10/2026")
    qtbot.keyClicks(moment.clock_time.line, "0130")
    assert moment.value() is None
    assert "twice" in moment.problem
    first, second = moment.which.buttons
    assert first.isVisible()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert moment.value() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert moment.problem == ""
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert moment.value() == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_the_clocks_skip_is_refused(qtbot: QtBot) -> None:
    moment = _shown(qtbot, MomentField(now))
    qtbot.keyClicks(moment.day.line, "29/3/2026")
    qtbot.keyClicks(moment.clock_time.line, "0130")
    assert moment.value() is None
    assert "did not happen" in moment.problem
    moment.clock_time.line.clear()
    assert moment.problem == ""


def test_an_instant_comes_back_as_it_was_set(qtbot: QtBot) -> None:
    moment = _shown(qtbot, MomentField(now))
    for hour in (0, 1, 2):
        instant = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        moment.set_value(instant)
        assert moment.value() == instant


def test_a_choice_gives_back_the_very_enum(qtbot: QtBot) -> None:
    choice = _shown(qtbot, Choice(((Sex.FEMALE, "Female"), (Sex.MALE, "Male")), "Not asked"))
    assert choice.value() is None
    qtbot.keyClicks(choice.box, "m")
    assert choice.value() is Sex.MALE
    choice.set_options(((Sex.MALE, "Man"),))
    assert choice.value() is Sex.MALE


def test_the_wheel_does_not_change_a_choice_without_the_keyboard(qtbot: QtBot) -> None:
    choice = _shown(qtbot, Choice(((1, "One"), (2, "Two"))))
    choice.set_value(1)
    choice.box.clearFocus()
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, bool(0),
    )  # fmt: skip
    QApplication.sendEvent(choice.box, event)
    assert choice.value() == 1


def test_segments_and_checks_give_values(qtbot: QtBot) -> None:
    segments = _shown(qtbot, SegmentedChoice(((1, "List"), (2, "Columns"))))
    qtbot.mouseClick(segments.buttons[1], Qt.MouseButton.LeftButton)
    assert segments.value() == 2
    segments.set_value(None)
    assert segments.value() is None
    checks = _shown(qtbot, CheckRow(((1, "Dog"), (2, "Weapon"))))
    checks.set_value((2,))
    assert checks.value() == (2,)


@pytest.mark.parametrize("key", "KDBTHJL")
def test_text_fields_let_the_programs_shortcuts_through(qtbot: QtBot, key: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    line, page = TextField(), LongText()
    line.setParent(holder)
    page.setParent(holder)
    shortcut = QShortcut(QKeySequence(f"Ctrl+{key}"), holder)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    for editor in (line.line, page.page):
        editor.setFocus()
        with qtbot.waitSignal(shortcut.activated):
            qtbot.keyClick(editor, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.ControlModifier)


def test_escape_empties_a_search(qtbot: QtBot) -> None:
    search = _shown(qtbot, SearchField("Find or do", "Ctrl K"))
    qtbot.keyClicks(search.line, "hol")
    with qtbot.waitSignal(search.submitted) as caught:
        qtbot.keyClick(search.line, Qt.Key.Key_Return)
    assert caught.args == ["hol"]
    qtbot.keyClick(search.line, Qt.Key.Key_Escape)
    assert search.value() == ""


def test_problems_stand_at_their_fields_and_the_rest_come_back(qtbot: QtBot) -> None:
    grid = FormGrid()
    qtbot.addWidget(grid)
    caller = grid.add("Caller", TextField(), "caller")
    born = grid.add("Born", DateField(now), "born")
    elsewhere = Problem("other", "Elsewhere.")
    left = grid.show_problems(
        (Problem("caller", "Say who called."), Problem("born", "Ask.", Weight.LOOK), elsewhere)
    )
    assert left == (elsewhere,)
    assert (caller.problem, born.problem) == ("Say who called.", "Ask.")
    grid.show_problems(())
    assert (caller.problem, born.problem) == ("", "")


def test_a_field_in_a_form_is_spoken_by_its_label(qtbot: QtBot) -> None:
    grid = FormGrid()
    qtbot.addWidget(grid)
    caller = grid.add("Caller", TextField(), "caller")
    interface = QAccessible.queryAccessibleInterface(caller.editor)
    assert interface.text(QAccessible.Text.Name) == "Caller"


def test_f8_walks_the_problems_round(qtbot: QtBot) -> None:
    listed = ProblemsList()
    qtbot.addWidget(listed)
    listed.set_problems((Problem("b", "Look.", Weight.LOOK), Problem("a", "Stop.")))
    gone = []
    listed.chosen.connect(gone.append)
    listed.go_next()
    listed.go_next()
    listed.go_next()
    listed.go_previous()
    assert gone == ["a", "b", "a", "b"]
