"""Set up the shared database: roles, database, schema, rights, and the first administrator."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from amhp_desktop.domain.access import Role
from amhp_desktop.paths import database_scripts
from amhp_desktop.storage import migration
from amhp_desktop.storage.migration import SchemaState
from amhp_desktop.storage.rights import rights
from amhp_desktop.storage.shared.accounts import create_login
from amhp_desktop.storage.shared.engine import Password, SharedTarget, connect, engine_for
from amhp_desktop.storage.shared.server_check import LIMITS_MS
from amhp_desktop.storage.shared.troubles import trouble_working

# Kept with the database, for every session in it whatever program opened it.
_SETTINGS = {
    **{name: f"{limit}ms" for name, limit in LIMITS_MS.items()},
    "default_transaction_isolation": "read committed",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "timezone": "UTC",
}
# Only a superuser may set these; where the setup runs as less, the check at the program's start reports them.
# An error's DETAIL quotes the values of the row, so the server's log goes without.
_SUPERUSER_SETTINGS = {
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


def create(admin: SharedTarget, password: Password, database: str) -> SchemaState:
    """Make the roles and the database where they are missing, and bring it to this program's schema.

    ``admin`` signs in to any existing database (usually ``postgres``) as a superuser or as a role that may
    create roles and databases. Safe to run again. Raises Trouble.
    """
    with connect(admin, password, autocommit=True, patient=True) as connection, _in_words():
        connection.execute(_script("roles.sql"))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER amhp_owner TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(database)
                )
            )
        settle(connection, database)
    return upgrade(within(admin, database), password, backup=lambda: None)


def upgrade(target: SharedTarget, password: Password, backup: Callable[[], None]) -> SchemaState:
    """Bring the shared database to this program's schema; ``target`` signs in as who created it."""
    engine = engine_for(target, password, patient=True)
    try:
        return migration.upgrade(engine, backup)
    finally:
        engine.dispose()


def create_first_admin(target: SharedTarget, password: Password, login: str, new_password: str) -> None:
    """Give the service its first administrator, who makes every other login from within the program."""
    engine = engine_for(target, password)
    try:
        create_login(engine, login, new_password, Role.ADMIN)
    finally:
        engine.dispose()


def within(admin: SharedTarget, database: str) -> SharedTarget:
    """Return the same server and login with another database."""
    return SharedTarget(admin.host, admin.port, database, admin.login, admin.ca_file)


def settle(connection: psycopg.Connection[object], database: str) -> None:
    """Write the settings that belong to the database, and who may enter it; a restored copy needs this too."""
    name = sql.Identifier(database)
    groups = sql.SQL(", ").join(sql.Identifier(f"amhp_{role}") for role in rights().roles)
    superuser = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    settings = _SETTINGS | (_SUPERUSER_SETTINGS if superuser == (True,) else {})
    for setting, value in settings.items():
        connection.execute(
            sql.SQL("ALTER DATABASE {} SET {} = {}").format(name, sql.Identifier(setting), sql.Literal(value))
        )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, groups))


def _script(name: str) -> bytes:
    return database_scripts("postgres", name).read_bytes()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        raise trouble_working(error) from error
