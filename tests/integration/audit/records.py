"""Records for tests of the trail: authorities as a service records them, and one row of every table."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Boolean, Date, DateTime, Enum, Integer, LargeBinary, Table, Time, Uuid

from amhp_desktop.domain.changes import operation
from amhp_desktop.storage.database import Database
from amhp_desktop.storage.people import LssaRow

NOON = datetime(2026, 11, 24, 12, 5, 7, 123456, tzinfo=UTC)
_EXAMPLES: tuple[tuple[type, Any], ...] = (
    (Boolean, True),
    (DateTime, NOON),
    (Date, date(2026, 11, 24)),
    (Time, time(9, 5)),
    (LargeBinary, b"\x00\xff"),
    (JSON, {"é": [1, None]}),
    (Integer, 1),
)


def example_values(table: Table) -> dict[str, Any]:
    """Return a value for every column but the key; every foreign key is 1."""
    values = {column.name: _example(column.type) for column in table.columns if column.name != "id"}
    values |= {"version": 1, "voided_at": None, "voided_by": None, "void_reason": None}
    if "ends_at" in values:
        values["ends_at"] = NOON + timedelta(hours=8)
    return values


def _example(kind: Any) -> Any:
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return next(iter(kind.enum_class))
    if isinstance(kind, Uuid):
        return uuid4()
    plain = getattr(kind, "impl_instance", kind)
    if kind is not plain and isinstance(plain, JSON):
        return ()
    return next((value for known, value in _EXAMPLES if isinstance(plain, known)), 'Ł "1"\n\x1f')


def add_lssa(database: Database, name: str) -> int:
    """Record an authority as a service would, and return its id."""
    with database.changing(operation("lssa:record", "A new agreement")) as change:
        row = change.add(LssaRow(name=name, own=True))
        change.answer(row.id)
    return row.id


def rename_lssa(database: Database, row_id: int, name: str) -> None:
    """Change an authority's name as a service would."""
    with database.changing(operation("lssa:rename", "It moved")) as change:
        change.session.get_one(LssaRow, row_id).name = name
