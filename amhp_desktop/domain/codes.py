"""Code lists: each entry has the short code that is stored and the words that people see."""

from enum import Enum
from typing import Self


class Coded(Enum):
    """An entry of a code list: ``value`` is stored and never changes, ``label`` is shown."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make the stored code the value and keep the words beside it."""
        entry = object.__new__(cls)
        entry._value_ = code
        entry.label = label
        return entry

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the entry of a stored code; a code the list lacks is a ValueError."""
        for entry in cls:
            if entry.value == code:
                return entry
        raise ValueError(f"{cls.__name__} has no code {code!r}")
