"""What somebody typed and has not saved: kept on this computer, found again after a crash."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from amhp_desktop.services.codec import from_text, to_text
from amhp_desktop.storage.local.drafts import DraftStore

_D = TypeVar("_D")


@dataclass(frozen=True, slots=True)
class KeptDraft(Generic[_D]):
    """A draft that was kept: its key, what was typed, and when the last key was pressed."""

    key: str
    draft: _D
    at: datetime


class DraftService:
    """Keeps drafts in the signed-in person's own encrypted file.

    ``kind`` names the form (``intake``); ``key`` is the record's id, or a new form's own mark.
    """

    def __init__(self, store: DraftStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def keep(self, kind: str, key: str, draft: Any) -> datetime:
        """Keep a draft durably and return when."""
        now = self._clock()
        self._store.keep(kind, key, to_text(draft), now)
        return now

    def kept(self, kind: str, draft_type: type[_D]) -> tuple[KeptDraft[_D], ...]:
        """Return the drafts of one kind, the newest first."""
        return tuple(
            KeptDraft(found.key, from_text(draft_type, found.json_text), found.at)
            for found in self._store.all(kind)
        )

    def discard(self, kind: str, key: str) -> None:
        """Remove a draft whose form was saved or thrown away."""
        self._store.discard(kind, key)
