"""How every service changes something: permission, one transaction, answers in words, and repeats recognised."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import object_session

from amhp_desktop.domain.access import Identity, Permission
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused, Stale, Weight
from amhp_desktop.domain.merge import compare
from amhp_desktop.domain.when import london_day, show_moment_from
from amhp_desktop.services.who import who
from amhp_desktop.storage.database import AlreadyDone, Change, ConstraintRefused, Database
from amhp_desktop.storage.records import Record

_D = TypeVar("_D")
_R = TypeVar("_R", bound=Record)

_CONSTRAINTS: Mapping[str, Problem] = {
    "duty_nobody_in_two_places": Problem("staff_id", "This person is already on duty then."),
    "uq_allocation_one_open": Problem("staff_id", "Somebody else has just allocated this request."),
    "uq_outcome_request": Problem("kind", "Somebody else has just recorded an outcome."),
    "uq_nearest_relative_request": Problem(
        "knowledge", "Somebody else has just recorded the nearest relative."
    ),
    "uq_account_login": Problem("login", "This user name is taken."),
    "uq_lssa_name": Problem("name", "This authority is already listed."),
    "uq_organisation_name": Problem("name", "This organisation is already listed."),
}


@dataclass(frozen=True, slots=True)
class Loaded(Generic[_D]):
    """A record as loaded for editing: its draft, and the version a save must name."""

    id: int
    version: int
    draft: _D
    changed_by: str
    changed_at: datetime


class Acting:
    """A service that acts for one signed-in person on one database.

    Every method that changes something takes the `Operation` it is: calling again with the same one, after a
    lost answer, gives the first answer and changes nothing.
    """

    def __init__(self, database: Database, identity: Identity, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.identity = identity
        self.clock = clock

    def today(self) -> date:
        """Return today's calendar day in London."""
        return london_day(self.clock())

    def act(
        self,
        operation: Operation,
        permission: Permission,
        topics: frozenset[Topic],
        work: Callable[[Change], tuple[int, ...]],
    ) -> Changed:
        """Run ``work`` in one transaction and return what changed; ``work`` returns the ids to answer with."""
        self.identity.require(permission)
        try:
            with self.database.changing(operation) as change:
                ids = work(change)
                change.answer(*ids)
        except AlreadyDone as done:
            return Changed(topics, done.result)
        except ConstraintRefused as refused:
            problem = _CONSTRAINTS.get(refused.constraint)
            if problem is None:
                raise
            raise Refused(problem) from refused
        return Changed(topics, ids)

    def lock(self, change: Change, kind: type[_R], record_id: int) -> _R:
        """Return a record, held until the transaction ends; Refused where it is gone, voided or restricted."""
        row = change.session.get(kind, record_id, with_for_update=True)
        if row is None or row.voided_at is not None:
            raise Refused(Problem("", "This record is no longer in use."))
        self.require_sight(row)
        return row

    def require_sight(self, row: Record) -> None:
        """Refuse what is restricted to those who may not see it."""
        if getattr(row, "restricted", False) and not self.identity.may(Permission.SEE_RESTRICTED):
            raise Refused(Problem("", "This record is restricted to a named team."))

    def keep(self, row: Record, loaded: Loaded[Any], mine: Any, what: str) -> None:
        """Write a draft into its record; Stale where somebody else saved it since it was loaded."""
        self.refuse_stale(row, loaded, draft_of(row, type(mine)), mine, what)
        apply(row, mine)

    def refuse_stale(self, row: Record, loaded: Loaded[_D], theirs: _D, mine: _D, what: str) -> None:
        """Raise Stale where the record, whose values are now ``theirs``, was saved since it was loaded."""
        if row.version == loaded.version:
            return
        clashes, kept_theirs, kept_mine = compare(loaded.draft, theirs, mine)
        if clashes or kept_theirs:
            raise Stale(
                what,
                version=row.version,
                theirs_by=name_behind(row),
                theirs_at=show_moment_from(row.changed_at, self.clock()),
                clashes=clashes,
                kept_theirs=kept_theirs,
                kept_mine=kept_mine,
            )


def name_behind(row: Record) -> str:
    """Return the family name of whoever saved a record last."""
    session = object_session(row)
    return row.changed_by if session is None else who(session)(row.changed_by)


def refuse_if(problems: tuple[Problem, ...]) -> None:
    """Raise Refused with every problem at once, where any of them stops the save."""
    if any(problem.weight is Weight.STOPS for problem in problems):
        raise Refused(*problems)


def draft_of(row: Any, kind: type[_D]) -> _D:
    """Return the draft whose fields have the same names as the record's columns."""
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})  # type: ignore[arg-type]


def apply(row: Any, draft: Any) -> None:
    """Write a draft's fields into the record's columns of the same names; outer blanks go."""
    for field in fields(draft):
        value = getattr(draft, field.name)
        setattr(row, field.name, value.strip() if isinstance(value, str) else value)


def loaded_from(row: Any, kind: type[_D]) -> Loaded[_D]:
    """Return a record as loaded for editing."""
    return Loaded(row.id, row.version, draft_of(row, kind), row.changed_by, row.changed_at)


def never_loaded(empty: _D) -> Loaded[_D]:
    """Return what somebody began from who saw no record yet: saving over one that is there now is Stale."""
    return Loaded(0, 0, empty, "", datetime.min.replace(tzinfo=UTC))


def values_of(draft: Any) -> dict[str, Any]:
    """Return a draft's fields by name, for making a new record; outer blanks go."""
    found = {field.name: getattr(draft, field.name) for field in fields(draft)}
    return {name: value.strip() if isinstance(value, str) else value for name, value in found.items()}
