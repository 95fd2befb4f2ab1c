"""What tests of the sections do by keyboard: choose, write, save, and press what stands there."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from amhp_desktop.ui.kit.fields import Choice, MomentField
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.requests.sections.arranging import ArrangingSection
from amhp_desktop.ui.requests.sections.assessment import AssessmentSection
from amhp_desktop.ui.requests.sections.outcome import OutcomeSection
from amhp_desktop.ui.requests.sections.relative import RelativeSection
from amhp_desktop.ui.requests.sections.told import ToldSection
from tests.ui.requests.request_stage import Desk

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def choose(desk: Desk, form: FormGrid, name: str, words: str) -> None:
    """Choose an entry of a list that drops down with the arrow keys, by how it begins."""
    field = form.fields[name]
    assert isinstance(field, Choice)
    field.setFocus()
    desk.press(Key.Key_Home)
    for _ in range(field.box.count()):
        if field.box.currentText().startswith(words):
            return
        desk.press(Key.Key_Down)
    raise AssertionError(f"{words} is not offered")


def write(desk: Desk, form: FormGrid, name: str, words: str) -> None:
    form.go_to(name)
    desk.write(words)


def now(desk: Desk, form: FormGrid, name: str) -> None:
    """Press F2 in both parts of a moment."""
    field = form.fields[name]
    assert isinstance(field, MomentField)
    for part in (field.day, field.clock_time):
        part.setFocus()
        desk.press(Key.Key_F2)


def save(desk: Desk) -> None:
    desk.press(Key.Key_S, CONTROL)


def bold(desk: Desk) -> list[str]:
    return [message.bold for message in desk.stage.messages]


def arranging(desk: Desk) -> ArrangingSection:
    return cast(ArrangingSection, desk.section())


def assessment(desk: Desk) -> AssessmentSection:
    return cast(AssessmentSection, desk.section())


def relative(desk: Desk) -> RelativeSection:
    return cast(RelativeSection, desk.section())


def outcome(desk: Desk) -> OutcomeSection:
    return cast(OutcomeSection, desk.section())


def told(desk: Desk) -> ToldSection:
    return cast(ToldSection, desk.section())


def press_button(desk: Desk, made: QWidget) -> None:
    made.setFocus()
    desk.press(Key.Key_Space)


def let_all_go(desk: Desk) -> None:
    desk.stage.lane.holds = False
    while desk.stage.lane.waiting:
        desk.stage.lane.let_go()
        desk.settle()
