"""Whether a database file is ours and whole, told apart as far as the file itself can tell."""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.storage.local.engine import APPLICATION_ID, PAGE_SIZE, connect_to_copy, connect_to_read
from amhp_desktop.storage.local.files import trouble_of_writing
from amhp_desktop.storage.local.troubles import (
    DatabaseDamaged,
    DatabaseMissing,
    FileRefused,
    KeyDoesNotFit,
    NotOurFile,
    trouble_from,
)

_PLAIN_SQLITE = b"SQLite format 3\x00"
# 4,096 random bytes show all 256 values but for about one file in 30,000; text, pictures and zeros far fewer.
_FEWEST_VALUES = 240


def refuse_foreign_file(path: Path) -> None:
    """Raise DatabaseMissing or NotOurFile for what no key could open: nothing, plain text, plain SQLite."""
    try:
        with path.open("rb") as file:
            beginning = file.read(PAGE_SIZE)
    except FileNotFoundError as error:
        raise DatabaseMissing from error
    except OSError as error:
        raise FileRefused("The database") from error
    if not beginning:
        raise NotOurFile("the file is empty")
    if beginning.startswith(_PLAIN_SQLITE):
        raise NotOurFile("it is a database of another program and not encrypted")
    if len(beginning) == PAGE_SIZE and len(set(beginning)) < _FEWEST_VALUES:
        raise NotOurFile("it holds something that is not encrypted")


def check_header(path: Path, raw_key: bytes, application_id: int = APPLICATION_ID) -> None:
    """Open for reading, without touching more than the first pages.

    Raises NotOurFile, KeyDoesNotFit or DatabaseDamaged.
    """
    try:
        with closing(connect_to_read(path, raw_key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            (found,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlcipher.DatabaseError as error:
        raise _why_unreadable(path, raw_key, error) from error
    if found != application_id:
        raise NotOurFile("it belongs to another program")


def check_fully(path: Path, raw_key: bytes, application_id: int = APPLICATION_ID) -> None:
    """Read every page: authentic, in order, foreign keys whole; some 10 ms a megabyte.

    Raises what `check_header` raises. The file is only read.
    """
    check_header(path, raw_key, application_id)
    try:
        with closing(connect_to_read(path, raw_key)) as connection:
            forged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if forged and not _heals_from_wal(path, raw_key):
                raise DatabaseDamaged(f"{len(forged)} pages fail their authentication")
            _check_structure(connection)
    except sqlcipher.DatabaseError as error:
        raise _why_unreadable(path, raw_key, error) from error


def _check_structure(connection: Any) -> None:
    rows = connection.execute("PRAGMA quick_check(20)").fetchall()
    if rows != [("ok",)]:
        raise DatabaseDamaged(f"{len(rows)} faults of structure")
    orphans = {row[0] for row in connection.execute("PRAGMA foreign_key_check")}
    if orphans:
        raise DatabaseDamaged(f"references to missing rows in {', '.join(sorted(orphans))}")


def _heals_from_wal(path: Path, raw_key: bytes) -> bool:
    """Tell whether the WAL replaces the bad pages, as after a power cut while it was being copied back.

    Tried on a copy, so that a damaged original stays as it was found.
    """
    wal = path.with_name(path.name + "-wal")
    if not wal.exists() or wal.stat().st_size == 0:
        return False
    try:
        with tempfile.TemporaryDirectory(prefix=".amhp-check-", dir=path.parent) as folder:
            copy = Path(folder) / path.name
            shutil.copyfile(path, copy)
            shutil.copyfile(wal, copy.with_name(wal.name))
            with closing(connect_to_copy(copy, raw_key)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                return not connection.execute("PRAGMA cipher_integrity_check").fetchall()
    except OSError as error:
        raise trouble_of_writing(error, "The folder of the database") from error


def _why_unreadable(path: Path, raw_key: bytes, error: Exception) -> Trouble:
    trouble = trouble_from(error)
    if trouble is None:
        raise error
    if not isinstance(trouble, KeyDoesNotFit):
        return trouble
    pages, rest = divmod(path.stat().st_size, PAGE_SIZE)
    if pages == 0:
        return DatabaseDamaged("shorter than one page")
    with closing(connect_to_read(path, raw_key)) as connection:
        forged = len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
    # The key answers for some pages, so it is the right one and the others are damaged.
    return (
        DatabaseDamaged(f"{forged} of {pages} pages are damaged") if forged < pages + bool(rest) else trouble
    )
