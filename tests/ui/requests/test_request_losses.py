"""Nothing typed in a section is lost: half-typed times, a slow or bad line, two who record first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.assessments import (
    ContactOutcome,
    Knowledge,
    RelativeDraft,
)
from amhp_desktop.domain.changes import Changed, operation
from amhp_desktop.domain.errors import OutcomeUnknown
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.conflict import ConflictDialog
from amhp_desktop.ui.kit.fields import MomentField
from amhp_desktop.ui.requests.request_moves import NextDialog
from tests.ui.requests.doing import (
    arranging,
    choose,
    let_all_go,
    press_button,
    relative,
    save,
    write,
)
from tests.ui.requests.request_stage import CONTROL, Desk, accept, at_desk, record

Key = Qt.Key


def test_a_half_typed_time_is_kept_and_named(desk: Desk) -> None:
    desk.open("relative")
    form = relative(desk).form
    field = form.fields["informed_at"]
    assert isinstance(field, MomentField)
    field.clock_time.setFocus()
    desk.stage.type("1528")
    desk.press(Key.Key_F5)
    save(desk)
    assert field.clock_time.text() in {"1528", "15:28"}
    assert field.problem == "This cannot be read. What you typed is still there."
    assert desk.view.relative is None


def test_typing_goes_on_while_the_first_record_is_saved(desk: Desk) -> None:
    desk.open("relative")
    form = relative(desk).form
    choose(desk, form, "knowledge", "Could not")
    form.go_to("note")
    desk.stage.type("No answer")
    desk.stage.lane.holds = True
    save(desk)
    desk.stage.type(" at his house")
    save(desk)
    let_all_go(desk)
    assert _note(desk) == "No answer"
    assert form.draft().note == "No answer at his house"
    assert desk.page.has_unsaved
    save(desk)
    assert _note(desk) == "No answer at his house"
    assert not desk.stage.window.findChildren(ConflictDialog)


def _note(desk: Desk) -> str:
    stored = desk.view.relative
    return stored.draft.note if stored is not None else ""


_LOST = {"save_relative", "log_contact", "allocate", "set_next"}


class LosesAnswers:
    """A service whose first change is kept, and whose answer to it is lost."""

    def __init__(self, real: object) -> None:
        self._real = real
        self._lost = 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        return self._losing(found) if name in _LOST else found

    def _losing(self, change: Callable[..., Changed]) -> Callable[..., Changed]:
        def changed(*given: Any) -> Changed:
            made = change(*given)
            self._lost += 1
            if self._lost == 1:
                raise OutcomeUnknown("The answer was lost.", kept="What you typed is kept.")
            return made

        return changed


@pytest.fixture
def bad_line(qtbot: QtBot, services: Services) -> Iterator[Desk]:
    """Show a request over a line that loses one answer."""
    losing = replace(services, assessments=cast(Any, LosesAnswers(services.assessments)))
    made = at_desk(qtbot, losing, record(services))
    yield made
    made.stage.close()


def test_words_changed_after_a_lost_answer_are_saved_too(bad_line: Desk) -> None:
    bad_line.open("relative")
    form = relative(bad_line).form
    choose(bad_line, form, "knowledge", "Could not")
    write(bad_line, form, "note", "One")
    save(bad_line)
    assert _note(bad_line) == "One"
    write(bad_line, form, "note", "One and two")
    save(bad_line)
    assert _note(bad_line) == "One and two"
    assert not bad_line.page.has_unsaved


def test_the_same_call_tried_again_after_a_lost_answer_is_logged_once(bad_line: Desk) -> None:
    bad_line.open("arranging")
    form = arranging(bad_line).form
    choose(bad_line, form, "kind", "Police")
    write(bad_line, form, "name", "PC Dray")
    choose(bad_line, form, "outcome", "No answer")
    save(bad_line)
    save(bad_line)
    assert [one.name for one in bad_line.view.contacts] == ["PC Dray"]


def test_another_result_after_a_lost_answer_is_another_attempt(bad_line: Desk) -> None:
    bad_line.open("arranging")
    form = arranging(bad_line).form
    choose(bad_line, form, "kind", "Police")
    write(bad_line, form, "name", "PC Dray")
    choose(bad_line, form, "outcome", "No answer")
    save(bad_line)
    choose(bad_line, form, "outcome", "Yes")
    save(bad_line)
    assert {one.outcome for one in bad_line.view.contacts} == {ContactOutcome.YES, ContactOutcome.NO_ANSWER}


def test_another_reason_for_an_allocation_after_a_lost_answer_is_kept(
    qtbot: QtBot, services: Services
) -> None:
    losing = replace(services, allocations=cast(Any, LosesAnswers(services.allocations)))
    desk = at_desk(qtbot, losing, record(services))
    accept(services, desk.request_id)
    desk.open("allocation")
    section = desk.allocation()
    able = next(one for one in services.allocations.candidates() if not one.cannot)
    section.candidates.choose(able.staff_id)
    write(desk, section.form, "reason", "Nearest")
    save(desk)
    write(desk, section.form, "reason", "Nearest, speaks Polish")
    save(desk)
    allocation = desk.view.allocation
    assert allocation is not None
    assert allocation.reason == "Nearest, speaks Polish"
    desk.stage.close()


def test_another_next_action_after_a_lost_answer_is_kept(qtbot: QtBot, services: Services) -> None:
    losing = replace(services, requests=cast(Any, LosesAnswers(services.requests)))
    desk = at_desk(qtbot, losing, record(services))
    desk.open()
    dialog = NextDialog(desk.page, losing, desk.stage.tasks, desk.view)
    dialog.open()
    dialog.action.set_value("Ring the GP")
    desk.press(Key.Key_Return, CONTROL)
    assert "The answer was lost." in dialog.words.text()
    dialog.action.set_value("Ring the ward")
    desk.press(Key.Key_Return, CONTROL)
    assert "changed this request" in dialog.words.text(), (
        "the second words are judged, not taken for the first"
    )
    desk.stage.close()


def test_two_who_record_the_relative_first_are_put_side_by_side(desk: Desk, colleague: Services) -> None:
    desk.open("relative")
    form = relative(desk).form
    choose(desk, form, "knowledge", "Could not")
    write(desk, form, "note", "Mine")
    theirs = RelativeDraft(Knowledge.KNOWN, "Prentice", "Adam", relationship="son", address="2 High Street")
    colleague.assessments.save_relative(desk.request_id, None, theirs, operation("relative:record"))
    save(desk)
    dialog = desk.dialog(ConflictDialog)
    assert [row.difference.label for row in dialog.rows] == ["Knowledge"]
    press_button(desk, dialog.all_theirs)
    press_button(desk, dialog.save)
    stored = desk.view.relative
    assert stored is not None
    assert stored.draft == replace(theirs, note="Mine")
    assert not desk.page.has_unsaved


def test_a_mixture_that_does_not_fit_is_shown_to_be_put_right(desk: Desk, colleague: Services) -> None:
    desk.open("relative")
    form = relative(desk).form
    choose(desk, form, "knowledge", "Could not")
    theirs = RelativeDraft(Knowledge.KNOWN, "Prentice", address="2 High Street")
    colleague.assessments.save_relative(desk.request_id, None, theirs, operation("relative:record"))
    save(desk)
    dialog = desk.dialog(ConflictDialog)
    press_button(desk, dialog.all_mine)
    press_button(desk, dialog.save)
    assert form.fields["knowledge"].problem == "A name is entered: choose Known, or clear the name."
    write(desk, form, "family", "")
    desk.press(Key.Key_Backspace)
    save(desk)
    stored = desk.view.relative
    assert stored is not None
    assert stored.draft.knowledge is Knowledge.NOT_ASCERTAINED
