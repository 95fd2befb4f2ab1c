"""The rota by keyboard: letters, Delete, undo and redo, and what is said when the answer is no."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.people import ApprovalStatus
from amhp_desktop.services.catalogue import Services
from tests.ui.rota.conftest import TODAY, RotaDeskAtWork

THURSDAY = date(2026, 11, 26)


def test_a_letter_puts_somebody_on_duty_and_undo_takes_them_off(desk: RotaDeskAtWork) -> None:
    desk.go("SODHI")
    desk.press(Qt.Key.Key_D)
    assert desk.duties("SODHI") == "D"
    assert desk.cell("SODHI") == "SODHI, Amrit, Tuesday 24 November 2026: Day 09 to 17."
    desk.press(Qt.Key.Key_Z, control=True)
    assert desk.duties("SODHI") == ""
    desk.press(Qt.Key.Key_Y, control=True)
    assert desk.duties("SODHI") == "D"
    desk.press(Qt.Key.Key_Z, control=True)
    assert desk.duties("SODHI") == ""
    assert desk.cell("SODHI").endswith("no duty.")


def test_delete_takes_somebody_off_and_undo_brings_the_duty_back(desk: RotaDeskAtWork) -> None:
    desk.go("VOSS")
    desk.press(Qt.Key.Key_Delete)
    assert desk.duties("VOSS") == ""
    desk.press(Qt.Key.Key_Z, control=True)
    assert desk.duties("VOSS") == "D"


def test_every_step_is_undone_in_order_though_duties_come_back_as_new_ones(desk: RotaDeskAtWork) -> None:
    desk.go("SODHI")
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_L)
    for expected in ("", "D", ""):
        desk.press(Qt.Key.Key_Z, control=True)
        assert desk.duties("SODHI") == expected
    for expected in ("D", "", "L"):
        desk.press(Qt.Key.Key_Y, control=True)
        assert desk.duties("SODHI") == expected
    assert not desk.said


def test_arrows_walk_the_days_and_into_the_cover_above(desk: RotaDeskAtWork) -> None:
    desk.go("SODHI")
    desk.press(Qt.Key.Key_Right)
    spot = desk.grid.spot()
    assert spot is not None
    assert (spot.name, spot.day) == ("SODHI, Amrit", date(2026, 11, 25))
    for _ in desk.page.sheet.grid.sheet.rows:
        desk.press(Qt.Key.Key_Up)
    assert desk.page.sheet.strip.hasFocus() or desk.focus() is desk.page.sheet.strip
    for _ in desk.page.sheet.strip.sheet.rows:
        desk.press(Qt.Key.Key_Down)
    assert desk.grid.hasFocus()


def test_a_lapsed_approval_is_refused_in_the_bar_and_on_the_cell(desk: RotaDeskAtWork) -> None:
    desk.go("BARR")
    desk.press(Qt.Key.Key_D)
    assert desk.said[-1].bold == "BARR, Felicity: Approval ended 20-Nov-2026."
    assert desk.said[-1].plain == "Nothing was changed."
    assert desk.duties("BARR") == ""
    assert "Refused: BARR, Felicity: Approval ended 20-Nov-2026." in desk.cell("BARR")
    assert not desk.page.history.stack.canUndo()


def test_a_suspended_approval_is_refused(desk: RotaDeskAtWork) -> None:
    (loaded,) = desk.services.approvals.of_staff(desk.staff_id("SODHI"))
    draft = replace(loaded.draft, status=ApprovalStatus.SUSPENDED, status_reason="Council, under review")
    desk.services.approvals.save(loaded, draft, operation("approval:save"))
    desk.go("SODHI")
    desk.press(Qt.Key.Key_D)
    assert desk.said[-1].bold == "SODHI, Amrit: Approval suspended: Council, under review"
    assert desk.duties("SODHI") == ""


def test_a_night_beyond_the_approval_is_refused(desk: RotaDeskAtWork) -> None:
    desk.page.steps.after.click()
    desk.settle()
    desk.go("FROST", date(2026, 11, 30))
    desk.press(Qt.Key.Key_N)
    assert desk.said[-1].bold == "FROST, Daniel: Approval ends 30-Nov-2026, before the duty does."


def test_nobody_is_put_in_two_places(desk: RotaDeskAtWork) -> None:
    desk.go("VOSS")
    desk.press(Qt.Key.Key_L)
    assert desk.said[-1].bold == "This person is already on duty then."
    assert desk.duties("VOSS") == "D"
    desk.press(Qt.Key.Key_Delete)
    assert "Refused" not in desk.cell("VOSS")


def test_somebody_on_backup_is_called_to_the_duty_and_undo_gives_the_backup_back(
    desk: RotaDeskAtWork,
) -> None:
    desk.go("FROST")
    desk.press(Qt.Key.Key_D)
    assert desk.duties("FROST") == "D"
    desk.press(Qt.Key.Key_Z, control=True)
    assert desk.duties("FROST") == "B"


def test_an_undo_the_database_refuses_says_why_and_is_forgotten(
    desk: RotaDeskAtWork, colleague: Services
) -> None:
    desk.go("SODHI")
    desk.press(Qt.Key.Key_D)
    (duty,) = desk.views("SODHI")
    colleague.rota.remove(duty.id, operation("rota:remove", "Sick"))
    desk.press(Qt.Key.Key_Z, control=True)
    assert desk.said[-1].bold == "This record is no longer in use."
    assert "could not be undone; nothing was changed" in desk.said[-1].plain
    assert not desk.page.history.stack.canUndo()
    assert not desk.page.history.stack.canRedo()


def test_the_second_of_two_people_is_refused_and_sees_why(desk: RotaDeskAtWork, colleague: Services) -> None:
    late = next(one.id for one in colleague.rota.week(TODAY).shifts if one.kind.value == "L")
    desk.go("SODHI", THURSDAY)
    colleague.rota.assign(desk.staff_id("SODHI"), late, THURSDAY, operation("rota:assign"))
    desk.press(Qt.Key.Key_D)
    assert desk.said[-1].bold == "This person is already on duty then."
    assert desk.duties("SODHI", THURSDAY) == "L"
    assert "Late 13 to 21" in desk.cell("SODHI", THURSDAY)


def test_a_change_that_met_a_trouble_can_be_made_again(desk: RotaDeskAtWork) -> None:
    rota = desk.services.rota
    exchange = rota.exchange
    acts: list[object] = []

    def lost(off: object, on: object, act: object) -> None:
        acts.append(act)
        raise Trouble("The database cannot be reached.")

    rota.exchange = lost  # type: ignore[method-assign, assignment]
    desk.go("SODHI")
    desk.press(Qt.Key.Key_D)
    assert desk.said[-1].bold == "The database cannot be reached."
    desk.press(Qt.Key.Key_D)
    assert acts[0] is acts[1]
    rota.exchange = exchange  # type: ignore[method-assign]
    desk.press(Qt.Key.Key_D)
    assert desk.duties("SODHI") == "D"


def test_an_undo_that_met_a_trouble_can_be_tried_again(desk: RotaDeskAtWork) -> None:
    desk.go("SODHI")
    desk.press(Qt.Key.Key_D)
    rota = desk.services.rota
    exchange = rota.exchange

    def lost(off: object, on: object, act: object) -> None:
        raise Trouble("The database cannot be reached.")

    rota.exchange = lost  # type: ignore[method-assign, assignment]
    desk.press(Qt.Key.Key_Z, control=True)
    assert desk.duties("SODHI") == "D"
    rota.exchange = exchange  # type: ignore[method-assign]
    desk.press(Qt.Key.Key_Z, control=True)
    assert desk.duties("SODHI") == ""


def test_a_letter_without_a_shift_says_where_to_add_one(desk: RotaDeskAtWork) -> None:
    desk.go("SODHI")
    desk.press(Qt.Key.Key_H)
    assert desk.said[-1].bold == "There is no Bank holiday shift. Add one under Shifts."


def test_the_29th_of_february_and_the_october_night(desk: RotaDeskAtWork) -> None:
    for day, words, letter, hours in (
        (date(2028, 2, 29), "Tuesday 29 February 2028", Qt.Key.Key_D, "8 hr"),
        (date(2026, 10, 24), "Saturday 24 October 2026", Qt.Key.Key_N, "17 hr"),
    ):
        desk.page._day = day
        desk.page.refresh()
        desk.settle()
        desk.go("VOSS", day)
        desk.press(letter)
        assert words in desk.cell("VOSS", day)
        line = desk.grid.sheet.line_of(desk.staff_id("VOSS"))
        assert desk.grid.sheet.rows[line].end.text == hours
