"""Whatever kind of value a record has, the trail keeps it, and the check compares it with the row."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import JSON, Float, LargeBinary, MetaData, Text
from sqlalchemy.orm import Mapped, mapped_column

from amhp_desktop.domain.changes import operation
from amhp_desktop.storage.audit.verify import verify
from amhp_desktop.storage.derived import install_derived
from amhp_desktop.storage.history import AuditEvent, AuditHead, OperationRow
from amhp_desktop.storage.records import NAMING, Instant, Record
from tests.support.clock import MovableClock
from tests.support.databases import Opened, local_database, shared_database

TOYS = MetaData(naming_convention=NAMING)


class Toy(Record):
    """A table outside the program's own schema."""

    __abstract__ = True
    metadata = TOYS


class ToyValues(Toy):
    """One column of each kind."""

    __tablename__ = "toy_values"

    flag: Mapped[bool | None]
    number: Mapped[int | None]
    measure: Mapped[float | None] = mapped_column(Float)
    words: Mapped[str | None] = mapped_column(Text)
    day: Mapped[date | None]
    clock: Mapped[time | None]
    moment: Mapped[datetime | None] = mapped_column(Instant)
    mark: Mapped[UUID | None]
    tree: Mapped[Any | None] = mapped_column(JSON)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


for _kept in (AuditEvent, AuditHead, OperationRow):
    _kept.__table__.to_metadata(TOYS)  # type: ignore[attr-defined]

VALUES: dict[str, tuple[Any, Any]] = {
    "flag": (True, False),
    "number": (0, -(2**31)),
    "measure": (0.1, 1e300),
    "words": ('"quoted" \\ back\nline', "Ł\x1f😀"),
    "day": (date(2026, 2, 28), date(1900, 1, 1)),
    "clock": (time(0, 0), time(23, 59, 59)),
    "moment": (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(1926, 1, 1, 1, 2, 3, 4, tzinfo=UTC)),
    "mark": (UUID(int=0), UUID(int=2**128 - 1)),
    "tree": ({"é": [1, None, {"a": "b"}]}, []),
    "content": (b"\x00\xff", b""),
}


@pytest.fixture(params=["local", "shared"])
def toys(request: pytest.FixtureRequest, tmp_path: Path, clock: MovableClock) -> Iterator[Opened]:
    """Give a database that has the toy table besides the program's own."""
    where = (
        local_database(tmp_path, clock)
        if request.param == "local"
        else shared_database(request.getfixturevalue("postgres_server"), clock)
    )
    with where as opened:
        with opened.engine.begin() as connection:
            ToyValues.__table__.create(connection)  # type: ignore[attr-defined]
            install_derived(connection, TOYS)
        yield opened


@pytest.mark.parametrize("column", list(VALUES))
def test_a_value_given_changed_and_taken_away_is_in_the_trail(toys: Opened, column: str) -> None:
    first, second = VALUES[column]
    with toys.database.changing(operation("toy:add")) as change:
        row_id = change.add(ToyValues(**{column: first})).id
    for value in (second, None):
        with toys.database.changing(operation("toy:change")) as change:
            setattr(change.session.get_one(ToyValues, row_id), column, value)
    events = toys.rows("SELECT before, after FROM audit_event WHERE table_name = 'toy_values' ORDER BY id")
    assert [(before is None, column in json.loads(after)) for before, after in events] == [
        (True, True),
        (False, True),
        (False, True),
    ]
    assert json.loads(events[2][0])[column] == json.loads(events[1][1])[column]
    assert json.loads(events[2][1])[column] is None
    assert verify(toys.engine, metadata=TOYS) == ()


def test_every_value_is_compared(toys: Opened) -> None:
    with toys.database.changing(operation("toy:add")) as change:
        change.add(ToyValues(**{column: first for column, (first, _) in VALUES.items()}))
    assert verify(toys.engine, metadata=TOYS) == ()
    for column in VALUES:
        toys.tamper(f"UPDATE toy_values SET {column} = NULL")
    (finding,) = verify(toys.engine, metadata=TOYS)
    assert {name for name in VALUES if name in finding.sentence} == set(VALUES)


def test_bytes_are_kept_as_a_fingerprint_only(toys: Opened) -> None:
    with toys.database.changing(operation("toy:add")) as change:
        change.add(ToyValues(content=b"a document"))
    ((after,),) = toys.rows("SELECT after FROM audit_event WHERE table_name = 'toy_values'")
    assert json.loads(after)["content"].startswith("sha256:")
    assert b"a document".hex() not in after
