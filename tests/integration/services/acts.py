"""Short ways to do, through the services, what people do with a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import event, select

from amhp_desktop.domain.assessments import (
    AssessmentDraft,
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
    Decision,
    IntakeDraft,
    PersonDraft,
    Priority,
    TriageDraft,
)
from amhp_desktop.services.allocations import AllocationDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.request_view import RequestFilter
from amhp_desktop.storage.history import AuditEvent
from amhp_desktop.storage.requests import PersonRow, RequestRow

PERSON = PersonDraft(family="Zephyr", given="Noor", nhs_number="", born_on=date(1990, 2, 28))
RELATIVE = RelativeDraft(Knowledge.KNOWN, "Zephyr", "Adam", address="4 Station Parade")
NEWEST = RequestFilter()
ACCEPTED = TriageDraft(Priority.AMBER, Decision.ACCEPT, "Needs to be seen.", referrer_told=True)


def call(services: Services, **changes: Any) -> CallDraft:
    """Return a call that came this minute."""
    taken = CallDraft(received_at=services.clock(), caller="Ruth Amis", call_back="01632 960140")
    return replace(taken, **changes)


def record(services: Services, person: PersonDraft = PERSON, **changes: Any) -> int:
    """Record a request and return its id."""
    draft = IntakeDraft(call(services, **changes), person)
    return services.requests.record(draft, operation("request:record")).id


def version(services: Services, request: int) -> int:
    """Return the version a decision about a request must name."""
    return services.requests.load(request).version


def triage(services: Services, request: int, draft: TriageDraft = ACCEPTED) -> None:
    """Triage a request as it is now."""
    services.requests.triage(request, version(services, request), draft, operation("request:triage"))


def somebody_on_duty(services: Services) -> int:
    """Return an AMHP who can take a request now."""
    return next(one.staff_id for one in services.allocations.candidates() if not one.cannot)


def allocate(services: Services, request: int, staff_id: int | None = None) -> int:
    """Allocate a request and return to whom."""
    chosen = staff_id or somebody_on_duty(services)
    draft = AllocationDraft(chosen, "On duty and nearest")
    services.allocations.allocate(request, draft, operation("request:allocate"))
    return chosen


def accepted(services: Services, **changes: Any) -> int:
    """Record, accept and allocate a request."""
    request = record(services, **changes)
    triage(services, request)
    allocate(services, request)
    return request


def visit(services: Services, request: int, staff_id: int, seen: date | None = None) -> None:
    """Record a visit that began now."""
    draft = AssessmentDraft(staff_id, services.clock(), place="22 Mill Street", last_seen_on=seen)
    services.assessments.add_assessment(request, draft, operation("assessment:record"))


def examination(services: Services, day: date, nth: int = 0, **changes: Any) -> ExaminationDraft:
    """Return an examination by the nth doctor of the directory."""
    doctor = services.doctors.lines()[nth].id
    return replace(ExaminationDraft(doctor, day, recommendation=Recommendation.S2), **changes)


def examine(services: Services, request: int, day: date, nth: int = 0) -> None:
    """Record an examination with a recommendation."""
    services.assessments.add_examination(
        request, examination(services, day, nth), operation("examination:record")
    )


def conclude(services: Services, request: int, kind: OutcomeKind = OutcomeKind.NOT_DETAINED) -> None:
    """Record an outcome decided now."""
    draft = OutcomeDraft(kind, services.clock(), reasons="As discussed with both doctors.")
    services.outcomes.record(request, None, draft, operation("outcome:record"))


def tell(services: Services, request: int, *who: Told) -> None:
    """Record that people have been told, everybody unless some are named."""
    draft = ToldDraft(ToldState.TOLD, services.clock(), "By telephone")
    for one in who or tuple(Told):
        services.outcomes.tell(request, one, draft, operation("told:record"))


def close(services: Services, request: int) -> None:
    """Close a request as it is now."""
    services.requests.close(request, version(services, request), operation("request:close"))


def finished(services: Services, **changes: Any) -> int:
    """Record a request and take it all the way to its closing."""
    request = accepted(services, **changes)
    conclude(services, request)
    tell(services, request)
    close(services, request)
    return request


def restrict_request(opened: Opened, request: int) -> None:
    """Restrict one request and leave its person's record open."""
    with opened.database.changing(operation("request:restrict", "Police asked")) as change:
        change.session.get_one(RequestRow, request).restricted = True


def restrict(opened: Opened, request: int) -> None:
    """Restrict a request and its person."""
    restrict_request(opened, request)
    with opened.database.changing(operation("person:restrict", "A colleague's relative")) as change:
        person_id = change.session.get_one(RequestRow, request).person_id
        change.session.get_one(PersonRow, person_id).restricted = True


def events(opened: Opened, table: str = "", row_id: int | None = None) -> list[AuditEvent]:
    """Return the audit events of a table or one of its rows, oldest first; ask as somebody who may."""
    wanted = select(AuditEvent).order_by(AuditEvent.id)
    if table:
        wanted = wanted.where(AuditEvent.table_name == table)
    if row_id is not None:
        wanted = wanted.where(AuditEvent.row_id == row_id)
    with opened.database.reading() as session:
        return list(session.scalars(wanted))


def rows(opened: Opened, kind: type[Any], **where: Any) -> list[Any]:
    """Return every stored row of a kind that has these values, voided ones left out."""
    with opened.database.reading() as session:
        return list(session.scalars(select(kind).filter_by(**where).order_by(kind.id)))


@dataclass
class Counted:
    """The statements sent to a database while somebody watched."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


@contextmanager
def counting(opened: Opened) -> Iterator[Counted]:
    """Count the statements a person's services send."""
    counted = Counted()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.statements.append(statement)

    event.listen(opened.database.engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(opened.database.engine, "before_cursor_execute", note)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of 2026 given in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


HALF_AN_HOUR = timedelta(minutes=30)
