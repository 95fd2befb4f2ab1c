"""Opening a database: check it, bring it to this program's schema, find out who signs in, and close it again."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from amhp_desktop import __version__
from amhp_desktop.domain.access import Identity
from amhp_desktop.domain.changes import Changed, Topic
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.names import show_name
from amhp_desktop.services.catalogue import Services, services_for
from amhp_desktop.services.drafts import DraftService
from amhp_desktop.services.kept_drafts import KeptDrafts
from amhp_desktop.services.logins import TrainingLogins
from amhp_desktop.services.surroundings import Surroundings
from amhp_desktop.storage import migration
from amhp_desktop.storage.audit.anchors import AnchorBook
from amhp_desktop.storage.audit.verify import anchor
from amhp_desktop.storage.changes import ChangeFeed, OnChanged
from amhp_desktop.storage.database import Actor, Database, Engines
from amhp_desktop.storage.people import AccountRow, LssaRow, SettingRow, StaffRow

Clock = Callable[[], datetime]

_TOPIC_OF: Mapping[str, Topic] = {
    "person": Topic.PERSONS,
    "person_alert": Topic.PERSONS,
    "shift": Topic.ROTA,
    "duty": Topic.ROTA,
    "lssa": Topic.PEOPLE,
    "organisation": Topic.PEOPLE,
    "staff": Topic.PEOPLE,
    "amhp_approval": Topic.PEOPLE,
    "acts_for": Topic.PEOPLE,
    "doctor": Topic.PEOPLE,
    "hospital": Topic.PEOPLE,
    "ward": Topic.PEOPLE,
    "paper": Topic.PAPERWORK,
    "print_log": Topic.PAPERWORK,
    "setting": Topic.SETTINGS,
    "account": Topic.SETTINGS,
}


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told what other programs change; all three are called on the feed's own thread."""

    changed: Callable[[Changed], None]
    lost: Callable[[], None]
    back: Callable[[], None]

    def on_changed(self, tables: frozenset[str], ids: tuple[int, ...]) -> None:
        """Translate tables into the topics that screens know."""
        self.changed(Changed(frozenset(_TOPIC_OF.get(table, Topic.REQUESTS) for table in tables), ids))


MakeFeed = Callable[[OnChanged, Callable[[], None], Callable[[], None]], ChangeFeed]


class Opened:
    """An open database with one person's services; ``close`` lets go of everything.

    ``check_passphrase`` takes the passphrase of the person signed in and raises Trouble where it is wrong;
    ``notice`` is a sentence to say once, or ''.
    """

    def __init__(
        self,
        database: Database,
        services: Services,
        *,
        where: str,
        notice: str,
        make_feed: MakeFeed,
        check_passphrase: Callable[[str], object],
        on_close: Callable[[], None],
        anchors: AnchorBook | None = None,
    ) -> None:
        self.database = database
        self.services = services
        self.service_name = service_name(database)
        self.where = where
        self.notice = notice
        self.check_passphrase = check_passphrase
        self._make_feed = make_feed
        self._on_close = on_close
        self._anchors = anchors
        self._feed: ChangeFeed | None = None

    def listen(self, ears: Ears) -> None:
        """Begin to hear what other programs change."""
        self._feed = self._make_feed(ears.on_changed, ears.lost, ears.back)
        self._feed.start()

    def answers(self) -> bool:
        """Ask the database for something small; True, or the Trouble that says why it does not answer."""
        with self.database.reading() as session:
            session.execute(select(SettingRow.id).limit(1)).first()
        return True

    def keep_anchor(self) -> None:
        """Keep the end of the audit trail on this computer: a later check finds a trail wound back behind it.

        Training keeps none. Raises AnchorsDamaged, and Trouble where the user's folder takes nothing.
        """
        if self._anchors is None:
            return
        try:
            self._anchors.keep(anchor(self.database.engine))
        except OSError as error:
            raise Trouble(
                "Today's mark of the audit trail could not be kept on this computer.",
                kept="The records are not touched.",
                to_do="Make room on this computer's disk, or ask whoever looks after it.",
            ) from error

    def close(self) -> None:
        """Stop listening and let go of the database and the drafts."""
        if self._feed is not None:
            self._feed.close()
        self.database.engine.dispose()
        self._on_close()


def actor_for(login: str) -> Actor:
    """Return who acts here: the login, this workstation's name and this program's version."""
    return Actor(login, socket.gethostname()[:120], f"AMHP Desktop {program_version()}")


def program_version() -> str:
    """Return this program's version."""
    return __version__


def database_on(engines: Engines, login: str, clock: Clock) -> Database:
    """Return the database for one person; read-only, with the reason, where its schema is newer."""
    found = migration.state(engines.engine)
    if not found.newer and not found.ready:
        raise Trouble(
            "This database belongs to an older version of the program.",
            to_do="It is brought up to date with: amhp-desktop database upgrade",
        )
    return Database(engines, actor_for(login), clock, read_only=migration.newer_notice(found))


def identify(database: Database, login: str) -> Identity:
    """Return who a login is; Trouble where the service has no active account for it."""
    with database.reading() as session:
        found = session.execute(
            select(AccountRow, StaffRow)
            .outerjoin(StaffRow, StaffRow.id == AccountRow.staff_id)
            .where(AccountRow.login == login.strip().casefold(), AccountRow.active.is_(True))
        ).first()
        lssa_id = session.scalar(select(LssaRow.id).where(LssaRow.own.is_(True)))
    if found is None or lssa_id is None:
        raise Trouble("Nobody with this user name may work here.", to_do="Ask your administrator.")
    account, staff = found
    name = show_name(staff.family, staff.given, staff.title) if account.staff_id else account.login
    return Identity(
        account.login, account.staff_id, name, account.role, lssa_id, account.also, database.read_only
    )


def service_name(database: Database) -> str:
    """Return what the service calls itself."""
    with database.reading() as session:
        return (
            session.scalar(select(SettingRow.value).where(SettingRow.key == "service_name")) or "AMHP service"
        )


def sign_in(
    engines: Engines,
    login: str,
    clock: Clock,
    kept: KeptDrafts,
    *,
    where: str,
    make_feed: MakeFeed,
    check_passphrase: Callable[[str], object],
    training: bool = False,
    around: Surroundings | None = None,
    on_close: Callable[[], None] = lambda: None,
) -> Opened:
    """Return the open database of one person, with their drafts and services.

    Without ``around`` the database is one whose logins, backups and anchors nobody keeps.
    """
    around = around or Surroundings(where, TrainingLogins())

    def close() -> None:
        kept.store.close()
        on_close()

    database = database_on(engines, login, clock)
    drafts = DraftService(kept.store, clock)
    services = services_for(database, identify(database, login), drafts, training=training, around=around)
    return Opened(
        database,
        services,
        where=where,
        notice=kept.notice,
        make_feed=make_feed,
        check_passphrase=check_passphrase,
        on_close=close,
        anchors=around.anchors,
    )


_SECRETS = frozenset({"WrongPassphrase", "NoSuchUser", "WrongPassword"})
_FIELDS: Mapping[str, str] = {
    "WrongPassword": "password",
    "NoSuchDatabase": "database",
    "WrongPassphrase": "secret",
    "DatabaseMissing": "file",
    "NotOurFile": "file",
    "UnsafePlace": "file",
}


def is_wrong_secret(trouble: Trouble) -> bool:
    """Tell whether a sign-in failed for its user name or passphrase alone, so that the field can say so."""
    return type(trouble).__name__ in _SECRETS


def field_of(trouble: Trouble) -> str:
    """Return which field of a first-start form is to blame for a trouble, or ''."""
    return _FIELDS.get(type(trouble).__name__, "")
