"""Paperwork of a request: filled from the record, kept as typed, checked, previewed and logged when printed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amhp_desktop.domain.access import Identity, Permission
from amhp_desktop.domain.application_dates import ApplicationFacts
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused, Stale
from amhp_desktop.domain.form_finding import Finding
from amhp_desktop.domain.form_findings import findings
from amhp_desktop.domain.form_merge import compare_forms
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import FormDefinition
from amhp_desktop.domain.paperwork import CompletedWhere, PaperState
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.library.forms import edition_for
from amhp_desktop.services.acting import Acting, Loaded, name_behind
from amhp_desktop.services.blanks import edition_of
from amhp_desktop.services.carried import Carried, carry, doctors_facts, signatory
from amhp_desktop.services.codec import from_text, to_text
from amhp_desktop.services.persons import reference, show_person
from amhp_desktop.services.who import who
from amhp_desktop.storage.database import Change, Database
from amhp_desktop.storage.paperwork import PaperRow, PrintRow
from amhp_desktop.storage.requests import PersonRow, RequestRow

if TYPE_CHECKING:  # what draws pages is loaded with the first print, not with the window
    from amhp_desktop.documents.forms import Rendering

_TOPICS = frozenset({Topic.PAPERWORK, Topic.REQUESTS})


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One prepared form in a list or in the print queue."""

    id: int
    form: str
    request_id: int
    reference: str
    person: str
    state: PaperState
    copies: int
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One copy in the print log."""

    id: int
    form: str
    reference: str
    copy_number: int
    pages: int
    printed_at: datetime
    by: str
    printer: str
    reason: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """One form being filled: what was typed, where carried values came from, and what it is judged on.

    ``signatory`` is the family name of the AMHP who decides and signs, empty where nobody is allocated.
    """

    loaded: Loaded[FormValues]
    definition: FormDefinition = field(repr=False)
    request_id: int
    reference: str
    person: str
    signatory: str
    state: PaperState
    completed_where: CompletedWhere
    carried: tuple[Carried, ...]
    facts: ApplicationFacts
    copies: int


class PaperService(Acting):
    """Forms prepared for requests."""

    def __init__(
        self, database: Database, identity: Identity, clock: Callable[[], datetime], *, training: bool
    ) -> None:
        super().__init__(database, identity, clock)
        self.training = training

    def prepare(self, request_id: int, form_id: str, operation: Operation) -> Changed:
        """Start a form for a request, with names, dates and places carried over and nothing asserted.

        The edition is the one in use today; statements of fact or opinion stay for the signatory (s.126).
        """
        definition = edition_for(form_id, self.today())

        def work(change: Change) -> tuple[int, ...]:
            row = self._request(change, request_id)
            values = FormValues()
            for carried in carry(change.session, row, definition):
                values = carried.put_into(values)
            paper = change.add(
                PaperRow(
                    lssa_id=row.lssa_id, request_id=row.id, form_id=form_id, edition=edition_of(definition),
                    contents={"values": to_text(values)}, state=PaperState.DRAFT,
                    completed_where=CompletedWhere.HERE,
                )
            )  # fmt: skip
            return (paper.id,)

        return self.act(operation, Permission.PAPERWORK, _TOPICS, work)

    def _request(self, change: Change, request_id: int) -> RequestRow:
        """Return a request without holding it: whoever prints may read requests and not change them."""
        row = change.session.get(RequestRow, request_id)
        if row is None:
            raise Refused(Problem("", "This request is no longer in use."))
        self.require_sight(row)
        return row

    def view(self, paper_id: int) -> PaperView:
        """Return a form for filling."""
        self.identity.require(Permission.PAPERWORK)
        with self.database.reading() as session:
            found = session.execute(
                select(PaperRow, RequestRow, PersonRow)
                .join(RequestRow, RequestRow.id == PaperRow.request_id)
                .join(PersonRow, PersonRow.id == RequestRow.person_id)
                .where(PaperRow.id == paper_id)
            ).first()
            if found is None:
                raise Refused(Problem("", "This paper is no longer in use."))
            paper, row, person = found
            self.require_sight(row)
            definition = edition_for(paper.form_id, date.fromisoformat(paper.edition))
            carried = carry(session, row, definition)
            facts = doctors_facts(session, row, self.today())
            copies = _copies(session, paper.id)
            changed_by = who(session)(paper.changed_by)
            decides = signatory(session, row)
        return PaperView(
            loaded=Loaded(paper.id, paper.version, _values(paper), changed_by, paper.changed_at),
            definition=definition, request_id=row.id, reference=reference(row.number),
            person=show_person(person), signatory=decides, state=paper.state,
            completed_where=paper.completed_where, carried=carried, facts=facts, copies=copies,
        )  # fmt: skip

    def findings(self, view: PaperView, values: FormValues) -> tuple[Finding, ...]:
        """Return what a form lacks or what does not fit, gravest first; never *valid* or *invalid*."""
        return findings(view.definition, values, view.facts)

    def save(self, loaded: Loaded[FormValues], values: FormValues, operation: Operation) -> Changed:
        """Keep the values as typed; Stale where somebody else changed entries since they were loaded.

        A copy printed or a state recorded meanwhile is no reason to stop.
        """

        def work(change: Change) -> tuple[int, ...]:
            paper = self.lock(change, PaperRow, loaded.id)
            if paper.version != loaded.version:
                self._raise_if_stale(paper, loaded.draft, values)
            paper.contents = {"values": to_text(values)}
            return (paper.id,)

        return self.act(operation, Permission.PAPERWORK, _TOPICS, work)

    def _raise_if_stale(self, paper: PaperRow, loaded: FormValues, mine: FormValues) -> None:
        definition = edition_for(paper.form_id, date.fromisoformat(paper.edition))
        clashes, kept_theirs, kept_mine = compare_forms(definition, loaded, _values(paper), mine)
        if clashes or kept_theirs:
            raise Stale(
                f"Form {paper.form_id}",
                version=paper.version,
                theirs_by=name_behind(paper),
                theirs_at=show_moment_from(paper.changed_at, self.clock()),
                clashes=clashes,
                kept_theirs=kept_theirs,
                kept_mine=kept_mine,
            )

    def render(self, view: PaperView, values: FormValues, copy_number: int | None = None) -> "Rendering":
        """Return the form as it prints; preview and paper are these same bytes."""
        from amhp_desktop.documents.forms import render
        from amhp_desktop.documents.marks import PrintMarks

        label = f"Copy {copy_number}" if copy_number is not None else ""
        marks = PrintMarks(reference=view.reference, copy_label=label, training=self.training)
        return render(view.definition, values, marks=marks)

    def log_print(self, paper_id: int, rendering: "Rendering", printer: str, operation: Operation) -> Changed:
        """Log one copy that has left the printer; a second copy needs the operation's reason."""

        def work(change: Change) -> tuple[int, ...]:
            paper = self.lock(change, PaperRow, paper_id)
            copies = _copies(change.session, paper.id)
            if copies and not operation.reason.strip():
                raise Refused(Problem("reason", "Say why another copy is printed."))
            if paper.state is PaperState.DRAFT:
                paper.state = PaperState.PRINTED
            change.add(
                PrintRow(
                    lssa_id=paper.lssa_id, paper_id=paper.id, request_id=paper.request_id,
                    form_id=paper.form_id, edition=paper.edition, copy_number=copies + 1,
                    pages=rendering.pages, printer=printer, reason=operation.reason.strip(),
                    content_hash=rendering.sha256,
                )
            )  # fmt: skip
            return (copies + 1,)

        return self.act(operation, Permission.PAPERWORK, _TOPICS, work)

    def log_blank(self, form_id: str, rendering: "Rendering", printer: str, operation: Operation) -> Changed:
        """Log a blank form printed while somebody was signed in."""

        def work(change: Change) -> tuple[int, ...]:
            change.add(
                PrintRow(
                    lssa_id=self.identity.lssa_id, form_id=form_id,
                    edition=edition_of(edition_for(form_id, self.today())), copy_number=1,
                    pages=rendering.pages, printer=printer, reason="Blank",
                    content_hash=rendering.sha256,
                )
            )  # fmt: skip
            return (1,)

        return self.act(operation, Permission.PAPERWORK, _TOPICS, work)

    def set_state(
        self, paper_id: int, state: PaperState, where: CompletedWhere, operation: Operation
    ) -> Changed:
        """Record that the paper is signed, served or received, and where it was completed."""

        def work(change: Change) -> tuple[int, ...]:
            paper = self.lock(change, PaperRow, paper_id)
            paper.state = state
            paper.completed_where = where
            return (paper.id,)

        return self.act(operation, Permission.PAPERWORK, _TOPICS, work)

    def void(self, paper_id: int, operation: Operation) -> Changed:
        """Take a prepared form out of use, with the operation's reason."""
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why this paper is taken out of use."))

        def work(change: Change) -> tuple[int, ...]:
            change.void(self.lock(change, PaperRow, paper_id), operation.reason.strip())
            return (paper_id,)

        return self.act(operation, Permission.PAPERWORK, _TOPICS, work)

    def papers(self, request_id: int | None = None) -> tuple[PaperLine, ...]:
        """Return the prepared forms of one request, or of every open request (the print queue)."""
        self.identity.require(Permission.PAPERWORK)
        statement = (
            select(PaperRow, RequestRow.number, PersonRow, func.count(PrintRow.id))
            .join(RequestRow, RequestRow.id == PaperRow.request_id)
            .join(PersonRow, PersonRow.id == RequestRow.person_id)
            .outerjoin(PrintRow, PrintRow.paper_id == PaperRow.id)
            .group_by(PaperRow.id, RequestRow.number, PersonRow.id)
            .order_by(PaperRow.changed_at.desc())
        )
        if request_id is None:
            statement = statement.where(RequestRow.closed_at.is_(None))
        else:
            statement = statement.where(PaperRow.request_id == request_id)
        if not self.identity.may(Permission.SEE_RESTRICTED):
            statement = statement.where(RequestRow.restricted.is_(False))
        with self.database.reading() as session:
            rows = session.execute(statement).all()
            names = who(session)
        return tuple(
            PaperLine(
                paper.id, paper.form_id, paper.request_id, reference(number), show_person(person),
                paper.state, copies, paper.changed_at, names(paper.changed_by),
            )
            for paper, number, person, copies in rows
        )  # fmt: skip

    def print_log(self, limit: int = 500) -> tuple[PrintLine, ...]:
        """Return the copies printed, the newest first."""
        self.identity.require(Permission.PAPERWORK)
        with self.database.reading() as session:
            rows = session.execute(
                select(PrintRow, RequestRow.number)
                .outerjoin(RequestRow, RequestRow.id == PrintRow.request_id)
                .order_by(PrintRow.created_at.desc(), PrintRow.id.desc())
                .limit(limit)
            ).all()
            names = who(session)
        return tuple(
            PrintLine(
                row.id, row.form_id, reference(number) if row.request_id is not None else "Blank", row.copy_number,
                row.pages, row.created_at, names(row.created_by), row.printer, row.reason, row.content_hash,
            )
            for row, number in rows
        )  # fmt: skip


def _values(paper: PaperRow) -> FormValues:
    return from_text(FormValues, paper.contents["values"])


def _copies(session: Session, paper_id: int) -> int:
    return (
        session.scalar(select(func.count()).select_from(PrintRow).where(PrintRow.paper_id == paper_id)) or 0
    )
