"""How the program stands with its database, in values the status line and the message area can say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain import when


class Reach(Enum):
    """Say what can be done with the database now."""

    CONNECTED = "connected"
    READ_ONLY = "read only"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Connection:
    """How the program stands with its database: ``since`` is when a lost one was last heard of.

    ``kind`` says which database in two words (*shared database*, *local file*, *demonstration*).
    """

    reach: Reach
    kind: str = ""
    since: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the status line shows besides the connection; ``read_at`` is when the page was read.

    ``backup_told`` is a sentence for a database whose backups are made elsewhere, in place of the two times.
    """

    service: str = ""
    person: str = ""
    role: str = ""
    backup_at: datetime | None = None
    restore_tested_at: datetime | None = None
    backup_told: str = ""
    read_at: datetime | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Connection", text)


def connection_words(connection: Connection) -> str:
    """Return the word for the state, without the kind of database."""
    if connection.reach is Reach.LOST:
        if connection.since is None:
            return _tr("Not reachable")
        return _tr("Not reachable since {time}").format(time=when.show_time(connection.since))
    return _tr("Read only") if connection.reach is Reach.READ_ONLY else _tr("Connected")


def clock_words(moment: datetime) -> str:
    """Return the London time of an instant with seconds: ``10:24:08``."""
    return f"{when.london(moment):%H:%M:%S}"


def age_words(read_at: datetime, now: datetime) -> str:
    """Return how old what is shown is: ``(2 s ago)``, ``(14min ago)``."""
    age = max(now - read_at, timedelta())
    if age < timedelta(minutes=1):
        return _tr("({seconds} s ago)").format(seconds=int(age.total_seconds()))
    return _tr("({age} ago)").format(age=when.show_duration(age))


def backup_words(standing: Standing, now: datetime) -> str:
    """Return when the last backup and the last tested restore were."""
    if standing.backup_told:
        return standing.backup_told
    if standing.backup_at is None:
        return _tr("No backup yet")
    backup = _tr("Backup {time}").format(time=when.show_moment_from(standing.backup_at, now))
    if standing.restore_tested_at is None:
        return _tr("{backup} · restore not tested").format(backup=backup)
    tested = when.show_date(when.london_day(standing.restore_tested_at))
    return _tr("{backup} · restore tested {date}").format(backup=backup, date=tested)


def lost_words(connection: Connection) -> tuple[str, str]:
    """Return the bold sentence and the one after it for the banner over a lost or read-only database."""
    if connection.reach is Reach.READ_ONLY:
        return _tr("This database can be read but not changed."), connection.why
    words = connection_words(connection)
    kept = _tr("Typing is kept on this computer; what is shown stays readable and printable.")
    return _tr("Database {words}.").format(words=words[0].lower() + words[1:]), kept
