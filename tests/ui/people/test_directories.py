"""The directories by keyboard: finding, reading, adding, changing and taking out of use."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.people import ApprovalStatus
from amhp_desktop.ui.kit.ask import Question
from amhp_desktop.ui.people.dialogs import EntryDialog, VoidDialog
from tests.support.clock import MovableClock
from tests.support.service import open_local
from tests.ui.people.conftest import PeopleDesk, at_work


def _names(desk: PeopleDesk) -> list[str]:
    return [row.name for row in desk.page.directory.table.rows_model.rows]


def test_typing_narrows_the_table_and_the_filter_shows_what_needs_a_look(desk: PeopleDesk) -> None:
    desk.press(Qt.Key.Key_F, control=True)
    desk.qtbot.keyClicks(desk.page.staff.search.editor, "harbour fro")
    assert _names(desk) == ["FROST, Daniel (Mr)"]
    desk.press(Qt.Key.Key_Escape)
    desk.page.staff.filter.set_value("look")
    assert "BARR, Felicity (Ms)" in _names(desk)
    assert "VOSS, Helen (Mrs)" not in _names(desk)


def test_approvals_are_said_in_words(desk: PeopleDesk) -> None:
    model = desk.page.staff.table.rows_model
    said = {
        row.name: model.data(model.index(line, 1), Qt.ItemDataRole.AccessibleTextRole)
        for line, row in enumerate(model.rows)
    }
    assert said["FROST, Daniel (Mr)"] == "Approval: to 30-Nov-2026 (6 days)."
    assert said["BARR, Felicity (Ms)"] == "Approval: ended 20-Nov-2026. Approval ended 20-Nov-2026."


def test_a_change_is_typed_and_saved(desk: PeopleDesk) -> None:
    staff = desk.staff_id("WILK")
    desk.go("staff", staff)
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.form.fields["family"].editor.hasFocus()
    desk.type_into(desk.editor, "phone", "07700 900299")
    assert desk.page.has_unsaved
    desk.press(Qt.Key.Key_S, control=True)
    assert desk.services.staff.load(staff).draft.phone == "07700 900299"
    assert not desk.page.has_unsaved
    assert desk.said[-1].bold == "Saved."


def test_somebody_new_with_a_new_employer(desk: PeopleDesk) -> None:
    desk.press(Qt.Key.Key_Return, control=True)
    editor = desk.editor
    assert editor.title.text() == "New member of staff"
    desk.type_into(editor, "email", "nobody")
    desk.press(Qt.Key.Key_S, control=True)
    fields = editor.form.fields
    assert fields["family"].problem == "Enter the family name."
    assert fields["employer_id"].problem == "Choose the employer."
    assert fields["email"].problem == "This is not an e-mail address."
    desk.type_into(editor, "family", "Osei")
    desk.type_into(editor, "email", "ama@osei.example")
    desk.push("Add an employer")
    (dialog,) = desk.window.findChildren(EntryDialog)
    desk.type_into(dialog, "name", "Quay Agency")
    desk.press(Qt.Key.Key_Return, control=True)
    desk.press(Qt.Key.Key_S, control=True)
    assert "OSEI" in _names(desk)
    made = next(one for one in desk.services.staff.lines() if one.name == "OSEI")
    assert (made.employer, editor.entry_id) == ("Quay Agency", made.id)


def test_an_approval_is_suspended_with_a_reason(desk: PeopleDesk) -> None:
    staff = desk.staff_id("VOSS")
    desk.go("staff", staff)
    desk.push("Edit Northmere Council")
    (dialog,) = desk.window.findChildren(EntryDialog)
    dialog.form.fields["status"].set_value(ApprovalStatus.SUSPENDED)  # type: ignore[attr-defined]
    desk.press(Qt.Key.Key_Return, control=True)
    assert dialog.form.fields["status_reason"].problem == "Say why, and who decided."
    desk.type_into(dialog, "status_reason", "Council, under review")
    desk.press(Qt.Key.Key_Return, control=True)
    line = next(one for one in desk.page.staff.table.rows_model.rows if one.id == staff)
    assert line.approval.words == "suspended"


def test_an_approval_is_added_and_taken_out_with_a_reason(desk: PeopleDesk) -> None:
    staff = desk.staff_id("BARR")
    desk.go("staff", staff)
    desk.push("Add approval")
    (dialog,) = desk.window.findChildren(EntryDialog)
    desk.type_into(dialog, "approved_on", "24/11/26")
    desk.type_into(dialog, "ends_on", "nonsense")
    desk.press(Qt.Key.Key_Return, control=True)
    assert desk.services.approvals.of_staff(staff)[0].draft.ends_on == date(2026, 11, 20)
    desk.type_into(dialog, "ends_on", "29/2/2028")
    desk.press(Qt.Key.Key_Return, control=True)
    newest, oldest = desk.services.approvals.of_staff(staff)
    assert newest.draft.ends_on == date(2028, 2, 29)
    desk.editor.approvals.edit_asked.emit(newest.id)
    changing = next(one for one in desk.window.findChildren(EntryDialog) if one.isVisible())
    desk.qtbot.keyClick(changing.void, Qt.Key.Key_Space)
    (void,) = desk.window.findChildren(VoidDialog)
    desk.press(Qt.Key.Key_Return, control=True)
    assert void._form.fields["reason"].problem == "Say why this entry is taken out of use."
    desk.qtbot.keyClicks(void.reason.editor, "Entered twice")
    desk.press(Qt.Key.Key_Return, control=True)
    assert [one.id for one in desk.services.approvals.of_staff(staff)] == [oldest.id]


def test_escape_names_typing_in_a_dialog_before_throwing_it_away(desk: PeopleDesk) -> None:
    desk.go("staff", desk.staff_id("BARR"))
    desk.push("Add approval")
    (dialog,) = desk.window.findChildren(EntryDialog)
    desk.type_into(dialog, "status_reason", "Panel met")
    desk.press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    desk.press(Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not desk.window.findChildren(EntryDialog))


def test_a_lapsed_doctor_is_renewed(desk: PeopleDesk) -> None:
    doctor = next(one for one in desk.services.doctors.lines() if one.s12_lapsed)
    desk.go("doctors", doctor.id)
    model = desk.page.doctors.table.rows_model
    (span,) = model.cell_at(model.line_of(doctor.id), 1).first  # type: ignore[union-attr]
    assert (span.text, span.ink, span.icon) == ("lapsed 10-Nov-2026", "rag.red.text", "octagon-x")
    desk.type_into(desk.editor, "s12_until", "10/11/2031")
    desk.press(Qt.Key.Key_S, control=True)
    assert not next(one for one in desk.services.doctors.lines() if one.id == doctor.id).s12_lapsed


def test_a_hospital_gets_its_postcode_and_a_ward(desk: PeopleDesk) -> None:
    hospital = next(one for one in desk.services.hospitals.lines() if not one.postcode)
    desk.go("hospitals", hospital.id)
    desk.type_into(desk.editor, "postcode", "NM9 4TF")
    desk.push("Add ward")
    (dialog,) = desk.window.findChildren(EntryDialog)
    desk.press(Qt.Key.Key_Return, control=True)
    assert dialog.form.fields["name"].problem == "Enter the ward's name."
    desk.type_into(dialog, "name", "Heron Ward")
    desk.press(Qt.Key.Key_Return, control=True)
    assert desk.editor.form.draft().postcode == "NM9 4TF"
    desk.press(Qt.Key.Key_S, control=True)
    line = next(one for one in desk.services.hospitals.lines() if one.id == hospital.id)
    assert line.postcode == "NM9 4TF"
    assert "Heron Ward" in [ward.label for ward in line.wards]


def test_somebody_on_the_rota_is_not_taken_out_of_use(desk: PeopleDesk) -> None:
    staff = desk.staff_id("VOSS")
    desk.go("staff", staff)
    desk.push("Take out of use")
    (void,) = desk.window.findChildren(VoidDialog)
    desk.qtbot.keyClicks(void.reason.editor, "Left the service")
    desk.press(Qt.Key.Key_Return, control=True)
    assert "on the rota on 24-Nov-2026" in void._trouble.text()
    desk.press(Qt.Key.Key_Escape)
    assert desk.services.staff.load(staff).draft.family.upper() == "VOSS"


def test_typing_survives_refresh_other_lines_and_other_directories(desk: PeopleDesk) -> None:
    desk.go("staff", desk.staff_id("WILK"))
    desk.type_into(desk.editor, "note", "Leaves at four")
    desk.press(Qt.Key.Key_F5)
    assert desk.editor.form.draft().note == "Leaves at four"
    desk.page.staff.table.select_key(desk.staff_id("VOSS"))
    desk.settle()
    assert desk.editor.form.draft().note == ""
    desk.page.choice.set_value("doctors")
    desk.settle()
    desk.page.choice.set_value("staff")
    desk.page.staff.table.select_key(desk.staff_id("WILK"))
    desk.settle()
    assert desk.editor.form.draft().note == "Leaves at four"
    assert desk.page.has_unsaved
    assert not desk.page.may_leave()
    (question,) = desk.window.findChildren(Question)
    question.answer("discard")
    assert desk.page.may_leave()
    assert desk.editor.form.draft().note == ""


def test_a_lost_connection_keeps_typing_and_the_operation(desk: PeopleDesk) -> None:
    staff = desk.staff_id("WILK")
    desk.go("staff", staff)
    service = desk.services.staff
    save, acts = service.save, []

    def lost(_loaded: object, _draft: object, act: object) -> None:
        acts.append(act)
        raise Trouble("The database cannot be reached.")

    service.save = lost  # type: ignore[method-assign, assignment]
    desk.type_into(desk.editor, "note", "Leaves at four")
    desk.press(Qt.Key.Key_S, control=True)
    desk.press(Qt.Key.Key_S, control=True)
    assert desk.said[-1].bold == "The database cannot be reached."
    assert acts[0] is acts[1]
    service.save = save  # type: ignore[method-assign]
    desk.press(Qt.Key.Key_S, control=True)
    assert desk.services.staff.load(staff).draft.note == "Leaves at four"


def test_the_models_keep_their_promises(desk: PeopleDesk) -> None:
    for section in ("staff", "doctors", "hospitals"):
        desk.go(section)
        model = desk.page.directory.table.rows_model
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        desk.page.directory.table.horizontalHeader().sectionClicked.emit(0)
        model.sort(1)
    changed = desk.services.staff.load(desk.staff_id("WILK"))
    desk.services.staff.save(changed, replace(changed.draft, note="x"), operation("staff:save"))
    desk.page.refresh()


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path, clock: MovableClock) -> Iterator[PeopleDesk]:
    opened = open_local(tmp_path, clock, "beth.lang")
    made = at_work(qtbot, opened.services)
    yield made
    made.window.lock.stop()
    opened.close()


def test_a_reader_sees_everything_and_is_told_whom_to_ask(reader: PeopleDesk) -> None:
    why = "Printing may not change staff, doctors and hospitals. Ask: Coordinator or Duty manager or Administrator."
    reader.go("staff", reader.staff_id("VOSS"))
    assert reader.editor.save_button.toolTip() == why
    assert reader.editor.form.fields["family"].editor.isReadOnly()
    assert not reader.button("Add approval").isEnabled()
    assert reader.page.reasons_off()["page.primary"] == why
    assert not reader.page.has_unsaved
