"""The live board: every open request, today's closed ones, and who is on duty."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import OutcomeKind, Recommendation, ToldState
from amhp_desktop.domain.clocks import Clock, ClockKind
from amhp_desktop.domain.names import initials, show_name
from amhp_desktop.domain.requests import ALERTS, Priority, RequestType, State
from amhp_desktop.domain.rota import LONGEST_DUTY, ShiftKind
from amhp_desktop.domain.when import instant, london_day
from amhp_desktop.services.acting import Acting
from amhp_desktop.services.persons import reference, show_age, show_person
from amhp_desktop.services.request_view import clock_of
from amhp_desktop.services.who import who
from amhp_desktop.storage.people import StaffRow
from amhp_desktop.storage.requests import (
    AllocationRow,
    ClockRow,
    ExaminationRow,
    OutcomeRow,
    PersonAlertRow,
    PersonRow,
    RequestRow,
    ToldRow,
)
from amhp_desktop.storage.rota import DutyRow, ShiftRow


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One request on the board. Times are instants; the screen puts them into words every minute."""

    id: int
    reference: str
    type: RequestType
    priority: Priority | None
    person: str
    age: str
    alert: str
    place: str
    place_detail: str
    clock: Clock | None
    state: State
    state_since: datetime
    amhp_id: int | None
    amhp: str
    amhp_initials: str
    visit_at: datetime | None
    doctors: int
    next_action: str
    next_at: datetime | None
    received_at: datetime
    changed_at: datetime
    changed_by: str
    changed_by_name: str
    closed_at: datetime | None
    outcome: OutcomeKind | None
    untold: int


@dataclass(frozen=True, slots=True)
class DutyPerson:
    """Somebody on duty now or next, with the number to ring and what they are busy with."""

    duty_id: int
    staff_id: int
    name: str
    family: str
    initials: str
    phone: str
    kind: ShiftKind
    starts_at: datetime
    ends_at: datetime
    busy_with: tuple[str, ...]
    out_until: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """What Today shows, as at one instant."""

    as_at: datetime
    open: tuple[BoardLine, ...]
    closed_today: tuple[BoardLine, ...]
    on_duty: tuple[DutyPerson, ...]
    next_on: tuple[DutyPerson, ...]

    @property
    def clocks(self) -> tuple[tuple[Clock, BoardLine], ...]:
        """Return the running clocks with their requests, the next to run out first."""
        running = [
            (line.clock, line) for line in self.open if line.clock is not None and line.clock.met_at is None
        ]
        return tuple(sorted(running, key=lambda pair: pair[0].ends_at))


class BoardService(Acting):
    """Reads the board. The number of statements does not depend on the number of requests."""

    def board(self) -> Board:
        """Return the board as at now: open requests by next deadline, today's closed, who is on duty."""
        self.identity.require(Permission.READ_REQUESTS)
        now = self.clock()
        midnight = instant(london_day(now), time(0))
        with self.database.reading() as session:
            is_open = RequestRow.closed_at.is_(None)
            open_lines = self._lines(session, self._requests().where(is_open), now)
            closed = self._lines(session, self._requests().where(RequestRow.closed_at >= midnight), now)
            duty = _duty(session, now)
        busy = _busy(open_lines)
        people = [_with_load(person, busy) for person in duty]
        return Board(
            as_at=now,
            open=tuple(sorted(open_lines, key=lambda line: _urgency(line, now))),
            closed_today=tuple(sorted(closed, key=lambda line: line.reference)),
            on_duty=tuple(person for person in people if person.starts_at <= now),
            next_on=tuple(person for person in people if person.starts_at > now),
        )

    def _requests(self) -> Select[RequestRow, PersonRow, AllocationRow, StaffRow, OutcomeKind]:
        statement = (
            select(RequestRow, PersonRow, AllocationRow, StaffRow, OutcomeRow.kind)
            .join(PersonRow, PersonRow.id == RequestRow.person_id)
            .outerjoin(
                AllocationRow,
                (AllocationRow.request_id == RequestRow.id) & AllocationRow.ended_at.is_(None),
            )
            .outerjoin(StaffRow, StaffRow.id == AllocationRow.staff_id)
            .outerjoin(OutcomeRow, OutcomeRow.request_id == RequestRow.id)
            .where(RequestRow.lssa_id == self.identity.lssa_id)
        )
        if not self.identity.may(Permission.SEE_RESTRICTED):
            statement = statement.where(RequestRow.restricted.is_(False))
        return statement

    def _lines(
        self,
        session: Session,
        statement: Select[RequestRow, PersonRow, AllocationRow, StaffRow, OutcomeKind],
        now: datetime,
    ) -> list[BoardLine]:
        rows = session.execute(statement).all()
        if not rows:
            return []
        ids = [row[0].id for row in rows]
        persons = [row[1].id for row in rows]
        clocks = _next_clocks(session, ids)
        alerts = _alerts(session, persons)
        counts = _counts(session, ids)
        names = who(session)
        today = london_day(now)
        return [
            BoardLine(
                id=row.id, reference=reference(row.number), type=row.type, priority=row.priority,
                person=show_person(person), age=show_age(person, today), alert=alerts.get(person.id, ""),
                place=row.where_now, place_detail=row.where_detail, clock=clocks.get(row.id),
                state=row.state, state_since=row.state_since, amhp_id=staff.id if staff else None,
                amhp=show_name(staff.family, staff.given) if staff else "",
                amhp_initials=initials(staff.family, staff.given) if staff else "",
                visit_at=held.visit_at if held else None, doctors=counts.get(("exam", row.id), 0),
                next_action=row.next_action, next_at=row.next_at, received_at=row.received_at,
                changed_at=row.changed_at, changed_by=row.changed_by,
                changed_by_name=names(row.changed_by), closed_at=row.closed_at,
                outcome=kind, untold=counts.get(("told", row.id), 0),
            )
            for row, person, held, staff, kind in rows
        ]  # fmt: skip


def _urgency(line: BoardLine, now: datetime) -> tuple[int, float, float]:
    """Order by the next deadline; what has no clock yet follows, the longest waiting first."""
    if line.clock is None or line.clock.met_at is not None:
        return (1, 0.0, line.received_at.timestamp())
    return (0, (line.clock.ends_at - now).total_seconds(), line.received_at.timestamp())


def _next_clocks(session: Session, ids: list[int]) -> dict[int, Clock]:
    rows = session.execute(
        select(ClockRow, RequestRow.priority)
        .join(RequestRow, RequestRow.id == ClockRow.request_id)
        .where(ClockRow.request_id.in_(ids), ClockRow.stopped_at.is_(None))
        .order_by(ClockRow.ends_at, ClockRow.kind)
    ).all()
    found: dict[int, Clock] = {}
    for row, priority in rows:
        detail = priority.label if row.kind is ClockKind.STANDARD and priority else ""
        clock = clock_of(row, detail)
        earlier = found.get(row.request_id)
        if earlier is None or (earlier.met_at is not None and clock.met_at is None):
            found[row.request_id] = clock
    return found


def _alerts(session: Session, person_ids: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(PersonAlertRow.person_id, PersonAlertRow.risk)
        .where(PersonAlertRow.person_id.in_(person_ids))
        .order_by(PersonAlertRow.id)
    ).all()
    found: dict[int, list[str]] = {}
    for person_id, risk in rows:
        found.setdefault(person_id, []).append(ALERTS[risk])
    return {person_id: ", ".join(words) for person_id, words in found.items()}


def _counts(session: Session, ids: list[int]) -> dict[tuple[str, int], int]:
    """Return, in two statements, how many recommendations are held and how many wait to be told."""
    found: dict[tuple[str, int], int] = {}
    exams = session.execute(
        select(ExaminationRow.request_id, func.count())
        .where(
            ExaminationRow.request_id.in_(ids),
            ExaminationRow.recommendation.is_not(None),
            ExaminationRow.recommendation != Recommendation.NONE,
        )
        .group_by(ExaminationRow.request_id)
    )
    waiting = session.execute(
        select(ToldRow.request_id, func.count())
        .where(ToldRow.request_id.in_(ids), ToldRow.state == ToldState.PENDING)
        .group_by(ToldRow.request_id)
    )
    found.update({("exam", row[0]): row[1] for row in exams})
    found.update({("told", row[0]): row[1] for row in waiting})
    return found


def _duty(session: Session, now: datetime) -> list[DutyPerson]:
    rows = session.execute(
        select(DutyRow, StaffRow, ShiftRow.kind)
        .join(StaffRow, StaffRow.id == DutyRow.staff_id)
        .join(ShiftRow, ShiftRow.id == DutyRow.shift_id)
        .where(
            DutyRow.ends_at > now,
            # The index knows beginnings: without this every duty of the past would be looked at.
            DutyRow.starts_at >= now - LONGEST_DUTY,
            DutyRow.starts_at < now + timedelta(hours=24),
        )
        .order_by(DutyRow.starts_at, StaffRow.family)
    ).all()
    return [
        DutyPerson(
            duty.id, staff.id, show_name(staff.family, staff.given), staff.family.upper(),
            initials(staff.family, staff.given), staff.phone, kind, duty.starts_at, duty.ends_at, (), None,
        )
        for duty, staff, kind in rows
    ]  # fmt: skip


def _busy(lines: list[BoardLine]) -> dict[int, list[BoardLine]]:
    found: dict[int, list[BoardLine]] = {}
    for line in lines:
        if line.amhp_id is not None:
            found.setdefault(line.amhp_id, []).append(line)
    return found


def _with_load(person: DutyPerson, busy: dict[int, list[BoardLine]]) -> DutyPerson:
    lines = busy.get(person.staff_id, [])
    visits = [line.visit_at for line in lines if line.visit_at is not None]
    return DutyPerson(
        person.duty_id, person.staff_id, person.name, person.family, person.initials, person.phone,
        person.kind, person.starts_at, person.ends_at, tuple(line.reference for line in lines),
        max(visits, default=None),
    )  # fmt: skip
