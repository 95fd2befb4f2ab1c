"""The one way in: short read sessions and transactions that carry who, where from and why."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, Select, event, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from amhp_desktop.domain.changes import Operation
from amhp_desktop.domain.errors import OutcomeUnknown, ReadOnly, Trouble
from amhp_desktop.storage.history import OperationRow
from amhp_desktop.storage.records import Record

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes, from which workstation, with which program version."""

    login: str
    workstation: str
    program: str


class AlreadyDone(Exception):
    """The same operation was kept before: ``result`` is what it answered then."""

    def __init__(self, result: tuple[int, ...]) -> None:
        super().__init__("this operation was kept before")
        self.result = result


class Engines(Protocol):
    """What differs between the two engines beneath one `Database`."""

    @property
    def engine(self) -> Engine:
        """Return the engine that makes the connections."""

    def begin_as(self, connection: Connection, actor: Actor, operation: Operation, at: datetime) -> None:
        """Tell the database who acts and why, for the triggers that write the audit trail.

        A second try of the same operation waits here until the first has ended.
        """

    def constraint_named(self, error: IntegrityError) -> str:
        """Return the name of the constraint that refused, or an empty string."""


class Database:
    """An open database, local or shared.

    Raises Trouble when the database cannot be reached, OutcomeUnknown when the answer to a save was lost,
    ReadOnly where this program may not write, and AlreadyDone for a repeated operation.
    """

    def __init__(
        self,
        engines: Engines,
        actor: Actor,
        clock: Callable[[], datetime],
        *,
        read_only: str = "",
    ) -> None:
        self.engines = engines
        self.actor = actor
        self.clock = clock
        self.read_only = read_only

    @property
    def engine(self) -> Engine:
        """Return the SQLAlchemy engine beneath."""
        return self.engines.engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading only; it never holds a write lock."""
        engine = self.engine.execution_options(write=False)
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
        except (OperationalError, DBAPIError) as error:
            raise _trouble(error) from error

    @contextmanager
    def changing(self, operation: Operation) -> Iterator["Change"]:
        """Give one transaction: everything in it is kept together with its audit events, or nothing is."""
        if self.read_only:
            raise ReadOnly(self.read_only, to_do="Ask for the newer program.")
        now = self.clock()
        with Session(self.engine, expire_on_commit=False) as session:
            change = Change(session, operation, self.actor, now)
            try:
                self._begin(change)
                yield change
                session.flush()
                change.keep_operation()
            except IntegrityError as error:
                session.rollback()
                self._raise_if_already_done(operation)
                raise ConstraintRefused(self.engines.constraint_named(error)) from error
            except DBAPIError as error:
                raise _trouble(error) from error
            self._commit(session)

    def result_of(self, operation_id: UUID) -> tuple[int, ...] | None:
        """Look up what an operation answered, or None where it was never kept: the cure for a lost answer."""
        with self.reading() as session:
            found = session.execute(_kept_answer(operation_id)).first()
        return None if found is None else tuple(found[0])

    def _begin(self, change: "Change") -> None:
        connection = change.session.connection()
        self.engines.begin_as(connection, self.actor, change.operation, change.now)
        kept = connection.execute(_kept_answer(change.operation.id)).first()
        if kept is not None:
            raise AlreadyDone(tuple(kept[0]))

    def _commit(self, session: Session) -> None:
        try:
            session.commit()
        except IntegrityError as error:
            raise ConstraintRefused(self.engines.constraint_named(error)) from error
        except DBAPIError as error:
            raise OutcomeUnknown(
                "The connection was lost while saving.",
                kept="What you typed is kept. Whether it was saved will be looked up.",
                to_do="Try again: a save that was kept is not made twice.",
            ) from error

    def _raise_if_already_done(self, operation: Operation) -> None:
        result = self.result_of(operation.id)
        if result is not None:
            raise AlreadyDone(result)


class ConstraintRefused(Exception):
    """A database constraint refused what two people raced for; ``constraint`` is its name."""

    def __init__(self, constraint: str) -> None:
        super().__init__(constraint)
        self.constraint = constraint


class Change:
    """One transaction in progress: records added or voided through it carry who, when and which act."""

    def __init__(self, session: Session, operation: Operation, actor: Actor, now: datetime) -> None:
        self.session = session
        self.operation = operation
        self.actor = actor
        self.now = now
        self._result: tuple[int, ...] = ()
        event.listen(session, "before_flush", self._stamp)

    def add(self, record: _R) -> _R:
        """Add a new record and return it with its id."""
        self.session.add(record)
        self.session.flush()
        return record

    def void(self, record: Record, reason: str) -> None:
        """Take a record out of use, with the reason; it stays readable in the history."""
        record.voided_at = self.now
        record.voided_by = self.actor.login
        record.void_reason = reason

    def answer(self, *ids: int) -> None:
        """Keep what this operation answers, for a caller that must look it up after a lost connection."""
        self._result = ids

    def keep_operation(self) -> None:
        """Write the operation with its answer, as the last row of the transaction; it never changes again."""
        self.session.add(
            OperationRow(
                id=self.operation.id,
                at=self.now,
                login=self.actor.login,
                workstation=self.actor.workstation,
                program=self.actor.program,
                action=self.operation.action,
                reason=self.operation.reason,
                result=list(self._result),
            )
        )
        self.session.flush()

    def _stamp(self, session: Session, _context: UOWTransaction, _instances: Any) -> None:
        for record in (*session.new, *session.dirty):
            if not isinstance(record, Record) or not session.is_modified(record):
                continue
            if record in session.new:
                record.created_at = self.now
                record.created_by = self.actor.login
            record.changed_at = self.now
            record.changed_by = self.actor.login
            record.operation_id = self.operation.id


@event.listens_for(Session, "do_orm_execute")
def _leave_out_voided(state: ORMExecuteState) -> None:
    """Hide voided records everywhere but in the history, which asks with ``include_voided``."""
    if state.is_select and not state.is_column_load and not state.execution_options.get("include_voided"):
        state.statement = state.statement.options(
            with_loader_criteria(Record, lambda cls: cls.voided_at.is_(None), include_aliases=True)
        )


def _kept_answer(operation_id: UUID) -> Select[tuple[list[Any]]]:
    return select(OperationRow.result).where(OperationRow.id == operation_id)


def _trouble(error: DBAPIError) -> Trouble:
    text = str(error.orig).lower()
    if "read-only" in text or "readonly" in text:
        return ReadOnly("This database can only be read.", to_do="Ask for write access.")
    if ("full" in text and "disk" in text) or "no space left" in text:
        return Trouble(
            "The disk is full.", kept="What you typed is kept.", to_do="Free some space and save again."
        )
    if "locked" in text or "lock timeout" in text or "statement timeout" in text:
        return Trouble(
            "Another save is taking long.", kept="What you typed is kept.", to_do="Try again in a moment."
        )
    if "permission denied" in text:
        return Trouble(
            "Your role may not do this here.", kept="What you typed is kept.", to_do="Ask your manager."
        )
    if error.connection_invalidated or isinstance(error, OperationalError):
        return Trouble(
            "The database cannot be reached.",
            kept="What you typed is kept.",
            to_do="Try again when connected.",
        )
    raise error
