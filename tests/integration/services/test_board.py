"""The board shows what is open, what ended today and who is on duty, and costs the same however much there is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amhp_desktop.domain.clocks import ClockKind
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.requests import Priority, RequestType, Risk, State
from amhp_desktop.services.request_view import RequestFilter
from tests.integration.services import acts
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration


def test_the_board_of_the_morning(demonstration: Demonstration, clock: MovableClock) -> None:
    board = demonstration.services().board.board()
    assert board.as_at == clock()
    assert [line.reference for line in board.open] == ["R-1047", "R-1041"]
    man, kovacs = board.open
    assert (man.person, man.age, man.amhp) == ("UNKNOWN, Male", "About 25y", "KEANE, Orla")
    assert man.clock is not None
    assert man.clock.ends_at == acts.at(11, 24, 22, 40)
    assert (kovacs.doctors, kovacs.state) == (2, State.AWAITING_BED)
    assert [person.family for person in board.on_duty] == ["KEANE", "OYELARAN", "RAMAN"]
    keane = next(person for person in board.on_duty if person.family == "KEANE")
    assert keane.busy_with == ("R-1047",)


def test_the_next_deadline_comes_first_and_what_has_no_clock_last(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    waiting = acts.record(desk, received_at=clock() - timedelta(hours=1))
    urgent = acts.record(
        desk, type=RequestType.S136, power_began_at=clock() - timedelta(hours=23), risks=(Risk.WEAPON,)
    )
    board = desk.board.board()
    assert (board.open[0].id, board.open[-1].id) == (urgent, waiting)
    assert board.open[0].alert == "Do not visit alone"
    first_clock, first_line = board.clocks[0]
    assert (first_clock.kind, first_line.id) == (ClockKind.S136, urgent)


def test_a_clock_that_was_met_no_longer_presses(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.accepted(desk)
    before = next(line for line in desk.board.board().open if line.id == request)
    assert before.clock is not None
    assert before.clock.detail == Priority.AMBER.label
    acts.visit(desk, request, acts.somebody_on_duty(desk))
    after = desk.board.board()
    assert request not in [line.id for _, line in after.clocks]


def test_what_was_closed_today_stays_until_midnight(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    request = acts.finished(desk)
    board = desk.board.board()
    assert [line.id for line in board.closed_today] == [request]
    assert request not in [line.id for line in board.open]
    clock.set(acts.at(11, 25, 0, 1))
    assert desk.board.board().closed_today == ()


def test_a_restricted_request_is_on_the_managers_board_only(demonstration: Demonstration) -> None:
    desk, manager = demonstration.services(), demonstration.services("marcus.oyelaran")
    request = acts.record(desk)
    acts.restrict(demonstration.open(), request)
    assert request not in [line.id for line in desk.board.board().open]
    assert request in [line.id for line in manager.board.board().open]
    found = RequestFilter(text="Zephyr")
    assert desk.reader.search(found) == ()
    assert [line.id for line in manager.reader.search(found)] == [request]
    with pytest.raises(Refused, match="restricted"):
        desk.reader.view(request)
    assert manager.reader.view(request).restricted


@pytest.mark.parametrize("read", ["board", "search", "view", "week", "candidates", "seen before"])
def test_the_number_of_statements_does_not_grow(demonstration: Demonstration, read: str) -> None:
    opened, desk = demonstration.open(), demonstration.services()
    request = acts.accepted(desk)
    acts.examine(desk, request, desk.board.today())
    acts.finished(desk)

    def once() -> int:
        reads = {
            "board": desk.board.board,
            "search": lambda: desk.reader.search(RequestFilter(text="zephyr")),
            "view": lambda: desk.reader.view(request),
            "week": lambda: desk.rota.week(desk.rota.today()),
            "candidates": desk.allocations.candidates,
            "seen before": lambda: desk.persons.seen_before(acts.PERSON),
        }
        with acts.counting(opened) as counted:
            reads[read]()
        return len(counted)

    before = once()
    assert 0 < before <= 25
    for _ in range(6):
        other = acts.accepted(desk)
        acts.examine(desk, other, desk.board.today())
        acts.examine(desk, request, desk.board.today())
        acts.finished(desk)
    assert once() == before


def test_search_finds_by_name_reference_and_number_whatever_the_accents(
    demonstration: Demonstration,
) -> None:
    desk = demonstration.services()
    person = replace(acts.PERSON, family="Müller-Ż", given="Anaïs", nhs_number="999 318 8026")
    request = acts.record(desk, person)
    for text in ("muller", "ANAIS mul", "R-1048", "1048", "9993188026", "999318"):
        found = [line.id for line in desk.reader.search(RequestFilter(text=text))]
        assert request in found, text
    assert desk.reader.search(RequestFilter(text="100%_")) == (), "signs of patterns are plain text"
    open_ones = desk.reader.search(RequestFilter(open_only=True))
    assert all(line.closed_at is None for line in open_ones)
    received = desk.reader.search(RequestFilter(states=(State.RECEIVED,)))
    assert [line.id for line in received] == [request]
