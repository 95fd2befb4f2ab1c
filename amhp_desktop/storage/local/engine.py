"""Connections to an encrypted SQLite file, each with the audit context its triggers ask for."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry
from sqlcipher3 import dbapi2 as sqlcipher

from amhp_desktop.storage.local.files import create_privately, utc_now
from amhp_desktop.storage.local.places import refuse_unsafe_place
from amhp_desktop.storage.local.troubles import DatabaseMissing, SQLiteTooOld

APPLICATION_ID = 0x414D4850  # “AMHP”
PAGE_SIZE = 4096
OLDEST_SQLITE = (3, 51, 3)
_BUSY_MILLISECONDS = 15_000


@dataclass(slots=True)
class AuditContext:
    """Who changes what through a connection, and why; the audit triggers write this down.

    ``clock`` gives aware UTC. An empty context has no actor, which the audit tables refuse.
    """

    actor: str | None = None
    workstation: str | None = None
    program: str | None = None
    reason: str | None = None
    operation: str | None = None
    clock: Callable[[], datetime] = utc_now


def set_context(connection: Connection, context: AuditContext) -> None:
    """Say on whose behalf this connection works from now on, until it goes back to the pool."""
    connection.info["audit"] = context


def engine_for(path: Path, raw_key: bytes) -> Engine:
    """Return an engine on the encrypted file; a missing file is made with the first connection.

    ``raw_key`` is 32 bytes. A transaction takes the write lock at its beginning unless the connection has the
    execution option ``write=False``. Raises UnsafePlace and SQLiteTooOld.
    """
    refuse_old_sqlite()
    refuse_unsafe_place(path)
    engine = _engine(lambda: connect(path, raw_key, APPLICATION_ID))
    event.listen(engine, "connect", _register_functions)
    event.listen(engine, "checkin", _forget_context)
    return engine


def reading_engine_for(path: Path, raw_key: bytes) -> Engine:
    """Return an engine that can only read, leaves the journal mode alone and works on network drives too.

    Raises DatabaseMissing with the first connection instead of making a file.
    """
    return _engine(lambda: connect_to_read(path, raw_key)).execution_options(write=False)


def refuse_old_sqlite(found: tuple[int, ...] = sqlcipher.sqlite_version_info) -> None:
    """Raise SQLiteTooOld for a library with the WAL-reset defect."""
    if found < OLDEST_SQLITE:
        raise SQLiteTooOld(".".join(map(str, found)))


def connect(path: Path, raw_key: bytes, application_id: int) -> Any:
    """Return a driver connection for work; a new file gets the application id.

    ``trusted_schema`` stays on here, since SQLite otherwise forbids our audit functions in triggers
    (“unsafe use”); the schema is under the key like every page, and extensions cannot be loaded.
    """
    create_privately(path)
    connection = _keyed(path.absolute().as_uri(), raw_key)
    try:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        if pages == 0:
            connection.execute(f"PRAGMA application_id = {application_id}")
        for setting in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {setting}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path, raw_key: bytes) -> Any:
    """Return a driver connection that leaves every byte of the file as it is.

    Opened read-only, since even a connection that writes nothing copies the WAL back when it is the last.
    """
    if not path.exists():
        raise DatabaseMissing
    connection = _keyed(f"{path.absolute().as_uri()}?mode=ro", raw_key)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    return connection


def connect_to_copy(path: Path, raw_key: bytes) -> Any:
    """Return a driver connection that receives a backup: rollback journal, so that any disk will do."""
    create_privately(path)
    connection = _keyed(path.absolute().as_uri(), raw_key)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _keyed(address: str, raw_key: bytes) -> Any:
    if len(raw_key) != 32:
        raise ValueError("A raw key has 32 bytes.")
    connection = sqlcipher.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")  # must be the very first statement
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("PRAGMA mmap_size = 0")
    return connection


def _engine(creator: Callable[[], Any]) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=5,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail as “locked” however long it waits.
    writes = connection.get_execution_options().get("write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _register_functions(connection: Any, entry: ConnectionPoolEntry) -> None:
    info = entry.info
    info["audit"] = AuditContext()
    for name in ("actor", "workstation", "program", "reason", "operation"):
        connection.create_function(f"amhp_{name}", 0, lambda name=name: getattr(info["audit"], name))
    connection.create_function("amhp_now", 0, lambda: _as_stored(info["audit"].clock()))
    connection.create_function("amhp_sha256", 1, _sha256, deterministic=True)


def _forget_context(_connection: Any, entry: ConnectionPoolEntry) -> None:
    entry.info["audit"] = AuditContext()


def _as_stored(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _sha256(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode("utf-8")).hexdigest()
