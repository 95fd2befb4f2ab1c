"""Bring a database to the schema this program works with, or say that it is newer."""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, inspect, text
from sqlalchemy.exc import DBAPIError

from amhp_desktop.domain.errors import ReadOnly, Trouble
from amhp_desktop.paths import database_scripts
from amhp_desktop.storage.audit.rows import Mismatch, RowMismatch, mismatches, present_tables
from amhp_desktop.storage.audit.triggers import drop_triggers
from amhp_desktop.storage.columns import tell_postgresql
from amhp_desktop.storage.derived import install_derived
from amhp_desktop.storage.schema import METADATA

_LOCK = 0x414D4850  # "AMHP": one migration at a time
_POSTGRES_PATIENCE = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    "SET LOCAL lock_timeout = '30s'",
)
_NOTE = {
    "sqlite": text(
        "INSERT INTO audit_event (at, actor, workstation, program, reason, action, table_name, row_id,"
        " row_version, before, after) VALUES (strftime('%Y-%m-%d %H:%M:%f000', 'now'), :login, '', '',"
        " :reason, 'MIGRATE', :name, :row_id, :version, :before, :after)"
    ),
    "postgresql": text(
        "SELECT set_config('amhp.reason', :reason, true),"
        " audit.note('MIGRATE', :name, :row_id, :version, :before, :after)"
    ),
}


class MigrationFailed(Trouble):
    """The database could not be brought to the new schema; it is as it was."""


@dataclass(frozen=True, slots=True)
class SchemaState:
    """Which schema a database has (``current``, empty for none) and which this program works with (``head``).

    ``newer`` means that a later program has changed the database: this one may only read.
    """

    current: str
    head: str
    newer: bool

    @property
    def empty(self) -> bool:
        """Tell whether the database has no tables of ours yet."""
        return not self.current

    @property
    def ready(self) -> bool:
        """Tell whether this program may read and write."""
        return self.current == self.head


@dataclass(frozen=True, slots=True)
class Migrations:
    """A folder of migrations and the tables they end in."""

    folder: Path
    metadata: MetaData

    def revisions(self) -> tuple[str, ...]:
        """Return every revision, oldest first, from the list that spares loading the migration library."""
        with (self.folder / "head.toml").open("rb") as file:
            return tuple(tomllib.load(file)["revisions"])


OURS = Migrations(database_scripts("migrations"), METADATA)


def state(engine: Engine, migrations: Migrations = OURS) -> SchemaState:
    """Return the schema state of a database."""
    with engine.execution_options(write=False).connect() as connection:
        return _state(connection, migrations)


def newer_notice(found: SchemaState) -> str:
    """Return what to tell people, and `Database`, where the database is newer; empty where it is not."""
    if not found.newer:
        return ""
    return "This database was changed by a newer version of the program. Here it can be read, not changed."


def upgrade(
    engine: Engine, backup: Callable[[], None], *, login: str = "setup", migrations: Migrations = OURS
) -> SchemaState:
    """Bring the database to this program's schema, all or nothing, and return its state.

    ``backup`` runs first, unless the database is empty; if it raises, nothing is changed. ``login`` is who
    does it, for the audit trail of a local database. Raises ReadOnly where the database is newer and
    MigrationFailed where a step fails.
    """
    found = state(engine, migrations)
    if found.newer:
        raise ReadOnly(newer_notice(found), to_do="Install the newer version of the program.")
    if found.ready:
        return found
    if not found.empty:
        backup()
    with engine.connect() as connection, _foreign_keys_off(connection):
        try:
            with connection.begin():
                _migrate(connection, migrations, login)
        except DBAPIError as error:
            raise MigrationFailed(
                "The database could not be brought to the new version.",
                kept="It is as it was before.",
                to_do="Send the log to those who look after the program.",
            ) from error
    return state(engine, migrations)


def _state(connection: Connection, migrations: Migrations) -> SchemaState:
    known = migrations.revisions()
    current = ""
    if inspect(connection).has_table("alembic_version"):
        current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""
    return SchemaState(current, known[-1], newer=bool(current) and current not in known)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Keep SQLite from emptying child tables while a parent is built anew; it heeds this only outside."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("a fresh connection has its driver")
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _migrate(connection: Connection, migrations: Migrations, login: str) -> None:
    if connection.dialect.name == "postgresql":
        for setting in _POSTGRES_PATIENCE:
            connection.exec_driver_sql(setting)
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = _state(connection, migrations)
    if found.ready:
        return  # another workstation was quicker
    counts = _row_counts(connection)
    # Rows that do not match their events before stay in doubt afterwards: nothing is laundered here.
    in_doubt = set() if found.empty else _in_doubt(connection, migrations)
    if not found.empty:
        drop_triggers(connection)
    _run_alembic(connection, migrations)
    _refuse_loss(connection, counts)
    install_derived(connection, migrations.metadata)
    reason = f"Database brought from version {found.current or 'none'} to {found.head}."
    for mismatch in tuple(mismatches(connection, present_tables(connection, migrations.metadata))):
        if mismatch.kind is not Mismatch.NO_ROW and (mismatch.table, mismatch.row_id) not in in_doubt:
            _note(connection, mismatch, login, reason)


def _in_doubt(connection: Connection, migrations: Migrations) -> set[tuple[str, int]]:
    tables = present_tables(connection, migrations.metadata)
    return {(mismatch.table, mismatch.row_id) for mismatch in mismatches(connection, tables)}


def _run_alembic(connection: Connection, migrations: Migrations) -> None:
    # Imported here: it costs a tenth of a second, and most starts have nothing to migrate.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations.folder).replace("%", "%%"))
    config.attributes.update(connection=connection, metadata=tell_postgresql(migrations.metadata))
    command.upgrade(config, "head")


def _row_counts(connection: Connection) -> dict[str, int]:
    prepare = connection.dialect.identifier_preparer.quote
    return {
        name: connection.exec_driver_sql(f"SELECT count(*) FROM {prepare(name)}").scalar_one()
        for name in inspect(connection).get_table_names()
    }


def _refuse_loss(connection: Connection, counts: dict[str, int]) -> None:
    after = _row_counts(connection)
    lost = [name for name, count in counts.items() if name in after and after[name] < count]
    if lost or _has_broken_references(connection):
        raise MigrationFailed(
            "The new version of the database would have lost rows.",
            kept="The database is as it was before.",
            to_do="Send the log to those who look after the program.",
        )


def _has_broken_references(connection: Connection) -> bool:
    """Ask SQLite, which does not look while foreign keys are off; PostgreSQL never stops looking."""
    if connection.dialect.name != "sqlite":
        return False
    return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None


def _note(connection: Connection, mismatch: RowMismatch, login: str, reason: str) -> None:
    values = {
        "reason": reason,
        "name": mismatch.table,
        "row_id": mismatch.row_id,
        "version": mismatch.version,
        "before": json.dumps(mismatch.before, ensure_ascii=False),
        "after": json.dumps(mismatch.after, ensure_ascii=False),
    }
    if connection.dialect.name == "sqlite":
        values["login"] = login
    connection.execute(_NOTE[connection.dialect.name], values)
