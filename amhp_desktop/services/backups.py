"""Backups of a local database: made, proved, rehearsed and restored; for a shared one, what its keepers told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select

from amhp_desktop.domain.access import Identity, Permission
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.domain.when import london_day, show_date, show_duration
from amhp_desktop.services.acting import Acting, refuse_if
from amhp_desktop.services.surroundings import Surroundings
from amhp_desktop.storage.audit.verify import anchor, verify
from amhp_desktop.storage.database import Change, Database
from amhp_desktop.storage.local import backup, keys
from amhp_desktop.storage.local.backup_folder import Backup
from amhp_desktop.storage.local.troubles import WrongPassphrase
from amhp_desktop.storage.people import SettingRow

Told = Callable[[int, int, str], None]
"""Gets (step, steps, words) while long work goes on."""

STEPS = 3
_RECORDED = ("shared_backup_on", "shared_restore_tested_on")
_OLD = timedelta(hours=36)


def _quietly(_done: int, _total: int, _words: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One verified backup in a list."""

    name: str
    made_at: datetime
    verified_at: datetime
    size: int
    tables: int
    rows: int


@dataclass(frozen=True, slots=True)
class BackupState:
    """How well the database is guarded.

    ``is_made_here`` is false for a shared database, whose ``last`` and ``tested`` are days that somebody
    recorded. ``age`` is that of the last verified backup; ``is_old`` says that it should worry somebody.
    """

    is_made_here: bool
    folder: str
    last: datetime | None
    age: timedelta | None
    is_old: bool
    tested: datetime | None
    backups: tuple[BackupLine, ...] = ()
    last_on: date | None = None
    tested_on: date | None = None

    def in_words(self) -> str:
        """Return one line for the status line, such as *Backup 3hr old · restore tested 12-Nov-2026*."""
        if self.is_made_here:
            made = "No backup yet" if self.age is None else f"Backup {show_duration(self.age)} old"
            tested = None if self.tested is None else london_day(self.tested)
        else:
            made = "Backup not recorded" if self.last_on is None else f"Backup {show_date(self.last_on)}"
            tested = self.tested_on
        return f"{made} · " + (f"restore tested {show_date(tested)}" if tested else "restore never tested")


@dataclass(frozen=True, slots=True)
class RestoreTested:
    """A rehearsed restore that succeeded."""

    backup: BackupLine
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordedDraft:
    """What the keepers of a shared database told: the day of the last backup and of the last tested restore."""

    backup_on: date | None = None
    tested_on: date | None = None


class BackupService(Acting):
    """Makes and rehearses backups. Every backup is opened and its audit trail checked before it counts."""

    def __init__(
        self, database: Database, identity: Identity, clock: Callable[[], datetime], around: Surroundings
    ) -> None:
        super().__init__(database, identity, clock)
        self._place = around.backups
        self._anchors = around.anchors

    @property
    def folder(self) -> Path | None:
        """Return where backups go; None for a shared database."""
        if self._place is None:
            return None
        with self.database.reading() as session:
            chosen = session.scalar(select(SettingRow.value).where(SettingRow.key == "backup_folder"))
        return Path(chosen) if chosen else self._place.folder

    def state(self) -> BackupState:
        """Return how old the last verified backup is and when a restore was last tested."""
        folder = self.folder
        if folder is None:
            return self._recorded()
        now, found = self.clock(), backup.backups(folder)
        last = found[0].made_at if found else None
        age = None if last is None else max(now - last, timedelta())
        return BackupState(
            is_made_here=True, folder=str(folder), last=last, age=age, is_old=age is None or age > _OLD,
            tested=backup.restore_tested(folder), backups=tuple(_line(each) for each in found),
        )  # fmt: skip

    def back_up_now(self, told: Told = _quietly) -> BackupLine:
        """Make a backup, prove it, and let go of surplus old ones; takes a while, so beside other work."""
        self.identity.require(Permission.BACKUP)
        return self._back_up(told)

    def back_up_if_due(self) -> BackupLine | None:
        """Make today's backup where there is none yet; called after opening, whoever signed in."""
        folder = self.folder
        # An invented database needs no daily backup: only training has a place and no anchors.
        if folder is None or self._anchors is None or not backup.due(folder, self.clock()):
            return None
        return self._back_up(_quietly)

    def test_restore(self, told: Told = _quietly) -> RestoreTested:
        """Restore the newest backup into a temporary folder, prove it, throw it away, and record the day."""
        self.identity.require(Permission.BACKUP)
        folder = self.folder
        last = backup.last_verified(folder) if folder else None
        if self._place is None or last is None:
            raise Refused(Problem("", "There is no backup yet. Make one first."))
        told(0, STEPS, "Restoring into a temporary folder")
        drill = backup.restore_drill(last, self._place.raw_key, _prover(told), clock=self.clock)
        told(STEPS, STEPS, "Done")
        return RestoreTested(_line(last), drill.at)

    def record(self, draft: RecordedDraft, operation: Operation) -> Changed:
        """Keep what the keepers of a shared database told about their backups."""
        refuse_if(self._recorded_problems(draft))

        def work(change: Change) -> tuple[int, ...]:
            days = (draft.backup_on, draft.tested_on)
            return tuple(_put(change, key, day) for key, day in zip(_RECORDED, days, strict=True))

        return self.act(operation, Permission.SETTINGS, frozenset({Topic.SETTINGS}), work)

    def _recorded_problems(self, draft: RecordedDraft) -> tuple[Problem, ...]:
        days = {"backup_on": draft.backup_on, "tested_on": draft.tested_on}
        late = (field for field, day in days.items() if day is not None and day > self.today())
        return tuple(Problem(field, "This day has not come yet.") for field in late)

    def _recorded(self) -> BackupState:
        with self.database.reading() as session:
            rows = session.scalars(select(SettingRow).where(SettingRow.key.in_(_RECORDED))).all()
        days = {row.key: date.fromisoformat(row.value) for row in rows if row.value}
        last_on, tested_on = (days.get(key) for key in _RECORDED)
        is_old = last_on is None or self.today() - last_on > timedelta(days=2)
        return BackupState(
            is_made_here=False, folder="", last=None, age=None, is_old=is_old, tested=None,
            last_on=last_on, tested_on=tested_on,
        )  # fmt: skip

    def _back_up(self, told: Told) -> BackupLine:
        folder = self.folder
        if self._place is None or folder is None:
            raise Refused(Problem("", "The server's administrators back up a shared database."))
        told(0, STEPS, "Copying the database")
        made = backup.back_up(self._place.path, self._place.raw_key, folder, _prover(told), clock=self.clock)
        if self._anchors is not None:
            self._anchors.keep(anchor(self.database.engine))
        told(STEPS, STEPS, "Done")
        return _line(made)


def restore_backup(backup_folder: Path, target: Path, secret: str = "") -> Path | None:
    """Put a backup in a database's place and return where the database before it is kept, or None.

    ``backup_folder`` is one backup or a folder of several, of which the newest is taken. With a ``secret``
    (somebody's passphrase of that day, or the recovery key) nothing is touched unless it opens the backup;
    WrongPassphrase and other Troubles say why not.
    """
    chosen = _backup_in(backup_folder)
    if secret and not keys.opens(chosen.keys, secret):
        raise WrongPassphrase
    return backup.restore(chosen, target).kept_aside


def _backup_in(folder: Path) -> Backup:
    inside = backup.backups(folder)
    beside = tuple(each for each in backup.backups(folder.parent) if each.folder == folder)
    for found in (*beside, *inside):
        return found
    raise Trouble(
        "There is no complete backup in this folder.",
        to_do="Choose the folder whose name begins with amhp-backup.",
    )


def _prover(told: Told) -> Callable[[Engine], None]:
    """Return what checks a copy's audit trail, and tells of it."""

    def prove(engine: Engine) -> None:
        told(1, STEPS, "Checking the audit trail of the copy")
        refuse_broken_trail(engine)

    return prove


def refuse_broken_trail(engine: Engine) -> None:
    """Refuse a copy whose audit trail shows any sign of tampering or damage: such a backup does not count."""
    if any(finding.grave for finding in verify(engine)):
        raise Trouble(
            "The audit trail does not hold, so the backup does not count.",
            kept="The database was not touched, and earlier backups are kept.",
            to_do="Open Settings, Audit trail, and check the whole trail.",
        )


def _line(made: Backup) -> BackupLine:
    rows = sum(count.rows for count in made.counts)
    return BackupLine(made.folder.name, made.made_at, made.verified_at, made.size, len(made.counts), rows)


def _put(change: Change, key: str, day: date | None) -> int:
    value = day.isoformat() if day else ""
    row = change.session.scalars(select(SettingRow).where(SettingRow.key == key).with_for_update()).first()
    if row is None:
        return change.add(SettingRow(key=key, value=value)).id
    row.value = value
    return row.id
