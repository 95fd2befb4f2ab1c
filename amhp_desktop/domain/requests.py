"""Requests for assessment: what callers ask, how a request moves, and what intake and triage need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from amhp_desktop.domain import nhs_number
from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.errors import Problem, Weight


class State(Coded):
    """Where a request stands in its life."""

    RECEIVED = "received", "Received"
    TRIAGED = "triaged", "Triaged"
    ALLOCATED = "allocated", "Allocated"
    ARRANGING = "arranging", "Arranging"
    ASSESSING = "assessing", "Assessing"
    AWAITING_BED = "awaiting_bed", "Awaiting bed"
    CONVEYING = "conveying", "Conveying"
    CONCLUDED = "concluded", "Concluded"
    CLOSED = "closed", "Closed"


TRAIL = tuple(State)

_FORWARD: Mapping[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.TRIAGED, State.CONCLUDED}),
    State.TRIAGED: frozenset({State.ALLOCATED, State.CONCLUDED}),
    State.ALLOCATED: frozenset({State.ARRANGING, State.ASSESSING, State.CONCLUDED}),
    State.ARRANGING: frozenset({State.ASSESSING, State.CONCLUDED}),
    State.ASSESSING: frozenset({State.AWAITING_BED, State.CONVEYING, State.CONCLUDED}),
    State.AWAITING_BED: frozenset({State.CONVEYING, State.CONCLUDED, State.ASSESSING}),
    State.CONVEYING: frozenset({State.CONCLUDED, State.AWAITING_BED}),
    State.CONCLUDED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}


def may_move(current: State, to: State) -> bool:
    """Tell whether a request may go on from one state to another without a reason."""
    return to in _FORWARD[current]


def may_return(current: State, to: State) -> bool:
    """Tell whether a request may come back to an earlier state, which needs a reason."""
    return TRAIL.index(to) < TRAIL.index(current) and not may_move(current, to)


class RequestType(Coded):
    """What is asked of the service."""

    ADMISSION = "admission", "Assessment for admission"
    S136 = "s136", "s.136, place of safety"
    S135_1 = "s135_1", "s.135(1) warrant"
    S135_2 = "s135_2", "s.135(2) warrant"
    S5_2 = "s5_2", "s.5(2) or s.5(4) follow-up"
    GUARDIANSHIP = "guardianship", "Guardianship"
    CTO = "cto", "Community treatment order"
    NR_REQUEST = "nr_request", "Nearest relative’s request, s.13(4)"
    NR_APPLICATION = "nr_application", "Nearest relative’s application, s.14"
    OUT_OF_AREA = "out_of_area", "Out-of-area s.3, s.13(1B)"
    CUSTODY = "custody", "Police custody"
    BREATHING_SPACE = "breathing_space", "Breathing Space"
    OTHER = "other", "Other"


class Priority(Coded):
    """How soon somebody must be seen, by the service's own standard."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


# The service's local standard until it sets its own: practice, not law (ADASS measured delays over 4 hours).
DEFAULT_STANDARD: Mapping[Priority, timedelta] = {
    Priority.RED: timedelta(hours=4),
    Priority.AMBER: timedelta(hours=24),
    Priority.GREEN: timedelta(days=7),
}


def due_at(received_at: datetime, priority: Priority, standard: Mapping[Priority, timedelta]) -> datetime:
    """Return the instant by which the local standard wants the person seen, in elapsed time."""
    return received_at + standard[priority]


class Channel(Coded):
    """How the request reached the service."""

    TELEPHONE = "telephone", "Telephone"
    EMAIL = "email", "E-mail"
    IN_PERSON = "in_person", "In person"
    SYSTEM = "system", "Other system"
    HANDOVER = "handover", "Handover"


class CallerRole(Coded):
    """Who is asking."""

    CRISIS_TEAM = "crisis_team", "Crisis team"
    CMHT = "cmht", "Community team"
    WARD = "ward", "Ward"
    LIAISON = "liaison", "A&E or liaison"
    GP = "gp", "GP"
    POLICE = "police", "Police"
    NEAREST_RELATIVE = "nearest_relative", "Nearest relative"
    FAMILY = "family", "Family or friend"
    SOCIAL_CARE = "social_care", "Social care"
    AMBULANCE = "ambulance", "Ambulance"
    OTHER = "other", "Other"


class Urgency(Coded):
    """How soon the caller wants it; triage sets the priority."""

    NOW = "now", "Now"
    TODAY = "today", "Today"
    THIS_WEEK = "this_week", "This week"
    NOT_SAID = "not_said", "Not said"


class Gender(Coded):
    """Gender as said; not asked is not the same as not known."""

    NOT_KNOWN = "not_known", "Not known"
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    NON_BINARY = "non_binary", "Non-binary"
    OTHER = "other", "Other"


class Alternative(Coded):
    """What was tried or offered before asking for an assessment."""

    HOME_TREATMENT = "home_treatment", "Home treatment offered"
    CRISIS_LINE = "crisis_line", "Crisis line"
    INFORMAL_BED = "informal_bed", "Informal bed"
    NETWORK_MEETING = "network_meeting", "Network meeting"
    GP = "gp", "GP"
    OTHER = "other", "Other"


class Risk(Coded):
    """What those who go must know before they knock."""

    WEAPON = "weapon", "Weapon or threat"
    DOG = "dog", "Dog"
    OTHERS = "others", "Others there"
    INFECTION = "infection", "Infection"
    NONE_KNOWN = "none_known", "None known"
    NOT_ASKED = "not_asked", "Not asked"


ALERTS: Mapping[Risk, str] = {
    Risk.WEAPON: "Do not visit alone",
    Risk.DOG: "Dog at address",
    Risk.OTHERS: "Others there",
    Risk.INFECTION: "Infection",
}


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """The person a request is about; everything may be unknown at first."""

    family: str = ""
    given: str = ""
    title: str = ""
    preferred: str = ""
    nhs_number: str = ""
    born_on: date | None = None
    about_age: int | None = None
    gender: Gender = Gender.NOT_KNOWN
    address: str = ""
    postcode: str = ""
    phone: str = ""
    gp: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class CallDraft:
    """One call as it is taken down, in the order callers speak.

    ``power_began_at`` is the instant a holding power began, where there is one: arrival at the place of safety
    (s.136) or the furnishing of the report (s.5(2)).
    """

    received_at: datetime | None = None
    channel: Channel = Channel.TELEPHONE
    caller: str = ""
    caller_role: CallerRole = CallerRole.OTHER
    call_back: str = ""
    call_back_note: str = ""
    where_now: str = ""
    where_detail: str = ""
    type: RequestType = RequestType.ADMISSION
    urgency: Urgency = Urgency.NOT_SAID
    what_happened: str = ""
    tried: tuple[Alternative, ...] = ()
    tried_note: str = ""
    risks: tuple[Risk, ...] = ()
    risk_note: str = ""
    power_began_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IntakeDraft:
    """A new request: the call, and the person it is about (``person_id`` where they were seen before)."""

    call: CallDraft = field(default_factory=CallDraft)
    person: PersonDraft = field(default_factory=PersonDraft)
    person_id: int | None = None


def person_problems(draft: PersonDraft, today: date) -> tuple[Problem, ...]:
    """Name what is wrong, never what is missing, in what was said about the person."""
    found = []
    if draft.nhs_number:
        try:
            nhs_number.clean(draft.nhs_number)
        except ValueError as error:
            found.append(Problem("nhs_number", str(error)))
    if draft.born_on is not None and draft.born_on > today:
        found.append(Problem("born_on", "The birth date is in the future."))
    if draft.born_on is not None and today.year - draft.born_on.year > 125:
        found.append(Problem("born_on", "The birth date is more than 125 years ago."))
    if draft.about_age is not None and not 0 <= draft.about_age <= 125:
        found.append(Problem("about_age", "Enter an age between 0 and 125."))
    return tuple(found)


def call_problems(draft: CallDraft, now: datetime) -> tuple[Problem, ...]:
    """Name what keeps a call from being saved: only when, who called and how to reach them are needed."""
    found = []
    if draft.received_at is None:
        found.append(Problem("received_at", "Enter when the call came."))
    elif draft.received_at > now + timedelta(minutes=5):
        found.append(Problem("received_at", "This time is in the future."))
    if not draft.caller.strip():
        found.append(Problem("caller", "Enter who called."))
    if not draft.call_back.strip():
        found.append(Problem("call_back", "Enter how to reach the caller."))
    if draft.power_began_at is not None and draft.power_began_at > now + timedelta(minutes=5):
        found.append(Problem("power_began_at", "This time is in the future."))
    return tuple(found)


def intake_problems(draft: IntakeDraft, now: datetime, today: date) -> tuple[Problem, ...]:
    """Name what keeps a new request from being saved."""
    return call_problems(draft.call, now) + person_problems(draft.person, today)


def still_missing(call: CallDraft, person: PersonDraft) -> tuple[str, ...]:
    """List what is to be chased, in words; nothing here stops a save."""
    wanted = (
        (person.family, "Name not known"),
        (person.nhs_number, "NHS No. not known"),
        (person.born_on or person.about_age, "Birth date not known"),
        (person.address, "Address not recorded"),
        (call.where_now, "Where the person is now"),
        (call.what_happened.strip(), "What has happened"),
        (call.risks, "Risk not asked"),
        (person.language, "Language not asked"),
        (person.gp, "GP not recorded"),
    )
    return tuple(words for value, words in wanted if not value)


class Decision(Coded):
    """What triage decides."""

    ACCEPT = "accept", "Accept for assessment"
    ADVICE = "advice", "Advice only"
    REDIRECT = "redirect", "Redirect"
    DECLINE = "decline", "Decline"


@dataclass(frozen=True, slots=True)
class TriageDraft:
    """A triage decision with its reasons; ``referrer_told`` says that the caller has been told."""

    priority: Priority | None = None
    decision: Decision | None = None
    reasons: str = ""
    due_at: datetime | None = None
    referrer_told: bool = False


def triage_problems(draft: TriageDraft) -> tuple[Problem, ...]:
    """Name what keeps a triage decision from being kept."""
    found = []
    if draft.decision is None:
        found.append(Problem("decision", "Choose a decision."))
    if draft.decision is Decision.ACCEPT and draft.priority is None:
        found.append(Problem("priority", "Choose a priority."))
    if not draft.reasons.strip():
        found.append(Problem("reasons", "Give the reasons."))
    if not draft.referrer_told:
        found.append(Problem("referrer_told", "Tell the caller, then tick this."))
    return tuple(found)


def long_text_warning(name: str, text: str) -> tuple[Problem, ...]:
    """Warn, without stopping a save, that a very long text will run to a continuation sheet on paper."""
    if len(text) <= 10_000:
        return ()
    return (Problem(name, "This is very long; on paper it will run to further sheets.", Weight.LOOK),)
