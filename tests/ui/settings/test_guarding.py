"""Backups and the audit trail by keyboard: made, rehearsed, searched, read and checked."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.services.audit import AuditCheck, AuditFinding
from amhp_desktop.services.backups import BackupState
from amhp_desktop.ui.kit.labels import Elided
from amhp_desktop.ui.settings.audit import AuditSection
from amhp_desktop.ui.settings.backups import BackupsSection
from tests.ui.settings.stage import Stage, press, settle, write

At = Callable[[str], Stage]


def backups_of(stage: Stage) -> BackupsSection:
    stage.show("backups")
    section = stage.page.section
    assert isinstance(section, BackupsSection)
    return section


def trail_of(stage: Stage) -> AuditSection:
    stage.show("audit")
    section = stage.page.section
    assert isinstance(section, AuditSection)
    return section


def test_a_backup_is_made_and_a_restore_rehearsed(own: Stage) -> None:
    backups = backups_of(own)
    assert "None yet" in backups.last.accessibleName()
    assert not backups.test_button.isEnabled()
    own.do("page.primary")
    assert own.said[-1].bold == "Backup made."
    assert len(backups.model.rows) == 1
    assert "0min old" in backups.last.accessibleName()
    backups.test_button.setFocus()
    press(Qt.Key.Key_Space)
    assert own.said[-1].bold == "The restore works."
    assert "24-Nov-2026" in backups.tested.accessibleName()
    assert backups.running.isHidden()


def test_those_who_may_not_back_up_see_the_state_and_why(at: At) -> None:
    stage = at("tomasz.wilk")
    backups = backups_of(stage)
    assert "Never" in backups.tested.accessibleName()
    assert "back up and restore" in stage.page.reasons_off()["page.primary"]
    assert "back up and restore" in backups.test_button.accessibleDescription()


def test_a_shared_database_is_backed_up_by_others_and_their_word_is_recorded(at: At) -> None:
    stage = at("marcus.oyelaran")
    backups = backups_of(stage)
    nothing = BackupState(
        is_made_here=False, folder="", last=None, age=None, is_old=True, tested=None
    )  # what a service on PostgreSQL answers
    stage.opened.services.backups.state = lambda: nothing  # type: ignore[method-assign]
    backups.load()
    settle()
    assert "Not recorded" in backups.last.accessibleName()
    assert "server" in stage.page.reasons_off()["page.primary"]
    backups.recorded.backup_on.setFocus()
    write("24/11")
    press(Qt.Key.Key_Tab)
    write("1/12")
    backups.recorded.record_button.setFocus()
    press(Qt.Key.Key_Space)
    assert backups.recorded.tested_on.problem == "This day has not come yet."
    backups.recorded.tested_on.setFocus()
    write("12/11")
    backups.recorded.record_button.setFocus()
    press(Qt.Key.Key_Space)
    assert stage.said[-1].bold == "Recorded."


def test_the_trail_is_searched_by_reference_and_read_event_by_event(at: At) -> None:
    stage = at("marcus.oyelaran")
    trail = trail_of(stage)
    assert len(trail.model.rows) == 200
    trail.filter.request.setFocus()
    write("R-1047")
    press(Qt.Key.Key_Return)
    assert all("1047" in line.record or "Person" in line.record for line in trail.model.rows)
    trail.table.setFocus()
    for _ in range(2):
        press(Qt.Key.Key_Down)
        line = trail.table.current_row()
        assert line is not None
        assert trail.detail.isVisible()
        assert trail.detail.title.text() == line.record


def test_older_events_follow_and_nothing_found_is_said(at: At) -> None:
    trail = trail_of(at("marcus.oyelaran"))
    trail.older_button.setFocus()
    press(Qt.Key.Key_Space)
    assert len(trail.model.rows) > 200
    ids = [line.id for line in trail.model.rows]
    assert ids == sorted(ids, reverse=True)
    trail.filter.text.setFocus()
    write("there is no such word")
    press(Qt.Key.Key_Return)
    assert trail.model.rows == ()
    trail.filter.clear_button.setFocus()
    press(Qt.Key.Key_Space)
    assert len(trail.model.rows) == 200


def test_a_reference_that_cannot_be_read_is_told_beside_its_field(at: At) -> None:
    trail = trail_of(at("marcus.oyelaran"))
    trail.filter.request.setFocus()
    write("Holloway")
    press(Qt.Key.Key_Return)
    assert trail.filter.request.problem == "Write the reference like R-1048."
    assert len(trail.model.rows) == 200


def test_the_whole_trail_is_checked_and_the_findings_stand_above_it(at: At) -> None:
    stage = at("marcus.oyelaran")
    trail = trail_of(stage)
    trail.findings.check_button.setFocus()
    press(Qt.Key.Key_Space)
    assert trail.findings.accessibleName() == "The trail is sound"
    assert trail.findings.check_button.isEnabled()
    finding = AuditFinding("Event 5 was changed after it was sealed.", is_grave=True)
    trail.findings.show_check(AuditCheck(stage.opened.services.clock(), 512, 2, (finding,)))
    assert "tampered" in trail.findings.accessibleName()
    assert finding.sentence in {each.text() for each in trail.findings.findChildren(Elided)}


def test_trouble_with_a_check_is_said_and_the_button_is_there_again(at: At) -> None:
    stage = at("marcus.oyelaran")
    trail = trail_of(stage)

    def fail() -> AuditCheck:
        raise Trouble("The database cannot be reached.")

    stage.opened.services.audit.verify = fail  # type: ignore[method-assign]
    trail.findings.check()
    settle()
    assert stage.said[-1].bold == "The database cannot be reached."
    assert trail.findings.check_button.isEnabled()


def test_those_who_may_not_read_the_trail_are_told_whom_to_ask(at: At) -> None:
    stage = at("priya.raman")
    stage.show("audit")
    section = stage.page.section
    assert section is not None
    assert any("Auditor" in each.text() for each in section.findChildren(QLabel))
    assert "page.find" not in stage.page.handles()
