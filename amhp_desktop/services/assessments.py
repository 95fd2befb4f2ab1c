"""Arranging and assessing: contact attempts, visits, examinations, the nearest relative."""

from datetime import date, datetime

from sqlalchemy import select

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import (
    AssessmentDraft,
    ContactDraft,
    ExaminationDraft,
    Recommendation,
    RelativeDraft,
    assessment_problems,
    contact_problems,
    examination_problems,
    relative_problems,
)
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.clocks import ClockKind, admit_clock, seen_clock
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.requests import State
from amhp_desktop.services.acting import (
    Acting,
    Loaded,
    loaded_from,
    never_loaded,
    refuse_if,
    values_of,
)
from amhp_desktop.services.request_steps import (
    advance,
    clock_row,
    meet_clock,
    require_open,
    set_clock,
    stop_clock,
)
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.requests import AssessmentRow, ContactRow, ExaminationRow, RelativeRow, RequestRow

_TOPICS = frozenset({Topic.REQUESTS})
_FOUNDS_AN_APPLICATION = frozenset({Recommendation.S2, Recommendation.S3})


class AssessmentService(Acting):
    """What is arranged for a request and what happens on the visits."""

    def log_contact(self, request_id: int, draft: ContactDraft, operation: Operation) -> Changed:
        """Log one attempt to reach somebody; the first one moves an allocated request to *arranging*."""
        refuse_if(contact_problems(draft, self.clock()))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            require_open(row)
            change.add(ContactRow(**values_of(draft), lssa_id=row.lssa_id, request_id=row.id))
            if row.state is State.ALLOCATED:
                advance(change, row, State.ARRANGING)
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def void_contact(self, contact_id: int, operation: Operation) -> Changed:
        """Take back a contact attempt logged by mistake."""
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why this entry is taken back."))

        def work(change: Change) -> tuple[int, ...]:
            contact = self.lock(change, ContactRow, contact_id)
            row = self.lock(change, RequestRow, contact.request_id)
            require_open(row)
            change.void(contact, operation.reason.strip())
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def add_assessment(self, request_id: int, draft: AssessmentDraft, operation: Operation) -> Changed:
        """Keep a visit; the request is being assessed, and the local standard is met when it began."""
        refuse_if(assessment_problems(draft, self.clock(), self.today()))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            require_open(row)
            if row.state in {State.RECEIVED, State.TRIAGED}:
                raise Refused(Problem("", "Triage and allocate the request first."))
            change.add(AssessmentRow(**values_of(draft), lssa_id=row.lssa_id, request_id=row.id))
            self._after_visit(change, row, draft)
            return (row.id,)

        return self.act(operation, Permission.ASSESS, _TOPICS, work)

    def save_assessment(
        self, loaded: Loaded[AssessmentDraft], draft: AssessmentDraft, operation: Operation
    ) -> Changed:
        """Save a changed visit; Stale where somebody else saved it since it was loaded."""
        refuse_if(assessment_problems(draft, self.clock(), self.today()))

        def work(change: Change) -> tuple[int, ...]:
            visit = self.lock(change, AssessmentRow, loaded.id)
            row = self.lock(change, RequestRow, visit.request_id)
            require_open(row)
            self.keep(visit, loaded, draft, "The assessment")
            self._after_visit(change, row, draft)
            return (row.id,)

        return self.act(operation, Permission.ASSESS, _TOPICS, work)

    def void_assessment(self, assessment_id: int, operation: Operation) -> Changed:
        """Take back a visit recorded by mistake; the clocks it met or started are judged by those that stay."""
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why this visit is taken back."))

        def work(change: Change) -> tuple[int, ...]:
            visit = self.lock(change, AssessmentRow, assessment_id)
            row = self.lock(change, RequestRow, visit.request_id)
            require_open(row)
            change.void(visit, operation.reason.strip())
            change.session.flush()
            self._judge_standard_again(change, row.id, visit.began_at)
            self._restart_seen_clock(change, row)
            return (row.id,)

        return self.act(operation, Permission.ASSESS, _TOPICS, work)

    def _judge_standard_again(self, change: Change, request_id: int, gone: datetime | None) -> None:
        """Let the earliest visit that stays meet the local standard, where the one taken back had met it."""
        standard = clock_row(change, request_id, ClockKind.STANDARD)
        if standard is None or gone is None or standard.met_at != gone:
            return
        stay = change.session.scalars(
            select(AssessmentRow.began_at).where(AssessmentRow.request_id == request_id)
        ).all()
        standard.met_at = min(stay, default=None)

    def _after_visit(self, change: Change, row: RequestRow, draft: AssessmentDraft) -> None:
        advance(change, row, State.ASSESSING)
        if draft.began_at is not None:
            meet_clock(change, row.id, ClockKind.STANDARD, draft.began_at)
        change.session.flush()
        self._restart_seen_clock(change, row)

    def _restart_seen_clock(self, change: Change, row: RequestRow) -> None:
        seen = [day for day in self._column(change, row.id) if day is not None]
        if seen:
            set_clock(change, row, seen_clock(max(seen)))
        else:
            stop_clock(change, row.id, ClockKind.SEEN)

    def _column(self, change: Change, request_id: int) -> list[date | None]:
        return list(
            change.session.scalars(
                select(AssessmentRow.last_seen_on).where(AssessmentRow.request_id == request_id)
            )
        )

    def add_examination(self, request_id: int, draft: ExaminationDraft, operation: Operation) -> Changed:
        """Keep a doctor's examination; two recommendations start the clock to sign and admit, s.6(1)(a)."""

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            require_open(row)
            others = self._other_days(change, request_id, None)
            refuse_if(examination_problems(draft, others, self.today()))
            change.add(ExaminationRow(**values_of(draft), lssa_id=row.lssa_id, request_id=row.id))
            self._restart_admit_clock(change, row)
            return (row.id,)

        return self.act(operation, Permission.ASSESS, _TOPICS, work)

    def save_examination(
        self, loaded: Loaded[ExaminationDraft], draft: ExaminationDraft, operation: Operation
    ) -> Changed:
        """Save a changed examination; the five-day rule and the clock are judged again."""

        def work(change: Change) -> tuple[int, ...]:
            exam = self.lock(change, ExaminationRow, loaded.id)
            row = self.lock(change, RequestRow, exam.request_id)
            require_open(row)
            others = self._other_days(change, row.id, exam.id)
            refuse_if(examination_problems(draft, others, self.today()))
            self.keep(exam, loaded, draft, "The examination")
            self._restart_admit_clock(change, row)
            return (row.id,)

        return self.act(operation, Permission.ASSESS, _TOPICS, work)

    def void_examination(self, examination_id: int, operation: Operation) -> Changed:
        """Take back an examination recorded by mistake."""
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why this examination is taken back."))

        def work(change: Change) -> tuple[int, ...]:
            exam = self.lock(change, ExaminationRow, examination_id)
            row = self.lock(change, RequestRow, exam.request_id)
            require_open(row)
            change.void(exam, operation.reason.strip())
            self._restart_admit_clock(change, row)
            return (row.id,)

        return self.act(operation, Permission.ASSESS, _TOPICS, work)

    def _other_days(self, change: Change, request_id: int, except_id: int | None) -> tuple[date, ...]:
        rows = change.session.execute(
            select(ExaminationRow.id, ExaminationRow.examined_on).where(
                ExaminationRow.request_id == request_id,
                ExaminationRow.recommendation.in_(_FOUNDS_AN_APPLICATION),
            )
        ).all()
        return tuple(day for exam_id, day in rows if exam_id != except_id)

    def _restart_admit_clock(self, change: Change, row: RequestRow) -> None:
        change.session.flush()
        days = self._other_days(change, row.id, None)
        if len(days) >= 2:
            set_clock(change, row, admit_clock(days))
        else:
            stop_clock(change, row.id, ClockKind.ADMIT)

    def save_relative(
        self,
        request_id: int,
        loaded: Loaded[RelativeDraft] | None,
        draft: RelativeDraft,
        operation: Operation,
    ) -> Changed:
        """Keep what is known of the nearest relative; ``loaded`` is None the first time.

        Stale where somebody else recorded or changed it meanwhile.
        """
        refuse_if(relative_problems(draft, self.clock()))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, RequestRow, request_id)
            require_open(row)
            known = change.session.scalars(
                select(RelativeRow).where(RelativeRow.request_id == row.id).with_for_update()
            ).first()
            if known is None:
                change.add(RelativeRow(**values_of(draft), lssa_id=row.lssa_id, request_id=row.id))
            else:
                self.keep(known, loaded or never_loaded(RelativeDraft()), draft, "The nearest relative")
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def load_assessment(self, assessment_id: int) -> Loaded[AssessmentDraft]:
        """Return one visit for editing."""
        self.identity.require(Permission.READ_REQUESTS)
        with self.database.reading() as session:
            return loaded_from(session.get_one(AssessmentRow, assessment_id), AssessmentDraft)

    def load_examination(self, examination_id: int) -> Loaded[ExaminationDraft]:
        """Return one examination for editing."""
        self.identity.require(Permission.READ_REQUESTS)
        with self.database.reading() as session:
            return loaded_from(session.get_one(ExaminationRow, examination_id), ExaminationDraft)
