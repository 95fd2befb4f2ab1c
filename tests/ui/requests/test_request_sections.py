"""Call, person, triage and allocation of a request, by keyboard, beside a colleague who is faster."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import (
    Priority,
    Risk,
    State,
)
from amhp_desktop.services.allocations import Candidate
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.conflict import ConflictDialog
from amhp_desktop.ui.kit.fields import MomentField
from amhp_desktop.ui.kit.page import HeaderButton
from amhp_desktop.ui.requests.request_acts import ActDialog
from amhp_desktop.ui.requests.sections.candidate_list import CandidateList
from tests.support.clock import MovableClock
from tests.support.service import open_local
from tests.ui.requests.request_stage import Desk, accept, at_desk, in_four_hours, known

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_triage_names_everything_that_is_missing_then_keeps_the_decision(desk: Desk) -> None:
    desk.open()
    section = desk.triage()
    desk.press(Key.Key_S, CONTROL)
    problems = {name: field.problem for name, field in section.form.fields.items() if field.problem}
    assert problems == {
        "decision": "Choose a decision.",
        "reasons": "Give the reasons.",
        "referrer_told": "Tell the caller, then tick this.",
    }
    section.form.decision.buttons[0].setFocus()
    desk.press(Key.Key_Space)
    desk.tab()
    desk.press(Key.Key_Space)
    assert section.form.due.value() == in_four_hours(desk)
    assert section.form.standard.text() == "Red: 4hr from when it was received"
    section.form.reasons.setFocus()
    desk.stage.type("Danger to herself")
    section.form.told.setFocus()
    desk.press(Key.Key_Space)
    assert desk.page.primary() == HeaderButton("page.primary", "Save", "save")
    desk.press(Key.Key_Return, CONTROL)

    assert (desk.view.priority, desk.view.state) == (Priority.RED, State.TRIAGED)
    assert desk.view.due_at == in_four_hours(desk)
    assert not desk.page.has_unsaved
    assert desk.page.primary() == HeaderButton("page.primary", "Allocate", "user-check")


def test_a_due_time_somebody_typed_is_not_counted_over(desk: Desk, clock: MovableClock) -> None:
    desk.open("triage")
    section = desk.triage()
    section.form.priority.buttons[1].setFocus()
    desk.press(Key.Key_Space)
    section.form.due.clock_time.setFocus()
    desk.write("1500")
    section.form.priority.buttons[0].setFocus()
    desk.press(Key.Key_Space)
    due = section.form.due.value()
    assert due is not None
    assert due.hour == 15


def test_an_amhp_is_chosen_with_arrow_keys_and_space(
    desk: Desk, services: Services, clock: MovableClock
) -> None:
    clock.move(timedelta(hours=1))
    accept(services, desk.request_id)
    desk.open()
    section = desk.allocation()
    assert section.candidates.hasFocus()
    able = [card.candidate for card in section.candidates.cards if not card.candidate.cannot]
    assert "On duty to" in section.candidates.accessibleDescription()
    desk.press(Key.Key_S, CONTROL)
    assert section.form.fields["reason"].problem == ""
    assert section.candidates.chosen is None
    desk.press(Key.Key_Space)
    assert section.candidates.chosen == able[0].staff_id
    assert "chosen" in section.candidates.accessibleDescription()
    section.form.fields["reason"].setFocus()
    desk.stage.type("Nearest")
    desk.press(Key.Key_S, CONTROL)

    assert desk.view.allocation is not None
    assert desk.view.allocation.staff_id == able[0].staff_id
    assert desk.view.allocation.reason == "Nearest"
    assert section.now_panel.isVisible()
    assert not desk.page.has_unsaved


def test_who_cannot_take_it_says_why_and_is_never_chosen(qtbot: QtBot) -> None:
    able = Candidate(1, "WILK, Tomasz (Mr)", "TW", "", "Day", 0, ("Free",), "", "Approval ends soon")
    not_able = Candidate(2, "DODD, Ewan (Mr)", "ED", "", "Day", 0, ("Free",), "Approval ended.", "")
    listed = CandidateList()
    qtbot.addWidget(listed)
    listed.set_candidates((able, not_able))
    with qtbot.waitActive(listed):
        listed.show()
    listed.setFocus()
    assert listed.accessibleDescription() == "WILK, Tomasz (Mr), Day, Free, Approval ends soon"
    qtbot.keyClick(listed, Key.Key_Down)
    qtbot.keyClick(listed, Key.Key_Space)
    assert listed.accessibleDescription() == "DODD, Ewan (Mr), Day, cannot: Approval ended."
    assert listed.chosen is None
    qtbot.keyClick(listed, Key.Key_Up)
    qtbot.keyClick(listed, Key.Key_Space)
    assert listed.chosen == 1
    listed.set_candidates((replace(able, cannot="Approval ended."), not_able))
    assert listed.chosen is None


def test_somebody_unknown_is_identified(desk: Desk, services: Services) -> None:
    desk.request_id = known(services, "UNKNOWN")
    desk.open("person")
    form = desk.person().form
    form.go_to("family")
    desk.stage.type("Grey")
    desk.press(Key.Key_S, CONTROL)
    assert desk.view.person_name == "GREY"
    assert desk.page.banner().accessibleName().startswith("GREY")


def test_a_number_that_is_wrong_stays_as_typed_and_stops_the_save(desk: Desk) -> None:
    desk.open("person")
    form = desk.person().form
    form.go_to("nhs_number")
    desk.stage.type("999 318 8027")
    desk.press(Key.Key_S, CONTROL)
    field = form.fields["nhs_number"]
    assert field.problem
    assert desk.view.person.draft.nhs_number == ""
    assert desk.page.has_unsaved


def test_a_warning_is_added_and_taken_away_with_a_reason(desk: Desk) -> None:
    desk.open("person")
    alerts = desk.person().alerts
    alerts.add_button.setFocus()
    desk.press(Key.Key_Space)
    desk.dialog(ActDialog)
    desk.press(Key.Key_Down)
    desk.tab()
    desk.stage.type("Knife")
    desk.press(Key.Key_Return, CONTROL)
    assert [(one.risk, one.note) for one in desk.view.alerts] == [(Risk.WEAPON, "Knife")]

    alerts.rows[0].findChildren(type(alerts.add_button))[0].setFocus()
    desk.press(Key.Key_Space)
    asked = desk.dialog(ActDialog)
    desk.press(Key.Key_Return, CONTROL)
    assert asked.form.fields["reason"].problem == "Give the reason."
    desk.stage.type("Was somebody else")
    desk.press(Key.Key_Return, CONTROL)
    assert desk.view.alerts == ()


def test_a_colleagues_change_never_touches_typing(desk: Desk, colleague: Services) -> None:
    desk.open("intake")
    form = desk.intake().form
    form.go_to("what_happened")
    desk.stage.type("Not eating")
    loaded = colleague.requests.load(desk.request_id)
    theirs = replace(loaded.draft, where_now="The ward")
    colleague.requests.save(loaded, theirs, operation("request:save"))
    desk.press(Key.Key_F5)

    assert desk.intake().form.draft().what_happened == "Not eating"
    assert [one.bold for one in desk.stage.messages] == ["OYELARAN changed this while you were reading."]
    desk.press(Key.Key_S, CONTROL)
    stored = desk.view.call.draft
    assert (stored.where_now, stored.what_happened) == ("The ward", "Not eating")
    assert desk.intake().form.draft().where_now == "The ward"
    assert not desk.page.has_unsaved


def test_two_values_for_one_field_are_put_side_by_side(desk: Desk, colleague: Services) -> None:
    desk.open("intake")
    desk.intake().form.fields["where_now"].setFocus()
    desk.write("Next door")
    loaded = colleague.requests.load(desk.request_id)
    colleague.requests.save(loaded, replace(loaded.draft, where_now="The ward"), operation("request:save"))
    desk.press(Key.Key_S, CONTROL)
    dialog = desk.dialog(ConflictDialog)
    dialog.all_mine.setFocus()
    desk.press(Key.Key_Space)
    dialog.save.setFocus()
    desk.press(Key.Key_Space)
    assert desk.view.call.draft.where_now == "Next door"
    assert not desk.page.has_unsaved


def test_typing_on_while_a_save_runs_is_kept(desk: Desk) -> None:
    desk.open("intake")
    form = desk.intake().form
    form.go_to("what_happened")
    desk.stage.type("Not eating")
    desk.stage.lane.holds = True
    desk.stage.press(Key.Key_S, CONTROL)
    desk.stage.type(", nor sleeping")
    desk.stage.lane.holds = False
    while desk.stage.lane.waiting:
        desk.stage.lane.let_go()
        desk.settle()
    assert desk.view.call.draft.what_happened == "Not eating"
    assert form.draft().what_happened == "Not eating, nor sleeping"
    assert desk.page.has_unsaved
    desk.press(Key.Key_S, CONTROL)
    assert desk.view.call.draft.what_happened == "Not eating, nor sleeping"


def test_a_half_typed_time_stops_the_save_and_stays(desk: Desk) -> None:
    desk.open("intake")
    form = desk.intake().form
    form.go_to("received_at")
    desk.write("40/13")
    desk.press(Key.Key_S, CONTROL)
    assert form.fields["received_at"].problem
    desk.press(Key.Key_F5)
    received = form.fields["received_at"]
    assert isinstance(received, MomentField)
    assert received.day.text() == "40/13"


def test_whoever_may_not_record_is_told_who_may(qtbot: QtBot, tmp_path: Path, services: Services) -> None:
    opened = open_local(tmp_path, services.clock, "beth.lang")
    desk = at_desk(qtbot, opened.services, known(services, "KOVACS"))
    desk.open("intake")
    button = desk.intake().save_row.save
    assert not button.isEnabled()
    assert "may not record requests" in button.toolTip()
    desk.page.desk.go("triage")
    desk.settle()
    assert "may not triage requests" in desk.triage().keep_button.toolTip()
    desk.stage.close()
    opened.close()
