"""The tables that remember: operations, audit events and the head of the audit chain."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Identity, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from amhp_desktop.storage.records import Base, Instant, RowId


class OperationRow(Base):
    """One act of one person. Its key makes a repeated try fail instead of happening twice."""

    __tablename__ = "operation"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    login: Mapped[str] = mapped_column(String(63))
    workstation: Mapped[str] = mapped_column(String(120))
    program: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text)
    result: Mapped[list[Any]] = mapped_column(JSON)


class AuditEvent(Base):
    """One row's change, or one reading of a person's record, written by the database itself; append-only.

    ``before`` and ``after`` are JSON objects of the changed columns as text; ``seq``, ``previous_hash`` and
    ``hash`` link the event into the chain at commit.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_row", "table_name", "row_id"),
        Index("uq_audit_event_seq", "seq", unique=True),
    )

    id: Mapped[int] = mapped_column(RowId, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor: Mapped[str] = mapped_column(String(63))
    workstation: Mapped[str] = mapped_column(String(120))
    program: Mapped[str] = mapped_column(String(40))
    operation_id: Mapped[str | None] = mapped_column(String(36))
    reason: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(10))
    table_name: Mapped[str] = mapped_column(String(60))
    row_id: Mapped[int] = mapped_column(BigInteger)
    row_version: Mapped[int | None] = mapped_column(Integer)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    seq: Mapped[int | None] = mapped_column(BigInteger)
    previous_hash: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str | None] = mapped_column(String(64))


class AuditHead(Base):
    """The end of the audit chain: one row."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
