"""Persons: who was seen before, their record, and the alerts that follow them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from amhp_desktop.domain import nhs_number
from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import OutcomeKind
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.names import search_key, show_name
from amhp_desktop.domain.requests import (
    ALERTS,
    Gender,
    PersonDraft,
    RequestType,
    Risk,
    State,
    person_problems,
)
from amhp_desktop.domain.when import age_on
from amhp_desktop.services.acting import Acting, Loaded, loaded_from, refuse_if, values_of
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.requests import OutcomeRow, PersonAlertRow, PersonRow, RequestRow

_TOPICS = frozenset({Topic.PERSONS, Topic.REQUESTS})


@dataclass(frozen=True, slots=True)
class AlertView:
    """A warning about visiting somebody: words to show, note, and since when."""

    id: int
    risk: Risk
    words: str
    note: str
    since: date


@dataclass(frozen=True, slots=True)
class EarlierRequest:
    """A request the same person had before, or has open elsewhere."""

    id: int
    reference: str
    type: RequestType
    received_at: datetime
    state: State
    outcome: OutcomeKind | None


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Somebody the service has seen before; ``same_number`` says that the NHS number is the same."""

    id: int
    name: str
    draft: PersonDraft
    age: int | None
    same_number: bool
    alerts: tuple[AlertView, ...]
    earlier: tuple[EarlierRequest, ...]
    in_twelve_months: int


class PersonService(Acting):
    """The people that requests are about."""

    def seen_before(self, draft: PersonDraft, limit: int = 6) -> tuple[PersonMatch, ...]:
        """Return people who may be the one described, the same NHS number first.

        Family name and given name are matched from their beginnings whatever the accents and marks; a number
        that is not valid finds nobody. What is restricted is left out for those who may not see it.
        """
        self.identity.require(Permission.READ_REQUESTS)
        wanted = _matching(draft)
        if wanted is None:
            return ()
        sees_all = self.identity.may(Permission.SEE_RESTRICTED)
        if not sees_all:
            wanted = wanted.where(PersonRow.restricted.is_(False))
        with self.database.reading() as session:
            rows = session.scalars(wanted.limit(limit)).all()
            ids = [row.id for row in rows]
            alerts = alerts_of(session, ids)
            earlier = _earlier(session, ids, restricted=sees_all)
        number = _valid_number(draft.nhs_number)
        matches = [self._match(row, number, alerts.get(row.id, ()), earlier.get(row.id, ())) for row in rows]
        return tuple(sorted(matches, key=lambda match: (not match.same_number, match.name)))

    def _match(
        self,
        row: PersonRow,
        number: str,
        alerts: tuple[AlertView, ...],
        earlier: tuple[EarlierRequest, ...],
    ) -> PersonMatch:
        today = self.today()
        year_ago = self.clock() - timedelta(days=365)
        return PersonMatch(
            id=row.id,
            name=show_person(row),
            draft=person_draft(row),
            age=age_on(row.born_on, today) if row.born_on else row.about_age,
            same_number=bool(number) and row.nhs_number == number,
            alerts=alerts,
            earlier=earlier,
            in_twelve_months=sum(request.received_at >= year_ago for request in earlier),
        )

    def load(self, person_id: int) -> Loaded[PersonDraft]:
        """Return one person for editing."""
        self.identity.require(Permission.READ_REQUESTS)
        with self.database.reading() as session:
            row = session.get(PersonRow, person_id)
        if row is None:
            raise Refused(Problem("", "This person's record is no longer in use."))
        self.require_sight(row)
        return loaded_from(row, PersonDraft)

    def save(self, loaded: Loaded[PersonDraft], draft: PersonDraft, operation: Operation) -> Changed:
        """Save what is known about somebody; an unknown person becomes known this way, with the history kept."""
        refuse_if(person_problems(draft, self.today()))
        tidy = with_clean_number(draft)

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, PersonRow, loaded.id)
            self.keep(row, loaded, tidy, show_person(row))
            row.search_key = person_key(tidy)
            return (row.id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def add_alert(self, person_id: int, risk: Risk, note: str, operation: Operation) -> Changed:
        """Add a warning that follows the person everywhere."""
        if risk not in ALERTS:
            raise Refused(Problem("risk", "Choose what the warning is about."))

        def work(change: Change) -> tuple[int, ...]:
            person = self.lock(change, PersonRow, person_id)
            return (add_alert(change, person, risk, note, self.today()).id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)

    def void_alert(self, alert_id: int, operation: Operation) -> Changed:
        """Take a warning away; the operation's reason is kept."""
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why the warning no longer holds."))

        def work(change: Change) -> tuple[int, ...]:
            change.void(self.lock(change, PersonAlertRow, alert_id), operation.reason.strip())
            return (alert_id,)

        return self.act(operation, Permission.RECORD_REQUESTS, _TOPICS, work)


def _matching(draft: PersonDraft) -> Select[PersonRow] | None:
    number = _valid_number(draft.nhs_number)
    key = search_key(draft.family)
    conditions = []
    if number:
        conditions.append(PersonRow.nhs_number == number)
    if len(key) >= 3:
        full = search_key(draft.family, draft.given)
        upper = full + "\uffff"
        conditions.append((PersonRow.search_key >= full) & (PersonRow.search_key < upper))
    if not conditions:
        return None
    return select(PersonRow).where(or_(*conditions)).order_by((PersonRow.nhs_number == number).desc())


def _valid_number(typed: str) -> str:
    try:
        return nhs_number.clean(typed)
    except ValueError:
        return ""


def _earlier(
    session: Session, person_ids: list[int], *, restricted: bool
) -> dict[int, tuple[EarlierRequest, ...]]:
    wanted = (
        select(RequestRow, OutcomeRow.kind)
        .outerjoin(OutcomeRow, OutcomeRow.request_id == RequestRow.id)
        .where(RequestRow.person_id.in_(person_ids))
        .order_by(RequestRow.received_at.desc())
    )
    rows = session.execute(wanted if restricted else wanted.where(RequestRow.restricted.is_(False))).all()
    found: dict[int, list[EarlierRequest]] = {}
    for row, kind in rows:
        found.setdefault(row.person_id, []).append(
            EarlierRequest(row.id, reference(row.number), row.type, row.received_at, row.state, kind)
        )
    return {person_id: tuple(requests) for person_id, requests in found.items()}


def alerts_of(session: Session, person_ids: list[int]) -> dict[int, tuple[AlertView, ...]]:
    """Return the alerts of several people in one statement."""
    found: dict[int, list[AlertView]] = {}
    for row in session.scalars(
        select(PersonAlertRow).where(PersonAlertRow.person_id.in_(person_ids)).order_by(PersonAlertRow.id)
    ):
        found.setdefault(row.person_id, []).append(
            AlertView(row.id, row.risk, ALERTS[row.risk], row.note, row.since)
        )
    return {person_id: tuple(alerts) for person_id, alerts in found.items()}


def add_alert(change: Change, person: PersonRow, risk: Risk, note: str, today: date) -> PersonAlertRow:
    """Add a warning about somebody within a transaction."""
    return change.add(
        PersonAlertRow(lssa_id=person.lssa_id, person_id=person.id, risk=risk, note=note.strip(), since=today)
    )


def new_person(draft: PersonDraft, lssa_id: int) -> PersonRow:
    """Return a new record for somebody not seen before."""
    tidy = with_clean_number(draft)
    return PersonRow(**values_of(tidy), lssa_id=lssa_id, search_key=person_key(tidy), restricted=False)


def person_draft(row: PersonRow) -> PersonDraft:
    """Return what is recorded about somebody."""
    return loaded_from(row, PersonDraft).draft


def with_clean_number(draft: PersonDraft) -> PersonDraft:
    """Return the same draft with its NHS number as ten digits."""
    return replace(draft, nhs_number=nhs_number.clean(draft.nhs_number)) if draft.nhs_number else draft


def person_key(draft: PersonDraft) -> str:
    """Return the key under which a person is found by name."""
    return search_key(draft.family, draft.given)[:250]


def show_person(row: PersonRow) -> str:
    """Return the name, or ``UNKNOWN, Male`` for somebody not identified yet."""
    if row.family or row.given:
        return show_name(row.family, row.given, row.title)
    known = {Gender.MALE: "Male", Gender.FEMALE: "Female"}.get(row.gender, "")
    return f"UNKNOWN, {known}" if known else "UNKNOWN"


def show_age(row: PersonRow, today: date) -> str:
    """Return ``42y``, ``About 25y``, or *Age not known*."""
    if row.born_on:
        return f"{age_on(row.born_on, today)}y"
    return f"About {row.about_age}y" if row.about_age is not None else "Age not known"


def reference(number: int) -> str:
    """Return how a request is called: ``R-1048``."""
    return f"R-{number:04}"
