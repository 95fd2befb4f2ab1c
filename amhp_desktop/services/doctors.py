"""The s.12 doctor book."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from typing_extensions import override

from amhp_desktop.domain.errors import Problem
from amhp_desktop.domain.names import show_name
from amhp_desktop.domain.people import DoctorDraft, doctor_problems
from amhp_desktop.services.entries import EntryService
from amhp_desktop.storage.people import DoctorRow


@dataclass(frozen=True, slots=True)
class DoctorLine:
    """A doctor in a list."""

    id: int
    name: str
    s12_approved: bool
    s12_until: date | None
    s12_lapsed: bool
    is_gp: bool
    base: str
    languages: str
    phone: str


class DoctorService(EntryService[DoctorDraft]):
    """Doctors who may be asked for a medical recommendation."""

    row = DoctorRow
    draft = DoctorDraft

    @override
    def problems(self, draft: DoctorDraft) -> tuple[Problem, ...]:
        return doctor_problems(draft)

    def lines(self) -> tuple[DoctorLine, ...]:
        """Return every doctor in use, by family name."""
        today = self.today()
        with self.database.reading() as session:
            rows = session.scalars(select(DoctorRow).order_by(DoctorRow.family, DoctorRow.given)).all()
        return tuple(
            DoctorLine(
                id=row.id,
                name=show_name(row.family, row.given, row.title),
                s12_approved=row.s12_approved,
                s12_until=row.s12_until,
                s12_lapsed=row.s12_approved and row.s12_until is not None and row.s12_until < today,
                is_gp=row.is_gp,
                base=row.base,
                languages=row.languages,
                phone=row.phone,
            )
            for row in rows
        )
