"""The people and places of the service: staff, approvals, doctors, hospitals, wards, users."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from amhp_desktop.domain.access import Role
from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.errors import Problem
from amhp_desktop.domain.when import show_date


class Position(Coded):
    """What a member of staff is on the rota for."""

    AMHP = "amhp", "AMHP"
    EDT_AMHP = "edt_amhp", "EDT AMHP"
    STANDBY = "standby", "Standby AMHP"
    COORDINATOR = "coordinator", "Coordinator"
    MANAGER = "manager", "Duty manager"
    ADMIN = "admin", "Printing and admin"


class ApprovalStatus(Coded):
    """The state of an AMHP's approval under s.114."""

    IN_FORCE = "in_force", "In force"
    SUSPENDED = "suspended", "Suspended"
    ENDED = "ended", "Ended"


class OrganisationKind(Coded):
    """The kinds of body that employ staff and run hospitals."""

    COUNCIL = "council", "Council"
    TRUST = "trust", "NHS trust"
    AGENCY = "agency", "Agency"
    INDEPENDENT = "independent", "Independent provider"


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """A member of staff as edited; the address is the one written on statutory forms."""

    family: str = ""
    given: str = ""
    title: str = ""
    position: Position = Position.AMHP
    employer_id: int | None = None
    home_team: str = ""
    phone: str = ""
    email: str = ""
    work_address: str = ""
    work_postcode: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalDraft:
    """One person's approval as an AMHP: by which authority, from and until which day, both inclusive."""

    staff_id: int | None = None
    approving_lssa_id: int | None = None
    approved_on: date | None = None
    ends_on: date | None = None
    status: ApprovalStatus = ApprovalStatus.IN_FORCE
    status_reason: str = ""


@dataclass(frozen=True, slots=True)
class DoctorDraft:
    """A doctor who makes medical recommendations; ``s12_until`` is the last day of approval under s.12."""

    family: str = ""
    given: str = ""
    title: str = "Dr"
    gmc_number: str = ""
    phone: str = ""
    base: str = ""
    s12_approved: bool = False
    s12_until: date | None = None
    is_gp: bool = False
    languages: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HospitalDraft:
    """A hospital and the managers to whom applications are addressed (s.11(2))."""

    name: str = ""
    managers: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class WardDraft:
    """A ward of one hospital."""

    hospital_id: int | None = None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """A body that employs staff or runs hospitals."""

    name: str = ""
    kind: OrganisationKind = OrganisationKind.COUNCIL


@dataclass(frozen=True, slots=True)
class AuthorityDraft:
    """A local social services authority; ``own`` marks the one this service works for."""

    name: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A person who signs in, the duty they sign in for, and further roles they hold."""

    login: str = ""
    staff_id: int | None = None
    role: Role = Role.COORDINATOR
    also: tuple[Role, ...] = ()


def staff_problems(draft: StaffDraft) -> tuple[Problem, ...]:
    """Name everything that keeps a member of staff from being saved."""
    found = []
    if not draft.family.strip():
        found.append(Problem("family", "Enter the family name."))
    if draft.employer_id is None:
        found.append(Problem("employer_id", "Choose the employer."))
    if draft.email and "@" not in draft.email:
        found.append(Problem("email", "This is not an e-mail address."))
    return tuple(found)


def approval_problems(draft: ApprovalDraft, today: date) -> tuple[Problem, ...]:
    """Name everything that keeps an approval from being saved."""
    found = []
    if draft.approving_lssa_id is None:
        found.append(Problem("approving_lssa_id", "Choose the authority that approved."))
    if draft.approved_on is None:
        found.append(Problem("approved_on", "Enter the day the approval began."))
    elif draft.approved_on > today.replace(year=today.year + 1, day=min(today.day, 28)):
        found.append(Problem("approved_on", "This is more than a year ahead."))
    if draft.ends_on is None:
        found.append(Problem("ends_on", "Enter the last day of the approval."))
    elif draft.approved_on is not None and draft.ends_on < draft.approved_on:
        found.append(Problem("ends_on", "The last day is before the first."))
    elif draft.status is ApprovalStatus.ENDED and draft.ends_on > today:
        found.append(Problem("ends_on", "The approval has ended: enter the day it did."))
    if draft.status is not ApprovalStatus.IN_FORCE and not draft.status_reason.strip():
        found.append(Problem("status_reason", "Say why, and who decided."))
    return tuple(found)


def doctor_problems(draft: DoctorDraft) -> tuple[Problem, ...]:
    """Name everything that keeps a doctor from being saved."""
    found = []
    if not draft.family.strip():
        found.append(Problem("family", "Enter the family name."))
    if draft.s12_approved and draft.s12_until is None:
        found.append(Problem("s12_until", "Enter the last day of the s.12 approval."))
    return tuple(found)


def hospital_problems(draft: HospitalDraft) -> tuple[Problem, ...]:
    """Name everything that keeps a hospital from being saved."""
    if not draft.name.strip():
        return (Problem("name", "Enter the hospital's name."),)
    return ()


def ward_problems(draft: WardDraft) -> tuple[Problem, ...]:
    """Name everything that keeps a ward from being saved."""
    found = []
    if draft.hospital_id is None:
        found.append(Problem("hospital_id", "Choose the hospital."))
    if not draft.name.strip():
        found.append(Problem("name", "Enter the ward's name."))
    return tuple(found)


def named_problems(name: str) -> tuple[Problem, ...]:
    """Name what keeps an entry that is little more than its name from being saved."""
    return () if name.strip() else (Problem("name", "Enter the name."),)


_SOON_DAYS = 90


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval as kept, for deciding whether somebody may act on a day."""

    approved_on: date
    ends_on: date
    status: ApprovalStatus
    status_reason: str = ""


def why_not_approved(approvals: tuple[Approval, ...], first: date, last: date) -> str:
    """Say why nobody with these approvals may act as an AMHP from ``first`` to ``last``, or return ''.

    s.114 Mental Health Act 1983; SI 2008/1206 reg. 4 (five years), reg. 6 (suspension: may not act meanwhile),
    reg. 7(1) (approval lasts to the end of its last day). Every day of the duty must lie inside an approval in
    force; a renewal that begins the day after the old approval leaves no gap.
    """
    if not approvals:
        return "No approval as an AMHP is recorded."
    gap = _first_day_without(approvals, first, last)
    if gap is None:
        return ""
    latest = max(approvals, key=lambda approval: approval.ends_on)
    if latest.status is ApprovalStatus.SUSPENDED:
        return f"Approval suspended: {latest.status_reason}"
    before = [approval.ends_on for approval in approvals if approval.ends_on < gap]
    if latest.status is ApprovalStatus.ENDED or (before and gap == first):
        return f"Approval ended {show_date(max(before, default=latest.ends_on))}."
    if before:
        return f"Approval ends {show_date(max(before))}, before the duty does."
    return f"Approval begins {show_date(min(approval.approved_on for approval in approvals))}."


def _first_day_without(approvals: tuple[Approval, ...], first: date, last: date) -> date | None:
    """Return the first day from ``first`` to ``last`` on which no approval is in force, or None."""
    day = first
    while day <= last:
        reaching = [
            approval.ends_on
            for approval in approvals
            if approval.status is ApprovalStatus.IN_FORCE and approval.approved_on <= day <= approval.ends_on
        ]
        if not reaching:
            return day
        day = max(reaching) + timedelta(days=1)
    return None


class Standing(Enum):
    """How somebody stands with their approval on a day."""

    IN_FORCE = "in force"
    ENDING = "ending"
    BEGINS = "begins"
    SUSPENDED = "suspended"
    ENDED = "ended"
    NONE = "none"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """Somebody's standing and the words for it: ``to 30-Nov-2026 (6 days)``, ``ended 20-Nov-2026``."""

    standing: Standing = Standing.NOT_NEEDED
    words: str = ""
    day: date | None = None


def approval_state(approvals: tuple[Approval, ...], today: date) -> ApprovalState:
    """Return how somebody with these approvals stands today; within 90 days of the end, the days are counted."""
    if not approvals:
        return ApprovalState(Standing.NONE, "no approval recorded")
    if _first_day_without(approvals, today, today) is None:
        ends = _end_of_run(approvals, today)
        left = (ends - today).days
        if left > _SOON_DAYS:
            return ApprovalState(Standing.IN_FORCE, f"to {show_date(ends)}", ends)
        return ApprovalState(Standing.ENDING, f"to {show_date(ends)} ({_days(left)})", ends)
    latest = max(approvals, key=lambda approval: approval.ends_on)
    if latest.status is ApprovalStatus.SUSPENDED:
        return ApprovalState(Standing.SUSPENDED, "suspended", latest.ends_on)
    if latest.status is ApprovalStatus.IN_FORCE and latest.approved_on > today:
        return ApprovalState(Standing.BEGINS, f"begins {show_date(latest.approved_on)}", latest.approved_on)
    return ApprovalState(Standing.ENDED, f"ended {show_date(latest.ends_on)}", latest.ends_on)


def _end_of_run(approvals: tuple[Approval, ...], today: date) -> date:
    """Return the last day that is covered without a gap from today on."""
    last = max(approval.ends_on for approval in approvals)
    gap = _first_day_without(approvals, today, last)
    return last if gap is None else gap - timedelta(days=1)


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def approval_warning(approvals: tuple[Approval, ...], today: date) -> str:
    """Return ``Approval ends 30-Nov-2026 (6 days)`` within 90 days of the end, or ''."""
    state = approval_state(approvals, today)
    if state.standing is not Standing.ENDING or state.day is None:
        return ""
    return f"Approval ends {show_date(state.day)} ({_days((state.day - today).days)})"
