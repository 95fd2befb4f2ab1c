"""Compare every row with what its audit events say it should be."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, MetaData, Table, inspect, text

from amhp_desktop.storage.audit.tables import (
    audited_columns,
    audited_tables,
    binary_columns,
    fingerprint,
    sqlite_json_object,
)

_STREAM = {"stream_results": True, "yield_per": 500}
_EVENTS = text(
    "SELECT row_id, row_version, after FROM audit_event"
    " WHERE table_name = :name AND action IN ('INSERT', 'UPDATE', 'MIGRATE') ORDER BY row_id, id"
)

Values = Mapping[str, Any]


class Mismatch(Enum):
    """How a row and its audit events disagree."""

    NO_EVENT = "no event"
    NO_ROW = "no row"
    VERSION = "version"
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class RowMismatch:
    """One row that is not what its events say; ``before`` and ``after`` hold the columns that differ."""

    kind: Mismatch
    table: str
    row_id: int
    version: int
    before: Values
    after: Values


@dataclass(slots=True)
class _Known:
    """What the events say of one row, or what the row is."""

    row_id: int
    version: int
    values: dict[str, Any]


def mismatches(connection: Connection, tables: Iterable[Table]) -> Iterator[RowMismatch]:
    """Yield every row of these record tables that differs from its events, reading each table once."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL timezone = 'UTC'")
    for table in tables:
        yield from _mismatches_of(connection, table)


def present_tables(connection: Connection, metadata: MetaData) -> tuple[Table, ...]:
    """Return the record tables that are in this database already."""
    names = set(inspect(connection).get_table_names())
    return tuple(table for table in audited_tables(metadata) if table.name in names)


def may_read(connection: Connection, table: Table) -> bool:
    """Tell whether this login may read the rows of a table."""
    if connection.dialect.name == "sqlite":
        return True
    question = text("SELECT has_table_privilege('public.' || quote_ident(:name), 'SELECT')")
    return bool(connection.execute(question, {"name": table.name}).scalar())


def _mismatches_of(connection: Connection, table: Table) -> Iterator[RowMismatch]:
    """Walk rows and events side by side, both in the order of the row's id."""
    rows, told = _rows(connection, table), _told(connection, table.name)
    row, said = next(rows, None), next(told, None)
    while row is not None or said is not None:
        if said is None or (row is not None and row.row_id < said.row_id):
            assert row is not None  # noqa: S101 - the loop's condition, which mypy cannot see
            yield RowMismatch(Mismatch.NO_EVENT, table.name, row.row_id, row.version, {}, row.values)
            row = next(rows, None)
        elif row is None or said.row_id < row.row_id:
            yield RowMismatch(Mismatch.NO_ROW, table.name, said.row_id, said.version, said.values, {})
            said = next(told, None)
        else:
            yield from _differences(table.name, row, said)
            row, said = next(rows, None), next(told, None)


def _differences(name: str, row: _Known, said: _Known) -> Iterator[RowMismatch]:
    changed = [column for column in row.values if row.values[column] != said.values.get(column)]
    before = {column: said.values.get(column) for column in changed}
    after = {column: row.values[column] for column in changed}
    if changed:
        yield RowMismatch(Mismatch.VALUES, name, row.row_id, row.version, before, after)
    elif row.version != said.version:
        yield RowMismatch(Mismatch.VERSION, name, row.row_id, row.version, {}, {})


def _told(connection: Connection, name: str) -> Iterator[_Known]:
    known: _Known | None = None
    for row_id, version, after in connection.execute(_EVENTS, {"name": name}, execution_options=_STREAM):
        if known is None or known.row_id != row_id:
            if known is not None:
                yield known
            known = _Known(row_id, version, {})
        known.version = version
        known.values.update(json.loads(after))
    if known is not None:
        yield known


def _rows(connection: Connection, table: Table) -> Iterator[_Known]:
    if connection.dialect.name == "sqlite":
        found = {column["name"] for column in inspect(connection).get_columns(table.name)}
        columns = [column for column in audited_columns(table) if column.name in found]
        rendered = sqlite_json_object(columns, "t", "1")
        statement = f'SELECT t.id, t.version, {rendered} FROM "{table.name}" AS t ORDER BY t.id'
    else:
        statement = (
            "SELECT t.id, t.version, (to_jsonb(t) - '{id,version}'::text[])::text"
            f' FROM public."{table.name}" AS t ORDER BY t.id'
        )
    bytes_columns = binary_columns(table)
    for row_id, version, rendered_values in connection.exec_driver_sql(statement, execution_options=_STREAM):
        values = json.loads(rendered_values)
        for column in bytes_columns:
            if values.get(column) is not None:
                values[column] = fingerprint(values[column])
        yield _Known(row_id, version, values)
