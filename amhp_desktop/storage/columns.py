"""Column types that several records share."""

from enum import Enum
from typing import Any

from sqlalchemy import JSON, Index, MetaData, String, text
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from amhp_desktop.domain.codes import Coded


def code(entries: type[Coded]) -> SqlEnum:
    """Return a text column that keeps the stored code of a code list and gives back its entry."""
    return SqlEnum(
        entries,
        native_enum=False,
        length=30,
        create_constraint=False,
        values_callable=lambda chosen: [str(entry.value) for entry in chosen],
    )


class Codes(TypeDecorator[tuple[Any, ...]]):
    """Several entries of one code list in one column, as a JSON list of their codes."""

    impl = JSON
    cache_ok = True

    def __init__(self, entries: type[Enum]) -> None:
        super().__init__()
        self.entries = entries

    @override
    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> list[str]:
        """Keep the codes in the order chosen."""
        return [entry.value for entry in value or ()]

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[Any, ...]:
        """Give back the entries."""
        return tuple(self.entries(stored) for stored in value or ())


class Lines(TypeDecorator[tuple[str, ...]]):
    """A few short texts in one column, as a JSON list."""

    impl = JSON
    cache_ok = True

    @override
    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str]:
        """Keep the texts in their order."""
        return list(value or ())

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...]:
        """Give back the texts."""
        return tuple(value or ())


Name = String(120)
Word = String(60)
Phone = String(60)
Postcode = String(12)
Login = String(63)

IN_USE = "voided_at IS NULL"


_CONDITION = "condition"


def index_where(condition: str, name: str, *columns: str) -> Index:
    """Return an index over the rows that meet a condition, on either engine."""
    return Index(name, *columns, sqlite_where=text(condition), info={_CONDITION: condition})


def unique_where(condition: str, name: str, *columns: str) -> Index:
    """Return a unique index over the rows that meet a condition, on either engine."""
    return Index(name, *columns, unique=True, sqlite_where=text(condition), info={_CONDITION: condition})


def tell_postgresql(metadata: MetaData) -> MetaData:
    """Give the indexes their conditions for PostgreSQL too, and return the same metadata.

    Only who writes or compares a migration needs this: naming PostgreSQL loads its dialect, which costs every
    start of a local database a twentieth of a second.
    """
    for table in metadata.tables.values():
        for index in table.indexes:
            if _CONDITION in index.info:
                index.dialect_kwargs["postgresql_where"] = text(index.info[_CONDITION])
    return metadata
