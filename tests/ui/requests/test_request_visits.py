"""Every visit can be opened, put right and taken back; a closed request says why nothing is saved."""

from datetime import timedelta

from PySide6.QtCore import Qt

from amhp_desktop.domain.assessments import (
    AssessmentDraft,
    OutcomeDraft,
    OutcomeKind,
    Told,
    ToldDraft,
    ToldState,
)
from amhp_desktop.domain.changes import operation
from amhp_desktop.services.allocations import AllocationDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.ask import FormDialog
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.requests.sections.draft_dialog import DraftDialog
from tests.support.clock import MovableClock
from tests.ui.requests.doing import (
    arranging,
    assessment,
    bold,
    outcome,
    press_button,
    relative,
    save,
    told,
    write,
)
from tests.ui.requests.request_stage import CONTROL, Desk, accept

Key = Qt.Key
CLOSED = "This request is closed. Reopen it first."


def _visited_twice(desk: Desk, services: Services, clock: MovableClock) -> None:
    accept(services, desk.request_id)
    able = next(one for one in services.allocations.candidates() if not one.cannot)
    allocation = AllocationDraft(able.staff_id, "Nearest")
    services.allocations.allocate(desk.request_id, allocation, operation("request:allocate"))
    for place in ("At home", "At her sister\u2019s"):
        draft = AssessmentDraft(able.staff_id, clock(), place=place)
        services.assessments.add_assessment(desk.request_id, draft, operation("assessment:record"))
        clock.move(timedelta(minutes=20))


def _closed(desk: Desk, services: Services) -> None:
    draft = OutcomeDraft(OutcomeKind.NOT_DETAINED, services.clock(), reasons="As discussed.")
    services.outcomes.record(desk.request_id, None, draft, operation("outcome:record"))
    _closed_by_somebody(desk, services)


def test_an_earlier_visit_is_opened_from_the_list_and_put_right(
    desk: Desk, services: Services, clock: MovableClock
) -> None:
    _visited_twice(desk, services, clock)
    desk.open("assessment")
    visit = assessment(desk).visit
    assert visit.form.draft().place == "At her sister\u2019s"
    visit.list.table.select_key(desk.view.assessments[0].loaded.id)
    visit.list.table.setFocus()
    desk.press(Key.Key_Return)
    assert visit.form.draft().place == "At home"
    write(desk, visit.form, "place", "22 Mill Street")
    save(desk)
    assert [one.loaded.draft.place for one in desk.view.assessments] == [
        "22 Mill Street",
        "At her sister\u2019s",
    ]
    assert visit.form.draft().place == "22 Mill Street", "the visit that was opened stays open"


def test_typing_about_one_visit_is_not_given_up_for_another(
    desk: Desk, services: Services, clock: MovableClock
) -> None:
    _visited_twice(desk, services, clock)
    desk.open("assessment")
    visit = assessment(desk).visit
    write(desk, visit.form, "place", "On the quay")
    visit.list.table.select_key(desk.view.assessments[0].loaded.id)
    visit.list.table.setFocus()
    desk.press(Key.Key_Return)
    assert visit.form.draft().place == "On the quay"
    assert "Save the visit below first." in bold(desk)


def test_a_visit_is_taken_back_with_a_reason(desk: Desk, services: Services, clock: MovableClock) -> None:
    _visited_twice(desk, services, clock)
    desk.open("assessment")
    visit = assessment(desk).visit
    visit.list.table.select_key(desk.view.assessments[1].loaded.id)
    press_button(desk, visit.list.take_back)
    assert desk.dialog(FormDialog).title.text() == "Take back visit 2?"
    desk.stage.type("Wrong person")
    desk.press(Key.Key_Return, CONTROL)
    assert [one.loaded.draft.place for one in desk.view.assessments] == ["At home"]
    assert visit.form.draft().place == "At home"


def test_a_closed_request_says_why_nothing_is_saved(
    desk: Desk, services: Services, clock: MovableClock
) -> None:
    _visited_twice(desk, services, clock)
    _closed(desk, services)
    desk.open("relative")
    write(desk, relative(desk).form, "note", "Rang back")
    assert relative(desk).save_row.save.toolTip().startswith(CLOSED)
    relative(desk).undo_typing()
    desk.open("outcome")
    assert outcome(desk).save_row.save.toolTip().startswith(CLOSED)
    desk.open("assessment")
    assert assessment(desk).visit.save_row.save.toolTip().startswith(CLOSED)
    assert assessment(desk).visit.list.take_back.toolTip().startswith(CLOSED)
    assert assessment(desk).examinations.add_one.toolTip().startswith(CLOSED)
    desk.open("arranging")
    assert arranging(desk).log.toolTip().startswith(CLOSED)


def test_what_belongs_to_no_field_is_said_inside_the_dialog(
    desk: Desk, services: Services, clock: MovableClock
) -> None:
    _visited_twice(desk, services, clock)
    draft = OutcomeDraft(OutcomeKind.NOT_DETAINED, services.clock(), reasons="As discussed.")
    services.outcomes.record(desk.request_id, None, draft, operation("outcome:record"))
    desk.open("told")
    record = told(desk).findChild(Button, Told.GP.value)
    assert isinstance(record, Button)
    press_button(desk, record)
    _closed_by_somebody(desk, services)
    desk.press(Key.Key_Return, CONTROL)
    dialog = desk.dialog(DraftDialog)
    assert dialog.words.isVisible()
    assert dialog.words.text() == CLOSED
    assert CLOSED not in bold(desk)


def _closed_by_somebody(desk: Desk, services: Services) -> None:
    for who in Told:
        said = ToldDraft(ToldState.TOLD, services.clock(), "By telephone")
        services.outcomes.tell(desk.request_id, who, said, operation("told:record"))
    services.requests.close(desk.request_id, desk.view.version, operation("request:close"))
