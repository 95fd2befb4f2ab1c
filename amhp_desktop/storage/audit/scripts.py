"""Run the SQL scripts that come with the program, on either engine, inside the open transaction."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, inspect

_NEEDS = re.compile(r"^-- table: (\w+)$", re.MULTILINE)


def run_script(connection: Connection, path: Path) -> None:
    """Run every statement of a script.

    On SQLite a statement that follows the line ``-- table: name`` runs only where that table exists; the
    scripts for PostgreSQL ask for themselves.
    """
    content = path.read_text(encoding="utf-8")
    if connection.dialect.name == "postgresql":
        # The driver's own cursor: a script has many statements and its % are not parameters.
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(content)
        return
    present = set(inspect(connection).get_table_names())
    for statement in sqlite_statements(content):
        needs = _NEEDS.search(statement)
        if needs is None or needs[1] in present:
            connection.exec_driver_sql(statement)


def sqlite_statements(content: str) -> tuple[str, ...]:
    """Split a script where SQLite sees a whole statement, so that trigger bodies stay in one piece."""
    found, collected = [], ""
    for line in content.splitlines(keepends=True):
        collected += line
        if sqlite3.complete_statement(collected):
            found.append(collected.strip())
            collected = ""
    return tuple(found)
