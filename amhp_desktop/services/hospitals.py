"""Hospitals, their managers' addresses, and wards."""

from dataclasses import dataclass

from sqlalchemy import select
from typing_extensions import override

from amhp_desktop.domain.errors import Problem
from amhp_desktop.domain.people import HospitalDraft, WardDraft, hospital_problems, ward_problems
from amhp_desktop.services.acting import Loaded, loaded_from
from amhp_desktop.services.entries import EntryService
from amhp_desktop.services.people import Choice
from amhp_desktop.storage.database import Change
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

    @override
    def check_void(self, change: Change, entry_id: int) -> None:
        for ward in change.session.scalars(select(WardRow).where(WardRow.hospital_id == entry_id)):
            change.void(ward, change.operation.reason.strip())

    def wards_of(self, hospital_id: int) -> tuple[Loaded[WardDraft], ...]:
        """Return the wards of one hospital for editing, by name."""
        with self.database.reading() as session:
            rows = session.scalars(
                select(WardRow).where(WardRow.hospital_id == hospital_id).order_by(WardRow.name)
            ).all()
        return tuple(loaded_from(row, WardDraft) for row in rows)


class WardService(EntryService[WardDraft]):
    """Wards of the hospitals."""

    row = WardRow
    draft = WardDraft

    @override
    def problems(self, draft: WardDraft) -> tuple[Problem, ...]:
        return ward_problems(draft)
