"""Outcomes and the told-list: how a request ended, and who knows."""

from sqlalchemy import ColumnElement, select

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import (
    BEFORE_ALLOCATION,
    OutcomeDraft,
    OutcomeKind,
    Told,
    ToldDraft,
    outcome_problems,
    told_problems,
)
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.clocks import ClockKind
from amhp_desktop.domain.errors import Problem
from amhp_desktop.domain.requests import State
from amhp_desktop.services.acting import (
    Acting,
    Loaded,
    apply,
    loaded_from,
    never_loaded,
    refuse_if,
    values_of,
)
from amhp_desktop.services.request_steps import enter_state, require_open, start_told_list, stop_clock
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.requests import (
    AllocationRow,
    AssessmentRow,
    ExaminationRow,
    OutcomeRow,
    RequestRow,
    ToldRow,
)

_TOPICS = frozenset({Topic.REQUESTS})


class OutcomeService(Acting):
    """How requests end and who has been told."""

    def record(
        self,
        request_id: int,
        loaded: Loaded[OutcomeDraft] | None,
        draft: OutcomeDraft,
        operation: Operation,
    ) -> Changed:
        """Keep or correct the outcome and open the told-list; ``loaded`` is None the first time.

        *Recommendations held, awaiting bed* leaves the request open and its clocks running. Refused where the
        request has not come so far that this outcome can be.
        """
        refuse_if(outcome_problems(draft, self.clock()))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            require_open(row)
            refuse_if(_too_early(change, row, draft))
            known = change.session.scalars(
                select(OutcomeRow).where(OutcomeRow.request_id == row.id).with_for_update()
            ).first()
            if known is None:
                change.add(OutcomeRow(**values_of(draft), lssa_id=row.lssa_id, request_id=row.id))
            else:
                self.keep(known, loaded or never_loaded(OutcomeDraft()), draft, "The outcome")
            self._conclude(change, row, draft)
            return (row.id,)

        return self.act(operation, Permission.ASSESS, _TOPICS, work)

    def _conclude(self, change: Change, row: RequestRow, draft: OutcomeDraft) -> None:
        waiting = draft.kind is OutcomeKind.AWAITING_BED
        after = State.AWAITING_BED if waiting else State.CONCLUDED
        if row.state is not after:
            enter_state(change, row, after, draft.reasons.strip(), before=row.state)
        if waiting:
            row.next_action = "Find a bed"
            row.next_at = None
            return
        start_told_list(change, row)
        row.next_action = "Tell everybody on the told-list"
        row.next_at = None
        for kind in ClockKind:
            if kind is not ClockKind.STANDARD:
                stop_clock(change, row.id, kind)

    def tell(self, request_id: int, who: Told, draft: ToldDraft, operation: Operation) -> Changed:
        """Keep that somebody has been told, or why it is not appropriate."""
        refuse_if(told_problems(draft, self.clock()))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            require_open(row)
            start_told_list(change, row)
            change.session.flush()
            told = change.session.scalars(
                select(ToldRow).where(ToldRow.request_id == request_id, ToldRow.who == who).with_for_update()
            ).one()
            apply(told, draft)
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def load(self, outcome_id: int) -> Loaded[OutcomeDraft]:
        """Return the outcome for correcting."""
        self.identity.require(Permission.READ_REQUESTS)
        with self.database.reading() as session:
            return loaded_from(session.get_one(OutcomeRow, outcome_id), OutcomeDraft)


def _too_early(change: Change, row: RequestRow, draft: OutcomeDraft) -> tuple[Problem, ...]:
    """Name what has to happen before this outcome can be."""
    if draft.kind in BEFORE_ALLOCATION or draft.kind is None:
        return ()
    label = draft.kind.label
    if row.triaged_at is None:
        return (Problem("kind", f"“{label}” needs an AMHP: triage and allocate the request first."),)
    if _count(change, AllocationRow, row) == 0:
        return (Problem("kind", f"“{label}” needs an AMHP: allocate the request first."),)
    if draft.kind is not OutcomeKind.AWAITING_BED or _holds_something(change, row):
        return ()
    return (Problem("kind", "Nothing is held yet: record the visit or two recommendations first."),)


def _holds_something(change: Change, row: RequestRow) -> bool:
    visits = _count(change, AssessmentRow, row)
    return visits > 0 or _count(change, ExaminationRow, row, ExaminationRow.recommendation.is_not(None)) >= 2


def _count(
    change: Change,
    kind: type[AllocationRow | AssessmentRow | ExaminationRow],
    row: RequestRow,
    *conditions: ColumnElement[bool],
) -> int:
    found = change.session.scalars(select(kind.id).where(kind.request_id == row.id, *conditions))
    return len(found.all())
