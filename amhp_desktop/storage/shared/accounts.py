"""People's logins on the shared database; a password's text never leaves this computer."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from amhp_desktop.domain.access import Role
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.passphrases import problems_with
from amhp_desktop.storage.shared.troubles import trouble_working

_CREATE = text("SELECT app.create_login(:login, :verifier, :group_role)")
_SET_GROUP = text("SELECT app.set_group(:login, :group_role)")
_SET_VERIFIER = text("SELECT app.set_verifier(:login, :verifier)")
_DISABLE = text("SELECT app.disable_login(:login)")
_ENABLE = text("SELECT app.enable_login(:login)")
_GROUPS = {f"amhp_{role.value}": role for role in Role}
# Direct membership only: a superuser counts as a member of everything.
_GROUP_OF = text(
    "SELECT held.rolname FROM pg_auth_members AS m JOIN pg_roles AS held ON held.oid = m.roleid"
    " JOIN pg_roles AS person ON person.oid = m.member"
    " WHERE person.rolname = session_user AND held.rolname = ANY(:groups) ORDER BY 1"
)
_PROBLEMS = {
    "login_is_well_formed": Problem(
        "login", "A login has 2 to 63 small letters, digits, dots, hyphens or underscores, a letter first."
    ),
    "login_is_a_person": Problem("login", "This login belongs to the server, not to a person."),
    "login_is_known": Problem("login", "There is no such login."),
    "group_is_known": Problem("role", "There is no such role."),
}


def create_login(engine: Engine, login: str, password: str, role: Role) -> None:
    """Make a login in one group. Raises Refused for a weak password or a login that is taken."""
    _refuse_weak(password, login)
    with _as_admin(engine) as connection:
        verifier = _verifier(connection, login, password)
        connection.execute(
            _CREATE, {"login": login, "verifier": verifier, "group_role": f"amhp_{role.value}"}
        )


def set_role(engine: Engine, login: str, role: Role) -> None:
    """Move a login to another group."""
    with _as_admin(engine) as connection:
        connection.execute(_SET_GROUP, {"login": login, "group_role": f"amhp_{role.value}"})


def set_password(engine: Engine, login: str, password: str) -> None:
    """Give somebody else a new password, as an administrator."""
    _refuse_weak(password, login)
    with _as_admin(engine) as connection:
        connection.execute(
            _SET_VERIFIER, {"login": login, "verifier": _verifier(connection, login, password)}
        )


def change_own_password(engine: Engine, login: str, password: str) -> None:
    """Change the password of the person signed in."""
    _refuse_weak(password, login)
    with _as_admin(engine) as connection:
        _driver(connection).pgconn.change_password(login.encode(), password.encode())


def disable_login(engine: Engine, login: str) -> None:
    """Close a login and throw its open sessions out at once."""
    with _as_admin(engine) as connection:
        connection.execute(_DISABLE, {"login": login})


def enable_login(engine: Engine, login: str) -> None:
    """Open a closed login again, with the password it had."""
    with _as_admin(engine) as connection:
        connection.execute(_ENABLE, {"login": login})


def own_role(engine: Engine) -> Role | None:
    """Return the role of the person signed in, as the server has it; None for a login without one."""
    with engine.connect() as connection:
        held = connection.execute(_GROUP_OF, {"groups": list(_GROUPS)}).scalars().first()
    return None if held is None else _GROUPS[held]


def _refuse_weak(password: str, login: str) -> None:
    problems = problems_with(password, login, field="password")
    if problems:
        raise Refused(*problems)


def _driver(connection: Connection) -> "psycopg.Connection[object]":
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError("accounts are kept by PostgreSQL")
    return driver


def _verifier(connection: Connection, login: str, password: str) -> str:
    made = _driver(connection).pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


@contextmanager
def _as_admin(engine: Engine) -> Iterator[Connection]:
    """Give a transaction whose refusals come back as problems of a field."""
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if not isinstance(error.orig, psycopg.Error):
            raise
        if isinstance(error.orig, psycopg.errors.DuplicateObject):
            raise Refused(Problem("login", "This user name is taken.")) from error
        problem = _PROBLEMS.get(error.orig.diag.constraint_name or "")
        if problem is not None:
            raise Refused(problem) from error
        raise trouble_working(error.orig) from error
