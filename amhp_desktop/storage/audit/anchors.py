"""Keep anchors of the audit chain outside the database, in a signed file of the user's own folder."""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.storage.audit.verify import Anchor

_KEY_FILE = "anchors.key"


class AnchorsDamaged(Trouble):
    """The file of anchors, or its key, was changed by something other than this program."""


@dataclass(frozen=True, slots=True)
class AnchorBook:
    """The anchors one user has kept for one database, oldest first.

    ``database`` is any text that names it (file path, or host and database); only its fingerprint enters the
    file's name. Each line is signed together with the signature before it, so that none can be taken out.
    """

    folder: Path
    database: str

    @property
    def path(self) -> Path:
        """Return where the anchors of this database lie."""
        return self.folder / f"anchors-{hashlib.sha256(self.database.encode()).hexdigest()[:16]}.jsonl"

    def anchors(self) -> tuple[Anchor, ...]:
        """Return every anchor kept so far. Raises AnchorsDamaged where a signature does not fit."""
        return tuple(kept for kept, _ in self._entries())

    def keep(self, anchor: Anchor) -> None:
        """Add an anchor, unless the chain has not grown since the last one."""
        entries = self._entries()
        if entries and entries[-1][0] == anchor:
            return
        signature = self._sign(anchor, entries[-1][1] if entries else "")
        line = json.dumps([anchor.seq, anchor.hash, anchor.at.isoformat(), signature])
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _entries(self) -> tuple[tuple[Anchor, str], ...]:
        if not self.path.exists():
            return ()
        entries, previous = [], ""
        for line in self.path.read_text(encoding="utf-8").splitlines():
            anchor, signature = _entry(line)
            if not hmac.compare_digest(signature, self._sign(anchor, previous)):
                raise _damaged()
            entries.append((anchor, signature))
            previous = signature
        return tuple(entries)

    def _sign(self, anchor: Anchor, previous: str) -> str:
        text = json.dumps([self.database, previous, anchor.seq, anchor.hash, anchor.at.isoformat()])
        return hmac.new(self._key(), text.encode("utf-8"), hashlib.sha256).hexdigest()

    def _key(self) -> bytes:
        path = self.folder / _KEY_FILE
        if not path.exists():
            if self.path.exists():
                raise _damaged()
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
        return path.read_bytes()


def _entry(line: str) -> tuple[Anchor, str]:
    try:
        seq, sealed, at, signature = json.loads(line)
        return Anchor(int(seq), str(sealed), datetime.fromisoformat(at)), str(signature)
    except (ValueError, TypeError) as error:
        raise _damaged() from error


def _damaged() -> AnchorsDamaged:
    return AnchorsDamaged(
        "The anchors of the audit trail on this computer were changed.",
        to_do="Tell the auditor, and compare with the numbers printed on earlier forms.",
    )
