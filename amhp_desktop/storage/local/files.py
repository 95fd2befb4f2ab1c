"""Small files written whole or not at all, readable by their owner only."""

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from amhp_desktop.storage.local.troubles import DatabaseBusy, DiskFull, FileRefused

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# Everything SQLite and we keep beside a database, in the order in which it may be moved away.
COMPANIONS = ("", "-wal", "-shm", "-journal", ".keys", ".state")


def utc_now() -> datetime:
    """Return the present instant, aware and in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Return an instant as it stands in file names: ``20261124T090507Z``."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def create_privately(path: Path) -> None:
    """Make the file if it is missing and, where it is ours, let nobody but its owner read it.

    SQLite gives its WAL the rights of the database, so nothing needs to change the process-wide umask.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise trouble_of_writing(error, "The database") from error


def make_private_folder(path: Path) -> None:
    """Make a folder, and those above it, that only its owner can enter."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise trouble_of_writing(error, "The folder") from error


def write_atomically(path: Path, content: bytes, what: str) -> None:
    """Write, flush to the disk and rename: afterwards the old content is there or the new, never a part.

    Raises DiskFull or FileRefused, with ``what`` as the subject of the sentence; the old file then stays.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise trouble_of_writing(error, what) from error


def flush_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut, where the operating system knows how."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def trouble_of_writing(error: OSError, what: str) -> DiskFull | FileRefused:
    """Return the sentence for an error of the operating system."""
    return DiskFull() if error.errno in _FULL else FileRefused(what)


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Keep other processes of this program from changing the same file until the block ends."""
    lock = path.with_name(f".{path.name}.lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise trouble_of_writing(error, "The folder") from error
    try:
        try:
            _hold(handle)
        except OSError as error:
            raise DatabaseBusy from error
        yield
    finally:
        os.close(handle)  # closing lets go of the lock, also when the process is killed


def _hold(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def set_aside(database: Path, now: datetime) -> Path | None:
    """Rename a database and its companions to a dated name and return it; None if there was nothing.

    The database goes first: a WAL may outlive its database for a moment, but a database must never meet the
    WAL of another.
    """
    dated = database.with_name(f"{database.name}.kept-{stamp(now)}")
    number = 1
    while any(dated.with_name(dated.name + ending).exists() for ending in COMPANIONS):
        number += 1
        dated = database.with_name(f"{database.name}.kept-{stamp(now)}-{number}")
    moved = False
    for ending in COMPANIONS:
        present = database.with_name(database.name + ending)
        if present.exists():
            present.rename(dated.with_name(dated.name + ending))
            moved = True
    flush_folder(database.parent)
    return dated if moved else None


def flush_file(path: Path) -> None:
    """Make what was written to a file survive a power cut."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
