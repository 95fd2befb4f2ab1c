"""Staff with their approvals, doctors, hospitals and wards: added, changed, and taken out of use with a reason."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.people import (
    ApprovalDraft,
    ApprovalStatus,
    DoctorDraft,
    HospitalDraft,
    OrganisationDraft,
    StaffDraft,
    Standing,
    WardDraft,
)
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.people import StaffLine
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration


def _line(services: Services, family: str) -> StaffLine:
    return next(one for one in services.staff.lines() if one.name.startswith(family))


def _fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def test_a_new_member_of_staff_with_a_new_employer(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    with pytest.raises(Refused) as refused:
        desk.staff.add(StaffDraft(email="nobody"), operation("staff:add"))
    assert _fields(refused) == ["family", "employer_id", "email"]
    employer = desk.organisations.add(OrganisationDraft("Quay Agency"), operation("organisation:add")).id
    with pytest.raises(Refused, match="already listed"):
        desk.organisations.add(OrganisationDraft("Quay Agency"), operation("organisation:add"))
    made = desk.staff.add(
        StaffDraft(family=" Osei ", given="Ama", employer_id=employer), operation("staff:add")
    )
    line = _line(desk, "OSEI")
    assert (line.id, line.employer, line.approval.standing) == (made.id, "Quay Agency", Standing.NONE)
    assert line.cannot_act == "No approval as an AMHP is recorded."


def test_an_approval_lets_somebody_act_until_its_last_day(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    staff = _line(desk, "BARR").id
    authority = desk.authorities.choices()[0].id
    draft = ApprovalDraft(staff, authority, date(2026, 11, 24), date(2028, 2, 29))
    desk.approvals.add(draft, operation("approval:add"))
    assert _line(desk, "BARR").cannot_act == ""
    assert [one.draft.ends_on for one in desk.approvals.of_staff(staff)] == [
        date(2028, 2, 29), date(2026, 11, 20),
    ]  # fmt: skip
    clock.set(datetime(2028, 2, 29, 23, 59, tzinfo=UTC))
    assert _line(desk, "BARR").approval.words == "to 29-Feb-2028 (0 days)"
    clock.set(datetime(2028, 3, 1, 0, 1, tzinfo=UTC))
    assert _line(desk, "BARR").approval.words == "ended 29-Feb-2028"


def test_an_approval_is_checked_on_the_29th_of_february_too(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    desk = demonstration.services()
    clock.set(datetime(2028, 2, 29, 9, tzinfo=UTC))
    wrong = ApprovalDraft(1, 1, date(2029, 6, 1), date(2028, 2, 29))
    with pytest.raises(Refused) as refused:
        desk.approvals.add(wrong, operation("approval:add"))
    assert _fields(refused) == ["approved_on", "ends_on"]


def test_a_suspension_and_an_end_need_a_reason_and_sense(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    (loaded,) = desk.approvals.of_staff(_line(desk, "VOSS").id)
    suspended = replace(loaded.draft, status=ApprovalStatus.SUSPENDED)
    with pytest.raises(Refused) as refused:
        desk.approvals.save(loaded, suspended, operation("approval:save"))
    assert _fields(refused) == ["status_reason"]
    ended = replace(loaded.draft, status=ApprovalStatus.ENDED, status_reason="Left the service")
    with pytest.raises(Refused) as refused:
        desk.approvals.save(loaded, ended, operation("approval:save"))
    assert _fields(refused) == ["ends_on"]
    desk.approvals.save(
        loaded, replace(suspended, status_reason="Council, under review"), operation("approval:save")
    )
    line = _line(desk, "VOSS")
    assert (line.approval.words, line.cannot_act) == (
        "suspended",
        "Approval suspended: Council, under review",
    )


def test_a_voided_approval_no_longer_counts(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    staff = _line(desk, "WILK").id
    (loaded,) = desk.approvals.of_staff(staff)
    with pytest.raises(Refused, match="Say why"):
        desk.approvals.void(loaded.id, operation("approval:void"))
    desk.approvals.void(loaded.id, operation("approval:void", "Entered for the wrong person"))
    assert desk.approvals.of_staff(staff) == ()
    assert _line(desk, "WILK").approval.standing is Standing.NONE


def test_somebody_on_the_rota_cannot_be_taken_out_of_use(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    act = operation("staff:void", "Left the service")
    with pytest.raises(Refused, match="on the rota on 24-Nov-2026"):
        desk.staff.void(_line(desk, "VOSS").id, act)
    desk.staff.void(_line(desk, "BARR").id, act)
    assert "BARR, Felicity (Ms)" not in [one.name for one in desk.staff.lines()]


def test_two_people_change_one_member_of_staff(demonstration: Demonstration) -> None:
    desk, other = demonstration.services(), demonstration.services("marcus.oyelaran")
    loaded = desk.staff.load(_line(desk, "WILK").id)
    other.staff.save(loaded, replace(loaded.draft, phone="07700 900201"), operation("staff:save"))
    with pytest.raises(Stale) as stale:
        desk.staff.save(loaded, replace(loaded.draft, phone="07700 900202"), operation("staff:save"))
    (clash,) = stale.value.clashes
    assert (clash.theirs, clash.mine) == ("07700 900201", "07700 900202")
    assert stale.value.theirs_by == "OYELARAN"


def test_a_doctor_whose_approval_lapsed_says_so(demonstration: Demonstration, clock: MovableClock) -> None:
    desk = demonstration.services()
    with pytest.raises(Refused) as refused:
        desk.doctors.add(DoctorDraft(s12_approved=True), operation("doctor:add"))
    assert _fields(refused) == ["family", "s12_until"]
    draft = DoctorDraft("Okafor", "Ada", s12_approved=True, s12_until=date(2026, 11, 24))
    made = desk.doctors.add(draft, operation("doctor:add")).id

    def lapsed() -> bool:
        return next(one.s12_lapsed for one in desk.doctors.lines() if one.id == made)

    assert not lapsed()
    clock.set(datetime(2026, 11, 25, 0, 1, tzinfo=UTC))
    assert lapsed()


def test_a_hospital_takes_its_wards_with_it(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    hospital = desk.hospitals.add(HospitalDraft("Quay Hospital"), operation("hospital:add")).id
    with pytest.raises(Refused) as refused:
        desk.wards.add(WardDraft(), operation("ward:add"))
    assert _fields(refused) == ["hospital_id", "name"]
    ward = desk.wards.add(WardDraft(hospital, "Heron Ward"), operation("ward:add")).id
    assert [one.draft.name for one in desk.hospitals.wards_of(hospital)] == ["Heron Ward"]
    desk.hospitals.void(hospital, operation("hospital:void", "Closed"))
    assert hospital not in [one.id for one in desk.hospitals.lines()]
    with pytest.raises(Refused, match="no longer in use"):
        desk.wards.load(ward)


def test_printing_staff_read_but_do_not_change(demonstration: Demonstration) -> None:
    desk = demonstration.services("beth.lang")
    assert desk.staff.lines()
    with pytest.raises(Refused, match="may not change staff, doctors and hospitals"):
        desk.doctors.add(DoctorDraft("Okafor"), operation("doctor:add"))
