"""The page of one request, by keyboard: from the call to the allocation, beside a colleague who is faster."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.requests import (
    CallDraft,
    Decision,
    IntakeDraft,
    PersonDraft,
    Priority,
    Risk,
    State,
    TriageDraft,
)
from amhp_desktop.services.allocations import Candidate
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.ask import Dialog, Question
from amhp_desktop.ui.kit.conflict import ConflictDialog
from amhp_desktop.ui.kit.fields import MomentField
from amhp_desktop.ui.kit.page import HeaderButton, Place
from amhp_desktop.ui.requests.request_acts import ActDialog
from amhp_desktop.ui.requests.request_page import RequestPage
from amhp_desktop.ui.requests.request_side import Which
from amhp_desktop.ui.requests.sections.allocation import AllocationSection
from amhp_desktop.ui.requests.sections.candidate_list import CandidateList
from amhp_desktop.ui.requests.sections.intake import IntakeSection
from amhp_desktop.ui.requests.sections.person import PersonSection
from amhp_desktop.ui.requests.sections.triage import TriageSection
from tests.support.clock import MovableClock
from tests.support.page_stage import PageStage
from tests.support.service import open_local

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

_Dialog = TypeVar("_Dialog", bound=Dialog)
# The windowless platform of the tests says so when a menu pops up.
_POPS_UP = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@dataclass
class Desk:
    """One request on the screen of somebody with a keyboard."""

    stage: PageStage
    services: Services
    request_id: int

    @property
    def page(self) -> RequestPage:
        page = self.stage.page
        assert isinstance(page, RequestPage)
        return page

    @property
    def view(self) -> RequestView:
        """Return the request as it is stored."""
        return self.services.reader.view(self.request_id)

    def open(self, section: str = "") -> None:
        self.stage.open(Place("request", self.request_id, section))
        self.settle()

    def settle(self) -> None:
        """Let answers arrive and the keyboard be where it is put after them."""
        self.stage.settle()
        self.stage.bot.wait(0)
        self.stage.settle()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        self.stage.press(key, *modifiers)
        self.settle()

    def tab(self, times: int = 1) -> None:
        for _ in range(times):
            self.press(Key.Key_Tab)

    def write(self, words: str) -> None:
        """Type in place of what stands in the field with the keyboard."""
        self.press(Key.Key_A, CONTROL)
        self.stage.type(words)

    def dialog(self, kind: type[_Dialog]) -> _Dialog:
        return next(one for one in self.stage.window.findChildren(kind) if one.isVisible())

    def section(self) -> object:
        return self.page.desk.stack.section

    def intake(self) -> IntakeSection:
        section = self.section()
        assert isinstance(section, IntakeSection)
        return section

    def person(self) -> PersonSection:
        section = self.section()
        assert isinstance(section, PersonSection)
        return section

    def triage(self) -> TriageSection:
        section = self.section()
        assert isinstance(section, TriageSection)
        return section

    def allocation(self) -> AllocationSection:
        section = self.section()
        assert isinstance(section, AllocationSection)
        return section


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def services(tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    opened = open_local(tmp_path, clock)
    yield opened.services
    opened.close()


@pytest.fixture
def colleague(services: Services, tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    """Somebody else at another computer on the same database."""
    opened = open_local(tmp_path, clock, "marcus.oyelaran")
    yield opened.services
    opened.close()


def record(services: Services) -> int:
    """Take a call about somebody new, half an hour ago."""
    received = services.clock() - timedelta(minutes=30)
    call = CallDraft(received_at=received, caller="Her son", call_back="07700 900190", where_now="At home")
    draft = IntakeDraft(call, PersonDraft(family="Prentice", given="Margaret", title="Mrs"))
    return services.requests.record(draft, operation("request:record")).id


def accept(services: Services, request_id: int) -> None:
    version = services.requests.load(request_id).version
    draft = TriageDraft(Priority.RED, Decision.ACCEPT, "Danger", None, referrer_told=True)
    services.requests.triage(request_id, version, draft, operation("request:triage"))


def in_four_hours(desk: Desk) -> datetime:
    """Return when the standard of a red request wants the person seen."""
    received = desk.view.call.draft.received_at
    assert received is not None
    return received + timedelta(hours=4)


def known(services: Services, person: str) -> int:
    """Return the id of an open request of the demonstration."""
    return next(line.id for line in services.board.board().open if line.person.startswith(person))


def at_desk(qtbot: QtBot, services: Services, request_id: int) -> Desk:
    stage = PageStage(qtbot, lambda tasks: RequestPage(services, tasks))
    banner, above = stage.page.banner(), stage.window.layout()
    assert banner is not None
    assert isinstance(above, QVBoxLayout)
    above.insertWidget(0, banner)
    return Desk(stage, services, request_id)


@pytest.fixture
def desk(qtbot: QtBot, services: Services) -> Iterator[Desk]:
    made = at_desk(qtbot, services, record(services))
    yield made
    assert not made.stage.bugs
    made.stage.close()


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
