"""A shared database as a real service has it: founded by its administrator, who then let people in."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from psycopg import sql

from amhp_desktop.domain.access import Role
from amhp_desktop.domain.accounts import AccountDraft
from amhp_desktop.domain.changes import operation
from amhp_desktop.services.founding import NewService
from amhp_desktop.services.shared_opening import SharedPlace, SharedSignIn, create_shared, open_shared
from tests.journeys.desk import AUTHORITY, JOIN, PASSPHRASE, SERVICE, Desk
from tests.support.postgres import PostgresServer


@dataclass(frozen=True)
class Office:
    """A founded shared database and the logins of its people; every passphrase is the same."""

    server: PostgresServer
    database: str
    admin: str
    coordinator: str
    manager: str

    @property
    def place(self) -> SharedPlace:
        """Where it is."""
        return SharedPlace("localhost", self.server.port, self.database, self.server.ca_file)

    def join(self, desk: Desk, user: str, **instead: str) -> None:
        """Fill in the form for a shared database and press Return."""
        if desk.gate.first_start.form is None:
            desk.choose(JOIN)
        right = {
            "server": self.place.host, "port": str(self.place.port), "database": self.database,
            "certificate": str(self.place.ca_file), "login": user, "password": PASSPHRASE,
        }  # fmt: skip
        desk.type(**right | instead)
        desk.submit()


@contextmanager
def office_on(server: PostgresServer, folder: Path, clock: Callable[[], datetime]) -> Iterator[Office]:
    """Found a service on a server; database and logins are gone afterwards."""
    mark = secrets.token_hex(3)
    found = Office(server, f"amhp_{mark}", f"ada.{mark}", f"priya.{mark}", f"marcus.{mark}")
    create_shared(
        found.place, (server.superuser, server.password),
        NewService(SERVICE, AUTHORITY, "Lee", "Ada", found.admin), PASSPHRASE, clock,
    )  # fmt: skip
    opened = open_shared(SharedSignIn(found.place, found.admin, PASSPHRASE, folder / "drafts"), clock)
    try:
        for login, role in ((found.coordinator, Role.COORDINATOR), (found.manager, Role.MANAGER)):
            draft = AccountDraft(login=login, staff_id=opened.services.identity.staff_id, role=role)
            opened.services.accounts.add(draft, PASSPHRASE, operation("account:add"))
    finally:
        opened.close()
    yield found
    if server.process is None:
        return
    server.drop_database(found.database)
    with server.connect() as connection:
        for login in (found.admin, found.coordinator, found.manager):
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(login)))
