"""What a form takes over from the record: names, dates and places, each with where it came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from amhp_desktop.domain.application_dates import ApplicationFacts
from amhp_desktop.domain.assessments import Knowledge, Recommendation
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import FormDefinition
from amhp_desktop.domain.names import paper_name, show_name
from amhp_desktop.storage.people import DoctorRow, HospitalRow, LssaRow, StaffRow
from amhp_desktop.storage.requests import (
    AllocationRow,
    AssessmentRow,
    ExaminationRow,
    OutcomeRow,
    PersonRow,
    RelativeRow,
    RequestRow,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """One value carried over: the blank's key, a text or a day, and its source in a word."""

    key: str
    source: str
    text: str = ""
    day: date | None = None

    def put_into(self, values: FormValues) -> FormValues:
        """Return the entries with this value."""
        if self.day is not None:
            return values.with_day(self.key, self.day)
        return values.with_text(self.key, self.text)


def carry(session: Session, row: RequestRow, definition: FormDefinition) -> tuple[Carried, ...]:
    """Return what the record offers for a form's blanks; a statement of fact or opinion is never among it."""
    keys = {one.key for one in definition.fields}
    offered = (offer(session, row) for key, offer in _OFFERS.items() if key in keys)
    return tuple(carried for carried in offered if carried is not None)


def doctors_facts(session: Session, row: RequestRow, today: date) -> ApplicationFacts:
    """Return what is recorded about the recommending doctors, for judging the dates."""
    rows = session.execute(
        select(ExaminationRow, DoctorRow)
        .join(DoctorRow, DoctorRow.id == ExaminationRow.doctor_id)
        .where(
            ExaminationRow.request_id == row.id,
            ExaminationRow.recommendation.in_((Recommendation.S2, Recommendation.S3, Recommendation.S4)),
        )
        .order_by(ExaminationRow.examined_on)
    ).all()
    return ApplicationFacts(
        today=today,
        examined_on=tuple(exam.examined_on for exam, _ in rows),
        s12_approved=tuple(_was_approved(doctor, exam.examined_on) for exam, doctor in rows),
        acquaintance=tuple(exam.acquainted for exam, _ in rows),
        recommended_on=tuple(exam.signed_on for exam, _ in rows),
    )


def _was_approved(doctor: DoctorRow, on: date) -> bool | None:
    if not doctor.s12_approved:
        return False
    return None if doctor.s12_until is None else doctor.s12_until >= on


def address(name: str, *lines: str) -> str:
    """Return a name and an address as a form asks for them, on one line."""
    return ", ".join(part.strip().replace("\n", ", ") for part in (name, *lines) if part.strip())


def _hospital(session: Session, row: RequestRow) -> Carried | None:
    found = session.execute(
        select(HospitalRow)
        .join(OutcomeRow, OutcomeRow.hospital_id == HospitalRow.id)
        .where(OutcomeRow.request_id == row.id)
    ).first()
    if found is None:
        return None
    hospital = found[0]
    text = address(hospital.name, hospital.address, hospital.postcode)
    return Carried("hospital_name_address", "outcome", text)


def signatory(session: Session, row: RequestRow) -> str:
    """Return the family name of the AMHP who is responsible now, or nothing."""
    staff = _responsible(session, row)
    return show_name(staff.family, "") if staff is not None else ""


def _responsible(session: Session, row: RequestRow) -> StaffRow | None:
    return session.scalars(
        select(StaffRow)
        .join(AllocationRow, AllocationRow.staff_id == StaffRow.id)
        .where(AllocationRow.request_id == row.id, AllocationRow.ended_at.is_(None))
    ).first()


def _applicant(session: Session, row: RequestRow) -> Carried | None:
    staff = _responsible(session, row)
    if staff is None:
        return None
    text = address(
        paper_name(staff.family, staff.given), staff.work_address, staff.work_postcode, staff.email
    )
    return Carried("applicant_name_address_email", "allocation, staff record", text)


def _patient(session: Session, row: RequestRow) -> Carried | None:
    person = session.get_one(PersonRow, row.person_id)
    name = paper_name(person.family, person.given)
    if not name:
        return None
    return Carried("patient_name_address", "person", address(name, person.address, person.postcode))


def _lssa(session: Session, row: RequestRow) -> Carried | None:
    return Carried("lssa_acting_for", "service", session.get_one(LssaRow, row.lssa_id).name)


def _relative(key: str, knowledge: Knowledge) -> Callable[[Session, RequestRow], Carried | None]:
    def offer(session: Session, row: RequestRow) -> Carried | None:
        found = session.scalars(select(RelativeRow).where(RelativeRow.request_id == row.id)).first()
        if found is None or found.knowledge is not knowledge:
            return None
        name = paper_name(found.family, found.given)
        return Carried(key, "nearest relative", address(name, found.address, found.postcode))

    return offer


def _last_seen(session: Session, row: RequestRow) -> Carried | None:
    days = session.scalars(select(AssessmentRow.last_seen_on).where(AssessmentRow.request_id == row.id))
    seen = [day for day in days if day is not None]
    return Carried("date_last_saw_patient", "assessment", day=max(seen)) if seen else None


_OFFERS: Mapping[str, Callable[[Session, RequestRow], Carried | None]] = {
    "hospital_name_address": _hospital,
    "applicant_name_address_email": _applicant,
    "patient_name_address": _patient,
    "lssa_acting_for": _lssa,
    "nr_name_address": _relative("nr_name_address", Knowledge.KNOWN),
    "nr_delegate_name_address": _relative("nr_delegate_name_address", Knowledge.DELEGATE),
    "date_last_saw_patient": _last_seen,
}
