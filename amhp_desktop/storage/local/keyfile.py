"""The key file beside a database: its slots and the count of wrong tries, as JSON."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any

from amhp_desktop.storage.local.files import write_atomically
from amhp_desktop.storage.local.troubles import FileRefused, KeyFileDamaged, KeyFileMissing, KeyFileTooNew
from amhp_desktop.storage.local.wrapping import Effort, Slot, SlotKind

FORMAT = 1
_LARGEST = 1_000_000  # bytes; some 2,000 people


class Purpose(Enum):
    """Say what the keyed file is for; only training opens without a passphrase."""

    LIVE = "live"
    TRAINING = "training"
    DRAFTS = "drafts"


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong passphrases in a row for one login; the empty login stands for all that nobody has."""

    login: str
    wrong: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Everything a key file says. ``fingerprint`` tells whether a raw key belongs to it."""

    database_id: str
    purpose: Purpose
    fingerprint: str = field(repr=False)
    slots: tuple[Slot, ...] = ()
    tries: tuple[Tries, ...] = ()

    def person(self, login: str) -> Slot | None:
        """Return the slot of a login (in its stored spelling), if there is one."""
        return next(
            (slot for slot in self.slots if slot.kind is SlotKind.PERSON and slot.login == login), None
        )

    def slot(self, kind: SlotKind) -> Slot | None:
        """Return the recovery or training slot, if there is one."""
        return next((slot for slot in self.slots if slot.kind is kind), None)


def new_database_id() -> str:
    """Return a random name that binds slots to one database."""
    return secrets.token_hex(16)


def read(path: Path) -> KeyFile:
    """Read a key file. Raises KeyFileMissing, KeyFileDamaged, KeyFileTooNew or FileRefused."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise KeyFileMissing from error
    except OSError as error:
        raise FileRefused("The key file") from error
    if len(content) > _LARGEST:
        raise KeyFileDamaged
    try:
        return _understood(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeyFileDamaged from error


def write(path: Path, keys: KeyFile) -> None:
    """Replace a key file, whole or not at all. Raises DiskFull or FileRefused; the old file then stays."""
    write_atomically(path, (json.dumps(_as_json(keys), indent=1) + "\n").encode(), "The key file")


def _understood(data: Any) -> KeyFile:
    if data["kind"] != "amhp-desktop keys" or type(data["format"]) is not int:
        raise KeyFileDamaged
    if data["format"] > FORMAT:
        raise KeyFileTooNew
    return KeyFile(
        database_id=str(data["database"]),
        purpose=Purpose(data["purpose"]),
        fingerprint=str(data["fingerprint"]),
        slots=tuple(_slot(each) for each in data["slots"]),
        tries=tuple(_tries(each) for each in data["tries"]),
    )


def _slot(data: Any) -> Slot:
    effort = data.get("argon2id")
    return Slot(
        kind=SlotKind(data["opens"]),
        login=str(data["login"]),
        salt=bytes.fromhex(data["salt"]),
        nonce=_bytes(data["nonce"], 12),
        wrapped=_bytes(data["wrapped"], 48),
        effort=effort and Effort(int(effort["memory_kib"]), int(effort["passes"]), int(effort["lanes"])),
    )


def _bytes(text: str, length: int) -> bytes:
    content = bytes.fromhex(text)
    if len(content) != length:
        raise ValueError("wrong length")
    return content


def _tries(data: Any) -> Tries:
    last_at = datetime.fromisoformat(data["last_at"])
    if last_at.tzinfo is None:
        raise ValueError("an instant without a zone")
    return Tries(str(data["login"]), int(data["wrong"]), last_at)


def _as_json(keys: KeyFile) -> Any:
    return {
        "kind": "amhp-desktop keys",
        "format": FORMAT,
        "database": keys.database_id,
        "purpose": keys.purpose.value,
        "fingerprint": keys.fingerprint,
        "slots": [_slot_as_json(slot) for slot in keys.slots],
        "tries": [{"login": t.login, "wrong": t.wrong, "last_at": t.last_at.isoformat()} for t in keys.tries],
    }


def _slot_as_json(slot: Slot) -> Any:
    data: Any = {
        "opens": slot.kind.value,
        "login": slot.login,
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "wrapped": slot.wrapped.hex(),
    }
    if slot.effort:
        effort = slot.effort
        data["argon2id"] = {"memory_kib": effort.memory_kib, "passes": effort.passes, "lanes": effort.lanes}
    return data
