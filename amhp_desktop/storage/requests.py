"""Stored persons, requests and everything that happens to a request until it is closed."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from amhp_desktop.domain.assessments import (
    ContactKind,
    ContactOutcome,
    Knowledge,
    OutcomeKind,
    Recommendation,
    Told,
    ToldState,
)
from amhp_desktop.domain.clocks import ClockKind
from amhp_desktop.domain.requests import (
    Alternative,
    CallerRole,
    Channel,
    Decision,
    Gender,
    Priority,
    RequestType,
    Risk,
    State,
    Urgency,
)
from amhp_desktop.storage.columns import (
    IN_USE,
    Codes,
    Lines,
    Login,
    Name,
    Phone,
    Postcode,
    Word,
    code,
    index_where,
    unique_where,
)
from amhp_desktop.storage.records import Instant, Operational


class PersonRow(Operational):
    """The person a request is about, who may be unknown at first."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_search_key", "search_key"),
        Index("ix_person_nhs_number", "nhs_number"),
    )

    family: Mapped[str] = mapped_column(Name)
    given: Mapped[str] = mapped_column(Name)
    title: Mapped[str] = mapped_column(String(20))
    preferred: Mapped[str] = mapped_column(Name)
    nhs_number: Mapped[str] = mapped_column(String(10))
    born_on: Mapped[date | None] = mapped_column(Date)
    about_age: Mapped[int | None] = mapped_column(Integer)
    gender: Mapped[Gender] = mapped_column(code(Gender))
    address: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Postcode)
    phone: Mapped[str] = mapped_column(Phone)
    gp: Mapped[str] = mapped_column(Name)
    language: Mapped[str] = mapped_column(Name)
    search_key: Mapped[str] = mapped_column(String(250))
    restricted: Mapped[bool] = mapped_column(Boolean)


class PersonAlertRow(Operational):
    """A warning that follows the person everywhere."""

    __tablename__ = "person_alert"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    risk: Mapped[Risk] = mapped_column(code(Risk))
    note: Mapped[str] = mapped_column(Text)
    since: Mapped[date] = mapped_column(Date)


class RequestRow(Operational):
    """A request for assessment."""

    __tablename__ = "assessment_request"
    __table_args__ = (
        Index("uq_assessment_request_number", "lssa_id", "number", unique=True),
        index_where("closed_at IS NULL", "ix_assessment_request_open", "lssa_id", "state"),
        Index("ix_assessment_request_closed_at", "lssa_id", "closed_at"),
        Index("ix_assessment_request_received_at", "lssa_id", "received_at"),
    )

    number: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    restricted: Mapped[bool] = mapped_column(Boolean)
    type: Mapped[RequestType] = mapped_column(code(RequestType))
    state: Mapped[State] = mapped_column(code(State))
    state_since: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    channel: Mapped[Channel] = mapped_column(code(Channel))
    caller: Mapped[str] = mapped_column(Name)
    caller_role: Mapped[CallerRole] = mapped_column(code(CallerRole))
    call_back: Mapped[str] = mapped_column(Name)
    call_back_note: Mapped[str] = mapped_column(Name)
    where_now: Mapped[str] = mapped_column(Text)
    where_detail: Mapped[str] = mapped_column(Name)
    urgency: Mapped[Urgency] = mapped_column(code(Urgency))
    what_happened: Mapped[str] = mapped_column(Text)
    tried: Mapped[tuple[Alternative, ...]] = mapped_column(Codes(Alternative))
    tried_note: Mapped[str] = mapped_column(Text)
    risks: Mapped[tuple[Risk, ...]] = mapped_column(Codes(Risk))
    risk_note: Mapped[str] = mapped_column(Text)
    power_began_at: Mapped[datetime | None] = mapped_column(Instant)
    priority: Mapped[Priority | None] = mapped_column(code(Priority))
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    decision: Mapped[Decision | None] = mapped_column(code(Decision))
    decision_reasons: Mapped[str] = mapped_column(Text)
    triaged_at: Mapped[datetime | None] = mapped_column(Instant)
    triaged_by: Mapped[str | None] = mapped_column(Login)
    referrer_told_at: Mapped[datetime | None] = mapped_column(Instant)
    next_action: Mapped[str] = mapped_column(Name)
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class StateChangeRow(Operational):
    """One step in a request's life."""

    __tablename__ = "state_change"

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    before: Mapped[State | None] = mapped_column(code(State))
    after: Mapped[State] = mapped_column(code(State))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)


class ClockRow(Operational):
    """A clock on a request, with the version of the rule that made it; nothing past is recomputed."""

    __tablename__ = "legal_clock"

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    kind: Mapped[ClockKind] = mapped_column(code(ClockKind))
    rule_id: Mapped[str] = mapped_column(Word)
    rule_version: Mapped[str] = mapped_column(Word)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    last_day: Mapped[date | None] = mapped_column(Date)
    met_at: Mapped[datetime | None] = mapped_column(Instant)
    stopped_at: Mapped[datetime | None] = mapped_column(Instant)


class AllocationRow(Operational):
    """An AMHP's responsibility for a request; at most one is open at a time."""

    __tablename__ = "allocation"
    __table_args__ = (
        unique_where("voided_at IS NULL AND ended_at IS NULL", "uq_allocation_one_open", "request_id"),
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    allocated_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)
    visit_at: Mapped[datetime | None] = mapped_column(Instant)
    due_back_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    end_reason: Mapped[str] = mapped_column(Text)


class ContactRow(Operational):
    """One attempt to reach somebody about a request."""

    __tablename__ = "contact"

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[ContactKind] = mapped_column(code(ContactKind))
    doctor_id: Mapped[int | None] = mapped_column(ForeignKey("doctor.id"))
    name: Mapped[str] = mapped_column(Name)
    outcome: Mapped[ContactOutcome] = mapped_column(code(ContactOutcome))
    note: Mapped[str] = mapped_column(Text)


class LogEntryRow(Operational):
    """A note in a request's log."""

    __tablename__ = "log_entry"

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text)


class AssessmentRow(Operational):
    """One visit to assess; a second visit is a second assessment."""

    __tablename__ = "assessment"

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    began_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(Text)
    present: Mapped[tuple[str, ...]] = mapped_column(Lines)
    last_seen_on: Mapped[date | None] = mapped_column(Date)
    interviewed_suitably: Mapped[bool | None] = mapped_column(Boolean)
    interpreter_used: Mapped[bool | None] = mapped_column(Boolean)
    notes: Mapped[str] = mapped_column(Text)


class ExaminationRow(Operational):
    """One doctor's examination of the person."""

    __tablename__ = "examination"

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    doctor_id: Mapped[int] = mapped_column(ForeignKey("doctor.id"))
    examined_on: Mapped[date] = mapped_column(Date)
    acquainted: Mapped[bool | None] = mapped_column(Boolean)
    recommendation: Mapped[Recommendation | None] = mapped_column(code(Recommendation))
    signed_on: Mapped[date | None] = mapped_column(Date)


class RelativeRow(Operational):
    """The nearest relative as recorded for one request."""

    __tablename__ = "nearest_relative"
    __table_args__ = (unique_where(IN_USE, "uq_nearest_relative_request", "request_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"))
    knowledge: Mapped[Knowledge] = mapped_column(code(Knowledge))
    family: Mapped[str] = mapped_column(Name)
    given: Mapped[str] = mapped_column(Name)
    title: Mapped[str] = mapped_column(String(20))
    relationship: Mapped[str] = mapped_column(Name)
    address: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Postcode)
    phone: Mapped[str] = mapped_column(Phone)
    informed_at: Mapped[datetime | None] = mapped_column(Instant)
    not_informed_reason: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class OutcomeRow(Operational):
    """How a request ended; one stands at a time."""

    __tablename__ = "outcome"
    __table_args__ = (unique_where(IN_USE, "uq_outcome_request", "request_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"))
    kind: Mapped[OutcomeKind] = mapped_column(code(OutcomeKind))
    decided_at: Mapped[datetime] = mapped_column(Instant)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    hospital_id: Mapped[int | None] = mapped_column(ForeignKey("hospital.id"))
    ward_id: Mapped[int | None] = mapped_column(ForeignKey("ward.id"))
    reasons: Mapped[str] = mapped_column(Text)


class ToldRow(Operational):
    """One line of the told-list."""

    __tablename__ = "told"
    __table_args__ = (unique_where(IN_USE, "uq_told_who", "request_id", "who"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"))
    who: Mapped[Told] = mapped_column(code(Told))
    state: Mapped[ToldState] = mapped_column(code(ToldState))
    at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text)


class AccessGrantRow(Operational):
    """Emergency access to a restricted request: who, why and until when."""

    __tablename__ = "access_grant"

    request_id: Mapped[int] = mapped_column(ForeignKey("assessment_request.id"), index=True)
    login: Mapped[str] = mapped_column(Login)
    reason: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    reviewed_by: Mapped[str | None] = mapped_column(Login)
    reviewed_at: Mapped[datetime | None] = mapped_column(Instant)


class CounterRow(Operational):
    """The last number given out, for example to a request; taken under a lock, so none is given twice."""

    __tablename__ = "counter"
    __table_args__ = (Index("uq_counter_name", "lssa_id", "name", unique=True),)

    name: Mapped[str] = mapped_column(Word)
    value: Mapped[int] = mapped_column(Integer)
