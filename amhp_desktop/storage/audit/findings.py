"""What the check of the audit trail may find, in words without personal data."""

from dataclasses import dataclass
from enum import Enum


class Found(Enum):
    """What kind of trace was found."""

    EDITED = "edited event"
    MOVED = "moved event"
    GAP = "gap"
    CUT_TAIL = "cut tail"
    UNSEALED = "unsealed event"
    BROKEN_LINK = "broken link"
    HEAD = "end of chain"
    ANCHOR = "anchor"
    ROW_CHANGED = "row changed outside"
    ROW_ADDED = "row added outside"
    ROW_GONE = "row gone"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the trail; ``seq`` is its place in the chain, ``table`` and ``row_id`` its row."""

    kind: Found
    sentence: str
    seq: int | None = None
    table: str = ""
    row_id: int | None = None

    @property
    def grave(self) -> bool:
        """Tell whether this is a sign of tampering or damage, not merely something left unchecked."""
        return self.kind is not Found.NOT_CHECKED
