"""Two people change one entry: nothing is overwritten silently and nothing is lost."""

from dataclasses import replace

from PySide6.QtCore import Qt

from amhp_desktop.domain.changes import operation
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.conflict import ConflictDialog, Pick
from tests.ui.people.conftest import PeopleDesk


def _saves(colleague: Services, staff: int, **values: str) -> None:
    loaded = colleague.staff.load(staff)
    colleague.staff.save(loaded, replace(loaded.draft, **values), operation("staff:save"))


def test_the_same_field_is_put_to_a_person(desk: PeopleDesk, colleague: Services) -> None:
    staff = desk.staff_id("WILK")
    desk.go("staff", staff)
    _saves(colleague, staff, phone="07700 900201", home_team="Hub South")
    desk.type_into(desk.editor, "phone", "07700 900202")
    desk.type_into(desk.editor, "note", "Leaves at four")
    desk.press(Qt.Key.Key_S, control=True)
    (dialog,) = desk.window.findChildren(ConflictDialog)
    difference = dialog.rows[0].difference
    assert (difference.theirs, difference.mine) == ("07700 900201", "07700 900202")
    dialog.rows[0].cells[Pick.THEIRS].radio.setChecked(True)
    desk.qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    desk.settle()
    kept = desk.services.staff.load(staff).draft
    assert (kept.phone, kept.home_team, kept.note) == ("07700 900201", "Hub South", "Leaves at four")
    assert desk.editor.form.draft() == kept


def test_different_fields_are_joined_without_asking(desk: PeopleDesk, colleague: Services) -> None:
    staff = desk.staff_id("WILK")
    desk.go("staff", staff)
    _saves(colleague, staff, home_team="Hub South")
    desk.type_into(desk.editor, "note", "Leaves at four")
    desk.press(Qt.Key.Key_S, control=True)
    assert not desk.window.findChildren(ConflictDialog)
    kept = desk.services.staff.load(staff).draft
    assert (kept.home_team, kept.note) == ("Hub South", "Leaves at four")
    assert "OYELARAN changed this entry as well." in [one.bold for one in desk.said]


def test_going_back_keeps_what_was_typed(desk: PeopleDesk, colleague: Services) -> None:
    staff = desk.staff_id("WILK")
    desk.go("staff", staff)
    _saves(colleague, staff, phone="07700 900201")
    desk.type_into(desk.editor, "phone", "07700 900202")
    desk.press(Qt.Key.Key_S, control=True)
    (dialog,) = desk.window.findChildren(ConflictDialog)
    desk.qtbot.keyClick(dialog.back, Qt.Key.Key_Escape)
    assert desk.editor.form.draft().phone == "07700 900202"
    assert desk.page.has_unsaved
    assert desk.services.staff.load(staff).draft.phone == "07700 900201"


def test_a_colleagues_change_is_shown_where_nothing_is_typed(desk: PeopleDesk, colleague: Services) -> None:
    staff = desk.staff_id("WILK")
    desk.go("staff", staff)
    _saves(colleague, staff, home_team="Hub South")
    desk.press(Qt.Key.Key_F5)
    assert desk.editor.form.draft().home_team == "Hub South"
