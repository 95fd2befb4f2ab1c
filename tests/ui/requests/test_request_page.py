"""The frame of a request's page, by keyboard: who, where, what is next, notes, moves, and leaving it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.requests import (
    CallDraft,
    IntakeDraft,
    State,
)
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.ask import Question
from amhp_desktop.ui.kit.page import HeaderButton, Place
from amhp_desktop.ui.requests.request_side import Which
from amhp_desktop.ui.requests.sections.allocation import AllocationSection
from amhp_desktop.ui.requests.sections.person import PersonSection
from amhp_desktop.ui.requests.sections.triage import TriageSection
from tests.support.clock import MovableClock
from tests.ui.requests.request_stage import Desk, accept, known

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
# The windowless platform of the tests says so when a menu pops up.
_POPS_UP = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_it_says_who_where_and_what_is_next(desk: Desk, services: Services) -> None:
    desk.request_id = known(services, "UNKNOWN")
    desk.open()
    page = desk.page
    assert page.title() == "R-1047"
    assert page.subtitle() == "s.136, place of safety"
    assert page.window_words() == "R-1047"
    assert page.banner().accessibleName().startswith("UNKNOWN, Male, Born About 25y")
    assert page.desk.head.who.text() == "KEANE, Orla with person since 23-Nov"
    assert page.desk.trail.trail.accessibleName().startswith(
        "Received 23-Nov, Triaged 23-Nov, Allocated 23-Nov"
    )
    assert page.primary() == HeaderButton("page.primary", "Record outcome", "clipboard-check")
    assert "Name not known" in page.desk.outline.missing.text()
    assert page.desk.outline.buttons["person"].accessibleName() == "Person, needs a look 2"
    assert page.desk.outline.buttons["triage"].accessibleName() == "Triage, done"


def test_a_clock_says_how_it_is_counted_and_moves_with_the_minute(
    desk: Desk, services: Services, clock: MovableClock
) -> None:
    desk.request_id = known(services, "UNKNOWN")
    desk.open()
    clocks = desk.page.desk.side.clocks
    card = clocks.cards[0]
    assert card.accessibleName() == "s.136 ends 22:40, 14hr 10min left, Arrived 23-Nov 22:40, running"
    assert clocks.rest.text() == "Seen 23:40, due 02:50"
    card.setFocus()
    desk.press(Key.Key_Return)
    said = [words.text() for words in clocks.rules.findChildren(type(clocks.rest))]
    assert "Mental Health Act 1983, s.136(2), (2A)(a)(i)" in said
    assert "Arrived: 23-Nov-2026 22:40" in said
    assert "The service’s own standard: practice, not law." in said
    clock.move(timedelta(hours=13))
    desk.page.desk.word()
    assert clocks.cards[0].accessibleName().endswith("urgent")


def test_the_sections_are_reached_by_keyboard(desk: Desk) -> None:
    desk.open()
    assert isinstance(desk.section(), TriageSection)
    desk.press(Key.Key_Up, CONTROL)
    assert isinstance(desk.section(), PersonSection)
    desk.press(Key.Key_Down, CONTROL)
    desk.press(Key.Key_Down, CONTROL)
    assert isinstance(desk.section(), AllocationSection)
    desk.press(Key.Key_A, CONTROL, SHIFT)
    assert desk.page.desk.current == "allocation"
    desk.page.desk.outline.buttons["allocation"].setFocus()
    desk.press(Key.Key_Up)
    assert desk.page.desk.current == "triage"
    assert desk.page.desk.outline.buttons["triage"].hasFocus()


@pytest.mark.parametrize(
    ("keys", "section"),
    [((Key.Key_L, CONTROL), "arranging"), ((Key.Key_T, CONTROL), "told"),
     ((Key.Key_O, CONTROL, SHIFT), "outcome"), ((Key.Key_A, CONTROL, SHIFT), "allocation")],
)  # fmt: skip
def test_commands_lead_to_their_sections(
    desk: Desk, keys: tuple[Qt.Key, Qt.KeyboardModifier], section: str
) -> None:
    desk.open()
    desk.press(*keys)
    assert desk.page.desk.current == section


def test_ctrl_enter_in_the_note_adds_it_and_nothing_else(desk: Desk) -> None:
    desk.open()
    note = desk.page.desk.side.note
    note.text.setFocus()
    desk.stage.type("Her sister will ring")
    assert desk.page.has_unsaved
    desk.press(Key.Key_Return, CONTROL)
    assert [one.detail for one in desk.view.timeline if one.kind == "note"] == ["Her sister will ring"]
    assert note.text.value() == ""
    assert desk.page.desk.current == "triage"
    assert desk.view.state is State.RECEIVED


def test_the_timeline_is_narrowed(desk: Desk, services: Services) -> None:
    desk.request_id = known(services, "UNKNOWN")
    desk.open()
    side = desk.page.desk.side
    side.which.set_value(Which.CALLS)
    assert "Doctor: HOLT, Imogen (Dr)" in side.timeline.accessibleDescription()
    side.timeline.setFocus()
    desk.press(Key.Key_Return)
    assert side.whole.text().startswith("23:30  Doctor: HOLT, Imogen (Dr)\nNo answer")


@_POPS_UP
def test_a_request_goes_back_with_a_reason_and_on_without(desk: Desk, services: Services) -> None:
    accept(services, desk.request_id)
    desk.open()
    desk.page.desk.head.more.setFocus()
    desk.press(Key.Key_Space)
    menu = desk.page.moves.menu
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Set next action…", "Move back to received…"]
    next(one for one in menu.actions() if one.objectName() == "move_back_received").trigger()
    menu.close()
    desk.settle()
    desk.stage.type("The caller withdrew")
    desk.press(Key.Key_Return, CONTROL)
    assert desk.view.state is State.RECEIVED
    assert "The caller withdrew" in [entry.detail for entry in desk.view.timeline]
    assert desk.page.desk.trail.trail.accessibleName().startswith("Received 08:30, Triaged to come")


@_POPS_UP
def test_the_next_action_is_set(desk: Desk) -> None:
    desk.open()
    desk.page.desk.head.more.setFocus()
    desk.press(Key.Key_Space)
    menu = desk.page.moves.menu
    assert menu is not None
    next(one for one in menu.actions() if one.objectName() == "move_next").trigger()
    menu.close()
    desk.settle()
    desk.write("Ring her son")
    desk.press(Key.Key_Return, CONTROL)
    assert desk.view.next_action == "Ring her son"


def test_another_record_is_not_shown_over_typing(desk: Desk) -> None:
    desk.open("person")
    desk.person().form.go_to("gp")
    desk.stage.type("Dr Menon")
    assert not desk.page.may_leave()
    question = desk.dialog(Question)
    question.answer("keep")
    assert desk.page.has_unsaved
    assert not desk.page.may_leave()
    again = desk.dialog(Question)
    again.answer("discard")
    desk.settle()
    assert not desk.page.has_unsaved
    assert desk.page.may_leave()


def test_another_record_starts_afresh(desk: Desk, services: Services) -> None:
    desk.open("triage")
    desk.page.show_place(Place("request", known(services, "KOVACS")))
    desk.settle()
    assert desk.page.title() == "R-1041"
    assert desk.page.desk.current == "outcome"


def test_a_lost_connection_loses_no_note(
    desk: Desk, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open()
    note = desk.page.desk.side.note
    note.text.setFocus()
    desk.stage.type("Rang twice")
    keep = services.requests.note

    def lost(*_given: object) -> None:
        raise Trouble("The connection was lost.")

    monkeypatch.setattr(services.requests, "note", lost)
    desk.press(Key.Key_Return, CONTROL)
    assert note.text.value() == "Rang twice"
    monkeypatch.setattr(services.requests, "note", keep)
    desk.press(Key.Key_Return, CONTROL)
    assert [one.detail for one in desk.view.timeline if one.kind == "note"] == ["Rang twice"]


def test_earlier_requests_are_a_key_away(desk: Desk, services: Services) -> None:
    person = desk.view.person.id
    received = desk.services.clock()
    call = CallDraft(received_at=received, caller="Her son", call_back="07700 900190")
    again = services.requests.record(IntakeDraft(call, person_id=person), operation("request:record"))
    desk.request_id = again.id
    desk.open()
    button = desk.page.desk.head.earlier
    assert button is not None
    assert button.text() == "1 earlier request"
    button.setFocus()
    desk.press(Key.Key_Space)
    assert desk.stage.places[-1] == Place("requests", None, "Prentice Margaret")
