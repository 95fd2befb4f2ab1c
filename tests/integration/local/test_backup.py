"""Backups count only when they were proved; a restore keeps what was there; a drill says that it works."""

import json
import resource
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.when import london_day
from amhp_desktop.storage.local import backup_folder, keys
from amhp_desktop.storage.local.backup import (
    back_up,
    backups,
    due,
    last_verified,
    restore,
    restore_drill,
    restore_tested,
)
from amhp_desktop.storage.local.engine import connect_to_copy, engine_for
from amhp_desktop.storage.local.integrity import check_fully
from amhp_desktop.storage.local.retention import kept
from amhp_desktop.storage.local.troubles import (
    BackupFailed,
    DatabaseDamaged,
    DatabaseMissing,
    FileRefused,
    KeyDoesNotFit,
    KeyFileMissing,
)
from tests.integration.local.conftest import LOGIN, MARKER, PASSPHRASE, Local
from tests.support.clock import MovableClock

ROOT = Path(__file__).parents[3]


def believe(_engine: Engine) -> None:
    """Accept any audit chain."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def test_a_backup_is_encrypted_private_complete_and_opens_on_its_own(
    local: Local, folder: Path, clock: MovableClock
) -> None:
    backup = back_up(local.path, local.raw_key, folder, believe, clock=clock)
    assert backup == last_verified(folder)
    assert {file.name for file in backup.folder.iterdir()} == {"amhp.db", "amhp.db.keys", "backup.json"}
    for file in backup.folder.iterdir():
        assert MARKER.encode() not in file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.folder.stat().st_mode) == 0o700
    assert [(count.table, count.rows) for count in backup.counts] == [("contact", 300), ("request", 300)]
    raw_key = keys.unlock(backup.keys, LOGIN, PASSPHRASE)
    check_fully(backup.database, raw_key)


def test_a_backup_is_made_while_somebody_writes_and_holds_what_was_saved(local: Local, folder: Path) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO request (narrative) VALUES ('saved, still in the WAL')"))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO request (narrative) VALUES ('not saved yet')"))
        backup = back_up(local.path, local.raw_key, folder, believe)
    engine.dispose()
    assert {count.table: count.rows for count in backup.counts}["request"] == 301


def test_the_audit_chain_is_verified_on_the_copy_and_has_the_last_word(local: Local, folder: Path) -> None:
    seen = []

    def distrust(engine: Engine) -> None:
        with engine.connect() as connection:
            seen.append(connection.scalar(text("SELECT count(*) FROM request")))
        raise DatabaseDamaged("the audit chain is broken")

    with pytest.raises(DatabaseDamaged):
        back_up(local.path, local.raw_key, folder, distrust)
    assert seen == [300]
    assert last_verified(folder) is None
    assert list(folder.iterdir()) == []


def test_a_damaged_database_gives_no_backup_and_leaves_the_good_one(
    local: Local, folder: Path, clock: MovableClock
) -> None:
    good = back_up(local.path, local.raw_key, folder, believe, clock=clock)
    content = bytearray(local.path.read_bytes())
    content[-50] ^= 1
    local.path.write_bytes(content)
    clock.move(timedelta(days=1))
    with pytest.raises(Trouble):
        back_up(local.path, local.raw_key, folder, believe, clock=clock)
    assert backups(folder) == (good,)
    assert [each.name for each in folder.iterdir()] == [good.folder.name]


def test_a_wrong_key_or_a_missing_database_gives_no_backup(
    local: Local, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(KeyDoesNotFit):
        back_up(local.path, bytes(32), folder, believe)
    with pytest.raises(DatabaseMissing):
        back_up(tmp_path / "none.db", local.raw_key, folder, believe)
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_said_in_words_and_the_backup_does_not_count(local: Local, folder: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from amhp_desktop.storage.local.backup import back_up\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "try: back_up(Path(sys.argv[1]), bytes.fromhex(sys.stdin.read()), Path(sys.argv[2]), lambda e: None)\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    done = subprocess.run(
        [sys.executable, "-c", program, local.path, folder],
        input=local.raw_key.hex(), capture_output=True, text=True, check=True, timeout=60,
        cwd=ROOT,
    )  # fmt: skip
    assert done.stdout.strip() in {"DiskFull", "FileRefused"}, done.stderr
    assert list(folder.iterdir()) == []
    assert local.count() == 300


def test_a_backup_is_due_once_a_london_day(local: Local, folder: Path, clock: MovableClock) -> None:
    clock.set(datetime(2026, 7, 1, 22, 50, tzinfo=UTC))  # 23:50 in London
    assert due(folder, clock())
    back_up(local.path, local.raw_key, folder, believe, clock=clock)
    assert not due(folder, clock())
    clock.move(timedelta(minutes=15))
    assert due(folder, clock())


def test_what_is_changed_cut_or_unfinished_is_not_listed(
    local: Local, folder: Path, clock: MovableClock
) -> None:
    for _ in range(4):
        back_up(local.path, local.raw_key, folder, believe, clock=clock)
    newest, second, third, oldest = backups(folder)
    newest.database.write_bytes(newest.database.read_bytes()[:-1])
    (second.folder / "backup.json").write_text("{")
    third.keys.unlink()
    (folder / "amhp-backup-20261124T083000Z.part").mkdir()
    (folder / "holiday pictures").mkdir()
    assert backups(folder) == (oldest,)
    assert backups(folder / "nowhere") == ()


def test_old_backups_go_and_everything_else_in_the_folder_stays(
    local: Local, folder: Path, clock: MovableClock
) -> None:
    first = back_up(local.path, local.raw_key, folder, believe, clock=clock)
    abandoned = folder / "amhp-backup-20261101T000000Z.part"
    abandoned.mkdir()
    picture = folder / "amhp-backup-pictures"
    picture.mkdir()
    for days in range(1, 40):
        made = backup_folder.new_name(folder, clock() + timedelta(days=days))
        made.mkdir()
        for name in ("amhp.db", "amhp.db.keys"):
            (made / name).write_bytes((first.folder / name).read_bytes())
        data = json.loads((first.folder / "backup.json").read_text())
        data["made_at"] = (clock() + timedelta(days=days)).isoformat()
        (made / "backup.json").write_text(json.dumps(data))
    clock.move(timedelta(days=40))
    back_up(local.path, local.raw_key, folder, believe, clock=clock)
    ages = [(clock() - backup.made_at).days for backup in backups(folder)]
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(ages) < 14
    assert max(ages) >= 28
    assert not abandoned.exists()
    assert picture.exists()


def test_a_restore_brings_the_rows_back_and_keeps_what_was_there(
    local: Local, folder: Path, clock: MovableClock
) -> None:
    backup = back_up(local.path, local.raw_key, folder, believe, clock=clock)
    local.fill(50)
    restored = restore(backup, local.path, clock=clock)
    assert local.count() == 300
    assert restored.kept_aside == local.path.with_name("amhp.db.kept-20261124T083000Z")
    assert Local(restored.kept_aside, local.raw_key, "").count() == 350
    assert keys.unlock(keys.beside(restored.kept_aside), LOGIN, PASSPHRASE) == local.raw_key
    again = restore(backup, local.path, clock=clock)
    assert again.kept_aside == local.path.with_name("amhp.db.kept-20261124T083000Z-2")
    assert not [file for file in local.path.parent.iterdir() if "restoring" in file.name]


def test_the_wal_of_the_broken_database_never_meets_the_restored_one(
    local: Local, folder: Path, clock: MovableClock
) -> None:
    backup = back_up(local.path, local.raw_key, folder, believe, clock=clock)
    wal = local.path.with_name("amhp.db-wal")
    local.path.unlink()
    wal.write_bytes(b"left over from a crash in the middle of an earlier restore")
    restore(backup, local.path, clock=clock)
    assert not wal.exists()
    assert local.count() == 300


def test_a_restore_works_on_an_empty_machine(local: Local, folder: Path, tmp_path: Path) -> None:
    backup = back_up(local.path, local.raw_key, folder, believe)
    target = tmp_path / "new machine" / "amhp.db"
    assert restore(backup, target).kept_aside is None
    raw_key = keys.unlock_with_recovery(keys.beside(target), local.recovery_key)
    assert Local(target, raw_key, "").count() == 300


def test_a_backup_that_changed_since_is_not_restored(local: Local, folder: Path) -> None:
    backup = back_up(local.path, local.raw_key, folder, believe)
    content = bytearray(backup.database.read_bytes())
    content[-50] ^= 1
    backup.database.write_bytes(content)
    before = {file.name: file.read_bytes() for file in local.path.parent.iterdir() if file.is_file()}
    with pytest.raises(BackupFailed):
        restore(backup, local.path)
    assert {file.name: file.read_bytes() for file in local.path.parent.iterdir() if file.is_file()} == before


def test_a_drill_restores_verifies_counts_and_is_remembered(
    local: Local, folder: Path, clock: MovableClock
) -> None:
    backup = back_up(local.path, local.raw_key, folder, believe, clock=clock)
    assert restore_tested(folder) is None
    clock.move(timedelta(hours=1))
    drill = restore_drill(backup, local.raw_key, believe, clock=clock)
    assert (drill.tables, drill.rows) == (2, 600)
    assert restore_tested(folder) == drill.at == clock()


def test_a_failed_drill_is_not_remembered(local: Local, folder: Path) -> None:
    backup = back_up(local.path, local.raw_key, folder, believe)
    with pytest.raises(BackupFailed):
        restore_drill(backup, bytes(32), believe)
    data = json.loads((backup.folder / "backup.json").read_text())
    data["counts"]["request"] = 299
    (backup.folder / "backup.json").write_text(json.dumps(data))
    forged = last_verified(folder)
    assert forged is not None
    with pytest.raises(BackupFailed):
        restore_drill(forged, local.raw_key, believe)
    assert restore_tested(folder) is None
    (folder / "restore-tested.json").write_text('{"at": "2026-11-24"}')
    assert restore_tested(folder) is None


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.lists(moments, max_size=120), moments)
def test_seven_days_five_weeks_and_twelve_months_are_kept(made: list[datetime], now: datetime) -> None:
    made = [moment for moment in made if moment <= now]
    keep = kept(made, now)
    assert keep <= set(made)
    assert not made or max(made) in keep
    older = {moment for moment in keep if now - moment >= timedelta(hours=24)}
    assert len(older) <= 7 + 5 + 12
    days = {london_day(moment) for moment in made}
    assert set(sorted(days, reverse=True)[:7]) <= {london_day(moment) for moment in keep}
    months = {(day.year, day.month) for day in days}
    assert set(sorted(months, reverse=True)[:12]) <= {(london_day(m).year, london_day(m).month) for m in keep}
    weeks = {day.isocalendar()[:2] for day in days}
    assert set(sorted(weeks, reverse=True)[:5]) <= {london_day(m).isocalendar()[:2] for m in keep}


@given(st.lists(st.integers(1, 30), min_size=5, max_size=60))
def test_letting_go_day_by_day_never_leaves_a_gap_of_a_month(hours: list[int]) -> None:
    now, present = datetime(2026, 1, 1, 9, tzinfo=UTC), frozenset[datetime]()
    for step in hours:
        now += timedelta(hours=step)
        present = kept({*present, now}, now)
        assert now in present
    assert kept(present, now) == present
    in_order = sorted(present)
    assert all(b - a <= timedelta(days=33) for a, b in pairwise(in_order))


def test_a_backup_without_its_key_file_would_be_worth_nothing(local: Local, folder: Path) -> None:
    local.keys.unlink()
    with pytest.raises(KeyFileMissing):
        back_up(local.path, local.raw_key, folder, believe)
    assert list(folder.iterdir()) == []


def test_a_copy_with_other_numbers_of_rows_does_not_count(
    local: Local, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def checked_and_changed(copy: Path, raw_key: bytes) -> None:
        with closing(connect_to_copy(copy, raw_key)) as connection:
            connection.execute("DELETE FROM contact WHERE id = 1")

    monkeypatch.setattr("amhp_desktop.storage.local.backup.check_fully", checked_and_changed)
    with pytest.raises(BackupFailed):
        back_up(local.path, local.raw_key, folder, believe)
    assert last_verified(folder) is None


def test_a_folder_that_cannot_be_written_is_said_in_words(local: Local, tmp_path: Path) -> None:
    file = tmp_path / "a file, not a folder"
    file.write_text("")
    with pytest.raises(FileRefused):
        back_up(local.path, local.raw_key, file, believe)
    backup = back_up(local.path, local.raw_key, tmp_path / "backups", believe)
    backup.keys.unlink()
    with pytest.raises(FileRefused):
        restore(backup, tmp_path / "elsewhere" / "amhp.db")
    assert list((tmp_path / "elsewhere").iterdir()) == []
