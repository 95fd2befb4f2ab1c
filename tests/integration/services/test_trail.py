"""The trail of the services: who did what and why, who opened whose record, and nothing outside it."""

from dataclasses import replace

import pytest

from amhp_desktop.domain.changes import Operation, operation
from amhp_desktop.domain.errors import ReadOnly, Refused
from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.services.trail import check_trail
from amhp_desktop.storage.database import Database
from amhp_desktop.storage.requests import RequestRow
from tests.integration.services import acts
from tests.support.demonstrations import Demonstration


def test_every_change_of_a_requests_life_says_who_and_in_which_act(demonstration: Demonstration) -> None:
    desk, manager = demonstration.services("orla.keane"), demonstration.open("marcus.oyelaran")
    before = len(acts.events(manager))
    request = acts.finished(desk, type=acts.call(desk).type)
    written = acts.events(manager)[before:]
    assert {event.actor for event in written} == {"orla.keane"}
    assert all(event.operation_id for event in written)
    assert {event.table_name for event in written} >= {
        "assessment_request", "person", "state_change", "allocation", "legal_clock", "outcome", "told", "counter",
    }  # fmt: skip
    versions = [event.row_version for event in written if event.table_name == "assessment_request"]
    assert versions == list(range(1, len(versions) + 1)), "one event for each version, none left out"
    (row,) = acts.rows(manager, RequestRow, id=request)
    assert (row.version, row.changed_by) == (versions[-1], "orla.keane")
    assert check_trail(manager.database) == ()


def test_the_reason_given_stands_beside_every_row_it_changed(demonstration: Demonstration) -> None:
    desk, manager = demonstration.services(), demonstration.open("marcus.oyelaran")
    request = acts.accepted(desk)
    act = operation("request:relieve", "Called to court")
    desk.allocations.end(request, act)
    written = [event for event in acts.events(manager) if event.operation_id == str(act.id)]
    assert {event.table_name for event in written} == {"assessment_request", "allocation", "state_change"}
    assert {event.reason for event in written} == {"Called to court"}


def test_opening_a_persons_record_is_kept_with_who_did(demonstration: Demonstration) -> None:
    desk, manager = demonstration.services("beth.lang"), demonstration.open("marcus.oyelaran")
    request = acts.record(demonstration.services())
    person = acts.rows(manager, RequestRow, id=request)[0].person_id
    desk.reader.view(request)
    reads = [event for event in acts.events(manager, "person", person) if event.action == "READ"]
    assert [event.actor for event in reads] == ["beth.lang"]
    assert reads[0].before is reads[0].after is None, "that it was read, not what"


def test_what_may_not_be_seen_is_not_recorded_as_seen(demonstration: Demonstration) -> None:
    desk, manager = demonstration.services(), demonstration.open("marcus.oyelaran")
    request = acts.record(desk)
    acts.restrict(demonstration.open(), request)
    before = len(acts.events(manager))
    with pytest.raises(Refused, match="restricted"):
        desk.reader.view(request)
    assert len(acts.events(manager)) == before


def test_a_database_that_may_only_be_read_is_read_and_never_written(demonstration: Demonstration) -> None:
    desk, opened = demonstration.services(), demonstration.open()
    request = acts.record(desk)
    database = Database(
        opened.database.engines, opened.database.actor, desk.clock, read_only="A newer program wrote this."
    )
    reader = type(desk.reader)(database, desk.identity, desk.clock)
    assert reader.view(request).id == request
    requests = type(desk.requests)(database, desk.identity, desk.clock)
    act: Operation = operation("request:record")
    with pytest.raises(ReadOnly, match="newer program"):
        requests.record(IntakeDraft(replace(acts.call(desk))), act)
