"""The trail answers who did what to whom, in words, and shows every trace of tampering."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused
from amhp_desktop.services.audit import PAGE, AuditQuery, AuditService
from amhp_desktop.services.service_settings import SettingsDraft
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration


@pytest.fixture
def trail(demonstration: Demonstration) -> AuditService:
    """Give the trail as the duty manager reads it."""
    return demonstration.services("marcus.oyelaran").audit


def test_the_newest_events_come_first_a_page_at_a_time_in_one_statement(
    trail: AuditService, demonstration: Demonstration
) -> None:
    first = trail.search(AuditQuery())
    assert len(first.lines) == PAGE
    second = trail.search(AuditQuery(before_id=first.next_before))
    ids = [line.id for line in (*first.lines, *second.lines)]
    assert ids == sorted(ids, reverse=True)
    with demonstration.open("marcus.oyelaran").database.reading() as session:
        total = session.connection().exec_driver_sql("SELECT count(*) FROM audit_event").scalar() or 0
    seen, page = len(ids), second
    while page.next_before is not None:
        page = trail.search(AuditQuery(before_id=page.next_before))
        seen += len(page.lines)
    assert seen == total


def test_a_reference_finds_all_of_one_request_and_who_opened_it(
    trail: AuditService, demonstration: Demonstration
) -> None:
    priya = demonstration.services()
    request = next(line for line in priya.board.board().open if line.reference == "R-1047")
    priya.reader.view(request.id)
    found = trail.search(AuditQuery(request="r-1047")).lines
    assert {line.record for line in found} >= {"Request R-1047", "Allocation, R-1047", "Clock, R-1047"}
    assert not any("R-1041" in line.record for line in found)
    reading = next(line for line in found if line.is_reading)
    assert (reading.action, reading.login) == ("Opened", "priya.raman")
    assert reading.record.startswith("Person")
    with pytest.raises(Refused, match="R-1048"):
        trail.search(AuditQuery(request="Holloway"))


def test_values_are_shown_in_words_before_and_after(trail: AuditService) -> None:
    lines = trail.search(AuditQuery(request="R-1047")).lines
    stepped = next(
        line for line in lines if line.record == "Request R-1047" and "State" in line.fields.split(", ")
    )
    values = {change.label: change for change in trail.detail(stepped).changes}
    assert values["State"].before != values["State"].after
    assert values["State"].after[:1].isupper()
    allocation = next(line for line in lines if line.record == "Allocation, R-1047")
    recorded = {change.label: change.after for change in trail.detail(allocation).changes}
    assert recorded["Staff"].split(",")[0].isupper()
    assert recorded["Request"] == "R-1047"
    assert not {"Operation", "Changed by", "Created at"} & set(recorded)


def test_it_is_narrowed_by_person_words_and_days(
    trail: AuditService, demonstration: Demonstration, clock: MovableClock
) -> None:
    admin = demonstration.services("admin")
    clock.move(timedelta(days=2))
    loaded = admin.settings.load()
    admin.settings.save(
        loaded,
        SettingsDraft(service_name="Fenwick 100%_AMHPs", idle_minutes=7),
        operation("settings:save", "New name"),
    )
    found = trail.search(AuditQuery(who="admin")).lines
    assert [(line.action, line.record, line.fields) for line in found] == [
        ("Recorded", "Setting: Idle minutes", ""),
        ("Changed", "Setting: Service name", "Value"),
    ]
    assert [line.record for line in trail.search(AuditQuery(text="fenwick 100%_")).lines] == [
        "Setting: Service name"
    ]
    assert trail.search(AuditQuery(text="fenwick 100%x")).lines == ()
    assert trail.search(AuditQuery(text="new NAME", who="admin")).lines == found
    if demonstration.is_local:  # a server's events carry its own clock
        assert trail.search(AuditQuery(first_day=date(2026, 11, 26))).lines == found
        assert trail.search(AuditQuery(last_day=date(2026, 11, 25), who="admin")).lines == ()
    assert "admin" in {actor.login for actor in trail.actors()}


def test_a_sound_trail_is_called_sound(trail: AuditService) -> None:
    check = trail.verify()
    assert check.is_sound
    assert check.events > PAGE


def test_an_edit_behind_the_programs_back_is_found_in_words(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    opened = demonstration.open("marcus.oyelaran")
    if not demonstration.is_local:
        assert opened.services.audit.verify().is_sound
        return
    with opened.database.engine.begin() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('doctor', 'audit_event')"
        ).scalars()
        for name in names.all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        connection.exec_driver_sql("UPDATE doctor SET phone = '0'")
        connection.exec_driver_sql("UPDATE audit_event SET actor = 'nobody' WHERE seq = 5")
    check = opened.services.audit.verify()
    assert not check.is_sound
    sentences = " ".join(finding.sentence for finding in check.findings)
    assert "Event 5 was changed after it was sealed." in sentences
    assert "“Doctor” differs from its audit events: phone." in sentences


def test_only_those_who_read_the_trail_see_it(demonstration: Demonstration) -> None:
    for login in ("priya.raman", "tomasz.wilk", "admin"):
        audit = demonstration.services(login).audit
        with pytest.raises(Refused, match="read the audit trail"):
            audit.search(AuditQuery())
        for ask in (audit.verify, audit.actors):
            with pytest.raises(Refused, match="read the audit trail"):
                ask()
