"""The demonstration: Northmere Council on Tuesday 24 November 2026, with invented people only."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from amhp_desktop.domain.access import Identity, Role
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.people import ApprovalStatus, OrganisationKind, Position
from amhp_desktop.domain.rota import Shift, ShiftKind
from amhp_desktop.domain.when import LONDON
from amhp_desktop.paths import database_scripts
from amhp_desktop.services.demonstration_requests import Cast, play_requests
from amhp_desktop.services.founding import add_permissions, shift_row
from amhp_desktop.services.rota_read import shift_of
from amhp_desktop.storage.database import Change, Database
from amhp_desktop.storage.people import (
    AccountRow,
    ApprovalRow,
    DoctorRow,
    HospitalRow,
    LssaRow,
    OrganisationRow,
    SettingRow,
    StaffRow,
    WardRow,
)
from amhp_desktop.storage.rota import DutyRow


class SteppedClock:
    """A clock that the demonstration sets for each thing that has happened already."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the instant it was set to."""
        return self.now


@dataclass(frozen=True, slots=True)
class DemonstrationClock:
    """Time in the demonstration: it begins at ``opens`` when the database is made and runs at its own pace."""

    opens: datetime
    began: datetime
    real: Callable[[], datetime]

    def __call__(self) -> datetime:
        """Return now in the demonstration, as aware UTC."""
        return self.opens + (self.real() - self.began)


def opening_time() -> datetime:
    """Return the instant at which the demonstration begins."""
    opens: datetime = _plan()["opens"]
    return opens.replace(tzinfo=LONDON).astimezone(UTC)


def fill(database: Database, began: datetime) -> None:
    """Write the demonstration into an empty database; ``began`` is the real instant at which that happens."""
    plan = _plan()
    clock = SteppedClock(opening_time() - timedelta(days=30))
    real_clock, database.clock = database.clock, clock
    try:
        with database.changing(operation("service:found", "Demonstration")) as change:
            people = _Seed(change, plan).everything(began)
        play_requests(database, clock, people)
    finally:
        database.clock = real_clock


def _plan() -> dict[str, Any]:
    return tomllib.loads(database_scripts("seeds", "demonstration.toml").read_text(encoding="utf-8"))


class _Seed:
    """Writes the people, places and rota of the plan in one transaction."""

    def __init__(self, change: Change, plan: dict[str, Any]) -> None:
        self._change = change
        self._plan = plan
        self._staff: dict[str, int] = {}
        self._identities: dict[str, Identity] = {}
        self._doctors: dict[str, int] = {}

    def everything(self, began: datetime) -> Cast:
        """Write it all and return the people by key."""
        self._lssa = self._change.add(LssaRow(name=self._plan["authority"], own=True)).id
        for name in self._plan["other_authorities"]:
            self._change.add(LssaRow(name=name, own=False))
        add_permissions(self._change)
        for key, value in (
            ("service_name", self._plan["service_name"]),
            ("demonstration_began", began.isoformat()),
        ):
            self._change.add(SettingRow(key=key, value=value))
        self._people()
        self._add_doctors()
        self._hospitals()
        self._rota(self._shifts())
        return Cast(self._lssa, self._staff, self._doctors, self._identities)

    def _people(self) -> None:
        employers = {
            name: self._change.add(OrganisationRow(name=name, kind=OrganisationKind.of(kind))).id
            for name, kind in self._plan["organisations"]
        }
        for entry in self._plan["staff"]:
            self._person(entry, employers)
        self._change.add(AccountRow(login="admin", staff_id=None, role=Role.ADMIN, also=(), active=True))

    def _person(self, entry: dict[str, Any], employers: dict[str, int]) -> None:
        family, given, title = entry["name"]
        address, postcode = self._plan["work_address"][entry["employer"]]
        row = self._change.add(
            StaffRow(
                family=family.title(), given=given, title=title, position=Position.of(entry["position"]),
                employer_id=employers[entry["employer"]], home_team=entry.get("team", ""),
                phone=entry["phone"], email="", work_address=address, work_postcode=postcode, note="",
            )
        )  # fmt: skip
        self._staff[entry["key"]] = row.id
        if "approval" in entry:
            first, last = entry["approval"]
            self._change.session.add(
                ApprovalRow(
                    staff_id=row.id, approving_lssa_id=self._lssa, approved_on=first, ends_on=last,
                    status=ApprovalStatus.IN_FORCE, status_reason="",
                )
            )  # fmt: skip
        if "account" in entry:
            login, role = entry["account"]
            self._change.session.add(
                AccountRow(login=login, staff_id=row.id, role=Role.of(role), also=(), active=True)
            )
            self._identities[entry["key"]] = Identity(login, row.id, family, Role.of(role), self._lssa)

    def _add_doctors(self) -> None:
        for entry in self._plan["doctor"]:
            family, given, title = entry["name"]
            row = self._change.add(
                DoctorRow(
                    family=family.title(), given=given, title=title, gmc_number="", phone=entry["phone"],
                    base=entry["base"], s12_approved="s12_until" in entry, s12_until=entry.get("s12_until"),
                    is_gp=entry.get("gp", False), languages=entry.get("languages", ""), note="",
                )
            )  # fmt: skip
            self._doctors[entry["key"]] = row.id

    def _hospitals(self) -> None:
        for entry in self._plan["hospital"]:
            values = {name: entry[name] for name in ("name", "managers", "address", "postcode", "phone")}
            row = self._change.add(HospitalRow(**values))
            for name, phone in entry["wards"]:
                self._change.session.add(WardRow(hospital_id=row.id, name=name, phone=phone))

    def _shifts(self) -> dict[str, Shift]:
        found = {}
        for entry in self._plan["shift"]:
            kind, (starts, ends) = ShiftKind.of(entry["kind"]), entry["hours"]
            row = shift_row(self._lssa, kind, entry["name"], (starts, ends), tuple(entry["needed"]))
            found[entry["kind"]] = shift_of(self._change.add(row))
        return found

    def _rota(self, shifts: dict[str, Shift]) -> None:
        for (key, day), letter in sorted(_duties(self._plan["rota"]).items(), key=lambda item: item[0][::-1]):
            if letter == ".":
                continue
            shift = shifts[letter]
            starts_at, ends_at = shift.during(day)
            self._change.session.add(
                DutyRow(
                    lssa_id=self._lssa, staff_id=self._staff[key], shift_id=shift.id, day=day,
                    starts_at=starts_at, ends_at=ends_at, note="",
                )
            )  # fmt: skip


def _duties(rota: dict[str, Any]) -> dict[tuple[str, date], str]:
    """Return each person's duty letter by day: the weekly pattern, weekend pairs, then what differs."""
    found: dict[tuple[str, date], str] = {}
    for week in range(rota["weeks"]):
        monday = rota["first_monday"] + timedelta(weeks=week)
        for key, letters in rota["weekly"].items():
            found.update({(key, monday + timedelta(days=day)): letter for day, letter in enumerate(letters)})
        for key in rota["weekends"]["pairs"][week]:
            found.update({(key, monday + timedelta(days=day)): "W" for day in (5, 6)})
    found.update({(key, day): letter for key, day, letter in rota["changes"]["list"]})
    return found
