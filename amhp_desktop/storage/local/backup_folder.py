"""The folder that holds the backups of one database: one sub-folder each, complete or not there at all."""

import json
import re
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from amhp_desktop.domain.when import london_day
from amhp_desktop.storage.local.files import stamp, trouble_of_writing, write_atomically
from amhp_desktop.storage.local.retention import kept

_NAME = re.compile(r"amhp-backup-(\d{8}T\d{6}Z)")
_DESCRIPTION = "backup.json"
_DRILLS = "restore-tested.json"
_ABANDONED_AFTER = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class TableCount:
    """How many rows a table had."""

    table: str
    rows: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was opened and checked after it was made; only such backups are listed.

    ``sha256`` is that of the encrypted file, so a restore needs no key to notice damage.
    """

    folder: Path
    database: Path
    made_at: datetime
    verified_at: datetime
    sha256: str
    size: int
    counts: tuple[TableCount, ...] = field(repr=False)

    @property
    def keys(self) -> Path:
        """Return the copy of the key file as it was then: it opens with the passphrases of that day."""
        return self.database.with_name(self.database.name + ".keys")


def backups(folder: Path) -> tuple[Backup, ...]:
    """Return the verified backups in a folder, newest first; what is damaged or unfinished is left out."""
    if not folder.is_dir():
        return ()
    found = [_read(each) for each in folder.iterdir() if _NAME.fullmatch(each.name)]
    return tuple(sorted((b for b in found if b), key=lambda backup: backup.made_at, reverse=True))


def last_verified(folder: Path) -> Backup | None:
    """Return the newest verified backup, whose age the status bar shows; None where there is none."""
    return next(iter(backups(folder)), None)


def due(folder: Path, now: datetime) -> bool:
    """Tell whether today (in London) has no verified backup yet."""
    last = last_verified(folder)
    return last is None or london_day(last.made_at) != london_day(now)


def restore_tested(folder: Path) -> datetime | None:
    """Return when a restore from this folder was last rehearsed with success."""
    try:
        return _instant(json.loads((folder / _DRILLS).read_bytes())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def record_restore_test(backup: Backup, at: datetime) -> None:
    """Remember that a restore of this backup was rehearsed with success."""
    content = {"at": at.isoformat(), "backup": backup.folder.name}
    write_atomically(backup.folder.parent / _DRILLS, json.dumps(content).encode(), "The backup folder")


def new_name(folder: Path, at: datetime) -> Path:
    """Return the sub-folder of a backup made at this instant; two in one second get different names."""
    while (folder / f"amhp-backup-{stamp(at)}").exists():
        at += timedelta(seconds=1)
    return folder / f"amhp-backup-{stamp(at)}"


def describe(backup: Backup) -> None:
    """Write down what a backup holds; from then on it counts."""
    content = {
        "database": backup.database.name,
        "made_at": backup.made_at.isoformat(),
        "verified_at": backup.verified_at.isoformat(),
        "sha256": backup.sha256,
        "size": backup.size,
        "counts": {count.table: count.rows for count in backup.counts},
    }
    write_atomically(
        backup.folder / _DESCRIPTION, json.dumps(content, indent=1).encode(), "The backup folder"
    )


def remove_surplus(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Remove verified backups beyond 7 daily, 5 weekly and 12 monthly ones, and unfinished old ones."""
    present = backups(folder)
    keep = kept((backup.made_at for backup in present), now)
    surplus = [backup.folder for backup in present if backup.made_at not in keep]
    for each in folder.iterdir():
        name, _, ending = each.name.partition(".")
        if ending == "part" and _NAME.fullmatch(name) and now - _named_instant(name) > _ABANDONED_AFTER:
            surplus.append(each)
    for each in surplus:
        try:
            shutil.rmtree(each)
        except OSError as error:
            raise trouble_of_writing(error, "An old backup") from error
    return tuple(surplus)


def _read(folder: Path) -> Backup | None:
    try:
        data = json.loads((folder / _DESCRIPTION).read_bytes())
        backup = _understood(folder, data)
        complete = backup.database.stat().st_size == backup.size and backup.keys.is_file()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return backup if complete else None


def _understood(folder: Path, data: Any) -> Backup:
    return Backup(
        folder=folder,
        database=folder / Path(str(data["database"])).name,
        made_at=_instant(data["made_at"]),
        verified_at=_instant(data["verified_at"]),
        sha256=str(data["sha256"]),
        size=int(data["size"]),
        counts=tuple(TableCount(str(table), int(rows)) for table, rows in data["counts"].items()),
    )


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("an instant without a zone")
    return moment


def _named_instant(name: str) -> datetime:
    return datetime.strptime(name.removeprefix("amhp-backup-"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
