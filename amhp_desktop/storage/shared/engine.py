"""Connections to the shared database: protected, short of patience, and without the password in any text."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import IntegrityError

from amhp_desktop.domain.changes import Operation
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.storage.database import Actor
from amhp_desktop.storage.shared.certificate_check import certificate_is_out_of_date
from amhp_desktop.storage.shared.impatient import ImpatientConnection
from amhp_desktop.storage.shared.server_check import OLDEST_SERVER
from amhp_desktop.storage.shared.troubles import (
    CertificateRefused,
    certificate_out_of_date,
    server_too_old,
    trouble_connecting,
)

Password = Callable[[], str]

# Give up after 5 s on the way in; notice a vanished peer after about 20 s at most (security.md section 6).
_PATIENCE: dict[str, str | int] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_BEGIN = text(
    "SELECT set_config('amhp.workstation', :workstation, true), set_config('amhp.program', :program, true),"
    " set_config('amhp.reason', :reason, true), set_config('amhp.operation', :operation, true),"
    " pg_advisory_xact_lock(:lock)"
)


@dataclass(frozen=True, slots=True)
class SharedTarget:
    """Where the shared database is and who signs in.

    ``ca_file`` is the service's own certificate authority, or None for those the operating system trusts. On
    this very computer (loopback) and without one, the connection need not be encrypted.
    """

    host: str
    port: int
    database: str
    login: str
    ca_file: Path | None = None

    @property
    def loopback(self) -> bool:
        """Tell whether the server is this computer."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def connection_settings(target: SharedTarget) -> dict[str, str | int]:
    """Return what libpq is told, without the password."""
    settings: dict[str, str | int] = {
        "host": target.host,
        "port": target.port,
        "dbname": target.database,
        "user": target.login,
        "application_name": "AMHP Desktop",
        **_PATIENCE,
    }
    if target.loopback and target.ca_file is None:
        return settings | {"sslmode": "prefer"}
    return settings | {
        "sslmode": "verify-full",
        "sslrootcert": "system" if target.ca_file is None else str(target.ca_file),
        "channel_binding": "require",
        "require_auth": "scram-sha-256",
        "gssencmode": "disable",
    }


def connect(
    target: SharedTarget, password: Password, *, autocommit: bool = False, patient: bool = False
) -> psycopg.Connection[Any]:
    """Return a driver connection, or raise the Trouble that says why there is none.

    It gives up after ten seconds without an answer, unless it is to be ``patient``.
    """
    kind = psycopg.Connection[Any] if patient else ImpatientConnection
    settings = connection_settings(target)
    try:
        connection = kind.connect(**settings, password=password(), autocommit=autocommit)  # type: ignore[arg-type]
    except psycopg.Error as error:
        # Without its cause: the driver's text names logins and addresses, and this one may be logged.
        raise _why(error, target) from None
    version = connection.info.server_version // 10_000
    if version < OLDEST_SERVER:
        connection.close()
        raise server_too_old(version, OLDEST_SERVER)
    return connection


def _why(error: psycopg.Error, target: SharedTarget) -> Trouble:
    trouble = trouble_connecting(error)
    if isinstance(trouble, CertificateRefused) and certificate_is_out_of_date(
        target.host, target.port, target.ca_file
    ):
        return certificate_out_of_date()
    return trouble


def engine_for(target: SharedTarget, password: Password, *, patient: bool = False) -> Engine:
    """Return an engine; every connection asks ``password`` anew, so that it is never kept here.

    Work that may take minutes, such as a migration or a check of everything, wants a ``patient`` one.
    Raises a Trouble of `storage.shared.troubles` from whatever first needs a connection.
    """
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: connect(target, password, patient=patient),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=2,
        max_overflow=1,
        pool_recycle=1800,
        pool_timeout=10,
    )


@dataclass(frozen=True, slots=True)
class SharedEngines:
    """The PostgreSQL server beneath a `Database`."""

    engine: Engine

    def begin_as(self, connection: Connection, actor: Actor, operation: Operation, at: datetime) -> None:  # noqa: ARG002
        """Tell the triggers from where and why; who and when the server takes from itself.

        The lock makes a second try of the same operation wait until the first has ended.
        """
        connection.execute(
            _BEGIN,
            {
                "workstation": actor.workstation,
                "program": actor.program,
                "reason": operation.reason,
                "operation": str(operation.id),
                "lock": int.from_bytes(operation.id.bytes[:8], signed=True),
            },
        )

    def constraint_named(self, error: IntegrityError) -> str:
        """Return the name of the constraint that refused, or an empty string."""
        if isinstance(error.orig, psycopg.Error):
            return error.orig.diag.constraint_name or ""
        return ""
