"""Whatever order people do things in, a request keeps its promises."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from amhp_desktop.domain.assessments import OutcomeDraft, OutcomeKind, Told, ToldDraft, ToldState
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.requests import Decision, State, TriageDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.storage.requests import (
    AllocationRow,
    ClockRow,
    OutcomeRow,
    RequestRow,
    StateChangeRow,
    ToldRow,
)
from tests.integration.services import acts
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration

Move = Callable[[Services, int], object]
_TURNED_AWAY = TriageDraft(None, Decision.ADVICE, "Ring the GP.", referrer_told=True)


def _move(to: State, reason: str) -> Move:
    return lambda desk, request: desk.requests.move(
        request, acts.version(desk, request), to, operation("request:move", reason)
    )


def _correct(kind: OutcomeKind) -> Move:
    def correct(desk: Services, request: int) -> object:
        loaded = desk.reader.view(request).outcome
        draft = OutcomeDraft(kind, desk.clock(), reasons="Thought about it again.")
        return desk.outcomes.record(request, loaded, draft, operation("outcome:record"))

    return correct


def _untell(desk: Services, request: int) -> object:
    return desk.outcomes.tell(request, Told.GP, ToldDraft(ToldState.PENDING), operation("told:record"))


def _reopen(desk: Services, request: int) -> object:
    return desk.requests.reopen(
        request, acts.version(desk, request), operation("request:reopen", "Not finished")
    )


_MOVES: dict[str, Move] = {
    "accept": acts.triage,
    "turn away": lambda desk, request: acts.triage(desk, request, _TURNED_AWAY),
    "allocate": acts.allocate,
    "relieve": lambda desk, request: desk.allocations.end(
        request, operation("request:relieve", "Called away")
    ),
    "visit": lambda desk, request: acts.visit(desk, request, acts.somebody_on_duty(desk)),
    "examine": lambda desk, request: acts.examine(desk, request, desk.requests.today()),
    "conclude": _correct(OutcomeKind.NOT_DETAINED),
    "wait for a bed": _correct(OutcomeKind.AWAITING_BED),
    "tell": acts.tell,
    "untell": _untell,
    "close": acts.close,
    "reopen": _reopen,
    **{f"move to {to.value}": _move(to, "") for to in State},
    **{f"back to {to.value}": _move(to, "Because") for to in State},
}


@pytest.mark.timeout(300)
def test_no_order_of_things_breaks_a_promise(demonstration: Demonstration, clock: MovableClock) -> None:
    desk = demonstration.services()

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(some.lists(some.sampled_from(sorted(_MOVES)), min_size=4, max_size=14))
    def any_order(names: list[str]) -> None:
        clock.set(acts.at(11, 24, 8, 30))
        request = acts.record(desk)
        for name in names:
            clock.move(timedelta(seconds=30))
            before = acts.version(desk, request)
            try:
                _MOVES[name](desk, request)
            except Refused:
                assert acts.version(desk, request) == before, f"{name} was refused and yet changed something"
            except Stale:
                pytest.fail(f"{name}: nobody else was there")
            _check(demonstration, request, name)

    any_order()


def _check(demonstration: Demonstration, request: int, after: str) -> None:
    opened = demonstration.open()
    (row,) = acts.rows(opened, RequestRow, id=request)
    outcomes = acts.rows(opened, OutcomeRow, request_id=request)
    told = acts.rows(opened, ToldRow, request_id=request)
    steps = acts.rows(opened, StateChangeRow, request_id=request)
    running = [one.kind for one in acts.rows(opened, ClockRow, request_id=request) if one.stopped_at is None]
    open_ones = [one for one in acts.rows(opened, AllocationRow, request_id=request) if one.ended_at is None]
    assert (row.closed_at is not None) == (row.state is State.CLOSED), after
    if row.closed_at is not None:
        assert len(outcomes) == 1, after
        assert outcomes[0].kind is not OutcomeKind.AWAITING_BED, after
        assert {one.who for one in told} == set(Told), after
        assert all(one.state is not ToldState.PENDING for one in told), after
        assert not running, after
    assert len(open_ones) <= 1, after
    assert len(outcomes) <= 1, after
    assert len(running) == len(set(running)), after
    assert steps[-1].after is row.state, after
    assert all(one.before is two.after for one, two in zip(steps[1:], steps, strict=False)), after
