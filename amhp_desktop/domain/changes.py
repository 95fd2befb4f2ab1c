"""What a change touched, so that every open screen that shows it asks again."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID, uuid4


class Topic(Enum):
    """A part of the service's records that screens show together."""

    REQUESTS = "requests"
    PERSONS = "persons"
    ROTA = "rota"
    PEOPLE = "people"
    PAPERWORK = "paperwork"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Changed:
    """The answer of every service call that changed something: topics to read again and the records' ids."""

    topics: frozenset[Topic]
    ids: tuple[int, ...] = ()

    @property
    def id(self) -> int:
        """Return the one record that was made or changed."""
        return self.ids[0]


EVERYTHING = Changed(frozenset(Topic))


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of one person: its id is made before the first attempt, so that a repeated try is recognised.

    ``action`` is *subject:verb* (``request:record``); ``reason`` is the sentence kept with the change.
    """

    id: UUID
    action: str
    reason: str = ""


def operation(action: str, reason: str = "") -> Operation:
    """Return a new operation with a fresh id."""
    return Operation(uuid4(), action, reason)
