"""What the gate's answers lead to, as work for the task runner: create, join, restore, sign in, practise."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from amhp_desktop.app.machine import KnownDatabase
from amhp_desktop.domain.names import split_name
from amhp_desktop.services.founding import NewService
from amhp_desktop.services.local_opening import LocalSignIn, create_local, open_demonstration, open_local
from amhp_desktop.services.opening import Opened, program_version
from amhp_desktop.ui.shell.first_start_values import CreateLocal, JoinShared, RestoreBackup


@dataclass(frozen=True, slots=True)
class Started:
    """What a start led to: an open database, the entry to remember, and a new file's recovery key."""

    opened: Opened | None
    known: KnownDatabase | None = None
    recovery_key: str = field(default="", repr=False)
    service_name: str = ""


class StartJobs:
    """Runs off the GUI thread; raises Refused and Trouble for the gate to say."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._clock = clock

    @property
    def version(self) -> str:
        """Return the program's version."""
        return program_version()

    def demonstration(self) -> Started:
        """Open the demonstration, in a folder of its own."""
        return Started(open_demonstration(self._folder / "demonstration", self._clock))

    def sign_in(self, known: KnownDatabase, login: str, passphrase: str) -> Started:
        """Open a known database as one person."""
        remembered = KnownDatabase(
            known.key, known.name, known.path, known.host, known.port, known.database, known.ca_file, login
        )
        if known.is_local:
            how = LocalSignIn(Path(known.path), login, passphrase, self._folder / "drafts")
            return Started(open_local(how, self._clock), remembered)
        # Imported late: the PostgreSQL driver costs time that a local start need not spend.
        from amhp_desktop.services.shared_opening import SharedSignIn, open_shared

        shared = SharedSignIn(known.shared_place, login, passphrase, self._folder / "drafts")
        return Started(open_shared(shared, self._clock), remembered)

    def decide(self, decision: object) -> Started:
        """Do what the first start asked for."""
        if isinstance(decision, CreateLocal):
            return self._create(decision)
        if isinstance(decision, JoinShared):
            return self._join(decision)
        if isinstance(decision, RestoreBackup):
            return self._restore(decision)
        raise TypeError(f"no such decision: {type(decision).__name__}")

    def _create(self, wanted: CreateLocal) -> Started:
        family, given = split_name(wanted.person)
        new = NewService(wanted.service, wanted.authority, family, given, wanted.login.strip().casefold())
        recovery_key = create_local(wanted.file, new, wanted.passphrase, self._clock)
        known = KnownDatabase(str(wanted.file), wanted.service, path=str(wanted.file), login=new.login)
        started = self.sign_in(known, new.login, wanted.passphrase)
        return Started(started.opened, started.known, recovery_key, wanted.service)

    def _join(self, wanted: JoinShared) -> Started:
        known = KnownDatabase(
            f"{wanted.server}:{wanted.port}/{wanted.database}", f"{wanted.database}, shared",
            host=wanted.server, port=wanted.port, database=wanted.database,
            ca_file=str(wanted.certificate) if wanted.certificate.name else "", login=wanted.login,
        )  # fmt: skip
        return self.sign_in(known, wanted.login, wanted.password)

    def _restore(self, wanted: RestoreBackup) -> Started:
        from amhp_desktop.services.backups import restore_backup

        restore_backup(wanted.backup.parent, wanted.file, wanted.secret)
        return Started(None, KnownDatabase(str(wanted.file), wanted.file.stem, path=str(wanted.file)))
