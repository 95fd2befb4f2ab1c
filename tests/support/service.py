"""The demonstration service on a database of its own, on either engine, with one person's services, for tests."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.demonstration import fill
from amhp_desktop.services.local_opening import open_demonstration
from amhp_desktop.services.opening import Opened, actor_for
from amhp_desktop.services.shared_opening import SharedPlace, SharedSignIn, open_shared
from amhp_desktop.storage.database import Database
from amhp_desktop.storage.people import AccountRow
from amhp_desktop.storage.shared import setup
from amhp_desktop.storage.shared.accounts import create_login
from amhp_desktop.storage.shared.engine import SharedEngines, SharedTarget, engine_for
from tests.support.postgres import PostgresServer

PASSWORD = "harbour lantern quilt"
TEMPLATE = "amhp_demonstration"
DEMONSTRATION = "demonstration.db"

Clock = Callable[[], datetime]

_TEMPLATES: dict[datetime, Path] = {}


def open_local(folder: Path, clock: Clock, login: str = "priya.raman", *, afresh: bool = False) -> Opened:
    """Open the demonstration in a folder as one of its people; a copy the first time, ``afresh`` a real one."""
    if not (folder / DEMONSTRATION).exists():
        _copy_demonstration(folder, clock)
    return open_demonstration(folder, clock, login=login, afresh=afresh)


def _copy_demonstration(folder: Path, clock: Clock) -> None:
    """Copy the demonstration that began at this clock's time; it is made once a test process."""
    began = clock()
    if began not in _TEMPLATES:
        template = Path(tempfile.mkdtemp(prefix="amhp-demonstration-"))
        atexit.register(shutil.rmtree, template, ignore_errors=True)
        open_demonstration(template, lambda: began).close()
        _TEMPLATES[began] = template
    for file in _TEMPLATES[began].glob(f"{DEMONSTRATION}*"):
        shutil.copy2(file, folder / file.name)


def local_service(folder: Path, clock: Clock, login: str = "priya.raman") -> Services:
    """Return one person's services on the demonstration in a folder; made the first time."""
    return open_local(folder, clock, login).services


@dataclass(frozen=True, slots=True)
class SharedDemonstration:
    """A copy of the demonstration on a real server, in a database of its own."""

    server: PostgresServer
    database: str
    folder: Path
    clock: Clock

    def open(self, login: str = "priya.raman") -> Opened:
        """Open it as one of its people, with the real login."""
        place = SharedPlace(self.server.host, self.server.port, self.database)
        return open_shared(SharedSignIn(place, login, PASSWORD, self.folder / "drafts"), self.clock)


def shared_demonstration(server: PostgresServer, folder: Path, clock: Clock) -> SharedDemonstration:
    """Copy the demonstration of this server, which is made the first time."""
    if not _exists(server, TEMPLATE):
        _make_template(server, clock)
    return SharedDemonstration(server, server.create_database(TEMPLATE), folder, clock)


def _exists(server: PostgresServer, database: str) -> bool:
    with server.connect("postgres") as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
    return found is not None


def _make_template(server: PostgresServer, clock: Clock) -> None:
    admin = SharedTarget(server.host, server.port, "postgres", server.superuser)
    setup.create(admin, lambda: server.password, TEMPLATE)
    engine = engine_for(setup.within(admin, TEMPLATE), lambda: server.password)
    try:
        database = Database(SharedEngines(engine), actor_for(server.superuser), clock)
        fill(database, clock())
        with database.reading() as session:
            accounts = [(row.login, row.role) for row in session.query(AccountRow)]
        for login, role in accounts:
            create_login(engine, login, PASSWORD, role)
    finally:
        engine.dispose()
