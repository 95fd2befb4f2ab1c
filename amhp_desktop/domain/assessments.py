"""Arranging and assessing: contacts, examinations, the nearest relative, outcome and who has been told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amhp_desktop.domain.clocks import within_days_between
from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.errors import Problem, Weight
from amhp_desktop.domain.when import show_date


class ContactKind(Coded):
    """Whom somebody tried to reach."""

    DOCTOR = "doctor", "Doctor"
    BED = "bed", "Bed manager"
    NEAREST_RELATIVE = "nearest_relative", "Nearest relative"
    FAMILY = "family", "Family or carer"
    POLICE = "police", "Police"
    AMBULANCE = "ambulance", "Ambulance"
    REFERRER = "referrer", "Caller"
    TEAM = "team", "Care team"
    GP = "gp", "GP"
    INTERPRETER = "interpreter", "Interpreter"
    OTHER = "other", "Other"


class ContactOutcome(Coded):
    """How an attempt ended."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NO_ANSWER = "no_answer", "No answer"
    MESSAGE = "message", "Message left"
    WILL_RING = "will_ring", "Will ring back"
    INFORMED = "informed", "Informed"
    DONE = "done", "Spoke"


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """One attempt to reach somebody, with its time and result."""

    at: datetime | None = None
    kind: ContactKind = ContactKind.DOCTOR
    doctor_id: int | None = None
    name: str = ""
    outcome: ContactOutcome | None = None
    note: str = ""


def contact_problems(draft: ContactDraft, now: datetime) -> tuple[Problem, ...]:
    """Name what keeps a contact attempt from being logged."""
    found = []
    if draft.at is None:
        found.append(Problem("at", "Enter the time."))
    elif draft.at > now + timedelta(minutes=5):
        found.append(Problem("at", "This time is in the future."))
    if draft.doctor_id is None and not draft.name.strip():
        found.append(Problem("name", "Enter who was rung."))
    if draft.outcome is None:
        found.append(Problem("outcome", "Choose how it ended."))
    return tuple(found)


class Recommendation(Coded):
    """What a doctor recommends after the examination."""

    NONE = "none", "No recommendation"
    S2 = "s2", "Recommends s.2"
    S3 = "s3", "Recommends s.3"
    S4 = "s4", "Recommends s.4"
    OTHER = "other", "Other"


@dataclass(frozen=True, slots=True)
class ExaminationDraft:
    """One doctor's examination; the law counts days, so the day is kept apart from the time."""

    doctor_id: int | None = None
    examined_on: date | None = None
    acquainted: bool | None = None
    recommendation: Recommendation | None = None
    signed_on: date | None = None


def examination_problems(
    draft: ExaminationDraft, others: tuple[date, ...], today: date
) -> tuple[Problem, ...]:
    """Name what does not fit in an examination; ``others`` are the days of the other doctors' examinations.

    s.12(1): where the two doctors examine separately, not more than five days may have elapsed between the
    days on which the examinations took place. That stops nothing here (another doctor may follow): it is
    refused, so that nobody relies on a pair that cannot stand, and the sentence says why.
    """
    found = []
    if draft.doctor_id is None:
        found.append(Problem("doctor_id", "Choose the doctor."))
    if draft.examined_on is None:
        found.append(Problem("examined_on", "Enter the day of the examination."))
    elif draft.examined_on > today:
        found.append(Problem("examined_on", "This day is in the future."))
    else:
        found += [_gap_problem(draft.examined_on, other) for other in others
                  if not within_days_between(draft.examined_on, other, 5)]  # fmt: skip
    if draft.signed_on is not None and draft.examined_on is not None and draft.signed_on < draft.examined_on:
        found.append(Problem("signed_on", "Signed before the examination."))
    return tuple(found)


def _gap_problem(examined_on: date, other: date) -> Problem:
    elapsed = abs((examined_on - other).days) - 1
    return Problem(
        "examined_on",
        f"{elapsed} days elapsed between {show_date(min(examined_on, other))} and "
        f"{show_date(max(examined_on, other))}; not more than five may.",
        citation="s.12(1)",
    )


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """One visit: who went, who was there, and when the AMHP last saw the person."""

    staff_id: int | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    present: tuple[str, ...] = ()
    last_seen_on: date | None = None
    interviewed_suitably: bool | None = None
    interpreter_used: bool | None = None
    notes: str = ""


def assessment_problems(draft: AssessmentDraft, now: datetime, today: date) -> tuple[Problem, ...]:
    """Name what keeps an assessment from being kept."""
    found = []
    if draft.staff_id is None:
        found.append(Problem("staff_id", "Choose the AMHP."))
    if draft.began_at is None:
        found.append(Problem("began_at", "Enter when it began."))
    elif draft.began_at > now + timedelta(minutes=5):
        found.append(Problem("began_at", "This time is in the future."))
    if draft.ended_at is not None and draft.began_at is not None and draft.ended_at < draft.began_at:
        found.append(Problem("ended_at", "The end is before the beginning."))
    if draft.last_seen_on is not None and draft.last_seen_on > today:
        found.append(Problem("last_seen_on", "This day is in the future."))
    return tuple(found)


class Knowledge(Coded):
    """What is known about the nearest relative; nothing is assumed."""

    NOT_ASKED = "not_asked", "Not asked yet"
    KNOWN = "known", "Known"
    DELEGATE = "delegate", "Somebody acts for the nearest relative"
    NOT_ASCERTAINED = "not_ascertained", "Could not be ascertained"
    NONE = "none", "Appears to have none"


@dataclass(frozen=True, slots=True)
class RelativeDraft:
    """The nearest relative as recorded for one request (s.26), and whether and when they were informed."""

    knowledge: Knowledge = Knowledge.NOT_ASKED
    family: str = ""
    given: str = ""
    title: str = ""
    relationship: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    informed_at: datetime | None = None
    not_informed_reason: str = ""
    note: str = ""


def relative_problems(draft: RelativeDraft, now: datetime) -> tuple[Problem, ...]:
    """Name what does not fit in the record of the nearest relative."""
    found = []
    named = draft.knowledge in {Knowledge.KNOWN, Knowledge.DELEGATE}
    if named and not draft.family.strip():
        found.append(Problem("family", "Enter the name, or choose what is known."))
    if not named and draft.family.strip():
        found.append(Problem("knowledge", "A name is entered: choose Known, or clear the name."))
    if draft.informed_at is not None and draft.informed_at > now + timedelta(minutes=5):
        found.append(Problem("informed_at", "This time is in the future."))
    if named and not draft.address.strip():
        found.append(Problem("address", "The forms ask for the address.", Weight.LOOK))
    return tuple(found)


class OutcomeKind(Coded):
    """How a request ended, from the standard list."""

    S2 = "s2", "Detained, s.2"
    S3 = "s3", "Detained, s.3"
    S4 = "s4", "Detained, s.4"
    INFORMAL = "informal", "Informal admission, s.131"
    GUARDIANSHIP = "guardianship", "Guardianship"
    CTO_MADE = "cto_made", "CTO made"
    CTO_EXTENDED = "cto_extended", "CTO extended"
    CTO_RECALLED = "cto_recalled", "CTO recalled"
    CTO_REVOKED = "cto_revoked", "CTO revoked"
    NOT_DETAINED_REFERRED = "not_detained_referred", "Not detained: referred on"
    NOT_DETAINED = "not_detained", "Not detained: no further action"
    S136_DISCHARGED = "s136_discharged", "s.136 ended, discharged"
    NOT_POSSIBLE = "not_possible", "Assessment not possible"
    AWAITING_BED = "awaiting_bed", "Recommendations held, awaiting bed"
    ADVICE = "advice", "Advice only"
    REDIRECTED = "redirected", "Redirected"
    DECLINED = "declined", "Declined at triage"
    WITHDRAWN = "withdrawn", "Request withdrawn"
    HANDED_OVER = "handed_over", "Handed over to another service"


DETAINED = frozenset({OutcomeKind.S2, OutcomeKind.S3, OutcomeKind.S4, OutcomeKind.INFORMAL})
FROM_TRIAGE = frozenset(
    {OutcomeKind.ADVICE, OutcomeKind.REDIRECTED, OutcomeKind.DECLINED, OutcomeKind.WITHDRAWN}
)
# What can end a request before an AMHP has taken it; every other outcome is an AMHP's decision.
BEFORE_ALLOCATION = FROM_TRIAGE | {
    OutcomeKind.HANDED_OVER, OutcomeKind.NOT_POSSIBLE, OutcomeKind.S136_DISCHARGED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """The outcome with its reasons, who decided, and the hospital where there is one."""

    kind: OutcomeKind | None = None
    decided_at: datetime | None = None
    staff_id: int | None = None
    hospital_id: int | None = None
    ward_id: int | None = None
    reasons: str = ""


def outcome_problems(draft: OutcomeDraft, now: datetime) -> tuple[Problem, ...]:
    """Name what keeps an outcome from being kept."""
    found = []
    if draft.kind is None:
        found.append(Problem("kind", "Choose the outcome."))
    if draft.decided_at is None:
        found.append(Problem("decided_at", "Enter when it was decided."))
    elif draft.decided_at > now + timedelta(minutes=5):
        found.append(Problem("decided_at", "This time is in the future."))
    if draft.kind in DETAINED and draft.hospital_id is None:
        found.append(Problem("hospital_id", "Choose the hospital."))
    if not draft.reasons.strip():
        found.append(Problem("reasons", "Give the reasons."))
    return tuple(found)


class Told(Coded):
    """Who is to be told of the outcome (Code of Practice chapter 14; service practice for the referrer)."""

    PERSON = "person", "The person"
    NEAREST_RELATIVE = "nearest_relative", "Nearest relative"
    DOCTORS = "doctors", "The doctors"
    CARE_COORDINATOR = "care_coordinator", "Care co-ordinator"
    GP = "gp", "GP"
    REFERRER = "referrer", "Caller"


class ToldState(Coded):
    """Whether somebody has been told."""

    PENDING = "pending", "Not yet told"
    TOLD = "told", "Told"
    NOT_APPROPRIATE = "not_appropriate", "Not appropriate"


@dataclass(frozen=True, slots=True)
class ToldDraft:
    """One line of the told-list; *not appropriate* needs its reason."""

    state: ToldState = ToldState.PENDING
    at: datetime | None = None
    note: str = ""


def told_problems(draft: ToldDraft, now: datetime) -> tuple[Problem, ...]:
    """Name what keeps a line of the told-list from being kept."""
    if draft.state is ToldState.NOT_APPROPRIATE and not draft.note.strip():
        return (Problem("note", "Say why it is not appropriate."),)
    if draft.state is ToldState.TOLD and draft.at is None:
        return (Problem("at", "Enter when they were told."),)
    if draft.at is not None and draft.at > now + timedelta(minutes=5):
        return (Problem("at", "This time is in the future."),)
    return ()
