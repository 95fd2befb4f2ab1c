"""The timeline of a request: every step, call, note and decision in one order."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amhp_desktop.domain.names import show_name
from amhp_desktop.services.who import Who
from amhp_desktop.storage.people import DoctorRow, StaffRow
from amhp_desktop.storage.requests import (
    AllocationRow,
    AssessmentRow,
    ContactRow,
    LogEntryRow,
    OutcomeRow,
    StateChangeRow,
)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: ``kind`` is step, call, note, allocation, assessment or outcome.

    ``by`` is who recorded it; a visit or outcome put right later names who did that.
    """

    at: datetime
    kind: str
    icon: str
    what: str
    detail: str
    by: str


def timeline(session: Session, request_id: int, names: Who) -> tuple[TimelineEntry, ...]:
    """Return what happened to a request, the newest first, in six statements however long it is."""
    entries = [
        *_steps(session, request_id),
        *_calls(session, request_id),
        *_notes(session, request_id),
        *_allocations(session, request_id),
        *_visits(session, request_id),
        *_outcomes(session, request_id),
    ]
    named = [replace(entry, by=names(entry.by)) for entry in entries]
    return tuple(sorted(named, key=lambda entry: entry.at, reverse=True))


def _steps(session: Session, request_id: int) -> list[TimelineEntry]:
    rows = session.scalars(select(StateChangeRow).where(StateChangeRow.request_id == request_id))
    return [
        TimelineEntry(row.at, "step", "flag", row.after.label, row.reason, row.created_by) for row in rows
    ]


def _calls(session: Session, request_id: int) -> list[TimelineEntry]:
    rows = session.execute(
        select(ContactRow, DoctorRow)
        .outerjoin(DoctorRow, DoctorRow.id == ContactRow.doctor_id)
        .where(ContactRow.request_id == request_id)
    ).all()
    found = []
    for row, doctor in rows:
        name = show_name(doctor.family, doctor.given, doctor.title) if doctor else row.name
        detail = f"{row.outcome.label}: {row.note}" if row.note else row.outcome.label
        found.append(
            TimelineEntry(row.at, "call", "phone", f"{row.kind.label}: {name}", detail, row.created_by)
        )
    return found


def _notes(session: Session, request_id: int) -> list[TimelineEntry]:
    rows = session.scalars(select(LogEntryRow).where(LogEntryRow.request_id == request_id))
    return [TimelineEntry(row.at, "note", "message-square", "Note", row.text, row.created_by) for row in rows]


def _allocations(session: Session, request_id: int) -> list[TimelineEntry]:
    rows = session.execute(
        select(AllocationRow, StaffRow)
        .join(StaffRow, StaffRow.id == AllocationRow.staff_id)
        .where(AllocationRow.request_id == request_id)
    ).all()
    return [
        TimelineEntry(
            row.allocated_at, "allocation", "user-check",
            f"Allocated to {show_name(staff.family, staff.given)}", row.reason, row.created_by,
        )
        for row, staff in rows
    ]  # fmt: skip


def _visits(session: Session, request_id: int) -> list[TimelineEntry]:
    rows = session.execute(
        select(AssessmentRow, StaffRow)
        .join(StaffRow, StaffRow.id == AssessmentRow.staff_id)
        .where(AssessmentRow.request_id == request_id)
    ).all()
    return [
        TimelineEntry(
            row.began_at, "assessment", "map-pin", "AMHP with the person",
            ", ".join((show_name(staff.family, staff.given), *row.present)), row.changed_by,
        )
        for row, staff in rows
    ]  # fmt: skip


def _outcomes(session: Session, request_id: int) -> list[TimelineEntry]:
    rows = session.scalars(select(OutcomeRow).where(OutcomeRow.request_id == request_id))
    return [
        TimelineEntry(
            row.decided_at, "outcome", "clipboard-check", row.kind.label, row.reasons, row.changed_by
        )
        for row in rows
    ]
