"""Opening the file in which one person's unsaved typing is kept."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amhp_desktop.storage.local.drafts import DraftStore, PersonalDraftKey, set_drafts_aside
from amhp_desktop.storage.local.troubles import WrongPassphrase


@dataclass(frozen=True, slots=True)
class KeptDrafts:
    """An open draft store, and what its owner should know about it, or ''."""

    store: DraftStore
    notice: str = ""


def open_drafts(place: Path, login: str, passphrase: str, now: datetime) -> KeptDrafts:
    """Open somebody's drafts; where their passphrase was changed elsewhere, set the old ones aside and begin anew.

    What was set aside keeps its old passphrase and is never deleted.
    """
    key = PersonalDraftKey(place, login, passphrase)
    try:
        return KeptDrafts(DraftStore(place, key.find()))
    except WrongPassphrase:
        set_drafts_aside(place, now)
    return KeptDrafts(
        DraftStore(place, key.find()),
        "Drafts kept under your earlier passphrase were set aside; new ones are kept from now on.",
    )
