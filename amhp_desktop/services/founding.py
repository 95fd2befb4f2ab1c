"""A new service: its authority, its first user, the table of permissions and a first set of shifts."""

from dataclasses import dataclass
from datetime import time

from amhp_desktop.domain.access import PERMISSIONS, Role
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.people import OrganisationKind, Position
from amhp_desktop.domain.rota import ShiftKind
from amhp_desktop.storage.database import Change, Database
from amhp_desktop.storage.people import (
    AccountRow,
    LssaRow,
    OrganisationRow,
    RolePermissionRow,
    SettingRow,
    StaffRow,
)
from amhp_desktop.storage.rota import ShiftRow

# (kind, name, starts, ends, people needed on weekdays, people needed on Saturday and Sunday)
_SHIFTS = (
    (ShiftKind.DAY, "Day", time(9), time(17), 1, 0),
    (ShiftKind.LATE, "Late", time(13), time(21), 0, 0),
    (ShiftKind.WEEKEND, "Weekend", time(9), time(21), 0, 1),
    (ShiftKind.NIGHT, "Night, EDT", time(17), time(9), 1, 1),
    (ShiftKind.BACKUP, "Backup", time(9), time(17), 0, 0),
    (ShiftKind.COORDINATOR, "Coordinator", time(8, 30), time(17), 0, 0),
    (ShiftKind.MANAGER, "Duty manager", time(8, 30), time(17), 0, 0),
)


@dataclass(frozen=True, slots=True)
class NewService:
    """What a new service needs: its name, its local social services authority and its first user.

    On a local file that user works and administers; a server's first login only administers.
    """

    service_name: str
    authority: str
    family: str
    given: str
    login: str
    role: Role = Role.MANAGER
    also: tuple[Role, ...] = (Role.ADMIN,)


def found(database: Database, new: NewService) -> None:
    """Write the first records of a service."""
    with database.changing(operation("service:found")) as change:
        authority = change.add(LssaRow(name=new.authority, own=True))
        add_permissions(change)
        change.add(SettingRow(key="service_name", value=new.service_name))
        employer = change.add(OrganisationRow(name=new.authority, kind=OrganisationKind.COUNCIL))
        person = change.add(_person(new, employer.id))
        change.add(AccountRow(login=new.login, staff_id=person.id, role=new.role, also=new.also, active=True))
        for kind, name, starts, ends, weekdays, weekend in _SHIFTS:
            needed = (weekdays,) * 5 + (weekend,) * 2
            change.session.add(shift_row(authority.id, kind, name, (starts, ends), needed))


def _person(new: NewService, employer_id: int) -> StaffRow:
    return StaffRow(
        family=new.family, given=new.given, title="", position=Position.MANAGER, employer_id=employer_id,
        home_team="", phone="", email="", work_address="", work_postcode="", note="",
    )  # fmt: skip


def add_permissions(change: Change) -> None:
    """Write the table of permissions into the database, for the rules that live there."""
    for role, held in PERMISSIONS.items():
        for permission in sorted(held, key=lambda entry: entry.label):
            change.session.add(RolePermissionRow(role=role, permission=permission))


def shift_row(
    lssa_id: int, kind: ShiftKind, name: str, hours: tuple[time, time], needed: tuple[int, ...]
) -> ShiftRow:
    """Return a new shift template; ``needed`` are the people needed from Monday to Sunday."""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = needed
    return ShiftRow(
        lssa_id=lssa_id, kind=kind, name=name, starts=hours[0], ends=hours[1], monday=monday,
        tuesday=tuesday, wednesday=wednesday, thursday=thursday, friday=friday, saturday=saturday,
        sunday=sunday,
    )  # fmt: skip
