"""Databases from the command line: make, upgrade and verify, in words and exit statuses."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from amhp_desktop.app.clock import real_now
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.domain.names import split_name
from amhp_desktop.services.founding import NewService
from amhp_desktop.services.local_opening import LocalSignIn, open_local
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.shared_opening import (
    SharedPlace,
    SharedSignIn,
    create_shared,
    open_shared,
    upgrade_shared,
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """The server administrator's password and the first administrator's passphrase."""

    server: str = field(repr=False)
    first: str = field(repr=False)


def place(host: str, port: int, name: str, certificate: Path | None) -> SharedPlace:
    """Return where a shared database is."""
    return SharedPlace(host, port, name, certificate)


def founder(service: str, authority: str, name: str, login: str) -> NewService:
    """Return a new service with its first administrator."""
    family, given = split_name(name)
    return NewService(service, authority, family, given, login.strip().casefold())


def create(where: SharedPlace, server_login: str, secrets: Secrets, new: NewService) -> int:
    """Make a shared database."""

    def work() -> str:
        create_shared(where, (server_login, secrets.server), new, secrets.first, real_now)
        return f"{where.database} on {where.host} is ready. {new.login} can sign in and make other users."

    return _say(work)


def upgrade_server(where: SharedPlace, server_login: str, password: str) -> int:
    """Bring a shared database to this program's version."""
    return _say(lambda: f"The database has version {upgrade_shared(where, (server_login, password))}.")


def upgrade_file(file: Path, login: str, passphrase: str) -> int:
    """Bring a local database to this program's version."""

    def work() -> str:
        open_local(_local(file, login, passphrase), real_now).close()
        return f"{file.name} is up to date."

    return _say(work)


def verify_server(where: SharedPlace, login: str, password: str) -> int:
    """Check the audit trail of a shared database."""
    return _verify(lambda: open_shared(SharedSignIn(where, login, password, _drafts()), real_now))


def verify_file(file: Path, login: str, passphrase: str) -> int:
    """Check the audit trail of a local database."""
    return _verify(lambda: open_local(_local(file, login, passphrase), real_now))


def _local(file: Path, login: str, passphrase: str) -> LocalSignIn:
    return LocalSignIn(file, login, passphrase, _drafts())


def _drafts() -> Path:
    from amhp_desktop.paths import user_data

    return user_data() / "drafts"


def _verify(open_it: Callable[[], Opened]) -> int:
    try:
        opened = open_it()
        try:
            checked = opened.services.audit.verify()
        finally:
            opened.close()
    except (Refused, Trouble) as error:
        return _complain(error)
    for finding in checked.findings:
        sys.stdout.write(f"{finding.sentence}\n")
    if checked.is_sound:
        sys.stdout.write("The audit trail is whole: no edit, gap or cut was found.\n")
    return 0 if checked.is_sound else 1


def _say(work: Callable[[], str]) -> int:
    try:
        sys.stdout.write(work() + "\n")
    except (Refused, Trouble) as error:
        return _complain(error)
    return 0


def _complain(error: Refused | Trouble) -> int:
    if isinstance(error, Trouble):
        words = " ".join(part for part in (error.happened, error.kept, error.to_do) if part)
    else:
        words = str(error)
    sys.stderr.write(words + "\n")
    return 1
