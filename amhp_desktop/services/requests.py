"""Requests: taking the call, triage, moving on, and closing only what is finished."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import OutcomeKind, ToldState
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.clocks import Clock, ClockKind, s5_2_clock, s136_clock
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.requests import (
    ALERTS,
    CallDraft,
    Decision,
    IntakeDraft,
    Priority,
    RequestType,
    State,
    TriageDraft,
    call_problems,
    due_at,
    intake_problems,
    may_move,
    may_return,
    triage_problems,
)
from amhp_desktop.services.acting import Acting, Loaded, loaded_from, name_behind, refuse_if, values_of
from amhp_desktop.services.persons import add_alert, new_person, reference
from amhp_desktop.services.request_steps import (
    enter_state,
    meet_clock,
    require_open,
    set_clock,
    start_told_list,
    stop_clock,
)
from amhp_desktop.services.service_settings import standards
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.requests import (
    CounterRow,
    LogEntryRow,
    OutcomeRow,
    PersonAlertRow,
    PersonRow,
    RequestRow,
    ToldRow,
)

_TOPICS = frozenset({Topic.REQUESTS})
_NEW = frozenset({Topic.REQUESTS, Topic.PERSONS})
_FROM_TRIAGE = {
    Decision.ADVICE: OutcomeKind.ADVICE,
    Decision.REDIRECT: OutcomeKind.REDIRECTED,
    Decision.DECLINE: OutcomeKind.DECLINED,
}
_NEEDS_MORE = {
    State.TRIAGED: "Record the triage decision first.",
    State.ALLOCATED: "Allocate an AMHP first.",
    State.CONCLUDED: "Record the outcome first.",
    State.CLOSED: "Close the request with its own action.",
}


class RequestService(Acting):
    """The life of a request from the call to its closing."""

    def record(self, draft: IntakeDraft, operation: Operation) -> Changed:
        """Keep a new request; only when, who called and how to reach them are needed."""
        refuse_if(intake_problems(draft, self.clock(), self.today()))

        def work(change: Change) -> tuple[int, ...]:
            person = self._person(change, draft)
            row = self._new_row(change, draft.call, person)
            enter_state(change, row, State.RECEIVED, "")
            self._start_power_clock(change, row)
            self._carry_risks(change, person, draft.call)
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _NEW, work)

    def load(self, request_id: int) -> Loaded[CallDraft]:
        """Return the call of a request for editing; the person has a record of their own."""
        self.identity.require(Permission.READ_REQUESTS)
        with self.database.reading() as session:
            row = session.get(RequestRow, request_id)
        if row is None:
            raise Refused(Problem("", "This request is no longer in use."))
        self.require_sight(row)
        return loaded_from(row, CallDraft)

    def save(self, loaded: Loaded[CallDraft], draft: CallDraft, operation: Operation) -> Changed:
        """Save a changed call; Stale where somebody else saved it since it was loaded."""
        refuse_if(call_problems(draft, self.clock()))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, loaded.id)
            before = (row.type, row.power_began_at)
            self.keep(row, loaded, draft, reference(row.number))
            if (row.type, row.power_began_at) != before:
                self._start_power_clock(change, row)
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def standard(self) -> Mapping[Priority, timedelta]:
        """Return the local response standards in force, as elapsed time from when a request was received."""
        self.identity.require(Permission.READ_REQUESTS)
        with self.database.reading() as session:
            return standards(session)

    def triage(self, request_id: int, version: int, draft: TriageDraft, operation: Operation) -> Changed:
        """Keep the triage decision; anything but acceptance concludes the request with that outcome.

        The due time is the local standard from when the request was received, unless one is given.
        """
        refuse_if(triage_problems(draft))

        def work(change: Change) -> tuple[int, ...]:
            row = self._current(change, request_id, version)
            require_open(row)
            row.priority = draft.priority
            row.decision = draft.decision
            row.decision_reasons = draft.reasons.strip()
            row.triaged_at = change.now
            row.triaged_by = change.actor.login
            row.referrer_told_at = change.now
            self._set_due(change, row, draft)
            self._after_decision(change, row, draft)
            return (row.id,)

        return self.act(operation, Permission.TRIAGE, _TOPICS, work)

    def move(self, request_id: int, version: int, to: State, operation: Operation) -> Changed:
        """Move a request on, or back with the operation's reason; never past what the state needs."""

        def work(change: Change) -> tuple[int, ...]:
            row = self._current(change, request_id, version)
            require_open(row)
            if to in _NEEDS_MORE and not may_return(row.state, to):
                raise Refused(Problem("state", _NEEDS_MORE[to]))
            if may_return(row.state, to):
                if not operation.reason.strip():
                    raise Refused(Problem("reason", "Say why the request comes back."))
            elif not may_move(row.state, to):
                raise Refused(Problem("state", f"{row.state.label} does not lead to {to.label.lower()}."))
            enter_state(change, row, to, operation.reason.strip(), before=row.state)
            if to is State.ASSESSING:
                meet_clock(change, row.id, ClockKind.STANDARD, change.now)
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def set_next(
        self, request_id: int, version: int, action: str, at: datetime | None, operation: Operation
    ) -> Changed:
        """Set what is to be done next and by when."""

        def work(change: Change) -> tuple[int, ...]:
            row = self._current(change, request_id, version)
            require_open(row)
            row.next_action = action.strip()
            row.next_at = at
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def note(self, request_id: int, text: str, operation: Operation) -> Changed:
        """Add a note to the log."""
        if not text.strip():
            raise Refused(Problem("note", "Write the note first."))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            change.add(LogEntryRow(lssa_id=row.lssa_id, request_id=row.id, at=change.now, text=text.strip()))
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def close(self, request_id: int, version: int, operation: Operation) -> Changed:
        """Close a request; Refused without an outcome, or while somebody on the told-list waits."""

        def work(change: Change) -> tuple[int, ...]:
            row = self._current(change, request_id, version)
            require_open(row)
            refuse_if(self._unfinished(change, row))
            enter_state(change, row, State.CLOSED, operation.reason.strip(), before=row.state)
            row.closed_at = change.now
            for kind in ClockKind:
                stop_clock(change, row.id, kind)
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def reopen(self, request_id: int, version: int, operation: Operation) -> Changed:
        """Open a closed request again, with the operation's reason."""
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why the request is opened again."))

        def work(change: Change) -> tuple[int, ...]:
            row = self._current(change, request_id, version)
            if row.closed_at is None:
                raise Refused(Problem("", "This request is open."))
            row.closed_at = None
            enter_state(change, row, State.CONCLUDED, operation.reason.strip(), before=row.state)
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def _current(self, change: Change, request_id: int, version: int) -> RequestRow:
        row = self.lock(change, RequestRow, request_id)
        if row.version != version:
            raise Refused(
                Problem("", f"{name_behind(row)} changed this request while you looked. It is shown afresh.")
            )
        return row

    def _person(self, change: Change, draft: IntakeDraft) -> PersonRow:
        if draft.person_id is not None:
            return self.lock(change, PersonRow, draft.person_id)
        return change.add(new_person(draft.person, self.identity.lssa_id))

    def _new_row(self, change: Change, call: CallDraft, person: PersonRow) -> RequestRow:
        return change.add(
            RequestRow(
                **values_of(call), lssa_id=self.identity.lssa_id, number=self._next_number(change),
                person_id=person.id, restricted=person.restricted, state=State.RECEIVED,
                state_since=change.now, decision_reasons="", next_action="Triage",
            )
        )  # fmt: skip

    def _next_number(self, change: Change) -> int:
        counter = change.session.scalars(
            select(CounterRow)
            .where(CounterRow.lssa_id == self.identity.lssa_id, CounterRow.name == "request")
            .with_for_update()
        ).first()
        if counter is None:
            counter = change.add(CounterRow(lssa_id=self.identity.lssa_id, name="request", value=0))
        counter.value += 1
        return counter.value

    def _start_power_clock(self, change: Change, row: RequestRow) -> None:
        kinds = {RequestType.S136: ClockKind.S136, RequestType.S5_2: ClockKind.S5_2}
        for request_type, kind in kinds.items():
            if row.type is not request_type or row.power_began_at is None:
                stop_clock(change, row.id, kind)
        clock = _power_clock(row)
        if clock is not None:
            set_clock(change, row, clock)

    def _carry_risks(self, change: Change, person: PersonRow, call: CallDraft) -> None:
        present = set(
            change.session.scalars(select(PersonAlertRow.risk).where(PersonAlertRow.person_id == person.id))
        )
        for risk in call.risks:
            if risk in ALERTS and risk not in present:
                add_alert(change, person, risk, call.risk_note, self.today())

    def _set_due(self, change: Change, row: RequestRow, draft: TriageDraft) -> None:
        if draft.decision is not Decision.ACCEPT or draft.priority is None:
            return
        row.due_at = draft.due_at or due_at(row.received_at, draft.priority, standards(change.session))
        set_clock(change, row, Clock(ClockKind.STANDARD, "LOCAL.STANDARD", row.received_at, row.due_at))

    def _after_decision(self, change: Change, row: RequestRow, draft: TriageDraft) -> None:
        if draft.decision is Decision.ACCEPT:
            row.next_action = "Allocate an AMHP"
            row.next_at = None
            if row.state is State.RECEIVED:
                enter_state(change, row, State.TRIAGED, draft.reasons.strip(), before=row.state)
            return
        assert draft.decision is not None  # noqa: S101 -- refused above
        change.add(
            OutcomeRow(
                lssa_id=row.lssa_id, request_id=row.id, kind=_FROM_TRIAGE[draft.decision],
                decided_at=change.now, staff_id=self.identity.staff_id, reasons=draft.reasons.strip(),
            )
        )  # fmt: skip
        enter_state(change, row, State.CONCLUDED, draft.reasons.strip(), before=row.state)
        row.next_action = "Tell everybody on the told-list"
        start_told_list(change, row)

    def _unfinished(self, change: Change, row: RequestRow) -> tuple[Problem, ...]:
        outcome = change.session.scalars(select(OutcomeRow).where(OutcomeRow.request_id == row.id)).first()
        if outcome is None:
            return (Problem("outcome", "Record the outcome before closing."),)
        if outcome.kind is OutcomeKind.AWAITING_BED:
            return (Problem("outcome", "The person still waits for a bed."),)
        waiting = change.session.scalars(
            select(ToldRow.who).where(ToldRow.request_id == row.id, ToldRow.state == ToldState.PENDING)
        ).all()
        if not waiting:
            return ()
        names = ", ".join(who.label for who in waiting)
        return (Problem("told", f"Not yet told: {names}."),)


def _power_clock(row: RequestRow) -> Clock | None:
    if row.power_began_at is None:
        return None
    if row.type is RequestType.S136:
        return s136_clock(row.power_began_at)
    return s5_2_clock(row.power_began_at) if row.type is RequestType.S5_2 else None
