"""What the one database type needs to know of the local engine."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, MetaData, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from amhp_desktop.domain.changes import Operation
from amhp_desktop.storage.database import Actor
from amhp_desktop.storage.local.engine import AuditContext, set_context
from amhp_desktop.storage.schema import METADATA

_RAISED = re.compile(r"^constraint: (\w+)$")
_NAMED = re.compile(r"^(?:CHECK constraint failed: |UNIQUE constraint failed: index ')(\w+)'?$")
_COLUMNS = re.compile(r"^UNIQUE constraint failed: ([\w., ]+)$")


@dataclass(frozen=True, slots=True)
class LocalEngines:
    """The encrypted SQLite file beneath a `Database`."""

    engine: Engine

    def begin_as(self, connection: Connection, actor: Actor, operation: Operation, at: datetime) -> None:
        """Hand the triggers of this connection their context; BEGIN IMMEDIATE already made others wait."""
        set_context(
            connection,
            AuditContext(
                actor=actor.login,
                workstation=actor.workstation,
                program=actor.program,
                reason=operation.reason,
                operation=str(operation.id),
                clock=lambda: at,
            ),
        )

    def constraint_named(self, error: IntegrityError) -> str:
        """Return the name of the constraint that refused, or an empty string."""
        return constraint_in(str(error.orig), METADATA)


def constraint_in(message: str, metadata: MetaData) -> str:
    """Find the constraint's name in SQLite's message, which for plain unique columns names only those."""
    named = _RAISED.match(message) or _NAMED.match(message)
    if named:
        return named[1]
    columns = _COLUMNS.match(message)
    return _unique_over(columns[1].split(", "), metadata) if columns else ""


def _unique_over(qualified: list[str], metadata: MetaData) -> str:
    """Return the unique index or constraint over exactly these ``table.column`` names."""
    name = qualified[0].partition(".")[0]
    table = metadata.tables.get(name)
    if table is None:
        return ""
    wanted = {entry.partition(".")[2] for entry in qualified}
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        if index.unique and {column.name for column in index.columns} == wanted:
            return str(index.name)
    keys = (c for c in table.constraints if isinstance(c, (UniqueConstraint, PrimaryKeyConstraint)))
    for key in keys:
        if {column.name for column in key.columns} == wanted:
            return str(key.name)
    return ""
