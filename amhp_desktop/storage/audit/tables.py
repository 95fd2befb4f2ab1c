"""Which tables are audited, and how SQLite renders their values as JSON."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import JSON, Boolean, Column, DateTime, LargeBinary, MetaData, Table
from sqlalchemy.types import TypeEngine

# An event has columns of its own for these two; every other column stands in its before and after.
IN_THE_EVENT = ("id", "version")
_MARKS = frozenset({"id", "version", "operation_id", "created_by", "changed_by", "voided_at", "voided_by"})


def audited_tables(metadata: MetaData) -> tuple[Table, ...]:
    """Return the tables of records: those with a version, an author and voiding."""
    return tuple(table for table in metadata.sorted_tables if set(table.columns.keys()) >= _MARKS)


def audited_columns(table: Table) -> tuple[Column[object], ...]:
    """Return the columns whose values an event keeps."""
    return tuple(column for column in table.columns if column.name not in IN_THE_EVENT)


def binary_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of bytes: the trail keeps their fingerprint, not a second copy of each document."""
    return tuple(column.name for column in table.columns if isinstance(_plain(column), LargeBinary))


def sqlite_json_value(column: Column[object], row: str) -> str:
    """Return SQL that renders one value of ``row`` (NEW, OLD or an alias) as JSON, as PostgreSQL does."""
    value, kind = f'{row}."{column.name}"', _plain(column)
    if isinstance(kind, Boolean):
        return f"CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
    if isinstance(kind, JSON):
        return f"coalesce({value}, 'null')"
    if isinstance(kind, DateTime):
        return f"json_quote(replace({value}, ' ', 'T') || '+00:00')"
    if isinstance(kind, LargeBinary):
        # NEW and OLD are seen by triggers, which run where our functions are; a check may have to do without.
        fingerprinted = f"'sha256:' || amhp_sha256(hex({value}))"
        shown = fingerprinted if row in {"NEW", "OLD"} else f"'\\x' || hex({value})"
        return f"CASE WHEN {value} IS NULL THEN 'null' ELSE json_quote({shown}) END"
    return f"json_quote({value})"


def fingerprint(rendered: str) -> str:
    r"""Return what the trail keeps of bytes that were rendered as ``\x00ff``."""
    return "sha256:" + hashlib.sha256(rendered[2:].upper().encode()).hexdigest()


def sqlite_json_object(columns: Iterable[Column[object]], row: str, condition: str) -> str:
    """Return SQL for a JSON object of the columns for which ``condition`` (with ``{name}``) holds."""
    parts = []
    for column in columns:
        entry = f"',\"{column.name}\":' || {sqlite_json_value(column, row)}"
        wanted = condition.format(name=column.name)
        parts.append(f"CASE WHEN {wanted} THEN {entry} ELSE '' END")
    return "'{' || substr(" + "\n    || ".join(parts) + ", 2) || '}'"


def _plain(column: Column[object]) -> TypeEngine[object]:
    kind = column.type
    return kind.impl_instance if hasattr(kind, "impl_instance") else kind
