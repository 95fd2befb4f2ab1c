"""Filling a form: carried entries, open choices, findings to jump along, and a page that keeps up."""

import pytest
from PySide6.QtCore import Qt

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.form_finding import FindingWeight
from amhp_desktop.domain.people import HospitalDraft
from amhp_desktop.services.papers import PaperView
from tests.ui.paperwork.paper import Desk

REASON = "no_acquaintance_reason"
HOSPITAL = "hospital_name_address"


def _stored(desk: Desk, paper_id: int) -> PaperView:
    return desk.services.papers.view(paper_id)


def test_names_and_dates_are_carried_over_and_say_where_from(desk: Desk) -> None:
    values = desk.editor.value()
    assert "Kovacs" in values.text("patient_name_address")
    source = desk.editor.fields["patient_name_address"].text
    assert source._source.text() == "person"
    desk.type_into("patient_name_address", "Somebody else")
    assert source._source.text() == ""


def test_nothing_is_ever_chosen_for_the_signatory(desk: Desk) -> None:
    fields = desk.editor.fields
    assert not any(made.isChecked() for made in fields["approved_by"].buttons)
    assert "Never filled in for you. HALLORAN decides." in fields["approved_by"].problem
    assert not desk.editor.value().choices


def test_an_inner_choice_is_asked_once_its_alternative_is_kept(desk: Desk) -> None:
    fields = desk.editor.fields
    assert not fields["informed"].isVisible()
    assert desk.editor.go_to("nearest_relative")
    desk.qtbot.keyClick(fields["nearest_relative"].buttons[0], Qt.Key.Key_Space)
    assert fields["informed"].isVisible()
    assert not fields["nr_not_known"].isVisible()
    desk.qtbot.keyClick(fields["nearest_relative"].back, Qt.Key.Key_Space)
    assert not fields["informed"].isVisible()
    assert desk.editor.value().chosen("nearest_relative") == ()


def test_what_is_typed_is_saved_without_being_asked(desk: Desk, paper_id: int) -> None:
    desk.type_into("lssa_acting_for", "Fenwick Council ")
    assert desk.page.has_unsaved
    desk.wait_saved()
    assert _stored(desk, paper_id).loaded.draft.text("lssa_acting_for") == "Fenwick Council "
    assert desk.page.room.head._saved.text() == "Saved 08:30"


def test_the_page_follows_the_typing(desk: Desk) -> None:
    before = desk.preview.rendering.pdf
    desk.type_into("lssa_acting_for", "Fenwick Council")
    desk.wait_drawn()
    assert desk.preview.rendering.pdf != before


def test_f8_walks_along_the_findings_and_back(desk: Desk) -> None:
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_F8)
    assert desk.editor.current_key() == HOSPITAL
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_F8)
    assert desk.editor.current_key() == "approved_by"
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert desk.editor.current_key() == HOSPITAL


def test_enter_in_the_list_goes_to_the_entry(desk: Desk) -> None:
    view = desk.findings.view
    view.setFocus()
    desk.qtbot.keyClick(view, Qt.Key.Key_Home)
    desk.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert desk.editor.current_key() == HOSPITAL


def test_each_finding_has_a_shape_a_word_and_its_provision(desk: Desk) -> None:
    for row in desk.findings.rows:
        assert row.rag in {"red", "amber", "none", "green"}
        assert row.detail.split(" · ")[0] in {"Cannot be put right", "Can be put right", "Look", "Met"}
        assert row.finding.citation in row.detail
    assert [row.number for row in desk.findings.rows if row.number] == list(
        range(1, sum(row.finding.weight is not FindingWeight.MET for row in desk.findings.rows) + 1)
    )


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_hospital_is_found_by_typing_and_names_what_the_directory_lacks(desk: Desk) -> None:
    field = desk.editor.fields[HOSPITAL]
    line = next(one for one in desk.services.hospitals.lines() if one.postcode)
    desk.type_into(HOSPITAL, line.name[:8])
    desk.qtbot.waitUntil(field._popup.isVisible)
    desk.qtbot.keyClick(field._popup, Qt.Key.Key_Return)
    written = desk.editor.value().text(HOSPITAL)
    assert line.name in written
    assert line.postcode in written


def test_a_date_is_read_as_people_write_it_and_kept_where_it_is_none(desk: Desk, paper_id: int) -> None:
    desk.type_into("date_last_saw_patient", "23/11")
    desk.wait_saved()
    assert str(_stored(desk, paper_id).loaded.draft.day("date_last_saw_patient")) == "2026-11-23"
    desk.type_into("date_last_saw_patient", "last week")
    desk.wait_saved()
    draft = _stored(desk, paper_id).loaded.draft
    assert draft.day("date_last_saw_patient") is None
    assert draft.text("date_last_saw_patient") == "last week"


def test_a_very_long_reason_goes_on_to_further_sheets_and_says_so(desk: Desk) -> None:
    desk.paste_into(REASON, "We asked every doctor on the list. " * 290)
    desk.wait_drawn()
    assert REASON in desk.preview.rendering.overflow
    assert desk.preview.rendering.pages > 2
    assert "goes on, whole, on a continuation sheet" in desk.editor.fields[REASON].problem


def test_a_character_the_paper_cannot_print_is_named_beside_its_entry(desk: Desk, paper_id: int) -> None:
    good = desk.preview.rendering.pdf
    desk.paste_into("lssa_acting_for", "Council of \N{CJK UNIFIED IDEOGRAPH-6F22}")
    desk.qtbot.waitUntil(lambda: "\N{CJK UNIFIED IDEOGRAPH-6F22}" in desk.preview.notice_words.text())
    assert "no glyph" in desk.editor.fields["lssa_acting_for"].problem
    assert desk.preview.rendering.pdf == good
    assert "last one that could be drawn" in desk.preview.notice_words.text()
    desk.wait_saved()
    assert "\N{CJK UNIFIED IDEOGRAPH-6F22}" in _stored(desk, paper_id).loaded.draft.text("lssa_acting_for")
    desk.type_into("lssa_acting_for", "Northmere Council")
    desk.qtbot.waitUntil(lambda: not desk.preview.notice_words.isVisible())
    assert desk.editor.fields["lssa_acting_for"].problem == ""


def test_ctrl_down_goes_from_section_to_section(desk: Desk) -> None:
    assert desk.editor.go_to(HOSPITAL)
    editor = desk.editor.fields[HOSPITAL].editor
    desk.qtbot.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert desk.editor.current_key() == "applicant_name_address_email"


def test_every_entry_and_button_has_a_spoken_name(desk: Desk) -> None:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    for widget in desk.page.findChildren(QWidget):
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible()
        if takes_keys and widget.focusProxy() is None:
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            parent = widget.parentWidget()
            named = widget.accessibleName() or words or (parent and parent.accessibleName())
            assert named, f"{type(widget).__name__} in {type(parent).__name__}"


def test_a_postcode_the_directory_lacks_is_named_with_the_finding(desk: Desk) -> None:
    services = desk.services
    draft = HospitalDraft("Saltmarsh Clinic", "Northmere Trust", "Quay Street, Fenwick")
    services.hospitals.add(draft, operation("hospital:add"))
    desk.editor.set_hospitals(services.hospitals.lines())
    desk.paste_into(HOSPITAL, "Saltmarsh Clinic, Quay Street, Fenwick")
    problem = desk.editor.fields[HOSPITAL].problem
    assert "no postcode. The directory has none for Saltmarsh Clinic either." in problem
