"""Hospitals, their managers' addresses, and wards."""

from dataclasses import dataclass

from sqlalchemy import select
from typing_extensions import override

from amhp_desktop.domain.errors import Problem
from amhp_desktop.domain.people import HospitalDraft, WardDraft, hospital_problems, ward_problems
from amhp_desktop.services.entries import EntryService
from amhp_desktop.services.people import Choice
from amhp_desktop.storage.people import HospitalRow, WardRow


@dataclass(frozen=True, slots=True)
class HospitalLine:
    """A hospital in a list, with the names of its wards."""

    id: int
    name: str
    managers: str
    address: str
    postcode: str
    phone: str
    wards: tuple[Choice, ...]


class HospitalService(EntryService[HospitalDraft]):
    """Hospitals, to whose managers applications are addressed."""

    row = HospitalRow
    draft = HospitalDraft

    @override
    def problems(self, draft: HospitalDraft) -> tuple[Problem, ...]:
        return hospital_problems(draft)

    def lines(self) -> tuple[HospitalLine, ...]:
        """Return every hospital in use with its wards, in two statements."""
        with self.database.reading() as session:
            wards: dict[int, list[Choice]] = {}
            for ward in session.scalars(select(WardRow).order_by(WardRow.name)):
                wards.setdefault(ward.hospital_id, []).append(Choice(ward.id, ward.name))
            rows = session.scalars(select(HospitalRow).order_by(HospitalRow.name)).all()
        return tuple(
            HospitalLine(
                row.id, row.name, row.managers, row.address, row.postcode, row.phone,
                tuple(wards.get(row.id, ())),
            )
            for row in rows
        )  # fmt: skip


class WardService(EntryService[WardDraft]):
    """Wards of the hospitals."""

    row = WardRow
    draft = WardDraft

    @override
    def problems(self, draft: WardDraft) -> tuple[Problem, ...]:
        return ward_problems(draft)
