"""What somebody typed and has not saved yet, in one encrypted file per person."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as sqlcipher

from amhp_desktop.storage.local import keys
from amhp_desktop.storage.local.engine import connect, refuse_old_sqlite
from amhp_desktop.storage.local.files import make_private_folder, set_aside, utc_now
from amhp_desktop.storage.local.integrity import check_fully, refuse_foreign_file
from amhp_desktop.storage.local.keyfile import Purpose
from amhp_desktop.storage.local.places import refuse_unsafe_place
from amhp_desktop.storage.local.troubles import trouble_from

APPLICATION_ID = 0x414D4844  # “AMHD”


@dataclass(frozen=True, slots=True)
class Draft:
    """One unsaved form: which kind, which record (or a new one's own mark), the values, when last typed."""

    kind: str
    key: str
    json_text: str = field(repr=False)
    at: datetime


class DraftKey(Protocol):
    """A way to the key of somebody's drafts."""

    def find(self) -> bytes:
        """Return the raw key, making the key file the first time."""


@dataclass(frozen=True, slots=True)
class PersonalDraftKey:
    """The key of one person's drafts, opened by the passphrase (or PostgreSQL password) typed at sign-in."""

    drafts: Path
    login: str
    passphrase: str = field(repr=False)
    clock: Callable[[], datetime] = utc_now

    def find(self) -> bytes:
        """Return the raw key, making the key file the first time.

        Raises WrongPassphrase when the passphrase was changed elsewhere: ask for the old one and call
        `change_passphrase`, or begin anew with `set_drafts_aside`.
        """
        path = keys.beside(self.drafts)
        if path.exists():
            return keys.unlock(path, self.login, self.passphrase, clock=self.clock)
        make_private_folder(path.parent)
        return keys.create(path, self.login, self.passphrase, purpose=Purpose.DRAFTS).raw_key

    def change_passphrase(self, old: str) -> None:
        """Make the drafts open with this passphrase from now on; raises what `keys.unlock` raises."""
        keys.change_passphrase(keys.beside(self.drafts), self.login, old, self.passphrase, clock=self.clock)


@dataclass(frozen=True, slots=True)
class TrainingDraftKey:
    """The key of the drafts of the training database, which asks for no passphrase."""

    drafts: Path

    def find(self) -> bytes:
        """Return the raw key, making the key file the first time; raises NotForTraining for a person's."""
        path = keys.beside(self.drafts)
        if path.exists():
            return keys.unlock_for_training(path)
        make_private_folder(path.parent)
        return keys.create_for_training(path)


def path_for(folder: Path, login: str) -> Path:
    """Return the draft file of a person; the login itself is not in the name."""
    digest = hashlib.sha256(login.strip().casefold().encode()).hexdigest()
    return folder / f"drafts-{digest[:16]}.db"


def set_drafts_aside(path: Path, now: datetime) -> Path | None:
    """Rename a draft file with its key file to a dated name, so that new drafts can be kept."""
    return set_aside(path, now)


class DraftStore:
    """An open draft file. Each change is on the disk when its method returns; use it from one thread at a time.

    Raises DatabaseDamaged, KeyDoesNotFit or NotOurFile when the file cannot be used; put it aside with
    `set_drafts_aside` then. Later calls raise DiskFull, FileRefused or DatabaseBusy.
    """

    def __init__(self, path: Path, raw_key: bytes) -> None:
        refuse_old_sqlite()
        refuse_unsafe_place(path)
        if path.exists() and path.stat().st_size:
            refuse_foreign_file(path)
            check_fully(path, raw_key, APPLICATION_ID)
        make_private_folder(path.parent)
        self._connection = _opened(path, raw_key)

    def keep(self, kind: str, key: str, json_text: str, at: datetime) -> None:
        """Keep a draft, in place of an earlier one of the same kind and key; ``at`` is aware."""
        self._execute(
            "INSERT INTO draft (kind, key, content, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, key) DO UPDATE SET content = excluded.content, at = excluded.at",
            (kind, key, json_text, at.astimezone(UTC).isoformat()),
        )

    def all(self, kind: str | None = None) -> tuple[Draft, ...]:
        """Return the drafts of one kind, or of every kind, newest first."""
        rows = self._execute(
            "SELECT kind, key, content, at FROM draft WHERE ?1 IS NULL OR kind = ?1 ORDER BY at DESC, kind, key",
            (kind,),
        )
        return tuple(Draft(row[0], row[1], row[2], datetime.fromisoformat(row[3])) for row in rows)

    def discard(self, kind: str, key: str) -> None:
        """Remove a draft and overwrite it in the file, once its form was saved or thrown away."""
        self._execute("DELETE FROM draft WHERE kind = ? AND key = ?", (kind, key))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _execute(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        try:
            return list(self._connection.execute(statement, values).fetchall())
        except sqlcipher.DatabaseError as error:
            raise trouble_from(error) or error from error


def _opened(path: Path, raw_key: bytes) -> Any:
    try:
        connection = connect(path, raw_key, APPLICATION_ID)
    except sqlcipher.DatabaseError as error:
        raise trouble_from(error) or error from error
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS draft (kind TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL,"
            " at TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT"
        )
    except sqlcipher.DatabaseError as error:
        connection.close()
        raise trouble_from(error) or error from error
    return connection
