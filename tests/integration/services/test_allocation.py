"""Who can take a request now, why, and that one person at a time is responsible."""

from datetime import timedelta

import pytest

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.requests import State
from amhp_desktop.services.allocations import AllocationDraft
from amhp_desktop.storage.people import StaffRow
from amhp_desktop.storage.requests import AllocationRow
from tests.integration.services import acts
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration


def _staff(demonstration: Demonstration, family: str) -> int:
    (row,) = acts.rows(demonstration.open(), StaffRow, family=family)
    return int(row.id)


def test_candidates_are_on_duty_and_the_free_ones_come_first(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    clock.set(acts.at(11, 24, 9, 30))
    found = desk.allocations.candidates()
    assert {one.name for one in found} == {
        "VOSS, Helen (Mrs)", "WILK, Tomasz (Mr)", "PERERA, Sunil (Mr)",
    }  # fmt: skip
    busy = acts.allocate(desk, _triaged(demonstration))
    assert desk.allocations.candidates()[-1].staff_id == busy
    assert "Has 1 open request" in desk.allocations.candidates()[-1].reasons
    clock.set(acts.at(11, 24, 3))
    assert [one.name for one in desk.allocations.candidates()] == ["KEANE, Orla (Ms)"]


def _triaged(demonstration: Demonstration) -> int:
    request = acts.record(demonstration.services())
    acts.triage(demonstration.services(), request)
    return request


def test_a_request_is_triaged_before_it_is_allocated(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.record(desk)
    with pytest.raises(Refused, match="Triage the request first"):
        acts.allocate(desk, request)


def test_an_allocation_needs_somebody_and_a_reason(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = _triaged(demonstration)
    for draft, words in (
        (AllocationDraft(None, "Nearest"), "Choose an AMHP"),
        (AllocationDraft(acts.somebody_on_duty(desk), " "), "Say why this AMHP"),
    ):
        with pytest.raises(Refused, match=words):
            desk.allocations.allocate(request, draft, operation("request:allocate"))


@pytest.mark.parametrize(("family", "words"), [("Barr", "20-Nov-2026"), ("Wilk", "not on duty")])
def test_somebody_who_may_not_act_or_is_not_on_duty_is_refused(
    demonstration: Demonstration, family: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        acts.allocate(demonstration.services(), _triaged(demonstration), _staff(demonstration, family))


def test_naming_another_relieves_the_first_in_the_same_step(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    clock.set(acts.at(11, 24, 9, 30))
    request = _triaged(demonstration)
    first = acts.allocate(desk, request, _staff(demonstration, "Voss"))
    clock.move(acts.HALF_AN_HOUR)
    second = acts.allocate(desk, request, _staff(demonstration, "Wilk"))
    held = acts.rows(demonstration.open(), AllocationRow, request_id=request)
    assert [(row.staff_id, row.ended_at) for row in held] == [(first, clock()), (second, None)]
    view = desk.reader.view(request)
    assert view.allocation is not None
    assert view.allocation.staff_id == second


def test_relieving_without_naming_another_needs_a_reason_and_leads_back_to_triaged(
    demonstration: Demonstration,
) -> None:
    desk = demonstration.services()
    request = acts.accepted(desk)
    with pytest.raises(Refused, match="Say why"):
        desk.allocations.end(request, operation("request:relieve"))
    desk.allocations.end(request, operation("request:relieve", "Called to court"))
    view = desk.reader.view(request)
    assert (view.state, view.allocation) == (State.TRIAGED, None)
    with pytest.raises(Refused, match="Nobody is allocated"):
        desk.allocations.end(request, operation("request:relieve", "Again"))


def test_a_visit_is_planned_with_the_allocation(demonstration: Demonstration, clock: MovableClock) -> None:
    desk = demonstration.services()
    request = _triaged(demonstration)
    visit = clock() + timedelta(hours=2)
    draft = AllocationDraft(acts.somebody_on_duty(desk), "Nearest", visit, visit + timedelta(hours=3))
    desk.allocations.allocate(request, draft, operation("request:allocate"))
    view = desk.reader.view(request)
    assert view.allocation is not None
    assert (view.allocation.visit_at, view.next_at) == (visit, visit)
