"""The place itself: cover and holes, finding cover, by duty, the menu, shifts, print, and reading only."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.conflict import ConflictDialog
from tests.support.clock import MovableClock
from tests.support.service import open_local
from tests.ui.rota.conftest import TODAY, RotaDeskAtWork, at_work

SUNDAY = date(2026, 11, 29)


def _strip(desk: RotaDeskAtWork, name: str, day: date) -> str:
    model = desk.page.sheet.strip.sheet
    line = next(line for line, row in enumerate(model.rows) if row.name.startswith(name))
    return str(model.data(model.index(line, model.days.index(day) + 1), Qt.ItemDataRole.AccessibleTextRole))


def test_the_cover_says_in_whole_sentences_where_somebody_is_missing(desk: RotaDeskAtWork) -> None:
    assert _strip(desk, "Day", TODAY) == "Day, Tuesday 24 November 2026: 3 of 3 people. Met."
    short = "Weekend, Sunday 29 November 2026: 1 of 2 people. Short: 1 missing."
    assert _strip(desk, "Weekend", SUNDAY) == short
    desk.go("FROST")
    with desk.qtbot.waitSignal(desk.page.holes_changed) as told:
        desk.press(Qt.Key.Key_Delete)
    assert told.args == [2]
    assert "Hole: nobody is on this duty." in _strip(desk, "Backup", TODAY)
    assert [one.shift.name for one in desk.page.holes.table.rows_model.rows] == ["Backup", "Weekend", "Late"]


def test_enter_on_a_hole_finds_cover_and_enter_assigns_with_the_reason(desk: RotaDeskAtWork) -> None:
    table = desk.page.holes.table
    table.setFocus()
    table.select_key((SUNDAY, next(one.shift.id for one in table.rows_model.rows if one.day == SUNDAY)))
    desk.press(Qt.Key.Key_Return)
    panel = desk.page.cover
    assert panel.isVisible()
    desk.qtbot.keyClicks(panel.reason.editor, "Rang round 08:40")
    first = panel.table.rows_model.rows[0]
    panel.table.select_key(first.staff_id)
    panel.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    family = first.name.partition(",")[0]
    assert [one.note for one in desk.views(family, SUNDAY)][-1] == "Rang round 08:40"
    assert "2 of 2 people. Met." in _strip(desk, "Weekend", SUNDAY)
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.side.currentWidget() is desk.page.holes
    assert desk.grid.hasFocus()
    desk.press(Qt.Key.Key_Z, control=True)
    assert "1 of 2 people" in _strip(desk, "Weekend", SUNDAY)


def test_enter_on_a_person_says_why_they_cannot(desk: RotaDeskAtWork) -> None:
    desk.go("BARR")
    desk.press(Qt.Key.Key_Return)
    panel = desk.page.cover
    assert panel.why.text() == "BARR, Felicity: Approval ended 20-Nov-2026."
    assert not panel.assign.isEnabled()
    assert panel.assign.toolTip() == "Approval ended 20-Nov-2026."
    desk.press(Qt.Key.Key_Return)
    assert desk.duties("BARR") == ""


def test_somebody_is_taken_off_in_the_panel(desk: RotaDeskAtWork) -> None:
    desk.go("VOSS")
    desk.press(Qt.Key.Key_Return)
    off = next(
        one
        for one in desk.page.cover.findChildren(QPushButton)
        if one.accessibleName() == "Take VOSS, Helen off this duty"
    )
    desk.qtbot.keyClick(off, Qt.Key.Key_Space)
    desk.settle()
    assert desk.duties("VOSS") == ""
    assert desk.page.cover.table.rows_model.line_of(desk.staff_id("VOSS")) >= 0


def test_by_duty_lists_names_and_nobody_aloud(desk: RotaDeskAtWork) -> None:
    desk.page.toolbar.by.set_value("duty")
    rows = {row.name.partition(" ")[0]: row for row in desk.grid.sheet.rows}
    assert rows["Day"].cells[1].lines == ("PERERA", "VOSS", "WILK")
    assert rows["Weekend"].cells[6].lines == ("ADEYEMI", "1 more")
    desk.grid.go_to(desk.grid.sheet.line_of(rows["Backup"].id), 2)
    desk.grid.setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert desk.duties("FROST") == ""
    backup = next(row for row in desk.grid.sheet.rows if row.name.startswith("Backup"))
    assert backup.cells[1].lines == ("Nobody",)
    desk.press(Qt.Key.Key_D)
    assert desk.said[-1].bold == "Letters put a person on duty: choose a person's cell."


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_offers_what_the_keys_do(desk: RotaDeskAtWork) -> None:
    desk.go("SODHI")
    desk.qtbot.keyClick(desk.grid, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = desk.page.findChild(QMenu) or desk.window.findChild(QMenu)
    assert menu is not None
    assert not next(one for one in menu.actions() if one.objectName() == "rota_off").isEnabled()
    action: QAction = next(one for one in menu.actions() if one.objectName() == "rota_D")
    action.trigger()
    menu.close()
    desk.settle()
    assert desk.duties("SODHI") == "D"


def test_weeks_are_stepped_through_and_the_cell_stays_with_its_person(desk: RotaDeskAtWork) -> None:
    desk.go("SODHI")
    desk.page.steps.after.setFocus()
    desk.qtbot.keyClick(desk.page.steps.after, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.grid.sheet.days[0] == date(2026, 11, 30)
    spot = desk.grid.spot()
    assert spot is not None
    assert (spot.name, spot.day) == ("SODHI, Amrit", date(2026, 12, 1))
    desk.grid.setFocus()
    desk.press(Qt.Key.Key_PageUp, control=True)
    assert desk.grid.sheet.days[0] == date(2026, 11, 23)
    desk.page.steps.before.click()
    desk.page.steps.now.click()
    desk.settle()
    assert TODAY in desk.grid.sheet.days


def test_a_colleagues_change_shows_and_the_keyboard_stays(desk: RotaDeskAtWork, colleague: Services) -> None:
    desk.go("SODHI")
    day = next(one.id for one in colleague.rota.week(TODAY).shifts if one.kind.value == "D")
    changed = colleague.rota.assign(desk.staff_id("SODHI"), day, TODAY, operation("rota:assign"))
    desk.window.stack.take_change(changed)
    desk.settle()
    assert "Day 09 to 17" in desk.cell("SODHI")
    spot = desk.grid.spot()
    assert spot is not None
    assert spot.name == "SODHI, Amrit"


def test_a_shift_is_changed_and_the_cover_follows(desk: RotaDeskAtWork) -> None:
    desk.page.toolbar.shifts.click()
    desk.settle()
    panel = desk.page.shifts
    assert panel.name.value() == "Day"
    tuesday = panel.needs.lines[1]
    tuesday.setFocus()
    tuesday.selectAll()
    desk.qtbot.keyClicks(tuesday, "5")
    assert desk.page.has_unsaved
    desk.qtbot.keyClick(panel.save, Qt.Key.Key_Space)
    desk.settle()
    assert "3 of 5 people. Short: 2 missing." in _strip(desk, "Day", TODAY)
    assert not desk.page.has_unsaved


def test_a_new_shift_names_everything_missing_and_can_then_be_used(desk: RotaDeskAtWork) -> None:
    desk.page.toolbar.shifts.click()
    panel = desk.page.shifts
    panel.shift.set_value(0)
    panel.name.set_value("Christmas")
    desk.qtbot.keyClick(panel.save, Qt.Key.Key_Space)
    desk.settle()
    assert (panel.starts.problem, panel.ends.problem) == ("Enter when it starts.", "Enter when it ends.")
    panel.kind.set_value(next(kind for kind in type(panel._draft().kind) if kind.value == "H"))
    desk.qtbot.keyClicks(panel.starts.editor, "9")
    desk.qtbot.keyClicks(panel.ends.editor, "17")
    desk.qtbot.keyClick(panel.save, Qt.Key.Key_Space)
    desk.settle()
    desk.go("SODHI")
    desk.press(Qt.Key.Key_H)
    assert desk.duties("SODHI") == "H"


def test_two_people_change_one_shift(desk: RotaDeskAtWork, colleague: Services) -> None:
    desk.page.toolbar.shifts.click()
    desk.settle()
    panel = desk.page.shifts
    loaded = panel._loaded
    assert loaded is not None
    theirs = type(loaded.draft)(
        loaded.draft.kind, "Day, office", loaded.draft.starts, loaded.draft.ends, loaded.draft.minimum
    )
    colleague.rota.save_shift(loaded, theirs, operation("shift:save"))
    panel.name.set_value("Day, hub")
    desk.qtbot.keyClick(panel.save, Qt.Key.Key_Space)
    desk.settle()
    (dialog,) = desk.window.findChildren(ConflictDialog)
    dialog.all_mine.click()
    desk.qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    desk.settle()
    assert desk.services.rota.load_shift(loaded.id).draft.name == "Day, hub"


def test_the_week_prints(desk: RotaDeskAtWork) -> None:
    desk.press(Qt.Key.Key_P, control=True)
    ((pdf, name),) = desk.printed
    assert pdf.startswith(b"%PDF")
    assert name == "rota 23-Nov-2026"


def test_the_models_keep_their_promises(desk: RotaDeskAtWork) -> None:
    for view in (desk.grid, desk.page.sheet.strip):
        model: QAbstractItemModel = view.sheet
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.page.toolbar.by.set_value("duty")
    desk.go("SODHI")
    assert desk.grid.accessibleName() == "Rota by duty and day"


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path, clock: MovableClock) -> Iterator[RotaDeskAtWork]:
    opened = open_local(tmp_path, clock, "tomasz.wilk")
    made = at_work(qtbot, opened.services)
    yield made
    made.window.lock.stop()
    opened.close()


def test_somebody_who_may_only_read_is_told_whom_to_ask(reader: RotaDeskAtWork) -> None:
    reader.go("SODHI")
    reader.press(Qt.Key.Key_D)
    assert reader.said[-1].bold == "AMHP may not change the rota. Ask: Coordinator or Duty manager."
    assert reader.duties("SODHI") == ""
    reader.press(Qt.Key.Key_Return)
    assert not reader.page.cover.assign.isEnabled()
    assert not reader.page.shifts.save.isEnabled()
