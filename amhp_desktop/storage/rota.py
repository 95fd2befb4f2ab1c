"""Stored shifts and duties."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Text, Time
from sqlalchemy.orm import Mapped, mapped_column

from amhp_desktop.domain.rota import ShiftKind
from amhp_desktop.storage.columns import Name, code
from amhp_desktop.storage.records import Instant, Operational


class ShiftRow(Operational):
    """A shift template in wall-clock time, with the people needed on each day of the week."""

    __tablename__ = "shift"

    kind: Mapped[ShiftKind] = mapped_column(code(ShiftKind))
    name: Mapped[str] = mapped_column(Name)
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    monday: Mapped[int] = mapped_column(Integer)
    tuesday: Mapped[int] = mapped_column(Integer)
    wednesday: Mapped[int] = mapped_column(Integer)
    thursday: Mapped[int] = mapped_column(Integer)
    friday: Mapped[int] = mapped_column(Integer)
    saturday: Mapped[int] = mapped_column(Integer)
    sunday: Mapped[int] = mapped_column(Integer)


class DutyRow(Operational):
    """One person on one shift on one day. The database refuses a second duty at the same time.

    ``duty_nobody_in_two_places`` is an exclusion constraint on PostgreSQL and a trigger on SQLite.
    """

    __tablename__ = "duty"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        Index("ix_duty_staff_time", "staff_id", "starts_at"),
    )

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    starts_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text)
