"""Allocation: who can take a request now, why, and who took it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.names import initials, show_name
from amhp_desktop.domain.people import Approval, approval_warning, why_not_approved
from amhp_desktop.domain.requests import State
from amhp_desktop.domain.rota import LONGEST_DUTY, ShiftKind
from amhp_desktop.domain.when import show_duration, show_moment_from, show_time
from amhp_desktop.services.acting import Acting
from amhp_desktop.services.people import approvals_by_staff
from amhp_desktop.services.request_steps import advance, enter_state, open_allocation, require_open
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.people import StaffRow
from amhp_desktop.storage.requests import AllocationRow, RequestRow
from amhp_desktop.storage.rota import DutyRow, ShiftRow

_TOPICS = frozenset({Topic.REQUESTS})
_RESPONDING = (ShiftKind.DAY, ShiftKind.LATE, ShiftKind.NIGHT, ShiftKind.WEEKEND, ShiftKind.BANK_HOLIDAY)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on duty now: what speaks for them, and, where they cannot take it, why not."""

    staff_id: int
    name: str
    initials: str
    phone: str
    duty: str
    load: int
    reasons: tuple[str, ...]
    cannot: str
    warning: str


@dataclass(frozen=True, slots=True)
class AllocationDraft:
    """A choice of AMHP, the reason, and when they go and are due back."""

    staff_id: int | None = None
    reason: str = ""
    visit_at: datetime | None = None
    due_back_at: datetime | None = None


class AllocationService(Acting):
    """Who is responsible for a request."""

    def candidates(self) -> tuple[Candidate, ...]:
        """Return everybody on duty now, the longest without an allocation first, those who cannot last."""
        self.identity.require(Permission.READ_REQUESTS)
        now = self.clock()
        with self.database.reading() as session:
            rows = session.execute(
                select(StaffRow, DutyRow.starts_at, DutyRow.ends_at, ShiftRow.kind)
                .join(DutyRow, DutyRow.staff_id == StaffRow.id)
                .join(ShiftRow, ShiftRow.id == DutyRow.shift_id)
                .where(
                    DutyRow.starts_at <= now,
                    DutyRow.starts_at >= now - LONGEST_DUTY,
                    DutyRow.ends_at > now,
                    ShiftRow.kind.in_(_RESPONDING),
                )
            ).all()
            approvals = approvals_by_staff(session)
            loads, last = _loads(session)
        found = [
            self._candidate(row, approvals.get(row[0].id, ()), loads.get(row[0].id, 0), last.get(row[0].id))
            for row in rows
        ]
        order = {
            candidate.staff_id: (bool(candidate.cannot), candidate.load, _since(last.get(candidate.staff_id)))
            for candidate in found
        }
        return tuple(sorted(found, key=lambda candidate: (order[candidate.staff_id], candidate.name)))

    def _candidate(
        self,
        row: Row[StaffRow, datetime, datetime, ShiftKind],
        approvals: tuple[Approval, ...],
        load: int,
        last_at: datetime | None,
    ) -> Candidate:
        staff, _starts, ends, kind = row
        now, today = self.clock(), self.today()
        reasons = [f"On duty to {show_time(ends)}, {show_duration(ends - now)} left"]
        reasons.append("Free" if not load else f"Has {load} open request{'' if load == 1 else 's'}")
        reasons.append(
            f"Last allocated {show_moment_from(last_at, now)}" if last_at else "No allocation recorded yet"
        )
        return Candidate(
            staff_id=staff.id,
            name=show_name(staff.family, staff.given, staff.title),
            initials=initials(staff.family, staff.given),
            phone=staff.phone,
            duty=kind.label,
            load=load,
            reasons=tuple(reasons),
            cannot=why_not_approved(approvals, today, today),
            warning=approval_warning(approvals, today),
        )

    def allocate(self, request_id: int, draft: AllocationDraft, operation: Operation) -> Changed:
        """Make an AMHP responsible; whoever was before is relieved in the same step.

        Refused where the request is not triaged, the AMHP is not on duty, or their approval is not in force.
        """
        if draft.staff_id is None:
            raise Refused(Problem("staff_id", "Choose an AMHP."))
        if not draft.reason.strip():
            raise Refused(Problem("reason", "Say why this AMHP."))
        staff_id = draft.staff_id

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            require_open(row)
            if row.state is State.RECEIVED:
                raise Refused(Problem("state", "Triage the request first."))
            self._require_able(change, staff_id)
            earlier = open_allocation(change, request_id)
            if earlier is not None:
                earlier.ended_at = change.now
                earlier.end_reason = draft.reason.strip()
                change.session.flush()
            change.add(_new_allocation(row, draft, staff_id, change.now))
            advance(change, row, State.ALLOCATED, draft.reason.strip())
            row.next_action = "Arrange assessment"
            row.next_at = draft.visit_at
            return (row.id,)

        return self.act(operation, Permission.ALLOCATE, _TOPICS, work)

    def end(self, request_id: int, operation: Operation) -> Changed:
        """Relieve the AMHP without naming another; the request goes back to *triaged* with the reason."""
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why the allocation ends."))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            require_open(row)
            earlier = open_allocation(change, request_id)
            if earlier is None:
                raise Refused(Problem("", "Nobody is allocated."))
            earlier.ended_at = change.now
            earlier.end_reason = operation.reason.strip()
            enter_state(change, row, State.TRIAGED, operation.reason.strip(), before=row.state)
            row.next_action = "Allocate an AMHP"
            row.next_at = None
            return (row.id,)

        return self.act(operation, Permission.ALLOCATE, _TOPICS, work)

    def _require_able(self, change: Change, staff_id: int) -> None:
        today = self.today()
        cannot = why_not_approved(approvals_by_staff(change.session).get(staff_id, ()), today, today)
        if cannot:
            raise Refused(Problem("staff_id", cannot, citation="s.114"))
        on_duty = change.session.scalar(
            select(func.count())
            .select_from(DutyRow)
            .where(
                DutyRow.staff_id == staff_id, DutyRow.starts_at <= change.now, DutyRow.ends_at > change.now
            )
        )
        if not on_duty:
            raise Refused(Problem("staff_id", "This AMHP is not on duty now."))


def _new_allocation(row: RequestRow, draft: AllocationDraft, staff_id: int, now: datetime) -> AllocationRow:
    return AllocationRow(
        lssa_id=row.lssa_id, request_id=row.id, staff_id=staff_id, allocated_at=now,
        reason=draft.reason.strip(), visit_at=draft.visit_at, due_back_at=draft.due_back_at, end_reason="",
    )  # fmt: skip


def _loads(session: Session) -> tuple[dict[int, int], dict[int, datetime]]:
    """Return each person's open requests and the last time they were allocated one, in two statements."""
    load_rows = session.execute(
        select(AllocationRow.staff_id, func.count())
        .join(RequestRow, RequestRow.id == AllocationRow.request_id)
        .where(AllocationRow.ended_at.is_(None), RequestRow.closed_at.is_(None))
        .group_by(AllocationRow.staff_id)
    ).all()
    last_rows = session.execute(
        select(AllocationRow.staff_id, func.max(AllocationRow.allocated_at)).group_by(AllocationRow.staff_id)
    ).all()
    loads = {row[0]: row[1] for row in load_rows}
    return loads, {row[0]: row[1] for row in last_rows}


def _since(last_at: datetime | None) -> float:
    return last_at.timestamp() if last_at else 0.0
