"""Examinations and the legal clocks they and others start, judged by the register's own examples."""

import csv
import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.clocks import ClockKind, ClockState
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.requests import RequestType
from amhp_desktop.domain.when import LONDON
from tests.integration.services import acts
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration

_VECTORS = Path(__file__).parents[2] / "support" / "vectors" / "request-clocks.csv"
TODAY = date(2026, 11, 24)


def _vectors(rule: str) -> list[Any]:
    with _VECTORS.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["rule_id"] == rule]
    return [pytest.param(json.loads(line["inputs"]), line["expected"], id=line["note"]) for line in lines]


def _on(clock: MovableClock, day: date) -> None:
    clock.set(datetime.combine(day, time(18), LONDON))


def _clocks(demonstration: Demonstration, request: int) -> dict[ClockKind, Any]:
    return {clock.kind: clock for clock in demonstration.services().reader.view(request).clocks}


@pytest.mark.parametrize(("given", "expected"), _vectors("DET.S136.EXPIRES_AT"))
def test_s136_ends_after_24_elapsed_hours(
    demonstration: Demonstration, clock: MovableClock, given: dict[str, str], expected: str
) -> None:
    desk = demonstration.services()
    arrived, ends = datetime.fromisoformat(given["arrived_at"]), datetime.fromisoformat(expected)
    clock.set(arrived + timedelta(minutes=10))
    request = acts.record(desk, type=RequestType.S136, power_began_at=arrived)
    running = _clocks(demonstration, request)[ClockKind.S136]
    assert running.ends_at == ends
    assert running.ends_at - running.started_at == timedelta(hours=24)
    assert running.state(ends - timedelta(seconds=1)) is ClockState.URGENT
    assert running.state(ends) is ClockState.EXPIRED, "at that instant the authority is gone"


@pytest.mark.parametrize(("given", "expected"), _vectors("APP.EXAM_GAP.CHECK"))
def test_not_more_than_five_days_may_lie_between_two_examinations(
    demonstration: Demonstration, clock: MovableClock, given: dict[str, str], expected: str
) -> None:
    desk = demonstration.services()
    first, second = (date.fromisoformat(given[name]) for name in ("exam_1_on", "exam_2_on"))
    _on(clock, max(first, second))
    request = acts.record(desk)
    acts.examine(desk, request, first, nth=0)
    if expected == "true":
        acts.examine(desk, request, second, nth=1)
        return
    with pytest.raises(Refused) as refused:
        acts.examine(desk, request, second, nth=1)
    (problem,) = refused.value.problems
    assert (problem.field, problem.citation) == ("examined_on", "s.12(1)")
    assert problem.sentence.startswith("6 days elapsed between ")
    assert len(desk.reader.view(request).examinations) == 1


def test_a_doctor_who_does_not_recommend_does_not_count_for_the_five_days(
    demonstration: Demonstration,
) -> None:
    desk = demonstration.services()
    request = acts.record(desk)
    early = acts.examination(desk, date(2026, 11, 10), recommendation=None)
    desk.assessments.add_examination(request, early, operation("examination:record"))
    acts.examine(desk, request, TODAY, nth=1)
    assert ClockKind.ADMIT not in _clocks(demonstration, request)


@pytest.mark.parametrize(("given", "expected"), _vectors("APP.CONVEY.LAST_DAY"))
def test_two_recommendations_start_the_clock_to_sign_and_admit(
    demonstration: Demonstration, clock: MovableClock, given: dict[str, list[str]], expected: str
) -> None:
    desk = demonstration.services()
    days = [date.fromisoformat(day) for day in given["exams_on"]]
    _on(clock, max(days))
    request = acts.record(desk)
    for nth, day in enumerate(days):
        assert ClockKind.ADMIT not in _clocks(demonstration, request)
        acts.examine(desk, request, day, nth)
    running = _clocks(demonstration, request)[ClockKind.ADMIT]
    last = date.fromisoformat(expected)
    assert running.last_day == last
    assert running.ends_at == datetime.combine(last + timedelta(days=1), time(0), LONDON)


@pytest.mark.parametrize(("given", "expected"), _vectors("APP.SEEN.LAST_DAY"))
def test_the_amhps_sight_of_the_person_counts_for_fourteen_days(
    demonstration: Demonstration, clock: MovableClock, given: dict[str, str], expected: str
) -> None:
    desk = demonstration.services()
    amhp = acts.somebody_on_duty(desk)
    request = acts.accepted(desk)
    seen = date.fromisoformat(given["seen_on"])
    _on(clock, seen)
    acts.visit(desk, request, amhp, seen=seen)
    assert _clocks(demonstration, request)[ClockKind.SEEN].last_day == date.fromisoformat(expected)


def test_taking_an_examination_back_stops_the_clock_and_keeps_the_entry_in_the_history(
    demonstration: Demonstration,
) -> None:
    desk, manager = demonstration.services(), demonstration.open("marcus.oyelaran")
    request = acts.record(desk)
    acts.examine(desk, request, date(2026, 11, 23), nth=0)
    acts.examine(desk, request, TODAY, nth=1)
    assert ClockKind.ADMIT in _clocks(demonstration, request)
    wrong = desk.reader.view(request).examinations[1].loaded.id
    with pytest.raises(Refused, match="Say why"):
        desk.assessments.void_examination(wrong, operation("examination:void"))
    desk.assessments.void_examination(wrong, operation("examination:void", "Wrong person"))
    assert ClockKind.ADMIT not in _clocks(demonstration, request)
    assert len(desk.reader.view(request).examinations) == 1
    assert acts.events(manager, "examination", wrong)[-1].reason == "Wrong person"


def test_taking_a_visit_back_judges_its_clocks_by_the_visits_that_stay(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk, manager = demonstration.services(), demonstration.open("marcus.oyelaran")
    amhp = acts.somebody_on_duty(desk)
    request = acts.accepted(desk)
    first_began = clock()
    acts.visit(desk, request, amhp, seen=date(2026, 11, 23))
    clock.move(acts.HALF_AN_HOUR)
    acts.visit(desk, request, amhp, seen=TODAY)
    first, second = (line.loaded.id for line in desk.reader.view(request).assessments)
    assert _clocks(demonstration, request)[ClockKind.STANDARD].met_at == first_began
    with pytest.raises(Refused, match="Say why"):
        desk.assessments.void_assessment(first, operation("assessment:void"))
    desk.assessments.void_assessment(first, operation("assessment:void", "Wrong person"))
    assert _clocks(demonstration, request)[ClockKind.STANDARD].met_at == clock()
    assert ClockKind.SEEN in _clocks(demonstration, request)
    desk.assessments.void_assessment(second, operation("assessment:void", "Wrong person"))
    left = _clocks(demonstration, request)
    assert left[ClockKind.STANDARD].met_at is None
    assert ClockKind.SEEN not in left
    assert desk.reader.view(request).assessments == ()
    assert acts.events(manager, "assessment", first)[-1].reason == "Wrong person"


def test_a_changed_day_is_judged_again_and_moves_the_clock(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.record(desk)
    acts.examine(desk, request, date(2026, 11, 20), nth=0)
    acts.examine(desk, request, date(2026, 11, 22), nth=1)
    later = desk.reader.view(request).examinations[1].loaded
    moved = acts.examination(desk, TODAY, nth=1)
    desk.assessments.save_examination(later, moved, operation("examination:save"))
    assert _clocks(demonstration, request)[ClockKind.ADMIT].last_day == date(2026, 12, 7)
    later = desk.reader.view(request).examinations[1].loaded
    with pytest.raises(Refused, match="days elapsed"):
        desk.assessments.save_examination(
            later, acts.examination(desk, date(2026, 11, 12), nth=1), operation("examination:save")
        )
