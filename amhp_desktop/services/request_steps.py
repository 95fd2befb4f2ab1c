"""Steps that several services take on a request within their own transaction."""

from datetime import datetime

from sqlalchemy import select

from amhp_desktop.domain.assessments import Told, ToldState
from amhp_desktop.domain.clocks import Clock, ClockKind
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.requests import State
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.requests import AllocationRow, ClockRow, RequestRow, StateChangeRow, ToldRow

# The rules and periods this program counts by; a stored clock keeps the version that made it.
RULES_VERSION = "2026-11"


def enter_state(
    change: Change, row: RequestRow, after: State, reason: str, before: State | None = None
) -> None:
    """Move a request to a state and keep the step in its history."""
    row.state = after
    row.state_since = change.now
    change.session.add(
        StateChangeRow(
            lssa_id=row.lssa_id, request_id=row.id, before=before, after=after, at=change.now, reason=reason
        )
    )


def advance(change: Change, row: RequestRow, after: State, reason: str = "") -> None:
    """Move a request on to a later state; a request that is there or further stays."""
    states = tuple(State)
    if states.index(row.state) < states.index(after):
        enter_state(change, row, after, reason, before=row.state)


def require_open(row: RequestRow) -> None:
    """Refuse to work on a request that is closed."""
    if row.closed_at is not None:
        raise Refused(Problem("", "This request is closed. Reopen it first."))


def clock_row(change: Change, request_id: int, kind: ClockKind) -> ClockRow | None:
    """Return the running clock of one kind on a request."""
    return change.session.scalars(
        select(ClockRow).where(
            ClockRow.request_id == request_id, ClockRow.kind == kind, ClockRow.stopped_at.is_(None)
        )
    ).first()


def set_clock(change: Change, row: RequestRow, clock: Clock) -> None:
    """Start a clock, or replace the one of its kind: the old one stays in the history as stopped."""
    running = clock_row(change, row.id, clock.kind)
    if running is not None:
        if running.ends_at == clock.ends_at:
            return
        running.stopped_at = change.now
    change.session.add(
        ClockRow(
            lssa_id=row.lssa_id, request_id=row.id, kind=clock.kind, rule_id=clock.rule_id,
            rule_version=RULES_VERSION, started_at=clock.started_at, ends_at=clock.ends_at,
            last_day=clock.last_day,
        )
    )  # fmt: skip


def stop_clock(change: Change, request_id: int, kind: ClockKind) -> None:
    """Stop the clock of one kind, where one runs."""
    running = clock_row(change, request_id, kind)
    if running is not None:
        running.stopped_at = change.now


def meet_clock(change: Change, request_id: int, kind: ClockKind, at: datetime) -> None:
    """Mark a clock as met at an instant, the first time only."""
    running = clock_row(change, request_id, kind)
    if running is not None and running.met_at is None:
        running.met_at = at


def start_told_list(change: Change, row: RequestRow) -> None:
    """Open the told-list of a request that has an outcome."""
    present = set(change.session.scalars(select(ToldRow.who).where(ToldRow.request_id == row.id)))
    for who in Told:
        if who not in present:
            change.session.add(
                ToldRow(lssa_id=row.lssa_id, request_id=row.id, who=who, state=ToldState.PENDING, note="")
            )


def open_allocation(change: Change, request_id: int) -> AllocationRow | None:
    """Return who is responsible for a request now."""
    return change.session.scalars(
        select(AllocationRow).where(AllocationRow.request_id == request_id, AllocationRow.ended_at.is_(None))
    ).first()
