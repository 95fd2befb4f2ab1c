"""A request from the call to its closing, and what keeps each step from being taken too early."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from amhp_desktop.domain.assessments import (
    ContactDraft,
    ContactKind,
    ContactOutcome,
    Knowledge,
    OutcomeDraft,
    OutcomeKind,
    RelativeDraft,
    Told,
    ToldDraft,
    ToldState,
)
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.clocks import ClockKind, ClockState
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.requests import (
    CallDraft,
    Decision,
    IntakeDraft,
    PersonDraft,
    Priority,
    RequestType,
    Risk,
    State,
    TriageDraft,
)
from amhp_desktop.storage.requests import RequestRow, StateChangeRow
from tests.integration.services import acts
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration

TODAY = date(2026, 11, 24)


def test_a_request_from_the_call_to_its_closing(demonstration: Demonstration, clock: MovableClock) -> None:
    desk = demonstration.services()
    clock.set(acts.at(11, 24, 9, 5))
    request = acts.record(desk, what_happened="Not eating", risks=(Risk.DOG,))
    acts.triage(desk, request)
    view = desk.reader.view(request)
    assert (view.state, view.next_action) == (State.TRIAGED, "Allocate an AMHP")
    assert view.due_at == clock() + timedelta(hours=24), "amber is a day after the call, not after triage"
    assert [alert.words for alert in view.alerts] == ["Dog at address"]

    amhp = acts.allocate(desk, request)
    rang = ContactDraft(clock(), ContactKind.BED, None, "Bed manager", ContactOutcome.NO)
    desk.assessments.log_contact(request, rang, operation("contact:log"))
    assert desk.reader.view(request).state is State.ARRANGING

    clock.move(timedelta(hours=2))
    acts.visit(desk, request, amhp, seen=TODAY)
    relative = RelativeDraft(Knowledge.KNOWN, "Zephyr", "Adam", address="4 Station Parade")
    desk.assessments.save_relative(request, None, relative, operation("relative:record"))
    acts.examine(desk, request, date(2026, 11, 23), nth=0)
    acts.examine(desk, request, TODAY, nth=1)
    view = desk.reader.view(request)
    assert view.state is State.ASSESSING
    assert {clock.kind for clock in view.clocks} == {ClockKind.STANDARD, ClockKind.ADMIT, ClockKind.SEEN}
    standard = next(clock for clock in view.clocks if clock.kind is ClockKind.STANDARD)
    assert standard.state(clock()) is ClockState.MET

    hospital = desk.hospitals.lines()[0].id
    outcome = OutcomeDraft(OutcomeKind.S2, clock(), amhp, hospital, reasons="Risk to her own health.")
    desk.outcomes.record(request, None, outcome, operation("outcome:record"))
    acts.tell(desk, request)
    acts.close(desk, request)
    view = desk.reader.view(request)
    assert (view.state, view.closed_at, view.clocks) == (State.CLOSED, clock(), ())
    assert [told.state for told in view.told] == [ToldState.TOLD] * len(Told)
    steps = [row.after for row in acts.rows(demonstration.open(), StateChangeRow, request_id=request)]
    assert steps == [
        State.RECEIVED, State.TRIAGED, State.ALLOCATED, State.ARRANGING, State.ASSESSING, State.CONCLUDED,
        State.CLOSED,
    ]  # fmt: skip


def test_a_call_needs_when_who_and_how_to_reach_them_and_every_gap_is_named_at_once(
    demonstration: Demonstration,
) -> None:
    desk = demonstration.services()
    with pytest.raises(Refused) as refused:
        desk.requests.record(IntakeDraft(), operation("request:record"))
    assert {problem.field for problem in refused.value.problems} == {"received_at", "caller", "call_back"}
    unknown = acts.record(desk, PersonDraft())
    assert desk.reader.view(unknown).person_name == "UNKNOWN", "nothing about the person is needed"


def test_a_call_in_the_future_is_refused(demonstration: Demonstration, clock: MovableClock) -> None:
    desk = demonstration.services()
    with pytest.raises(Refused, match="future"):
        acts.record(desk, received_at=clock() + timedelta(minutes=6))
    acts.record(desk, received_at=clock() + timedelta(minutes=4))


def test_numbers_are_given_once_and_in_order(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    made = [acts.record(desk) for _ in range(3)]
    assert [desk.reader.view(request).reference for request in made] == ["R-1048", "R-1049", "R-1050"]


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        (Decision.ADVICE, OutcomeKind.ADVICE),
        (Decision.REDIRECT, OutcomeKind.REDIRECTED),
        (Decision.DECLINE, OutcomeKind.DECLINED),
    ],
)
def test_triage_that_does_not_accept_concludes_the_request(
    demonstration: Demonstration, decision: Decision, outcome: OutcomeKind
) -> None:
    desk = demonstration.services()
    request = acts.record(desk)
    acts.triage(desk, request, TriageDraft(None, decision, "Ring the GP.", referrer_told=True))
    view = desk.reader.view(request)
    assert view.state is State.CONCLUDED
    assert view.outcome is not None
    assert view.outcome.draft.kind is outcome
    acts.tell(desk, request)
    acts.close(desk, request)


def test_triage_names_every_gap(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.record(desk)
    with pytest.raises(Refused) as refused:
        acts.triage(desk, request, TriageDraft(decision=Decision.ACCEPT))
    fields = {problem.field for problem in refused.value.problems}
    assert fields == {"priority", "reasons", "referrer_told"}


def test_a_second_triage_moves_the_standard_and_keeps_the_first_in_the_history(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    request = acts.record(desk)
    acts.triage(desk, request)
    acts.triage(desk, request, replace(acts.ACCEPTED, priority=Priority.RED))
    (standard,) = desk.reader.view(request).clocks
    assert standard.ends_at == clock() + timedelta(hours=4)


def test_closing_waits_for_the_outcome_and_for_everybody_to_be_told(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.accepted(desk)
    with pytest.raises(Refused, match="Record the outcome"):
        acts.close(desk, request)
    acts.conclude(desk, request)
    with pytest.raises(Refused, match="Not yet told"):
        acts.close(desk, request)
    acts.tell(desk, request, *tuple(Told)[1:])
    with pytest.raises(Refused, match="Not yet told: The person"):
        acts.close(desk, request)
    not_told = ToldDraft(ToldState.NOT_APPROPRIATE, note="Left before we could.")
    desk.outcomes.tell(request, Told.PERSON, not_told, operation("told:record"))
    acts.close(desk, request)


def test_awaiting_a_bed_is_no_end(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.accepted(desk)
    with pytest.raises(Refused, match="record the visit or two recommendations first"):
        acts.conclude(desk, request, OutcomeKind.AWAITING_BED)
    acts.visit(desk, request, acts.somebody_on_duty(desk))
    acts.conclude(desk, request, OutcomeKind.AWAITING_BED)
    acts.tell(desk, request)
    with pytest.raises(Refused, match="waits for a bed"):
        acts.close(desk, request)
    view = desk.reader.view(request)
    assert view.state is State.AWAITING_BED
    assert view.outcome is not None
    ended = replace(view.outcome.draft, kind=OutcomeKind.NOT_DETAINED)
    desk.outcomes.record(request, view.outcome, ended, operation("outcome:record"))
    acts.close(desk, request)


def test_an_outcome_an_amhp_decides_waits_for_triage_and_allocation(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.record(desk)
    for kind in (OutcomeKind.NOT_DETAINED, OutcomeKind.AWAITING_BED):
        with pytest.raises(Refused, match="triage and allocate the request first") as refused:
            acts.conclude(desk, request, kind)
        assert [problem.field for problem in refused.value.problems] == ["kind"]
    acts.triage(desk, request)
    with pytest.raises(Refused, match="allocate the request first"):
        acts.conclude(desk, request)
    acts.conclude(desk, request, OutcomeKind.WITHDRAWN)
    assert desk.reader.view(request).state is State.CONCLUDED, (
        "a caller may take the request back at any time"
    )


def test_two_recommendations_are_enough_to_wait_for_a_bed(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.accepted(desk)
    acts.examine(desk, request, TODAY, nth=0)
    with pytest.raises(Refused, match="two recommendations"):
        acts.conclude(desk, request, OutcomeKind.AWAITING_BED)
    acts.examine(desk, request, TODAY, nth=1)
    acts.conclude(desk, request, OutcomeKind.AWAITING_BED)
    assert desk.reader.view(request).state is State.AWAITING_BED


def test_a_closed_request_takes_notes_and_nothing_else(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.accepted(desk)
    acts.examine(desk, request, TODAY)
    acts.visit(desk, request, acts.somebody_on_duty(desk))
    rang = ContactDraft(desk.clock(), ContactKind.BED, None, "Bed manager", ContactOutcome.NO)
    desk.assessments.log_contact(request, rang, operation("contact:log"))
    acts.conclude(desk, request)
    acts.tell(desk, request)
    acts.close(desk, request)
    view, why = desk.reader.view(request), "Entered twice"
    exam, contact = view.examinations[0].loaded.id, view.contacts[0].id
    visit = view.assessments[0].loaded.id
    assessments = desk.assessments
    attempts: tuple[Callable[[], object], ...] = (
        lambda: assessments.log_contact(request, rang, operation("contact:log")),
        lambda: assessments.void_contact(contact, operation("contact:void", why)),
        lambda: assessments.void_examination(exam, operation("examination:void", why)),
        lambda: assessments.void_assessment(visit, operation("assessment:void", why)),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match=r"This request is closed\. Reopen it first\."):
            attempt()
    desk.requests.note(request, "The GP rang back.", operation("request:note"))
    assert "The GP rang back." in {entry.detail for entry in desk.reader.view(request).timeline}


def test_a_closed_request_is_changed_by_nobody_until_it_is_opened_again_with_a_reason(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    request = acts.finished(desk)
    for attempt in (
        lambda: acts.triage(desk, request),
        lambda: acts.allocate(desk, request),
        lambda: acts.conclude(desk, request),
        lambda: acts.tell(desk, request),
        lambda: acts.close(desk, request),
        lambda: acts.visit(desk, request, acts.somebody_on_duty(desk)),
        lambda: acts.examine(desk, request, TODAY),
    ):
        with pytest.raises(Refused, match="closed"):
            attempt()
    now = acts.version(desk, request)
    clock.move(acts.HALF_AN_HOUR)
    with pytest.raises(Refused, match="Say why"):
        desk.requests.reopen(request, now, operation("request:reopen"))
    desk.requests.reopen(request, now, operation("request:reopen", "The GP was not told after all"))
    view = desk.reader.view(request)
    assert (view.state, view.closed_at) == (State.CONCLUDED, None)
    assert view.timeline[0].detail == "The GP was not told after all"
    acts.close(desk, request)


def test_a_request_moves_on_freely_and_back_only_with_a_reason(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.accepted(desk)

    def move(to: State, reason: str = "") -> None:
        now = acts.version(desk, request)
        desk.requests.move(request, now, to, operation("request:move", reason))

    move(State.ARRANGING)
    with pytest.raises(Refused, match="Say why"):
        move(State.ALLOCATED)
    move(State.ALLOCATED, "The visit fell through")
    move(State.ASSESSING)
    for unfit, words in (
        (State.CONCLUDED, "Record the outcome"),
        (State.CLOSED, "its own action"),
    ):
        with pytest.raises(Refused, match=words):
            move(unfit)
    move(State.CONVEYING)


def test_a_changed_call_starts_moves_and_stops_the_holding_powers_clock(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    began = clock() - timedelta(hours=2)
    request = acts.record(desk, type=RequestType.S136, power_began_at=began)

    def save(**changes: object) -> dict[ClockKind, object]:
        loaded = desk.requests.load(request)
        draft: CallDraft = replace(loaded.draft, **changes)  # type: ignore[arg-type]
        desk.requests.save(loaded, draft, operation("request:save"))
        return {clock.kind: clock.ends_at for clock in desk.reader.view(request).clocks}

    assert save(caller="PC 4471") == {ClockKind.S136: began + timedelta(hours=24)}
    earlier = began - timedelta(minutes=20)
    assert save(power_began_at=earlier) == {ClockKind.S136: earlier + timedelta(hours=24)}
    assert save(type=RequestType.S5_2) == {ClockKind.S5_2: earlier + timedelta(hours=72)}
    assert save(type=RequestType.ADMISSION) == {}


def test_the_log_keeps_notes_and_refuses_empty_ones(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    request = acts.record(desk)
    clock.move(acts.HALF_AN_HOUR)
    with pytest.raises(Refused, match="Write the note"):
        desk.requests.note(request, "  ", operation("request:note"))
    desk.requests.note(request, "  Rang back, no answer. ", operation("request:note"))
    assert desk.reader.view(request).timeline[0].detail == "Rang back, no answer."


def test_the_plan_says_what_is_next_and_by_when(demonstration: Demonstration, clock: MovableClock) -> None:
    desk = demonstration.services()
    request = acts.accepted(desk)
    by = clock() + timedelta(hours=1)
    now = acts.version(desk, request)
    desk.requests.set_next(request, now, "Find a second doctor", by, operation("request:plan"))
    (row,) = acts.rows(demonstration.open(), RequestRow, id=request)
    assert (row.next_action, row.next_at) == ("Find a second doctor", by)
