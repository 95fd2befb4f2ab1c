"""Opening the shared database: set it up, sign in as oneself, and hear what others change."""

import secrets
import socket
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine

from amhp_desktop.domain.access import Role
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.services.founding import NewService, found
from amhp_desktop.services.kept_drafts import open_drafts
from amhp_desktop.services.logins import Secret, SharedLogins
from amhp_desktop.services.opening import Clock, Opened, actor_for, sign_in
from amhp_desktop.services.surroundings import Surroundings
from amhp_desktop.storage.audit.anchors import AnchorBook
from amhp_desktop.storage.database import Database
from amhp_desktop.storage.local.drafts import path_for
from amhp_desktop.storage.shared import setup
from amhp_desktop.storage.shared.changes import SharedChangeFeed
from amhp_desktop.storage.shared.engine import SharedEngines, SharedTarget, connect, engine_for
from amhp_desktop.storage.shared.server_check import weaknesses
from amhp_desktop.storage.shared.troubles import NotReachable

_PATIENCE_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """Where a shared database is; ``ca_file`` is the service's own certificate authority."""

    host: str
    port: int
    database: str
    ca_file: Path | None = None

    def target(self, login: str) -> SharedTarget:
        """Return where one person signs in."""
        return SharedTarget(self.host, self.port, self.database, login, self.ca_file)


@dataclass(frozen=True, slots=True)
class SharedSignIn:
    """What opens a shared database: where, who, their password, and where this person's drafts are kept."""

    place: SharedPlace
    login: str
    password: str = field(repr=False)
    drafts_folder: Path = field(default_factory=Path)


def answers(place: SharedPlace) -> bool:
    """Tell whether anything listens where the shared database is; nothing is sent, and 3 s are enough."""
    try:
        socket.create_connection((place.host, place.port), timeout=_PATIENCE_SECONDS).close()
    except (OSError, UnicodeError):  # UnicodeError: a server's name that cannot be one
        return False
    return True


def create_shared(
    place: SharedPlace, admin: tuple[str, str], new: NewService, first_password: str, clock: Clock
) -> None:
    """Make the shared database with its roles and first administrator; safe to run again until it is founded.

    ``admin`` is the login and password of a database administrator. Raises Trouble and Refused in words.
    """
    login, password = admin
    setup.create(
        SharedTarget(place.host, place.port, "postgres", login, place.ca_file),
        lambda: password,
        place.database,
    )
    target = place.target(login)
    setup.create_first_admin(target, lambda: password, new.login, first_password)
    engine = engine_for(target, lambda: password)
    try:
        founder = replace(new, role=Role.ADMIN, also=())
        found(Database(SharedEngines(engine), actor_for(login), clock), founder)
    finally:
        engine.dispose()


def upgrade_shared(place: SharedPlace, admin: tuple[str, str]) -> str:
    """Bring the shared database to this program's schema and return its version."""
    login, password = admin
    return setup.upgrade(place.target(login), lambda: password, backup=lambda: None).current


def open_shared(how: SharedSignIn, clock: Clock) -> Opened:
    """Open the shared database as one person; a newer program's schema is opened for reading only."""
    target, secret = how.place.target(how.login), Secret(how.password)

    def password() -> str:
        return secret.value

    def check(typed: str) -> None:
        connect(target, lambda: typed).close()

    def unlock(typed: str) -> None:
        try:
            check(typed)
        except NotReachable:
            # Whoever is locked out while the server is away still needs the last board and blank paper.
            if not secrets.compare_digest(typed.encode(), secret.value.encode()):
                raise Trouble(
                    "That is not the passphrase you signed in with.",
                    to_do="The database server cannot be reached, so no other opens now.",
                ) from None

    engine = engine_for(target, password)
    try:
        _refuse_unsafe(engine, loopback=target.loopback)
        place = path_for(how.drafts_folder, f"{how.place.host}:{how.place.database}:{how.login}")
        kept = open_drafts(place, how.login, how.password, clock())
        named = f"{how.place.host}:{how.place.port}, database {how.place.database}"
        around = Surroundings(
            named, SharedLogins(engine, secret, check, place), anchors=AnchorBook(how.drafts_folder, named)
        )
        return sign_in(
            SharedEngines(engine), how.login, clock, kept, where="shared database", around=around,
            make_feed=lambda changed, lost, back: SharedChangeFeed(
                lambda: connect(target, password, autocommit=True), changed, lost, back
            ),
            check_passphrase=unlock,
        )  # fmt: skip
    except BaseException:
        engine.dispose()
        raise


def _refuse_unsafe(engine: Engine, *, loopback: bool) -> None:
    """Refuse to work with a server whose settings put the service's data at risk."""
    with engine.connect() as connection:
        grave = tuple(found.sentence for found in weaknesses(connection, loopback=loopback) if found.grave)
    if grave:
        raise Trouble(
            " ".join(grave),
            kept="Nothing was sent or changed.",
            to_do="Tell those who look after the database server.",
        )
