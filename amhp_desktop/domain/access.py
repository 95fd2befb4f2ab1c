"""Who may do what: one table of roles and permissions that services ask and screens explain."""

from collections.abc import Mapping
from dataclasses import dataclass

from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.errors import Problem, Refused


class Role(Coded):
    """The duty a person signs in for; each is a group role on PostgreSQL."""

    COORDINATOR = "coordinator", "Coordinator"
    MANAGER = "manager", "Duty manager"
    AMHP = "amhp", "AMHP"
    EDT = "edt", "EDT"
    PRINTER = "printer", "Printing"
    PARTNER = "partner", "Partner, read only"
    LEAD = "lead", "Service lead"
    ADMIN = "admin", "Administrator"
    AUDITOR = "auditor", "Auditor"


class Permission(Coded):
    """One thing the program lets somebody do."""

    READ_REQUESTS = "read_requests", "see requests"
    RECORD_REQUESTS = "record_requests", "record requests"
    TRIAGE = "triage", "triage requests"
    ALLOCATE = "allocate", "allocate requests"
    ASSESS = "assess", "record assessments and outcomes"
    READ_ROTA = "read_rota", "see the rota"
    EDIT_ROTA = "edit_rota", "change the rota"
    EDIT_PEOPLE = "edit_people", "change staff, doctors and hospitals"
    MANAGE_USERS = "manage_users", "manage users"
    PAPERWORK = "paperwork", "prepare and print paperwork"
    READ_AUDIT = "read_audit", "read the audit trail"
    SETTINGS = "settings", "change the service's settings"
    BACKUP = "backup", "back up and restore"
    SEE_RESTRICTED = "see_restricted", "see restricted records"


_DESK = frozenset(
    {
        Permission.READ_REQUESTS,
        Permission.RECORD_REQUESTS,
        Permission.TRIAGE,
        Permission.ALLOCATE,
        Permission.ASSESS,
        Permission.READ_ROTA,
        Permission.PAPERWORK,
    }
)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.COORDINATOR: _DESK | {Permission.EDIT_ROTA, Permission.EDIT_PEOPLE, Permission.BACKUP},
    Role.MANAGER: _DESK
    | {
        Permission.EDIT_ROTA,
        Permission.EDIT_PEOPLE,
        Permission.READ_AUDIT,
        Permission.SETTINGS,
        Permission.BACKUP,
        Permission.SEE_RESTRICTED,
    },
    Role.AMHP: frozenset(
        {
            Permission.READ_REQUESTS,
            Permission.RECORD_REQUESTS,
            Permission.ASSESS,
            Permission.READ_ROTA,
            Permission.PAPERWORK,
        }
    ),
    Role.EDT: _DESK,
    Role.PRINTER: frozenset({Permission.READ_REQUESTS, Permission.READ_ROTA, Permission.PAPERWORK}),
    Role.PARTNER: frozenset({Permission.READ_ROTA}),
    Role.LEAD: frozenset({Permission.READ_REQUESTS, Permission.READ_ROTA, Permission.READ_AUDIT}),
    Role.ADMIN: frozenset(
        {
            Permission.MANAGE_USERS,
            Permission.EDIT_PEOPLE,
            Permission.SETTINGS,
            Permission.BACKUP,
            Permission.READ_ROTA,
        }
    ),
    Role.AUDITOR: frozenset({Permission.READ_AUDIT}),
}


# What needs no writing, and so works where a database can only be read.
_READING = frozenset(
    {
        Permission.READ_REQUESTS,
        Permission.READ_ROTA,
        Permission.READ_AUDIT,
        Permission.SEE_RESTRICTED,
        Permission.BACKUP,
    }
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The person who is signed in: the role they work in, and further roles they hold.

    ``read_only`` is the sentence that says why nobody may change anything here, or ''.
    """

    login: str
    staff_id: int | None
    name: str
    role: Role
    lssa_id: int
    also: tuple[Role, ...] = ()
    read_only: str = ""

    def may(self, permission: Permission) -> bool:
        """Tell whether one of this person's roles has the permission, and the database lets it be used."""
        if self.read_only and permission not in _READING:
            return False
        return any(permission in PERMISSIONS[role] for role in (self.role, *self.also))

    def why_not(self, permission: Permission) -> str:
        """Return the sentence that says who may do this instead, or '' where this person may."""
        if self.may(permission):
            return ""
        if self.read_only and permission not in _READING:
            return self.read_only
        allowed = " or ".join(role.label for role, held in PERMISSIONS.items() if permission in held)
        return f"{self.role.label} may not {permission.label}. Ask: {allowed}."

    def require(self, permission: Permission) -> None:
        """Raise Refused, with a sentence a screen can show, where the role lacks the permission."""
        if not self.may(permission):
            raise Refused(Problem("", self.why_not(permission)))
