"""What every stored record has: identity, version, who and when, and voiding instead of deletion."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Integer, MetaData, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers its rows by itself only where the key is called INTEGER.
RowId = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant: ``timestamptz`` on PostgreSQL, UTC text on SQLite, which keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times, which would be read in whatever zone the machine has."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs its zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC on either engine."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The one registry of tables; constraint names follow one convention on both engines."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A versioned record: every save carries its operation, and nothing is ever deleted, only voided."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(RowId, Identity(), primary_key=True, sort_order=-9)
    version: Mapped[int] = mapped_column(Integer, nullable=False, sort_order=-8)
    operation_id: Mapped[UUID] = mapped_column(Uuid, index=True, sort_order=90)
    created_at: Mapped[datetime] = mapped_column(Instant, sort_order=91)
    created_by: Mapped[str] = mapped_column(String(63), sort_order=92)
    changed_at: Mapped[datetime] = mapped_column(Instant, sort_order=93)
    changed_by: Mapped[str] = mapped_column(String(63), sort_order=94)
    voided_at: Mapped[datetime | None] = mapped_column(Instant, sort_order=95)
    voided_by: Mapped[str | None] = mapped_column(String(63), sort_order=96)
    void_reason: Mapped[str | None] = mapped_column(Text, sort_order=97)

    @declared_attr.directive
    @classmethod
    @override
    def __mapper_args__(cls) -> dict[str, Any]:
        """Count versions, so that the second of two savers is told instead of winning silently."""
        return {"version_id_col": cls.__table__.c.version} if "__table__" in cls.__dict__ else {}


class Operational(Record):
    """A record of the service's daily work: it belongs to one local social services authority."""

    __abstract__ = True

    lssa_id: Mapped[int] = mapped_column(ForeignKey("lssa.id"), index=True, sort_order=-7)
