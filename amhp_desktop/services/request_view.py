"""Everything one request's page shows, read together, and the search over all requests."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from amhp_desktop.domain import nhs_number
from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import (
    AssessmentDraft,
    ContactKind,
    ContactOutcome,
    ExaminationDraft,
    OutcomeDraft,
    OutcomeKind,
    RelativeDraft,
    Told,
    ToldState,
)
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.clocks import Clock
from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.names import initials, search_key, show_name
from amhp_desktop.domain.requests import CallDraft, Decision, PersonDraft, Priority, RequestType, State
from amhp_desktop.services.acting import Acting, Loaded, loaded_from
from amhp_desktop.services.persons import AlertView, alerts_of, reference, show_age, show_person
from amhp_desktop.services.timeline import TimelineEntry, timeline
from amhp_desktop.services.who import Who, who
from amhp_desktop.storage.audit.reads import record_read
from amhp_desktop.storage.people import DoctorRow, StaffRow
from amhp_desktop.storage.requests import (
    AllocationRow,
    AssessmentRow,
    ClockRow,
    ContactRow,
    ExaminationRow,
    OutcomeRow,
    PersonRow,
    RelativeRow,
    RequestRow,
    ToldRow,
)


@dataclass(frozen=True, slots=True)
class AllocationView:
    """Who is responsible now."""

    staff_id: int
    name: str
    initials: str
    phone: str
    allocated_at: datetime
    reason: str
    visit_at: datetime | None
    due_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact attempt."""

    id: int
    at: datetime
    kind: ContactKind
    name: str
    outcome: ContactOutcome
    note: str
    by: str
    doctor_id: int | None = None


@dataclass(frozen=True, slots=True)
class ExaminationView:
    """One examination with the doctor's name and approval."""

    loaded: Loaded[ExaminationDraft]
    doctor: str
    s12_until: date | None
    is_gp: bool


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """One visit with the AMHP's name."""

    loaded: Loaded[AssessmentDraft]
    amhp: str


@dataclass(frozen=True, slots=True)
class ToldView:
    """One line of the told-list."""

    who: Told
    state: ToldState
    at: datetime | None
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request as its page shows it."""

    id: int
    version: int
    reference: str
    restricted: bool
    state: State
    state_since: datetime
    priority: Priority | None
    due_at: datetime | None
    decision: Decision | None
    decision_reasons: str
    triaged_at: datetime | None
    triaged_by: str
    next_action: str
    next_at: datetime | None
    closed_at: datetime | None
    call: Loaded[CallDraft]
    call_by: str
    person: Loaded[PersonDraft]
    person_by: str
    person_name: str
    person_age: str
    alerts: tuple[AlertView, ...]
    earlier_count: int
    clocks: tuple[Clock, ...]
    allocation: AllocationView | None
    contacts: tuple[ContactView, ...]
    examinations: tuple[ExaminationView, ...]
    assessments: tuple[AssessmentView, ...]
    relative: Loaded[RelativeDraft] | None
    outcome: Loaded[OutcomeDraft] | None
    told: tuple[ToldView, ...]
    timeline: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in a search result."""

    id: int
    reference: str
    person: str
    born_on: date | None
    nhs_number: str
    type: RequestType
    priority: Priority | None
    state: State
    received_at: datetime
    closed_at: datetime | None
    outcome: OutcomeKind | None
    amhp: str


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """What to search for; ``text`` is matched with references, names and NHS numbers."""

    text: str = ""
    open_only: bool = False
    states: tuple[Coded, ...] = ()


class RequestReader(Acting):
    """Reads requests for screens."""

    def view(self, request_id: int) -> RequestView:
        """Return everything the request's page shows; that it was opened is recorded (audit: READ)."""
        self.identity.require(Permission.READ_REQUESTS)
        with self.database.reading() as session:
            found = session.execute(
                select(RequestRow, PersonRow)
                .join(PersonRow, PersonRow.id == RequestRow.person_id)
                .where(RequestRow.id == request_id)
            ).first()
            if found is None:
                raise Refused(Problem("", "This request is no longer in use."))
            row, person = found
            self.require_sight(row)
            view = self._view(session, row, person)
        self._record_reading(person.id)
        return view

    def _record_reading(self, person_id: int) -> None:
        """Log that this person's record was opened: reading is an act too (security, audit of access)."""
        if self.database.read_only:
            return
        with self.database.changing(operation("person:read")) as change:
            record_read(change.session, "person", person_id)

    def _view(self, session: Session, row: RequestRow, person: PersonRow) -> RequestView:
        names = who(session)
        outcome = session.scalars(select(OutcomeRow).where(OutcomeRow.request_id == row.id)).first()
        relative = session.scalars(select(RelativeRow).where(RelativeRow.request_id == row.id)).first()
        earlier = session.scalars(
            select(RequestRow.id).where(RequestRow.person_id == person.id, RequestRow.id != row.id)
        ).all()
        return RequestView(
            id=row.id, version=row.version, reference=reference(row.number), restricted=row.restricted,
            state=row.state, state_since=row.state_since, priority=row.priority, due_at=row.due_at,
            decision=row.decision, decision_reasons=row.decision_reasons, triaged_at=row.triaged_at,
            triaged_by=names(row.triaged_by), next_action=row.next_action, next_at=row.next_at,
            closed_at=row.closed_at, call=loaded_from(row, CallDraft),
            call_by=names(row.changed_by), person=loaded_from(person, PersonDraft),
            person_by=names(person.changed_by), person_name=show_person(person),
            person_age=show_age(person, self.today()),
            alerts=alerts_of(session, [person.id]).get(person.id, ()), earlier_count=len(earlier),
            clocks=clocks_of(session, row.id), allocation=_allocation(session, row.id),
            contacts=_contacts(session, row.id, names), examinations=_examinations(session, row.id),
            assessments=_assessments(session, row.id),
            relative=loaded_from(relative, RelativeDraft) if relative else None,
            outcome=loaded_from(outcome, OutcomeDraft) if outcome else None,
            told=_told(session, row.id, names), timeline=timeline(session, row.id, names),
        )  # fmt: skip

    def search(self, wanted: RequestFilter, limit: int = 500) -> tuple[RequestLine, ...]:
        """Return requests that match, the newest first, in one statement."""
        self.identity.require(Permission.READ_REQUESTS)
        statement = (
            select(RequestRow, PersonRow, OutcomeRow.kind, StaffRow)
            .join(PersonRow, PersonRow.id == RequestRow.person_id)
            .outerjoin(OutcomeRow, OutcomeRow.request_id == RequestRow.id)
            .outerjoin(
                AllocationRow,
                (AllocationRow.request_id == RequestRow.id) & AllocationRow.ended_at.is_(None),
            )
            .outerjoin(StaffRow, StaffRow.id == AllocationRow.staff_id)
            .where(RequestRow.lssa_id == self.identity.lssa_id)
        )
        if wanted.open_only:
            # Not ordered by the database: SQLite would walk through all that ever came to find the few open.
            statement = statement.where(RequestRow.closed_at.is_(None))
        else:
            statement = statement.order_by(RequestRow.received_at.desc()).limit(limit)
        if wanted.states:
            statement = statement.where(RequestRow.state.in_(wanted.states))
        if not self.identity.may(Permission.SEE_RESTRICTED):
            statement = statement.where(RequestRow.restricted.is_(False))
        for condition in _text_conditions(wanted.text):
            statement = statement.where(condition)
        with self.database.reading() as session:
            rows = session.execute(statement).all()
        lines = (_line(row, person, kind, staff) for row, person, kind, staff in rows)
        return tuple(sorted(lines, key=lambda line: line.received_at, reverse=True)[:limit])


def _text_conditions(text: str) -> list[ColumnElement[bool]]:
    words = text.replace(",", " ").split()
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) >= 6 and digits == "".join(words):
        return [PersonRow.nhs_number.startswith(digits)]
    conditions: list[ColumnElement[bool]] = []
    for word in words:
        number = word.upper().removeprefix("R-")
        key = search_key(word)
        either = [PersonRow.search_key.contains(key, autoescape=True)]
        if number.isdigit():
            either.append(RequestRow.number == int(number))
        conditions.append(or_(*either))
    return conditions


def _line(
    row: RequestRow, person: PersonRow, kind: OutcomeKind | None, staff: StaffRow | None
) -> RequestLine:
    return RequestLine(
        id=row.id, reference=reference(row.number), person=show_person(person), born_on=person.born_on,
        nhs_number=nhs_number.show(person.nhs_number), type=row.type, priority=row.priority, state=row.state,
        received_at=row.received_at, closed_at=row.closed_at, outcome=kind,
        amhp=show_name(staff.family, staff.given) if staff else "",
    )  # fmt: skip


def clocks_of(session: Session, request_id: int) -> tuple[Clock, ...]:
    """Return the running clocks of one request, the next to run out first."""
    rows = session.scalars(
        select(ClockRow)
        .where(ClockRow.request_id == request_id, ClockRow.stopped_at.is_(None))
        .order_by(ClockRow.ends_at, ClockRow.kind)
    )
    return tuple(clock_of(row) for row in rows)


def clock_of(row: ClockRow, detail: str = "") -> Clock:
    """Return a stored clock as a value."""
    return Clock(row.kind, row.rule_id, row.started_at, row.ends_at, row.last_day, row.met_at, detail)


def _allocation(session: Session, request_id: int) -> AllocationView | None:
    found = session.execute(
        select(AllocationRow, StaffRow)
        .join(StaffRow, StaffRow.id == AllocationRow.staff_id)
        .where(AllocationRow.request_id == request_id, AllocationRow.ended_at.is_(None))
    ).first()
    if found is None:
        return None
    row, staff = found
    return AllocationView(
        staff.id, show_name(staff.family, staff.given, staff.title), initials(staff.family, staff.given),
        staff.phone, row.allocated_at, row.reason, row.visit_at, row.due_back_at,
    )  # fmt: skip


def _contacts(session: Session, request_id: int, names: Who) -> tuple[ContactView, ...]:
    rows = session.execute(
        select(ContactRow, DoctorRow)
        .outerjoin(DoctorRow, DoctorRow.id == ContactRow.doctor_id)
        .where(ContactRow.request_id == request_id)
        .order_by(ContactRow.at.desc(), ContactRow.id.desc())
    ).all()
    return tuple(
        ContactView(
            row.id, row.at, row.kind,
            show_name(doctor.family, doctor.given, doctor.title) if doctor else row.name,
            row.outcome, row.note, names(row.created_by), row.doctor_id,
        )
        for row, doctor in rows
    )  # fmt: skip


def _examinations(session: Session, request_id: int) -> tuple[ExaminationView, ...]:
    rows = session.execute(
        select(ExaminationRow, DoctorRow)
        .join(DoctorRow, DoctorRow.id == ExaminationRow.doctor_id)
        .where(ExaminationRow.request_id == request_id)
        .order_by(ExaminationRow.examined_on, ExaminationRow.id)
    ).all()
    return tuple(
        ExaminationView(
            loaded_from(row, ExaminationDraft),
            show_name(doctor.family, doctor.given, doctor.title),
            doctor.s12_until if doctor.s12_approved else None,
            doctor.is_gp,
        )
        for row, doctor in rows
    )


def _assessments(session: Session, request_id: int) -> tuple[AssessmentView, ...]:
    rows = session.execute(
        select(AssessmentRow, StaffRow)
        .join(StaffRow, StaffRow.id == AssessmentRow.staff_id)
        .where(AssessmentRow.request_id == request_id)
        .order_by(AssessmentRow.began_at)
    ).all()
    return tuple(
        AssessmentView(loaded_from(row, AssessmentDraft), show_name(staff.family, staff.given, staff.title))
        for row, staff in rows
    )


def _told(session: Session, request_id: int, names: Who) -> tuple[ToldView, ...]:
    rows = {row.who: row for row in session.scalars(select(ToldRow).where(ToldRow.request_id == request_id))}
    return tuple(
        ToldView(who, rows[who].state, rows[who].at, rows[who].note, names(rows[who].changed_by))
        for who in Told
        if who in rows
    )
