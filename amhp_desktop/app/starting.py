"""What the gate's answers lead to, as work for the task runner: create, join, restore, sign in, practise."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from amhp_desktop.app.machine import KnownDatabase
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.names import split_name
from amhp_desktop.services.founding import NewService
from amhp_desktop.services.local_opening import (
    LocalSignIn,
    create_local,
    look_at,
    open_demonstration,
    open_local,
)
from amhp_desktop.services.opening import Opened, program_version
from amhp_desktop.ui.shell.first_start_values import CreateLocal, JoinShared, OpenLocal, RestoreBackup


@dataclass(frozen=True, slots=True)
class Started:
    """What a start led to: an open database, the entry to remember, and a new file's recovery key.

    Without an open database its user signs in next; ``trouble`` says what kept a new file from being opened.
    """

    opened: Opened | None
    known: KnownDatabase | None = None
    recovery_key: str = field(default="", repr=False)
    service_name: str = ""
    trouble: Trouble | None = None


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

    def answers(self, known: tuple[KnownDatabase, ...]) -> dict[str, bool]:
        """Tell which shared databases answer, by their keys; takes seconds where one does not."""
        from amhp_desktop.services.shared_opening import answers

        return {one.key: answers(one.shared_place) for one in known}

    def sign_in(self, known: KnownDatabase, login: str, passphrase: str) -> Started:
        """Open a known database as one person."""
        if known.is_local:
            how = LocalSignIn(Path(known.path), login, passphrase, self._folder / "drafts")
            opened = open_local(how, self._clock)
            return Started(opened, replace(known, login=login, name=opened.service_name))
        # Imported late: the PostgreSQL driver costs time that a local start need not spend.
        from amhp_desktop.services.shared_opening import SharedSignIn, open_shared

        shared = SharedSignIn(known.shared_place, login, passphrase, self._folder / "drafts")
        opened = open_shared(shared, self._clock)
        return Started(opened, replace(known, login=login, name=f"{opened.service_name}, shared"))

    def decide(self, decision: object) -> Started:
        """Do what the first start asked for."""
        if isinstance(decision, CreateLocal):
            return self._create(decision)
        if isinstance(decision, OpenLocal):
            look_at(decision.file)
            return Started(None, _local(decision.file))
        if isinstance(decision, JoinShared):
            return self._join(decision)
        if isinstance(decision, RestoreBackup):
            return self._restore(decision)
        raise TypeError(f"no such decision: {type(decision).__name__}")

    def _create(self, wanted: CreateLocal) -> Started:
        family, given = split_name(wanted.person)
        new = NewService(wanted.service, wanted.authority, family, given, wanted.login.strip().casefold())
        recovery_key = create_local(wanted.file, new, wanted.passphrase, self._clock)
        known = replace(_local(wanted.file), name=wanted.service, login=new.login)
        # The key exists only now: whatever keeps the file from opening, it must be shown.
        try:
            started = self.sign_in(known, new.login, wanted.passphrase)
        except Trouble as trouble:
            return Started(None, known, recovery_key, wanted.service, trouble)
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
        return Started(None, _local(wanted.file))


def _local(file: Path) -> KnownDatabase:
    place = file.absolute()
    return KnownDatabase(str(place), file.stem, path=str(place))
