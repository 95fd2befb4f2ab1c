"""Two people at one form, and a connection that goes: nothing typed is lost."""

from PySide6.QtCore import Qt

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.conflict import ConflictDialog, Pick
from amhp_desktop.ui.paperwork.saving import DRAFTS
from tests.ui.paperwork.paper import Desk


def _saves(colleague: Services, paper_id: int, key: str, text: str) -> None:
    loaded = colleague.papers.view(paper_id).loaded
    colleague.papers.save(loaded, loaded.draft.with_text(key, text), operation("paper:save"))


def test_different_entries_of_two_people_are_joined(desk: Desk, colleague: Services, paper_id: int) -> None:
    _saves(colleague, paper_id, "lssa_acting_for", "Fenwick Council")
    desk.type_into("no_acquaintance_reason", "No doctor was free.")
    desk.wait_said("OYELARAN changed this form")
    desk.wait_saved()
    draft = desk.services.papers.view(paper_id).loaded.draft
    assert draft.text("lssa_acting_for") == "Fenwick Council"
    assert draft.text("no_acquaintance_reason") == "No doctor was free."
    assert desk.editor.value() == draft


def test_the_same_entry_is_put_to_a_person(desk: Desk, colleague: Services, paper_id: int) -> None:
    _saves(colleague, paper_id, "lssa_acting_for", "Fenwick Council")
    desk.type_into("lssa_acting_for", "Harbour Council")
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(ConflictDialog)))
    (dialog,) = desk.window.findChildren(ConflictDialog)
    difference = dialog.rows[0].difference
    assert difference.label == "Local social services authority acted for"
    assert (difference.theirs, difference.mine) == ("Fenwick Council", "Harbour Council")
    dialog.rows[0].cells[Pick.MINE].radio.setChecked(True)
    desk.qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    desk.wait_saved()
    assert desk.services.papers.view(paper_id).loaded.draft.text("lssa_acting_for") == "Harbour Council"


def test_going_back_to_the_form_keeps_what_was_typed(desk: Desk, colleague: Services, paper_id: int) -> None:
    _saves(colleague, paper_id, "lssa_acting_for", "Fenwick Council")
    desk.type_into("lssa_acting_for", "Harbour Council")
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(ConflictDialog)))
    (dialog,) = desk.window.findChildren(ConflictDialog)
    desk.qtbot.keyClick(dialog.back, Qt.Key.Key_Escape)
    assert desk.editor.value().text("lssa_acting_for") == "Harbour Council"
    assert desk.page.has_unsaved


def test_a_copy_printed_elsewhere_is_no_conflict(desk: Desk, colleague: Services, paper_id: int) -> None:
    view = colleague.papers.view(paper_id)
    rendering = colleague.papers.render(view, view.loaded.draft, 1)
    colleague.papers.log_print(paper_id, rendering, "Bay printer", operation("paper:print"))
    desk.type_into("lssa_acting_for", "Harbour Council")
    desk.wait_saved()
    assert desk.services.papers.view(paper_id).loaded.draft.text("lssa_acting_for") == "Harbour Council"


def test_typing_survives_a_lost_connection(desk: Desk, paper_id: int, monkeypatch: object) -> None:
    papers = desk.services.papers
    save = papers.save

    def lost(*_given: object) -> None:
        raise Trouble("The database cannot be reached.", kept="What you typed is kept.")

    papers.save = lost
    desk.type_into("lssa_acting_for", "Harbour Council")
    message = desk.wait_said("The database cannot be reached.")
    kept = desk.services.drafts.kept(DRAFTS, FormValues)
    assert [one.draft.text("lssa_acting_for") for one in kept] == ["Harbour Council"]
    papers.save = save
    message.actions[0].run()
    desk.wait_saved()
    assert papers.view(paper_id).loaded.draft.text("lssa_acting_for") == "Harbour Council"
    assert desk.services.drafts.kept(DRAFTS, FormValues) == ()


def test_typing_of_a_crash_is_offered_when_the_form_opens(desk: Desk, paper_id: int) -> None:
    services = desk.services
    draft = services.papers.view(paper_id).loaded.draft.with_text("lssa_acting_for", "Typed before")
    other = services.papers.prepare(
        desk.page.room.session.view.request_id, "A2", operation("paper:prepare")
    ).id
    services.drafts.keep(DRAFTS, str(other), draft)
    desk.open(other)
    message = desk.wait_said("Typing from 08:30 was not saved.")
    message.actions[0].run()
    assert desk.editor.value().text("lssa_acting_for") == "Typed before"
    desk.wait_saved()
    assert services.drafts.kept(DRAFTS, FormValues) == ()


def test_leaving_the_form_saves_it(desk: Desk, paper_id: int) -> None:
    other = desk.services.papers.prepare(
        desk.page.room.session.view.request_id, "A2", operation("paper:prepare")
    )
    desk.type_into("lssa_acting_for", "Harbour Council")
    desk.open(other.id)
    desk.qtbot.waitUntil(lambda: desk.page.room.session.view.loaded.id == other.id)
    stored = desk.services.papers.view(paper_id).loaded.draft
    assert stored.text("lssa_acting_for") == "Harbour Council"
