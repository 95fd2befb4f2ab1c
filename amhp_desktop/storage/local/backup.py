"""Backups that were proved before they count, their restore, and the rehearsal of it."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as sqlcipher

from amhp_desktop.storage.local import keys
from amhp_desktop.storage.local.backup_folder import (
    Backup,
    TableCount,
    backups,
    describe,
    due,
    last_verified,
    new_name,
    record_restore_test,
    remove_surplus,
    restore_tested,
)
from amhp_desktop.storage.local.engine import (
    connect_to_copy,
    connect_to_read,
    reading_engine_for,
    refuse_old_sqlite,
)
from amhp_desktop.storage.local.files import (
    COMPANIONS,
    create_privately,
    flush_file,
    flush_folder,
    make_private_folder,
    set_aside,
    trouble_of_writing,
    utc_now,
)
from amhp_desktop.storage.local.integrity import check_fully
from amhp_desktop.storage.local.places import refuse_unsafe_place
from amhp_desktop.storage.local.troubles import BackupFailed, DatabaseDamaged, trouble_from

__all__ = [
    "Backup",
    "Drill",
    "Restored",
    "TableCount",
    "back_up",
    "backups",
    "due",
    "last_verified",
    "restore",
    "restore_drill",
    "restore_tested",
]

Verify = Callable[[Engine], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored database, and the dated name the one before it now has (None if there was none)."""

    database: Path
    kept_aside: Path | None


@dataclass(frozen=True, slots=True)
class Drill:
    """A rehearsed restore that succeeded: which backup, when, how many rows in how many tables."""

    backup: Backup
    at: datetime
    tables: int
    rows: int


def back_up(
    database: Path,
    raw_key: bytes,
    folder: Path,
    verify: Verify,
    *,
    clock: Callable[[], datetime] = utc_now,
) -> Backup:
    """Copy a database while it is in use, prove the copy, then let go of surplus old ones.

    The copy is encrypted under the same key and lies in a sub-folder with the key file. ``verify`` gets a
    read-only engine on the copy and raises a Trouble if, say, the audit chain is broken. Raises BackupFailed,
    DiskFull, FileRefused or DatabaseDamaged; then earlier backups are as they were.
    """
    make_private_folder(folder)
    now = clock()
    final = new_name(folder, now)
    part = final.with_name(final.name + ".part")
    try:
        part.mkdir(mode=0o700)
        copy = part / database.name
        counts = _copy(database, copy, raw_key)
        _copy_keys(keys.beside(database), keys.beside(copy), raw_key)
        _prove(copy, raw_key, counts, verify)
        backup = Backup(
            final, final / database.name, now, clock(), _sha256(copy), copy.stat().st_size, counts
        )
        describe(replace(backup, folder=part))
        flush_folder(part)
        part.rename(final)
        flush_folder(folder)
    except OSError as error:
        raise trouble_of_writing(error, "The backup") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    remove_surplus(folder, now)
    return backup


def restore(backup: Backup, target: Path, *, clock: Callable[[], datetime] = utc_now) -> Restored:
    """Put a backup in the place of a database that no window has open; the present one is kept aside.

    The key file is restored as well, so the passphrases of that day open it. Raises BackupFailed for a backup
    that has changed since it was verified, DiskFull, FileRefused or UnsafePlace; then nothing was changed.
    """
    refuse_unsafe_place(target)
    make_private_folder(target.parent)
    part = target.with_name(f".{target.name}.restoring")
    try:
        _copy_file(backup.database, part)
        _copy_file(backup.keys, keys.beside(part))
        if _sha256(part) != backup.sha256:
            raise BackupFailed("the file is not the one that was verified")
        kept_aside = set_aside(target, clock())
        keys.beside(part).rename(keys.beside(target))
        part.rename(target)
        flush_folder(target.parent)
    except OSError as error:
        raise trouble_of_writing(error, "The restored database") from error
    finally:
        for ending in COMPANIONS:
            part.with_name(part.name + ending).unlink(missing_ok=True)
    return Restored(target, kept_aside)


def restore_drill(
    backup: Backup, raw_key: bytes, verify: Verify, *, clock: Callable[[], datetime] = utc_now
) -> Drill:
    """Restore to a temporary folder, open, check every page, verify and count; record that it worked.

    Raises what `restore` raises, and BackupFailed or DatabaseDamaged when the copy does not hold.
    """
    with tempfile.TemporaryDirectory(prefix="amhp-drill-") as scratch:
        restored = restore(backup, Path(scratch) / backup.database.name, clock=clock).database
        if not keys.fits(keys.beside(restored), raw_key):
            raise BackupFailed("its key file keeps another key")
        _prove(restored, raw_key, backup.counts, verify)
    at = clock()
    record_restore_test(backup, at)
    return Drill(backup, at, len(backup.counts), sum(count.rows for count in backup.counts))


def _copy(database: Path, copy: Path, raw_key: bytes) -> tuple[TableCount, ...]:
    """Copy page by page and count the rows of the very same state of the original."""
    refuse_old_sqlite()
    try:
        with (
            closing(connect_to_read(database, raw_key)) as source,
            closing(connect_to_copy(copy, raw_key)) as target,
        ):
            source.execute("BEGIN")
            counts = _counts(source)
            source.backup(target)
            source.execute("ROLLBACK")
            # The copied header says WAL, which a network drive cannot do.
            target.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlcipher.DatabaseError as error:
        raise trouble_from(error) or error from error
    flush_file(copy)
    return counts


def _copy_keys(source: Path, target: Path, raw_key: bytes) -> None:
    # Without the right key file a backup could never be opened again.
    if not keys.fits(source, raw_key):
        raise BackupFailed("the key file keeps another key")
    _copy_file(source, target)


def _copy_file(source: Path, target: Path) -> None:
    create_privately(target)
    shutil.copyfile(source, target)
    flush_file(target)


def _prove(copy: Path, raw_key: bytes, expected: tuple[TableCount, ...], verify: Verify) -> None:
    try:
        check_fully(copy, raw_key)
        with closing(connect_to_read(copy, raw_key)) as connection:
            if _counts(connection) != expected:
                raise BackupFailed("the tables have other numbers of rows")
    except DatabaseDamaged as error:
        raise BackupFailed(error.finding) from error
    engine = reading_engine_for(copy, raw_key)
    try:
        verify(engine)
    finally:
        engine.dispose()


def _counts(connection: Any) -> tuple[TableCount, ...]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    counts = []
    for (table,) in tables:
        quoted = table.replace('"', '""')
        (rows,) = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()
        counts.append(TableCount(table, rows))
    return tuple(counts)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
