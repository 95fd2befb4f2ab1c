"""Typing in the directories is kept on this computer and offered when its entry is opened again."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amhp_desktop.services.catalogue import Services
from tests.ui.people.conftest import PeopleDesk, at_work


def _type(desk: PeopleDesk, staff: int, phone: str) -> None:
    desk.go("staff", staff)
    desk.type_into(desk.editor, "phone", phone)


def _anew(desk: PeopleDesk, qtbot: QtBot, services: Services) -> PeopleDesk:
    """Begin the program anew: the lock that covered the old window has kept what was typed in it."""
    desk.window.lock.lock()
    desk.settle()
    desk.window.lock.stop()
    desk.window.hide()
    return at_work(qtbot, services)


def test_typing_is_offered_and_brought_back(desk: PeopleDesk, qtbot: QtBot, services: Services) -> None:
    staff = desk.staff_id("WILK")
    _type(desk, staff, "07700 900299")
    desk.window.lock.start("RAMAN, Priya")
    later = _anew(desk, qtbot, services)
    later.go("staff", staff)
    assert [one.plain for one in later.editor.offers.messages] == ["Typing from 08:30 was kept."]
    later.push("Bring back")
    assert later.editor.form.draft().phone == "07700 900299"
    assert later.page.has_unsaved
    later.press(Qt.Key.Key_S, control=True)
    assert services.staff.load(staff).draft.phone == "07700 900299"
    assert not services.drafts.kept("people.staff", tuple)
    later.window.lock.stop()


def test_typing_in_several_entries_is_kept_for_each(desk: PeopleDesk, services: Services) -> None:
    for family in ("WILK", "FROST"):
        desk.page.staff.show_entry(desk.staff_id(family))
        desk.settle()
        desk.type_into(desk.editor, "phone", "07700 900299")
    desk.press(Qt.Key.Key_Escape)
    assert len(services.drafts.kept("people.staff", tuple)) == 2
    desk.page.staff.show_entry(desk.staff_id("WILK"))
    desk.settle()
    assert not desk.editor.offers.messages
    desk.editor.undo_typing()
    desk.settle()
    assert len(services.drafts.kept("people.staff", tuple)) == 1
