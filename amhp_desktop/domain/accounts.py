"""Accounts: who may sign in, in which roles, and that somebody is always left who can manage them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from amhp_desktop.domain.access import PERMISSIONS, Permission, Role
from amhp_desktop.domain.errors import Problem

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,62}")
_RESERVED = ("amhp_", "pg_")
_WITHOUT_A_PERSON = frozenset({Role.ADMIN, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account as edited; the login of an existing one stays as it is.

    ``staff_id`` is None for somebody who is not in the staff list, such as the computer department.
    """

    login: str = ""
    staff_id: int | None = None
    role: Role | None = None
    also: tuple[Role, ...] = ()


def plain_login(login: str) -> str:
    """Return a login as it is stored: small letters, no outer blanks."""
    return login.strip().casefold()


def login_problems(login: str) -> tuple[Problem, ...]:
    """Name what keeps a text from being a login, on either engine."""
    plain = plain_login(login)
    if not plain:
        return (Problem("login", "Enter a user name."),)
    if not _LOGIN.fullmatch(plain) or plain.startswith(_RESERVED):
        sentence = "Use 2 to 63 small letters, figures, dots, hyphens or underscores, a letter first."
        return (Problem("login", sentence),)
    return ()


def account_problems(draft: AccountDraft) -> tuple[Problem, ...]:
    """Name everything wrong with an account."""
    found = list(login_problems(draft.login))
    if draft.role is None:
        found.append(Problem("role", "Choose the role."))
    elif draft.staff_id is None and draft.role not in _WITHOUT_A_PERSON:
        found.append(Problem("staff_id", "Choose who this is: other members of staff see this name."))
    return tuple(found)


def roles_may(roles: Iterable[Role], permission: Permission) -> bool:
    """Tell whether one of these roles has the permission."""
    return any(permission in PERMISSIONS[role] for role in roles)
