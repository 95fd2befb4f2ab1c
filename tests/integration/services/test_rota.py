"""The rota: who may be put on duty, what is kept when they are, and what happens when two people want the same."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from amhp_desktop.domain.changes import Changed, operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.people import ApprovalDraft, ApprovalStatus, Standing
from amhp_desktop.domain.rota import CoverState, ShiftKind
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.rota import Placement, RotaPerson, ShiftDraft
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration

TODAY = date(2026, 11, 24)
ASSIGN = "rota:assign"


def _person(services: Services, family: str, day: date = TODAY) -> RotaPerson:
    return next(one for one in services.rota.week(day).people if one.name.startswith(family))


def _shift(services: Services, letter: str) -> int:
    return next(one.id for one in services.rota.week(TODAY).shifts if one.kind.value == letter)


def _assign(services: Services, family: str, letter: str, day: date, reason: str = "") -> Changed:
    person, shift = _person(services, family), _shift(services, letter)
    return services.rota.assign(person.id, shift, day, operation(ASSIGN, reason))


def _approve(services: Services, family: str, **values: object) -> None:
    draft = replace(ApprovalDraft(staff_id=_person(services, family).id, approving_lssa_id=1), **values)
    services.approvals.add(draft, operation("approval:add"))


def test_the_week_says_where_somebody_is_missing(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    week = desk.rota.week(TODAY)
    assert week.days == tuple(date(2026, 11, 23) + timedelta(days=number) for number in range(7))
    assert [(one.day, one.shift.name, one.held, one.needed) for one in week.holes] == [
        (date(2026, 11, 29), "Weekend", 1, 2)
    ]
    ahead = desk.rota.holes(TODAY, 2)
    assert (date(2026, 12, 2), CoverState.HOLE) in [(one.day, one.state) for one in ahead]


def test_approvals_are_worded(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    assert _person(desk, "FROST").approval.words == "to 30-Nov-2026 (6 days)"
    assert _person(desk, "BARR").approval.words == "ended 20-Nov-2026"
    assert _person(desk, "RAMAN").approval.standing is Standing.NOT_NEEDED


def test_a_lapsed_approval_is_refused(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    with pytest.raises(Refused, match=r"BARR, Felicity: Approval ended 20-Nov-2026\.") as refused:
        _assign(desk, "BARR", "D", TODAY)
    assert refused.value.problems[0].citation == "s.114"
    assert not [one for one in desk.rota.week(TODAY).duties if one.staff_id == _person(desk, "BARR").id]


def test_a_night_must_lie_inside_the_approval_to_its_end(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    last = date(2026, 11, 30)
    desk.rota.remove(_duty_id(desk, "FROST", last), operation("rota:remove"))
    with pytest.raises(Refused, match="FROST, Daniel: Approval ends 30-Nov-2026, before the duty does"):
        _assign(desk, "FROST", "N", last)
    _assign(desk, "FROST", "D", last)


def _duty_id(services: Services, family: str, day: date) -> int:
    person = _person(services, family, day)
    return next(
        one.id for one in services.rota.week(day).duties if one.staff_id == person.id and one.day == day
    )


def test_a_duty_to_midnight_ends_on_the_last_day_of_the_approval(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    draft = ShiftDraft(ShiftKind.LATE, "Evening", time(17), time(0), (0,) * 7)
    shift = desk.rota.save_shift(None, draft, operation("shift:save")).id
    desk.rota.assign(_person(desk, "FROST").id, shift, date(2026, 11, 30), operation(ASSIGN))


def test_a_renewal_without_a_gap_carries_over_midnight(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    _approve(desk, "FROST", approved_on=date(2026, 12, 1), ends_on=date(2031, 11, 30))
    desk.rota.remove(_duty_id(desk, "FROST", date(2026, 11, 30)), operation("rota:remove"))
    _assign(desk, "FROST", "N", date(2026, 11, 30))
    assert _person(desk, "FROST").approval.words == "to 30-Nov-2031"


def test_a_suspended_approval_is_refused_and_its_duties_give_no_cover(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    voss = _person(desk, "VOSS")
    (loaded,) = desk.approvals.of_staff(voss.id)
    suspended = replace(
        loaded.draft, status=ApprovalStatus.SUSPENDED, status_reason="Council, 24-Nov-2026, under review"
    )
    desk.approvals.save(loaded, suspended, operation("approval:save"))
    with pytest.raises(Refused, match="VOSS, Helen: Approval suspended: Council"):
        _assign(desk, "VOSS", "D", date(2026, 11, 25))
    week = desk.rota.week(TODAY)
    (mine,) = [one for one in week.duties if one.staff_id == voss.id and one.day == TODAY]
    assert mine.lapsed.startswith("Approval suspended")
    (cover,) = [one for one in week.cover if one.day == TODAY and one.shift.kind is ShiftKind.DAY]
    assert (cover.held, cover.state) == (2, CoverState.SHORT)


def test_nobody_is_in_two_places(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    before = desk.rota.week(TODAY).duties
    with pytest.raises(Refused, match="already on duty then"):
        _assign(desk, "VOSS", "L", TODAY)
    assert desk.rota.week(TODAY).duties == before


def test_two_people_race_for_one_person_and_the_second_is_refused(demonstration: Demonstration) -> None:
    first, second = demonstration.services(), demonstration.services("marcus.oyelaran")
    sodhi, day = _person(first, "SODHI").id, date(2026, 11, 26)
    wanted = ((first, _shift(first, "D")), (second, _shift(first, "L")))

    def attempt(pair: tuple[Services, int]) -> str:
        services, shift = pair
        try:
            services.rota.assign(sodhi, shift, day, operation(ASSIGN))
        except Refused as refused:
            return str(refused)
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(attempt, wanted))
    assert answers == ["This person is already on duty then.", "kept"]
    assert len([one for one in first.rota.week(day).duties if (one.staff_id, one.day) == (sodhi, day)]) == 1


def test_the_same_act_twice_puts_somebody_on_once(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    act = operation(ASSIGN, "Sickness, rang 07:20")
    person, shift = _person(desk, "SODHI").id, _shift(desk, "D")
    first = desk.rota.assign(person, shift, TODAY, act)
    assert desk.rota.assign(person, shift, TODAY, act).ids == first.ids
    (duty,) = [one for one in desk.rota.week(TODAY).duties if (one.staff_id, one.day) == (person, TODAY)]
    assert duty.note == "Sickness, rang 07:20"


def test_an_exchange_is_all_or_nothing(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    backup = _duty_id(desk, "FROST", TODAY)
    barr = Placement(_person(desk, "BARR").id, _shift(desk, "B"), TODAY)
    with pytest.raises(Refused, match="Approval ended"):
        desk.rota.exchange((backup,), (barr,), operation("rota:exchange"))
    assert _duty_id(desk, "FROST", TODAY) == backup
    day_duty = Placement(_person(desk, "FROST").id, _shift(desk, "D"), TODAY)
    made = desk.rota.exchange((backup,), (day_duty,), operation("rota:exchange", "PERERA sick"))
    assert _duty_id(desk, "FROST", TODAY) == made.id


def test_a_duty_taken_off_by_somebody_else_cannot_be_taken_off_again(demonstration: Demonstration) -> None:
    desk, other = demonstration.services(), demonstration.services("marcus.oyelaran")
    duty = _duty_id(desk, "VOSS", TODAY)
    other.rota.remove(duty, operation("rota:remove"))
    with pytest.raises(Refused, match="no longer in use"):
        desk.rota.remove(duty, operation("rota:remove"))


def test_the_october_night_has_seventeen_hours(demonstration: Demonstration, clock: MovableClock) -> None:
    desk = demonstration.services()
    night = date(2026, 10, 24)
    _assign(desk, "NOVAK", "N", night)
    week = desk.rota.week(night)
    (duty,) = week.duties
    assert duty.ends_at - duty.starts_at == timedelta(hours=17)
    assert next(one for one in week.people if one.name.startswith("NOVAK")).hours == 17


def test_the_march_night_has_fifteen_hours(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    night = date(2027, 3, 27)
    _assign(desk, "NOVAK", "N", night)
    (duty,) = desk.rota.week(night).duties
    assert duty.ends_at - duty.starts_at == timedelta(hours=15)


def test_the_29th_of_february_is_a_day_like_others(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    leap = date(2028, 2, 29)
    _assign(desk, "VOSS", "D", leap)
    assert leap in desk.rota.week(leap).days
    with pytest.raises(Refused, match="Approval ended 29-Feb-2028"):
        _assign(desk, "VOSS", "D", date(2028, 3, 1))


def test_find_cover_lists_everybody_in_order_with_reasons(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    cover = desk.rota.find_cover(_shift(desk, "D"), TODAY)
    assert [one.name for one in cover.on] == ["PERERA, Sunil", "VOSS, Helen", "WILK, Tomasz"]
    first, *others = cover.candidates
    assert (first.name, first.warning) == ("FROST, Daniel", "Approval to 30-Nov-2026 (6 days)")
    assert first.instead_of is not None
    reasons = {one.name: (one.cannot, one.rest) for one in others}
    assert reasons["BARR, Felicity"] == ("Approval ended 20-Nov-2026.", "")
    assert reasons["ADEYEMI, Grace"] == ("On Late 13:00 to 21:00.", "")
    assert reasons["KEANE, Orla"] == ("", "Works until 09:00 before it; rest under 11 hours.")
    ranks = [(bool(one.cannot), bool(one.rest)) for one in cover.candidates]
    assert ranks == sorted(ranks)
    free = [one.hours for one in others if not one.cannot and not one.rest]
    assert free == sorted(free)
    assert len(cover.on) + len(cover.candidates) == len(desk.rota.week(TODAY).people)


def test_a_shift_changed_by_two_people_is_not_overwritten(demonstration: Demonstration) -> None:
    desk, other = demonstration.services(), demonstration.services("marcus.oyelaran")
    loaded = desk.rota.load_shift(_shift(desk, "D"))
    theirs = replace(loaded.draft, minimum=(2, 2, 2, 2, 2, 0, 0))
    other.rota.save_shift(loaded, theirs, operation("shift:save"))
    with pytest.raises(Stale) as stale:
        desk.rota.save_shift(
            loaded, replace(loaded.draft, minimum=(4, 4, 4, 4, 4, 0, 0)), operation("shift:save")
        )
    assert [one.field for one in stale.value.clashes] == ["minimum"]
    assert desk.rota.load_shift(loaded.id).draft == theirs


def test_a_shift_needs_a_name_hours_and_sensible_numbers(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    with pytest.raises(Refused) as refused:
        desk.rota.save_shift(None, ShiftDraft(minimum=(-1,) * 7), operation("shift:save"))
    assert [one.field for one in refused.value.problems] == ["name", "starts", "ends", "minimum"]


def test_somebody_who_may_only_read_changes_nothing(demonstration: Demonstration) -> None:
    desk = demonstration.services("tomasz.wilk")
    with pytest.raises(Refused, match="may not change the rota"):
        _assign(desk, "SODHI", "D", TODAY)
