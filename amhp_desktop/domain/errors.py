"""What can go wrong for a user: a rule refuses, or the world gets in the way; everything else is a bug."""

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """Say whether a problem stops the save or only wants a look."""

    STOPS = "stops"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a value somebody entered.

    ``field`` is the name of the value in its draft (the screen shows the sentence beside it); ``citation``
    names the section or regulation where the problem comes from law.
    """

    field: str
    sentence: str
    weight: Weight = Weight.STOPS
    citation: str = ""


class Refused(Exception):
    """A rule says no: nothing was changed, what was typed stays, and every problem is named at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field two people changed: the stored value, the one typed here, the one both began from."""

    field: str
    label: str
    theirs: str
    mine: str
    loaded: str


class Stale(Exception):
    """Somebody else saved the record first: nothing of either version is lost and a person chooses.

    ``theirs_by`` and ``theirs_at`` (a shown time) say whose version is stored; ``clashes`` are the fields
    both changed; ``kept_theirs`` and ``kept_mine`` name the fields only one side changed.
    """

    def __init__(
        self,
        what: str,
        *,
        version: int,
        theirs_by: str,
        theirs_at: str,
        clashes: tuple[FieldDifference, ...],
        kept_theirs: tuple[str, ...] = (),
        kept_mine: tuple[str, ...] = (),
    ) -> None:
        super().__init__(f"{what} was changed by somebody else")
        self.what = what
        self.version = version
        self.theirs_by = theirs_by
        self.theirs_at = theirs_at
        self.clashes = clashes
        self.kept_theirs = kept_theirs
        self.kept_mine = kept_mine


class Trouble(Exception):
    """The world got in the way (connection, disk, printer, key): what happened, what was kept, what to do."""

    def __init__(self, happened: str, *, kept: str = "Nothing was changed.", to_do: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.kept = kept
        self.to_do = to_do


class OutcomeUnknown(Trouble):
    """The answer to a save was lost: the operation id tells, once connected again, whether it was kept."""


class ReadOnly(Trouble):
    """This program may read the database but not change it, for example because the schema is newer."""
