"""Entries of the service's directories: one way to load, add, save and void each of them."""

from typing import Any, ClassVar, Generic, TypeVar

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.services.acting import Acting, Loaded, loaded_from, refuse_if, values_of
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.records import Record

_D = TypeVar("_D")


class EntryService(Acting, Generic[_D]):
    """A directory of one kind of entry, edited as drafts of one type."""

    row: ClassVar[type[Record]]
    draft: ClassVar[type[Any]]
    permission: ClassVar[Permission] = Permission.EDIT_PEOPLE
    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.PEOPLE})

    def problems(self, draft: _D) -> tuple[Problem, ...]:
        """Name everything wrong with a draft."""
        raise TypeError(f"{type(self).__name__} names no problems for {draft!r}")

    def load(self, entry_id: int) -> Loaded[_D]:
        """Return one entry for editing; Refused where it is no longer in use."""
        with self.database.reading() as session:
            row = session.get(self.row, entry_id)
        if row is None or row.voided_at is not None:
            raise Refused(Problem("", "This entry is no longer in use."))
        return loaded_from(row, self.draft)

    def add(self, draft: _D, operation: Operation) -> Changed:
        """Add an entry; Refused with every problem at once."""
        refuse_if(self.problems(draft))

        def work(change: Change) -> tuple[int, ...]:
            return (change.add(self.row(**values_of(draft))).id,)

        return self.act(operation, self.permission, self.topics, work)

    def save(self, loaded: Loaded[_D], draft: _D, operation: Operation) -> Changed:
        """Save a changed entry; Stale where somebody else saved it since it was loaded."""
        refuse_if(self.problems(draft))

        def work(change: Change) -> tuple[int, ...]:
            self.keep(self.lock(change, self.row, loaded.id), loaded, draft, "This entry")
            return (loaded.id,)

        return self.act(operation, self.permission, self.topics, work)

    def void(self, entry_id: int, operation: Operation) -> Changed:
        """Take an entry out of use; the operation's reason is kept with it."""
        if not operation.reason.strip():
            raise Refused(Problem("reason", "Say why this entry is taken out of use."))

        def work(change: Change) -> tuple[int, ...]:
            row = self.lock(change, self.row, entry_id)
            self.check_void(change, entry_id)
            change.void(row, operation.reason.strip())
            return (entry_id,)

        return self.act(operation, self.permission, self.topics, work)

    def check_void(self, change: Change, entry_id: int) -> None:
        """Refuse to take an entry out of use that others need, or take out what goes with it."""
