"""A ready database on either engine for a test, and the ways in that a thief with full access would have."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from amhp_desktop.domain.access import Role
from amhp_desktop.storage import migration
from amhp_desktop.storage.database import Actor, Database, Engines
from amhp_desktop.storage.local.engine import APPLICATION_ID, connect, engine_for
from amhp_desktop.storage.local_engines import LocalEngines
from amhp_desktop.storage.shared import accounts, setup
from amhp_desktop.storage.shared.engine import SharedEngines, SharedTarget
from amhp_desktop.storage.shared.engine import engine_for as shared_engine_for
from tests.support.clock import MovableClock
from tests.support.postgres import PostgresServer

PASSWORD = "violet harbour sings 29"
_TEMPLATE = "amhp_template"


@dataclass
class Opened:
    """One open database: `database` for services, `engine` for a look beneath, `tamper` for a thief."""

    engines: Engines
    database: Database
    tamper: Callable[..., None]
    another: Callable[[], Engine] = field(repr=False)
    target: SharedTarget | None = None

    @property
    def engine(self) -> Engine:
        """The engine beneath."""
        return self.engines.engine

    @property
    def is_local(self) -> bool:
        """Tell whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """Read with plain SQL."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement), values)]


@contextmanager
def local_database(folder: Path, clock: Callable[[], datetime] | None = None) -> Iterator[Opened]:
    """Open a fresh encrypted file with the program's schema."""
    path, key = folder / "test.amhp", secrets.token_bytes(32)
    engines = LocalEngines(engine_for(path, key))
    migration.upgrade(engines.engine, backup=lambda: None)

    def tamper(*statements: str) -> None:
        with closing(connect(path, key, APPLICATION_ID)) as thief:
            found = thief.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            thief.execute("PRAGMA foreign_keys = OFF")
            for name, _ in found:
                thief.execute(f'DROP TRIGGER "{name}"')
            for statement in (*statements, *(sql for _, sql in found)):
                thief.execute(statement)

    database = Database(engines, Actor("priya", "desk-3", "test"), clock or MovableClock())
    try:
        yield Opened(engines, database, tamper, lambda: engine_for(path, key))
    finally:
        engines.engine.dispose()


@contextmanager
def shared_database(server: PostgresServer, clock: Callable[[], datetime] | None = None) -> Iterator[Opened]:
    """Open a fresh copy of the program's schema on the server, as its superuser."""
    name = server.create_database(template(server))
    with server.connect() as connection:
        setup.settle(connection, name)  # a copy of a template does not take them along
    target = target_on(server, name)
    engines = SharedEngines(shared_engine_for(target, lambda: server.password))

    def tamper(*statements: str) -> None:
        with server.connect(name) as thief:
            thief.execute("SET session_replication_role = replica")
            for statement in statements:
                thief.execute(statement)

    database = Database(engines, Actor(server.superuser, "desk-3", "test"), clock or MovableClock())
    try:
        yield Opened(
            engines, database, tamper, lambda: shared_engine_for(target, lambda: server.password), target
        )
    finally:
        engines.engine.dispose()
        server.drop_database(name)


def template(server: PostgresServer) -> str:
    """Set up the shared database once on a server, and return its name for copies."""
    with server.connect() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_TEMPLATE]).fetchone()
    if found is None:
        setup.create(target_on(server, "postgres"), lambda: server.password, _TEMPLATE)
    return _TEMPLATE


def target_on(server: PostgresServer, database: str, login: str | None = None) -> SharedTarget:
    """Return where a database is, to sign in with protection; by default as the superuser."""
    ca_file = server.ca_file if server.tls else None
    return SharedTarget(server.host, server.port, database, login or server.superuser, ca_file)


@contextmanager
def signed_in(opened: Opened, role: Role) -> Iterator[Engine]:
    """Sign a new person of this role in to a shared database; the login is gone afterwards."""
    assert opened.target is not None
    login = f"{role.value}.{secrets.token_hex(4)}"
    accounts.create_login(opened.engine, login, PASSWORD, role)
    there = opened.target
    engine = shared_engine_for(
        SharedTarget(there.host, there.port, there.database, login, there.ca_file), lambda: PASSWORD
    )
    try:
        yield engine
    finally:
        engine.dispose()
        with opened.engine.begin() as connection:
            connection.execute(text(f'DROP ROLE "{login}"'))
