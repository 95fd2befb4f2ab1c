"""Taking down a call by keyboard: nothing unknown stops it, everything wrong is said at once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.requests import Gender, RequestType, Risk
from amhp_desktop.domain.when import Which
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.page import Place
from tests.support.clock import MovableClock
from tests.support.service import open_local
from tests.ui.requests.intake_stage import CONTROL, Intake, intake_on, losing_answers

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def services(tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    opened = open_local(tmp_path, clock)
    yield opened.services
    opened.close()


@pytest.fixture
def intake(qtbot: QtBot, services: Services) -> Iterator[Intake]:
    with intake_on(qtbot, services) as made:
        yield made


def words(widget: QWidget) -> str:
    labels = [label for label in widget.findChildren(QLabel) if not label.isHidden()]
    return " | ".join(label.text() for label in labels if label.text())


def test_received_is_now_and_the_keyboard_begins_at_the_caller(intake: Intake) -> None:
    assert intake.form.call.received.value() == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert intake.focus_name() == "Caller"
    assert intake.page.subtitle() == "started 08:30"


def test_who_and_how_to_reach_them_is_enough_to_save_for_later(intake: Intake) -> None:
    intake.minimum()
    intake.save_for_later()
    assert intake.stage.places == [Place("today")]
    (line,) = intake.recorded()
    assert (line.person, line.reference) == ("UNKNOWN", "R-1048")
    assert intake.stage.messages[-1].kind == "success"
    assert intake.desk.is_blank


def test_save_and_triage_goes_on_to_triage(intake: Intake) -> None:
    intake.minimum()
    intake.save_and_triage()
    (line,) = intake.recorded()
    assert intake.stage.places == [Place("request", line.id, "triage")]


def test_pressing_twice_records_once(intake: Intake) -> None:
    intake.minimum()
    intake.stage.lane.holds = True
    intake.stage.press(Key.Key_Return, CONTROL)
    intake.stage.press(Key.Key_Return, CONTROL)
    intake.stage.press(Key.Key_S, CONTROL)
    assert intake.page.reasons_off()["page.primary"] == "It is being saved."
    intake.stage.lane.holds = False
    while intake.stage.lane.waiting:
        intake.stage.lane.let_go()
    intake.stage.settle()
    assert len(intake.recorded()) == 1


def test_trying_again_after_a_lost_answer_records_once(qtbot: QtBot, services: Services) -> None:
    lossy, line = losing_answers(services)
    with intake_on(qtbot, lossy) as intake:
        intake.minimum()
        intake.save_and_triage()
        assert intake.form.call.caller.value() == "Jo Redfern"
        assert intake.stage.messages[-1].bold == "The answer was lost."
        intake.stage.messages[-1].actions[0].run()
        intake.stage.settle()
        assert line.asked[0] == line.asked[1]
        assert len(intake.recorded()) == 1
        assert intake.stage.places[-1].section == "triage"


def test_everything_wrong_is_said_at_once_and_the_first_has_the_keyboard(intake: Intake) -> None:
    intake.form.call.received.day.setFocus()
    intake.form.call.received.day.line.selectAll()
    intake.stage.type("25/11/2026")
    intake.form.person.nhs_number.setFocus()
    intake.stage.type("9993188062")
    intake.form.person.born_on.setFocus()
    intake.stage.type("1/1/2027")
    intake.save_and_triage()
    assert intake.problems() == {
        "received_at": "This time is in the future.",
        "caller": "Enter who called.",
        "call_back": "Enter how to reach the caller.",
        "nhs_number": "Check digit does not fit. Nothing was cleared.",
        "born_on": "The birth date is in the future.",
    }
    assert intake.focus_name() == "Received, date"
    assert not intake.recorded()
    intake.stage.press(Key.Key_F8)
    assert intake.focus_name() == "Caller"
    intake.stage.press(Key.Key_F8, SHIFT)
    assert intake.focus_name() == "Received, date"


def test_a_text_that_is_no_date_stops_the_save_and_stays(intake: Intake) -> None:
    intake.minimum()
    intake.form.person.born_on.setFocus()
    intake.stage.type("31/02/1990")
    intake.save_for_later()
    assert "born_on" in intake.problems()
    assert intake.form.person.born_on.text() == "31/02/1990"
    assert not intake.recorded()


@pytest.mark.parametrize(
    ("typed", "shown", "problem"),
    [
        ("9993188026", "999 318 8026", ""),
        ("9993188062", "9993188062", "Check digit does not fit. Nothing was cleared."),
    ],
)
def test_an_nhs_number_is_checked_on_leaving_and_never_cleared(
    intake: Intake, typed: str, shown: str, problem: str
) -> None:
    intake.form.person.nhs_number.setFocus()
    intake.stage.type(typed)
    intake.stage.press(Key.Key_Tab)
    assert intake.form.person.nhs_number.text() == shown
    assert intake.form.person.nhs_number.problem == problem


def test_tab_goes_as_callers_speak(intake: Intake) -> None:
    intake.form.call.received.day.setFocus()
    heard = [intake.focus_name()]
    for _ in range(18):
        intake.stage.press(Key.Key_Tab)
        heard.append(intake.focus_name())
    assert heard == [
        "Received, date", "Received, time", "How it came", "Caller", "Caller’s role", "Call back on",
        "Note for calling back", "NHS No.", "NHS No. not known", "Family name", "Given name", "Title",
        "Prefers to be called", "Born", "About age in years", "Gender", "Where now", "Room or telephone there",
        "Request",
    ]  # fmt: skip


def test_sections_are_one_key_apart(intake: Intake) -> None:
    heard = []
    for _ in range(4):
        intake.stage.press(Key.Key_Down, CONTROL)
        heard.append(intake.focus_name())
    assert heard == ["NHS No.", "Request", "Weapon or threat", "Weapon or threat"]
    intake.stage.press(Key.Key_Up, CONTROL)
    assert intake.focus_name() == "Request"


def test_f2_enters_the_time_now(intake: Intake, clock: MovableClock) -> None:
    intake.form.call.received.clock_time.setFocus()
    intake.form.call.received.clock_time.line.clear()
    intake.stage.press(Key.Key_F2)
    assert intake.form.call.received.clock_time.text() == "08:30"
    intake.form.asked.what_happened.setFocus()
    intake.stage.press(Key.Key_F2)
    intake.stage.type("seen at home")
    assert intake.form.asked.what_happened.value() == "08:30 seen at home"


def test_somebody_unknown_is_kept_with_about_how_old(intake: Intake) -> None:
    intake.minimum()
    intake.form.person.family.setFocus()
    intake.stage.press(Key.Key_F7)
    assert intake.focus_name() == "About age in years"
    intake.stage.type("25")
    intake.form.person.gender.set_value(Gender.MALE)
    intake.save_for_later()
    (line,) = intake.recorded()
    assert line.person == "UNKNOWN, Male"
    person = intake.services.reader.view(line.id).person.draft
    assert (person.about_age, person.gender) == (25, Gender.MALE)


def test_f7_on_a_number_goes_on_to_the_name_and_can_be_undone(intake: Intake) -> None:
    intake.form.person.nhs_number.setFocus()
    intake.stage.type("999")
    intake.stage.press(Key.Key_F7)
    assert intake.form.person.nhs_number.text() == ""
    assert intake.focus_name() == "Family name"
    intake.form.person.nhs_number.line.undo()
    assert intake.form.person.nhs_number.text() == "999"


def test_a_holding_power_asks_when_it_began(intake: Intake) -> None:
    began = intake.form.asked.power_began
    assert not began.isVisible()
    intake.minimum()
    intake.form.asked.type.set_value(RequestType.S136)
    assert began.isVisible()
    assert began.day.line.accessibleName() == "Arrived at the place of safety, date"
    began.day.setFocus()
    intake.stage.type("24/11")
    began.clock_time.setFocus()
    intake.stage.type("0140")
    intake.save_for_later()
    (line,) = intake.recorded()
    (clock,) = intake.services.reader.view(line.id).clocks
    assert clock.ends_at == datetime(2026, 11, 25, 1, 40, tzinfo=UTC)


def test_the_hour_that_happened_twice_is_asked_for(intake: Intake) -> None:
    intake.minimum()
    received = intake.form.call.received
    received.day.line.setText("25/10/2026")
    received.clock_time.line.setText("0130")
    intake.save_for_later()
    assert intake.problems() == {"received_at": "The clocks went back: 01:30 happened twice on 25-Oct-2026."}
    received.which.set_value(Which.SECOND)
    intake.save_for_later()
    (line,) = intake.recorded()
    assert line.received_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_none_known_and_not_asked_stand_alone(intake: Intake) -> None:
    risks = intake.form.risk.risks
    by_word = {button.text(): button for button in risks.buttons}
    by_word["Weapon or threat"].click()
    by_word["None known"].click()
    assert risks.value() == (Risk.NONE_KNOWN,)
    by_word["Dog"].click()
    assert risks.value() == (Risk.DOG,)


def test_ten_thousand_characters_are_kept(intake: Intake) -> None:
    intake.minimum()
    intake.form.asked.what_happened.page.setPlainText("Says the neighbours listen. " * 400)
    intake.save_for_later()
    (line,) = intake.recorded()
    assert len(intake.services.reader.view(line.id).call.draft.what_happened) == 11_199


def test_what_is_missing_is_listed(intake: Intake) -> None:
    assert intake.desk.foot.missing.text().startswith("Needed: who called, how to reach them. Can wait: Name")
    intake.minimum()
    assert intake.desk.foot.missing.text().startswith("Can wait: Name, NHS No.")


def test_somebody_seen_before_is_shown_and_used_with_one_key(intake: Intake) -> None:
    intake.minimum()
    intake.form.person.nhs_number.setFocus()
    intake.stage.type("999 318 8026")
    intake.found()
    said = words(intake.desk.seen)
    assert "HOLLOWAY, Darren (Mr)" in said
    assert "3rd request in 12 months" in said
    assert "R-0962, Assessment for admission" in said
    assert "Do not visit alone" in said
    assert intake.form.person.says.text() == "Check digit right. 1 person found."

    intake.use_person()
    assert intake.form.person.family.value() == "Holloway"
    assert intake.form.person.family.line.isReadOnly()
    assert intake.focus_name() == "Where now"
    intake.save_and_triage()
    (line,) = intake.recorded()
    assert line.person == "HOLLOWAY, Darren (Mr)"
    assert intake.services.reader.view(line.id).earlier_count == 2


def test_not_him_takes_the_record_away_again(intake: Intake) -> None:
    intake.form.person.family.setFocus()
    intake.stage.type("hollow")
    intake.found()
    intake.use_person()
    button = intake.desk.seen.not_button
    assert button is not None
    assert button.text() == "Not him"
    button.setFocus()
    intake.stage.press(Key.Key_Space)
    intake.found()
    assert intake.desk.draft().person_id is None
    assert not intake.form.person.family.line.isReadOnly()
    intake.stage.type("hollow")
    intake.found()
    assert "HOLLOWAY" not in words(intake.desk.seen)


def test_an_answer_to_an_earlier_question_is_dropped(intake: Intake) -> None:
    lane = intake.stage.lane
    search = intake.desk.search
    intake.form.person.family.setFocus()
    lane.holds = True
    intake.stage.type("hollow")
    search._timer.timeout.emit()
    intake.form.person.family.line.selectAll()
    intake.stage.type("kovacs")
    search._timer.timeout.emit()
    search._timer.stop()
    lane.let_go(1)
    intake.stage.bot.waitUntil(lambda: "KOVACS" in words(intake.desk.seen))
    lane.let_go(0)
    intake.stage.bot.waitUntil(lambda: not intake.stage.tasks.is_busy)
    assert "KOVACS" in words(intake.desk.seen)
    assert "HOLLOWAY" not in words(intake.desk.seen)


def test_an_open_request_of_the_same_person_is_pointed_out(intake: Intake) -> None:
    intake.form.person.family.setFocus()
    intake.stage.type("kovacs")
    intake.found()
    assert "Open: Awaiting bed" in words(intake.desk.seen)


def test_everything_the_keyboard_reaches_has_a_name(intake: Intake) -> None:
    intake.form.person.nhs_number.setFocus()
    intake.stage.type("999 318 8026")
    intake.found()
    for widget in intake.page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, type(widget).__name__


def test_somebody_who_may_not_record_is_told_who_may(
    qtbot: QtBot, services: Services, tmp_path: Path, clock: MovableClock
) -> None:
    opened = open_local(tmp_path, clock, "beth.lang")
    with intake_on(qtbot, opened.services) as intake:
        assert "Coordinator" in intake.page.reasons_off()["page.save"]
        intake.minimum()
        intake.save_for_later()
        assert not intake.stage.places
    opened.close()
