"""Arranging to closing, by keyboard: every section of the work on a request."""

from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.assessments import (
    ContactKind,
    ContactOutcome,
    Knowledge,
    OutcomeKind,
    Recommendation,
    RelativeDraft,
    Told,
    ToldState,
)
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.clocks import ClockKind
from amhp_desktop.domain.requests import State
from amhp_desktop.services.allocations import AllocationDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.ask import FormDialog
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.panels import PatientBanner
from amhp_desktop.ui.requests.sections.papers import PapersSection
from tests.support.clock import MovableClock
from tests.support.service import open_local
from tests.ui.requests.doing import (
    arranging,
    assessment,
    bold,
    choose,
    let_all_go,
    now,
    outcome,
    press_button,
    save,
    told,
    write,
)
from tests.ui.requests.request_stage import Desk, accept, at_desk, known

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def allocate(services: Services, request_id: int) -> None:
    able = next(one for one in services.allocations.candidates() if not one.cannot)
    draft = AllocationDraft(able.staff_id, "Next in fair order")
    services.allocations.allocate(request_id, draft, operation("request:allocate"))


@pytest.fixture
def out(desk: Desk, services: Services, clock: MovableClock) -> Desk:
    """Accept and allocate the request at half past nine."""
    clock.move(timedelta(hours=1))
    accept(services, desk.request_id)
    allocate(services, desk.request_id)
    return desk


def test_a_request_is_worked_on_to_its_closing(out: Desk) -> None:
    out.open("arranging")
    _ring_a_doctor(out)
    _record_visit(out)
    _add_examination(out, "LINDQVIST", "24/11")
    _add_examination(out, "MENON", "24/11")
    assert {clock.kind for clock in out.view.clocks} >= {ClockKind.ADMIT, ClockKind.SEEN}
    _record_outcome(out)
    assert out.view.state is State.CONCLUDED
    _tell_everybody_and_close(out)
    assert out.view.state is State.CLOSED
    assert not out.page.has_unsaved


def _ring_a_doctor(desk: Desk) -> None:
    form = arranging(desk).form
    choose(desk, form, "kind", "Doctor")
    choose(desk, form, "doctor_id", "LINDQVIST")
    choose(desk, form, "outcome", "Yes")
    write(desk, form, "note", "From 12:30")
    save(desk)
    save(desk)
    contacts = desk.view.contacts
    assert [(one.outcome, one.note, one.by) for one in contacts] == [
        (ContactOutcome.YES, "From 12:30", "RAMAN")
    ]
    assert desk.view.state is State.ARRANGING
    shown = arranging(desk).table.rows_model.cell_at(0, 0)
    assert shown is not None
    assert shown.second_text == "Doctor, s.12 to 14-Jun-2028"


def _record_visit(desk: Desk) -> None:
    desk.page.desk.go("assessment")
    desk.settle()
    form = assessment(desk).visit.form
    now(desk, form, "began_at")
    write(desk, form, "place", "At home")
    form.go_to("present")
    desk.stage.type("Dr Lindqvist")
    desk.press(Key.Key_Return)
    desk.stage.type("Her son")
    form.go_to("last_seen_on")
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Return, CONTROL)
    (visit,) = desk.view.assessments
    assert visit.loaded.draft.present == ("Dr Lindqvist", "Her son")
    assert visit.loaded.draft.interviewed_suitably is None
    assert desk.view.state is State.ASSESSING
    assert assessment(desk).visit.another.isEnabled()


def _add_examination(desk: Desk, doctor: str, day: str) -> None:
    before = len(desk.view.examinations)
    press_button(desk, assessment(desk).examinations.add_one)
    dialog = desk.dialog(FormDialog)
    (form,) = dialog.findChildren(FormGrid)
    choose(desk, form, "doctor_id", doctor)
    write(desk, form, "examined_on", day)
    choose(desk, form, "recommendation", "Recommends s.2")
    desk.press(Key.Key_Return, CONTROL)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()
    assert len(desk.view.examinations) == before + 1


def _record_outcome(desk: Desk) -> None:
    desk.press(Key.Key_O, CONTROL, SHIFT)
    form = outcome(desk).form
    choose(desk, form, "kind", "Detained, s.2")
    now(desk, form, "decided_at")
    write(desk, form, "reasons", "Both doctors recommend it")
    save(desk)
    assert form.fields["hospital_id"].problem == "Choose the hospital."
    choose(desk, form, "hospital_id", "St Brannoc")
    save(desk)
    stored = desk.view.outcome
    assert stored is not None
    assert stored.draft.kind is OutcomeKind.S2


def _tell_everybody_and_close(desk: Desk) -> None:
    desk.press(Key.Key_T, CONTROL)
    assert "Not yet told" in told(desk).close_request.toolTip()
    for line in desk.view.told:
        press_button(desk, _told_button(desk, line.who))
        desk.press(Key.Key_Return, CONTROL)
    assert {line.state for line in desk.view.told} == {ToldState.TOLD}
    press_button(desk, told(desk).close_request)


def _told_button(desk: Desk, who: Told) -> Button:
    found = told(desk).findChild(Button, who.value)
    assert isinstance(found, Button)
    return found


def test_not_appropriate_needs_its_reason(out: Desk, services: Services) -> None:
    out.request_id = known(services, "KOVACS")
    out.open("outcome")
    choose(out, outcome(out).form, "kind", "Not detained: no")
    save(out)
    out.press(Key.Key_T, CONTROL)
    press_button(out, _told_button(out, Told.NEAREST_RELATIVE))
    (form,) = out.dialog(FormDialog).findChildren(FormGrid)
    choose(out, form, "state", "Not appropriate")
    out.press(Key.Key_Return, CONTROL)
    assert form.fields["note"].problem == "Say why it is not appropriate."
    write(out, form, "note", "She asks that he is not told")
    out.press(Key.Key_Return, CONTROL)
    assert out.view.told[1].state is ToldState.NOT_APPROPRIATE


def test_six_days_between_examinations_are_refused_in_plain_words(desk: Desk, services: Services) -> None:
    desk.request_id = known(services, "KOVACS")
    desk.open("assessment")
    table = assessment(desk).examinations.table
    table.select_key(desk.view.examinations[0].loaded.id)
    table.setFocus()
    desk.press(Key.Key_Return)
    dialog = desk.dialog(FormDialog)
    (form,) = dialog.findChildren(FormGrid)
    write(desk, form, "signed_on", "")
    write(desk, form, "examined_on", "08/11")
    desk.press(Key.Key_Return, CONTROL)
    assert form.fields["examined_on"].problem == (
        "6 days elapsed between 08-Nov-2026 and 15-Nov-2026; not more than five may."
    )
    write(desk, form, "examined_on", "09/11")
    desk.press(Key.Key_Return, CONTROL)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()
    assert desk.view.examinations[0].loaded.draft.recommendation is Recommendation.S2


def test_ten_thousand_signs_of_reasons_are_kept_once(desk: Desk, services: Services) -> None:
    desk.request_id = known(services, "KOVACS")
    desk.open("outcome")
    reasons = ("Łukasz said: “no” – " * 500).strip()
    field = cast(Any, outcome(desk).form.fields["reasons"])
    field.set_value(reasons)
    choose(desk, outcome(desk).form, "kind", "Not detained: no")
    desk.stage.lane.holds = True
    desk.press(Key.Key_Return, CONTROL)
    desk.press(Key.Key_Return, CONTROL)
    let_all_go(desk)
    stored = desk.view.outcome
    assert stored is not None
    assert stored.draft.reasons == reasons
    assert bold(desk).count("The outcome was saved.") == 1


def test_a_call_is_timed_when_it_is_logged_not_when_the_page_was_opened(
    desk: Desk, clock: MovableClock
) -> None:
    desk.open("arranging")
    clock.move(timedelta(minutes=21))
    desk.page.desk.go("told")
    desk.press(Key.Key_L, CONTROL)
    form = arranging(desk).form
    assert form.draft().at == clock()
    choose(desk, form, "kind", "GP")
    write(desk, form, "name", "Mill Street Practice")
    choose(desk, form, "outcome", "Message")
    save(desk)
    (call,) = desk.view.contacts
    assert (call.at, call.kind) == (clock(), ContactKind.GP)


def test_a_corrected_outcome_names_who_corrected_it(desk: Desk, services: Services) -> None:
    desk.request_id = known(services, "KOVACS")
    desk.open("outcome")
    choose(desk, outcome(desk).form, "kind", "Not detained: no")
    save(desk)
    entry = next(one for one in desk.view.timeline if one.kind == "outcome")
    assert entry.by == "RAMAN"
    assert not any("changed this" in said for said in bold(desk))


def test_the_banner_names_the_nearest_relative(desk: Desk, services: Services) -> None:
    theirs = RelativeDraft(Knowledge.KNOWN, "Prentice", "Adam", relationship="son", address="2 High Street")
    services.assessments.save_relative(desk.request_id, None, theirs, operation("relative:record"))
    desk.open()
    banner = desk.page.banner()
    assert isinstance(banner, PatientBanner)
    said = [getattr(one, "text", str)() for one in banner.findChildren(QWidget)]
    assert "PRENTICE, Adam, son" in said


def test_form_a2_is_prepared_and_opened(desk: Desk) -> None:
    desk.open("papers")
    section = cast(PapersSection, desk.section())
    press_button(desk, section.findChildren(Button)[0])
    place = desk.stage.places[-1]
    assert (place.name, desk.services.papers.papers(desk.request_id)[0].id) == ("paper", place.record_id)
    assert isinstance(place, Place)


def test_whoever_prints_can_read_everything_and_press_nothing_else(
    qtbot: QtBot, services: Services, tmp_path: Path, clock: MovableClock
) -> None:
    opened = open_local(tmp_path, clock, "beth.lang")
    desk = at_desk(qtbot, opened.services, known(services, "KOVACS"))
    desk.open("arranging")
    pressable: dict[str, list[str]] = {}
    for key in ("arranging", "relative", "assessment", "outcome", "told", "papers"):
        desk.page.desk.go(key)
        desk.settle()
        section = cast(QWidget, desk.section())
        verbs = [one for one in section.findChildren(Button) if one.property("role") != "segment"]
        assert verbs
        pressable[key] = [one.text() for one in verbs if one.isEnabled()]
        assert all(one.toolTip() for one in verbs if not one.isEnabled())
    assert pressable.pop("papers") == ["Prepare form A2"]
    assert not any(pressable.values())
    desk.stage.close()
    opened.close()
