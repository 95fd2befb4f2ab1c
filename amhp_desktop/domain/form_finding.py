"""State one thing told about a filled form, with its rule and how grave it is."""

from dataclasses import dataclass
from enum import Enum


class FindingWeight(Enum):
    """Say whether s.15 of the Act lets the signatory amend the fault later, gravest first."""

    CANNOT_BE_PUT_RIGHT = "cannot be put right"
    CAN_BE_PUT_RIGHT = "can be put right"
    LOOK = "look"
    MET = "met"

    @property
    def rank(self) -> int:
        """Return the place in order of gravity, 0 first."""
        return tuple(FindingWeight).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing told about a form.

    ``key`` is the blank or choice to jump to, empty where there is none; ``citation`` names the provision.
    """

    key: str
    sentence: str
    citation: str
    weight: FindingWeight
