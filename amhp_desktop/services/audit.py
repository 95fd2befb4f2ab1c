"""The audit trail for people: searched, read event by event, and checked as a whole."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from amhp_desktop.domain.access import Identity, Permission
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.names import show_name
from amhp_desktop.domain.when import Which, instant
from amhp_desktop.services.acting import Acting
from amhp_desktop.services.audit_words import (
    ValueChange,
    action_words,
    changed_labels,
    in_words,
    name_in_text,
    record_words,
    references,
    table_words,
    value_changes,
)
from amhp_desktop.services.surroundings import Surroundings
from amhp_desktop.storage.audit.verify import anchor, verify
from amhp_desktop.storage.database import Database
from amhp_desktop.storage.history import AuditEvent, AuditHead
from amhp_desktop.storage.people import AccountRow, StaffRow

PAGE = 200
_BIRTH = ("INSERT", "MIGRATE")


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What to look for; empty parts do not narrow.

    ``who`` is a login; ``request`` a reference such as *R-1048*, which finds everything of that request and
    its person; ``text`` is looked for in values and reasons; days are London days, both inclusive;
    ``before_id`` continues below an event.
    """

    who: str = ""
    request: str = ""
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None
    before_id: int | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One event in words; ``fields`` names what it touched, ``seq`` is its place in the chain."""

    id: int
    seq: int | None
    at: datetime
    who: str
    login: str
    record: str
    action: str
    is_reading: bool
    fields: str
    reason: str
    workstation: str
    program: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of events, newest first; ``next_before`` asks for the next page, None at the end."""

    lines: tuple[AuditLine, ...]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class AuditDetail:
    """One event with every value before and after."""

    line: AuditLine
    changes: tuple[ValueChange, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One thing the check found; what is not ``grave`` was merely left unchecked."""

    sentence: str
    is_grave: bool


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """A check of the whole trail: how many events, since when anchors exist, and what was found."""

    at: datetime
    events: int
    anchors: int
    findings: tuple[AuditFinding, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether there is no sign of tampering or damage."""
        return not any(finding.is_grave for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who appears in the trail."""

    login: str
    name: str


class AuditService(Acting):
    """Reads and checks the trail, for those who may; it needs no right to read records."""

    def __init__(
        self, database: Database, identity: Identity, clock: Callable[[], datetime], around: Surroundings
    ) -> None:
        super().__init__(database, identity, clock)
        self._anchors = around.anchors

    def search(self, query: AuditQuery) -> AuditPage:
        """Return a page of events in one statement; Refused for a reference that cannot be read."""
        self.identity.require(Permission.READ_AUDIT)
        with self.database.reading() as session:
            rows = session.execute(_question(session, query)).all()
        lines = tuple(_line(*row) for row in rows[:PAGE])
        return AuditPage(lines, lines[-1].id if len(rows) > PAGE else None)

    def detail(self, line: AuditLine) -> AuditDetail:
        """Return every value of one event; records it points to are named as they were first recorded."""
        self.identity.require(Permission.READ_AUDIT)
        with self.database.reading() as session:
            event = session.get_one(AuditEvent, line.id)
            wanted = set(references(event.table_name, event.before, event.after))
            names = _names(session, wanted) if wanted else {}
        changes = value_changes(
            event.table_name, event.before, event.after,
            lambda table, row_id: names.get((table, row_id)) or f"{table_words(table)} {row_id}",
        )  # fmt: skip
        return AuditDetail(line, changes, event.hash or "")

    def actors(self) -> tuple[Actor, ...]:
        """Return everybody who appears in the trail, by name."""
        self.identity.require(Permission.READ_AUDIT)
        with self.database.reading() as session:
            rows = session.execute(
                select(AuditEvent.actor, StaffRow.family, StaffRow.given)
                .distinct()
                .outerjoin(AccountRow, AccountRow.login == AuditEvent.actor)
                .outerjoin(StaffRow, StaffRow.id == AccountRow.staff_id)
            ).all()
        found = (Actor(login, show_name(family or "", given or "") or login) for login, family, given in rows)
        return tuple(sorted(found, key=lambda actor: actor.name.casefold()))

    def verify(self) -> AuditCheck:
        """Check every event, the chain, the rows and this computer's anchors; keep an anchor where all is well.

        Takes about a second for 100,000 events, so run it beside other work.
        """
        self.identity.require(Permission.READ_AUDIT)
        kept = self._anchors.anchors() if self._anchors is not None else ()
        found = verify(self.database.engine, kept)
        findings = tuple(AuditFinding(in_words(each.sentence), each.grave) for each in found)
        check = AuditCheck(self.clock(), self._events(), len(kept), findings)
        if self._anchors is not None and check.is_sound:
            self._anchors.keep(anchor(self.database.engine))
        return check

    def _events(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(AuditHead.seq)) or 0


def _question(session: Session, query: AuditQuery) -> Select[*tuple[Any, ...]]:
    birth, whole = aliased(AuditEvent), aliased(AuditEvent)
    request_id = _number(session, birth.after, "request_id")
    statement = (
        select(
            AuditEvent, birth.after, _number(session, whole.after, "number"), StaffRow.family, StaffRow.given
        )
        .outerjoin(
            birth,
            and_(
                birth.table_name == AuditEvent.table_name,
                birth.row_id == AuditEvent.row_id,
                birth.action == "INSERT",
            ),
        )
        .outerjoin(
            whole,
            and_(
                whole.table_name == "assessment_request", whole.row_id == request_id, whole.action == "INSERT"
            ),
        )
        .outerjoin(AccountRow, AccountRow.login == AuditEvent.actor)
        .outerjoin(StaffRow, StaffRow.id == AccountRow.staff_id)
    )
    wanted = [*_plain_conditions(query), *_text_condition(query, birth.after)]
    if query.request.strip():
        wanted.append(_of_request(session, _reference(query.request), request_id))
    return statement.where(*wanted).order_by(AuditEvent.id.desc()).limit(PAGE + 1)


def _plain_conditions(query: AuditQuery) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.who:
        wanted.append(AuditEvent.actor == query.who)
    if query.first_day is not None:
        wanted.append(AuditEvent.at >= instant(query.first_day, time(), Which.FIRST))
    if query.last_day is not None:
        wanted.append(AuditEvent.at < instant(query.last_day + timedelta(days=1), time(), Which.FIRST))
    if query.before_id is not None:
        wanted.append(AuditEvent.id < query.before_id)
    return wanted


def _text_condition(query: AuditQuery, born: Any) -> list[ColumnElement[bool]]:
    text = query.text.strip()
    if not text:
        return []
    places = (AuditEvent.before, AuditEvent.after, AuditEvent.reason, born)
    return [or_(*(place.icontains(text, autoescape=True) for place in places))]


def _of_request(session: Session, number: int, request_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell whether an event is about a request, something of it, or the person it is about."""
    born = aliased(AuditEvent)
    is_it = and_(
        born.table_name == "assessment_request",
        born.action.in_(_BIRTH),
        _number(session, born.after, "number") == number,
    )
    requests = select(born.row_id).where(is_it)
    persons = select(_number(session, born.after, "person_id")).where(is_it)
    return or_(
        and_(AuditEvent.table_name == "assessment_request", AuditEvent.row_id.in_(requests)),
        and_(AuditEvent.table_name == "person", AuditEvent.row_id.in_(persons)),
        request_id.in_(requests),
    )


def _number(session: Session, column: Any, key: str) -> ColumnElement[int]:
    """Return a number out of an event's JSON text, on either engine."""
    if session.get_bind().dialect.name == "sqlite":
        return func.json_extract(column, f"$.{key}", type_=BigInteger())
    value = func.json_extract_path_text(cast(column, JSON), key, type_=Text())
    return cast(case((value.regexp_match("^[0-9]+$"), value)), BigInteger)


def _reference(typed: str) -> int:
    found = re.fullmatch(r"\s*(?:[Rr]\s*-?\s*)?(\d{1,9})\s*", typed)
    if found is None:
        raise Refused(Problem("request", "Write the reference like R-1048."))
    return int(found[1])


def _line(
    event: AuditEvent, born: str | None, request: int | None, family: str | None, given: str | None
) -> AuditLine:
    fields = changed_labels(event.before, event.after) if event.action == "UPDATE" else ()
    return AuditLine(
        id=event.id, seq=event.seq, at=event.at, who=show_name(family or "", given or "") or event.actor,
        login=event.actor, record=record_words(event.table_name, event.row_id, born or event.after, request),
        action=action_words(event.action, event.after), is_reading=event.action == "READ",
        fields=", ".join(fields), reason=event.reason, workstation=event.workstation, program=event.program,
    )  # fmt: skip


def _names(session: Session, wanted: set[tuple[str, int]]) -> Mapping[tuple[str, int], str]:
    rows = session.execute(
        select(AuditEvent.table_name, AuditEvent.row_id, AuditEvent.after).where(
            AuditEvent.action == "INSERT",
            tuple_(AuditEvent.table_name, AuditEvent.row_id).in_(sorted(wanted)),
        )
    ).all()
    return {(table, row_id): name_in_text(after) for table, row_id, after in rows}
