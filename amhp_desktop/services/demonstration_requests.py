"""What has happened in the demonstration before it opens: earlier requests, and the two that are open."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar

from sqlalchemy import select

from amhp_desktop.domain.access import Identity
from amhp_desktop.domain.assessments import (
    AssessmentDraft,
    ContactDraft,
    ContactKind,
    ContactOutcome,
    ExaminationDraft,
    Knowledge,
    OutcomeDraft,
    OutcomeKind,
    Recommendation,
    RelativeDraft,
    Told,
    ToldDraft,
    ToldState,
)
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import (
    CallDraft,
    CallerRole,
    Decision,
    Gender,
    IntakeDraft,
    PersonDraft,
    Priority,
    RequestType,
    Risk,
    State,
    TriageDraft,
    Urgency,
)
from amhp_desktop.domain.when import LONDON
from amhp_desktop.services.acting import Acting
from amhp_desktop.services.assessments import AssessmentService
from amhp_desktop.services.outcomes import OutcomeService
from amhp_desktop.services.request_steps import advance
from amhp_desktop.services.requests import RequestService
from amhp_desktop.storage.database import Database
from amhp_desktop.storage.requests import AllocationRow, CounterRow, RequestRow

_S = TypeVar("_S", bound=Acting)

_HOLLOWAY = PersonDraft(
    family="Holloway", given="Darren", title="Mr", preferred="Daz", nhs_number="9993188026",
    born_on=date(1984, 3, 14), gender=Gender.MALE, address="17 Larch Court, Northmere", postcode="NM4 7QP",
    phone="07700 900181", gp="Dr Menon, Larch Road Surgery", language="English",
)  # fmt: skip
_KOVACS = PersonDraft(
    family="Kovacs", given="Judit", title="Ms", nhs_number="9997520947", born_on=date(1975, 5, 22),
    gender=Gender.FEMALE, address="22 Mill Street, Northmere", postcode="NM3 8LD", phone="07700 900183",
    gp="Mill Street Practice", language="Hungarian",
)  # fmt: skip


class Stepped(Protocol):
    """A clock that can be set."""

    now: datetime


@dataclass(frozen=True, slots=True)
class Cast:
    """Who the demonstration knows: ids of staff and doctors, and those who sign in, by key."""

    lssa_id: int
    staff: dict[str, int]
    doctors: dict[str, int]
    identities: dict[str, Identity]


def at(day: int, month: int, hour: int, minute: int) -> datetime:
    """Return the instant of a London wall-clock time in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def play_requests(database: Database, clock: Stepped, cast: Cast) -> None:
    """Do, through the services and at their own times, all that happened before the demonstration opens."""
    scene = _Scene(database, clock, cast)
    scene.number_from(873)
    first = scene.holloway_in_august()
    scene.number_from(961)
    scene.holloway_in_october(first)
    scene.number_from(1040)
    scene.kovacs()
    scene.number_from(1046)
    scene.unknown_man()
    scene.number_from(1047)


class _Scene:
    def __init__(self, database: Database, clock: Stepped, cast: Cast) -> None:
        self._database = database
        self._clock = clock
        self._cast = cast

    def number_from(self, number: int) -> None:
        """Give the next request the number after this one."""
        with self._database.changing(operation("request:number")) as change:
            row = change.session.scalars(select(CounterRow).where(CounterRow.name == "request")).first()
            if row is None:
                row = change.add(CounterRow(lssa_id=self._cast.lssa_id, name="request", value=number))
            row.value = number

    def holloway_in_august(self) -> int:
        """R-0874: not detained; the knife threat stays as an alert."""
        request = self._take(
            at(11, 8, 10, 20),
            IntakeDraft(
                CallDraft(
                    received_at=at(11, 8, 10, 15), caller="Anne Holloway", caller_role=CallerRole.FAMILY,
                    call_back="07700 900182", where_now="17 Larch Court, Northmere",
                    what_happened="Not sleeping, talks through the wall to the neighbours.",
                    urgency=Urgency.TODAY, risks=(Risk.WEAPON,), risk_note="Knife threat, 11-Aug-2026",
                ),
                _HOLLOWAY,
            ),
        )  # fmt: skip
        self._accept(request, at(11, 8, 10, 40), Priority.AMBER)
        self._allocate(request, "keane", at(11, 8, 17, 20))
        self._finish(request, at(11, 8, 20, 5), OutcomeKind.NOT_DETAINED_REFERRED, "Home treatment agreed.")
        return self._person_of(request)

    def holloway_in_october(self, person_id: int) -> None:
        """R-0962: agreed to come in informally."""
        request = self._take(
            at(3, 10, 9, 35),
            IntakeDraft(
                CallDraft(
                    received_at=at(3, 10, 9, 30), caller="Dr Menon", caller_role=CallerRole.GP,
                    call_back="01632 960155", where_now="Larch Road Surgery",
                    what_happened="Frightened, asks for help.", urgency=Urgency.TODAY,
                    risks=(Risk.NONE_KNOWN,),
                ),
                _HOLLOWAY,
                person_id=person_id,
            ),
        )  # fmt: skip
        self._accept(request, at(3, 10, 9, 50), Priority.AMBER)
        self._allocate(request, "wilk", at(3, 10, 10, 5))
        self._finish(request, at(3, 10, 13, 10), OutcomeKind.NOT_DETAINED, "Agreed to come in informally.")

    def kovacs(self) -> None:
        """R-1041: two recommendations held and no bed; the last day to sign and admit is 28-Nov-2026."""
        request = self._take(
            at(14, 11, 9, 5),
            IntakeDraft(
                CallDraft(
                    received_at=at(14, 11, 9, 0), caller="Ruth Amis", caller_role=CallerRole.CRISIS_TEAM,
                    call_back="01632 960140", where_now="22 Mill Street",
                    where_detail="Crisis team visits", urgency=Urgency.TODAY,
                    what_happened="Not eating for a week; believes the food is poisoned.",
                    risks=(Risk.NONE_KNOWN,),
                ),
                _KOVACS,
            ),
        )  # fmt: skip
        self._accept(request, at(14, 11, 9, 20), Priority.AMBER)
        self._allocate(request, "halloran", at(14, 11, 9, 40))
        self._relative(request, at(15, 11, 12, 10))
        self._examined(request, "nwosu", date(2026, 11, 14), at(14, 11, 14, 0))
        self._visit(
            request,
            AssessmentDraft(
                self._cast.staff["halloran"], at(15, 11, 11, 30), place="22 Mill Street",
                last_seen_on=date(2026, 11, 15), interviewed_suitably=True, present=("Adam Kovacs, son",),
            ),
        )  # fmt: skip
        self._examined(request, "patel", date(2026, 11, 15), at(15, 11, 13, 0))
        self._clock.now = at(15, 11, 14, 0)
        self._service(OutcomeService, "keane").record(
            request,
            None,
            OutcomeDraft(
                OutcomeKind.AWAITING_BED, at(15, 11, 14, 0), self._cast.staff["halloran"],
                reasons="Both doctors recommend s.2. No bed in the area.",
            ),
            operation("outcome:record"),
        )  # fmt: skip
        self._next(request, "Review bed search", at(24, 11, 12, 0))

    def unknown_man(self) -> None:
        """R-1047: s.136, at the place of safety since 22:40; EDT began, no doctor overnight."""
        request = self._take(
            at(23, 11, 22, 55),
            IntakeDraft(
                CallDraft(
                    received_at=at(23, 11, 22, 50), caller="PC 4471", caller_role=CallerRole.POLICE,
                    call_back="101, extension 4471", type=RequestType.S136, urgency=Urgency.NOW,
                    where_now="Fenwick Suite (place of safety)", where_detail="Room 1, 01632 960130",
                    what_happened="Found on the harbour wall, says nothing. Nobody knows him.",
                    risks=(Risk.NOT_ASKED,), power_began_at=at(23, 11, 22, 40),
                ),
                PersonDraft(gender=Gender.MALE, about_age=25),
            ),
        )  # fmt: skip
        self._accept(request, at(23, 11, 23, 5), Priority.RED)
        self._allocate(request, "keane", at(23, 11, 23, 10))
        for minute, doctor in ((15, "nwosu"), (25, "ahmed"), (30, "holt")):
            self._rang(request, doctor, at(23, 11, 23, minute))
        self._visit(
            request,
            AssessmentDraft(
                self._cast.staff["keane"], at(23, 11, 23, 40), place="Fenwick Suite, room 1",
                last_seen_on=date(2026, 11, 23), present=("PC 4471",),
                notes="Does not speak. To be seen with a doctor in the morning.",
            ),
        )  # fmt: skip
        self._next(request, "Find a doctor", at(24, 11, 9, 0))

    def _take(self, when: datetime, draft: IntakeDraft) -> int:
        self._clock.now = when
        return self._service(RequestService, "keane").record(draft, operation("request:record")).id

    def _accept(self, request: int, when: datetime, priority: Priority) -> None:
        self._clock.now = when
        draft = TriageDraft(priority, Decision.ACCEPT, "Needs an assessment in person.", referrer_told=True)
        self._service(RequestService, "keane").triage(
            request, self._version(request), draft, operation("request:triage")
        )

    def _allocate(self, request: int, key: str, when: datetime) -> None:
        """Allocate as of then: whoever it was is not on the demonstration's rota, which begins later."""
        self._clock.now = when
        with self._database.changing(operation("request:allocate")) as change:
            row = change.session.get_one(RequestRow, request)
            change.add(
                AllocationRow(
                    lssa_id=row.lssa_id, request_id=request, staff_id=self._cast.staff[key],
                    allocated_at=when, reason="On duty", end_reason="",
                )
            )  # fmt: skip
            advance(change, row, State.ALLOCATED, "On duty")

    def _rang(self, request: int, doctor: str, when: datetime) -> None:
        self._clock.now = when
        draft = ContactDraft(
            when, ContactKind.DOCTOR, self._cast.doctors[doctor], outcome=ContactOutcome.NO_ANSWER
        )
        self._service(AssessmentService, "keane").log_contact(request, draft, operation("contact:log"))

    def _relative(self, request: int, when: datetime) -> None:
        self._clock.now = when
        draft = RelativeDraft(
            Knowledge.KNOWN, "Kovacs", "Adam", "Mr", "Son", "4 Station Parade, Northmere", "NM1 9FX",
            "07700 900184",
        )  # fmt: skip
        self._service(AssessmentService, "keane").save_relative(
            request, None, draft, operation("relative:record")
        )

    def _visit(self, request: int, draft: AssessmentDraft) -> None:
        self._clock.now = draft.began_at or self._clock.now
        self._service(AssessmentService, "keane").add_assessment(
            request, draft, operation("assessment:record")
        )

    def _examined(self, request: int, doctor: str, day: date, when: datetime) -> None:
        self._clock.now = when
        draft = ExaminationDraft(
            self._cast.doctors[doctor], day, acquainted=False, recommendation=Recommendation.S2, signed_on=day
        )
        self._service(AssessmentService, "keane").add_examination(
            request, draft, operation("examination:record")
        )

    def _finish(self, request: int, when: datetime, kind: OutcomeKind, reasons: str) -> None:
        self._clock.now = when
        outcomes = self._service(OutcomeService, "keane")
        outcomes.record(request, None, OutcomeDraft(kind, when, reasons=reasons), operation("outcome:record"))
        for who in Told:
            outcomes.tell(
                request, who, ToldDraft(ToldState.TOLD, when, "By telephone"), operation("told:record")
            )
        self._service(RequestService, "keane").close(
            request, self._version(request), operation("request:close")
        )

    def _next(self, request: int, action: str, when: datetime) -> None:
        self._service(RequestService, "keane").set_next(
            request, self._version(request), action, when, operation("request:plan")
        )

    def _version(self, request: int) -> int:
        with self._database.reading() as session:
            return session.get_one(RequestRow, request).version

    def _person_of(self, request: int) -> int:
        with self._database.reading() as session:
            return session.get_one(RequestRow, request).person_id

    def _service(self, kind: type[_S], key: str) -> _S:
        identity = self._cast.identities[key]
        self._database.actor = replace(self._database.actor, login=identity.login)
        return kind(self._database, identity, self._database.clock)
