"""A database is opened for work only when it is ours, whole and has room; otherwise a sentence says why."""

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from amhp_desktop.storage.local import checks, state
from amhp_desktop.storage.local.engine import PAGE_SIZE, engine_for
from amhp_desktop.storage.local.integrity import check_fully
from amhp_desktop.storage.local.troubles import (
    DatabaseDamaged,
    DatabaseMissing,
    DiskFull,
    FileRefused,
    KeyDoesNotFit,
    NotOurFile,
    TooLittleSpace,
    trouble_from,
)
from tests.integration.local.conftest import Local
from tests.support.clock import MovableClock

DAMAGE = (DatabaseDamaged, KeyDoesNotFit, NotOurFile)


def test_a_sound_database_passes(local: Local, clock: MovableClock) -> None:
    opening = checks.check(local.path, local.raw_key, clock=clock)
    assert opening.fully_checked
    assert opening.size == local.path.stat().st_size


def test_every_page_is_read_once_a_day_and_after_an_unclean_end(local: Local, clock: MovableClock) -> None:
    first = checks.check(local.path, local.raw_key, clock=clock)
    checks.closed(local.path, first)
    second = checks.check(local.path, local.raw_key, clock=clock)
    assert not second.fully_checked
    third = checks.check(local.path, local.raw_key, clock=clock)  # the second was never closed
    assert third.fully_checked
    checks.closed(local.path, third)
    clock.move(timedelta(hours=23))
    fourth = checks.check(local.path, local.raw_key, clock=clock)
    assert not fourth.fully_checked
    checks.closed(local.path, fourth)
    assert checks.check(local.path, local.raw_key, clock=clock, fully=True).fully_checked


def test_a_check_is_repeated_after_a_day_or_when_the_clock_was_wrong(
    local: Local, clock: MovableClock
) -> None:
    for step in (timedelta(hours=24), timedelta(hours=-48)):
        checks.closed(local.path, checks.check(local.path, local.raw_key, clock=clock))
        clock.move(step)
        opening = checks.check(local.path, local.raw_key, clock=clock)
        assert opening.fully_checked
        checks.closed(local.path, opening)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"checked_at": "2026-11-24T09:00", "open": []}'])
def test_an_unreadable_state_means_a_full_check(local: Local, clock: MovableClock, content: bytes) -> None:
    local.path.with_name("amhp.db.state").write_bytes(content)
    assert state.read(local.path) == state.State()
    assert checks.check(local.path, local.raw_key, clock=clock).fully_checked


def test_a_failed_check_counts_for_nothing(local: Local, clock: MovableClock) -> None:
    flip(local.path, local.path.stat().st_size - 100, 1)
    for _ in range(2):
        with pytest.raises(DatabaseDamaged):
            checks.check(local.path, local.raw_key, clock=clock)


def flip(path: Path, position: int, mask: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= mask
    path.write_bytes(content)


def test_each_of_twenty_flipped_bits_is_noticed_and_nothing_is_written(local: Local, tmp_path: Path) -> None:
    chance = random.Random(20261124)
    sound = local.path.read_bytes()
    broken = tmp_path / "broken.db"
    noticed = 0
    for _ in range(20):
        broken.write_bytes(sound)
        flip(broken, chance.randrange(len(sound)), 1 << chance.randrange(8))
        before = broken.read_bytes()
        with pytest.raises(DAMAGE):
            checks.check(broken, local.raw_key)
        noticed += 1
        assert broken.read_bytes() == before
    assert noticed == 20
    check_fully(local.path, local.raw_key)  # the control: without damage nothing is found


def test_a_flipped_bit_is_noticed_on_reading_where_the_full_check_was_skipped(local: Local) -> None:
    opening = checks.check(local.path, local.raw_key)
    checks.closed(local.path, opening)
    flip(local.path, 3 * PAGE_SIZE + 7, 4)
    assert not checks.check(local.path, local.raw_key).fully_checked
    engine = engine_for(local.path, local.raw_key)
    with engine.connect() as connection, pytest.raises(Exception, match="malformed") as raised:
        connection.execute(text("SELECT * FROM request, contact")).all()
    engine.dispose()
    assert isinstance(trouble_from(raised.value), DatabaseDamaged)


@pytest.mark.parametrize("left", [100, PAGE_SIZE, PAGE_SIZE + 1, -PAGE_SIZE, -100, -1])
def test_a_truncated_file_is_noticed(local: Local, left: int) -> None:
    content = local.path.read_bytes()
    local.path.write_bytes(content[:left])
    with pytest.raises(DAMAGE):
        checks.check(local.path, local.raw_key)


def test_a_zeroed_beginning_is_noticed(local: Local) -> None:
    content = local.path.read_bytes()
    local.path.write_bytes(bytes(PAGE_SIZE) + content[PAGE_SIZE:])
    with pytest.raises(NotOurFile, match="not encrypted"):
        checks.check(local.path, local.raw_key)


def test_a_damaged_beginning_is_not_taken_for_a_wrong_key(local: Local) -> None:
    flip(local.path, 1000, 8)
    with pytest.raises(DatabaseDamaged) as raised:
        checks.check(local.path, local.raw_key)
    assert "kept" in raised.value.kept
    assert "backup" in raised.value.to_do


def test_a_wrong_key_is_not_taken_for_damage(local: Local) -> None:
    with pytest.raises(KeyDoesNotFit, match="key file"):
        checks.check(local.path, bytes(32))


def plain_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.commit()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_bytes(b""), "empty"),
        (plain_sqlite, "another program and not encrypted"),
        (lambda path: path.write_text("Dear Sir or Madam, " * 500), "not encrypted"),
    ],
)
def test_a_file_that_is_not_ours_is_named_for_what_it_is(tmp_path: Path, make: object, words: str) -> None:
    path = tmp_path / "other.db"
    assert callable(make)
    make(path)
    before = path.read_bytes()
    with pytest.raises(NotOurFile, match=words):
        checks.check(path, bytes(32))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_encrypted_file_of_another_program_is_not_ours(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA application_id = 7")
    engine.dispose()
    with pytest.raises(NotOurFile, match="another program"):
        checks.check(local.path, local.raw_key)


def test_a_short_text_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    with pytest.raises(DatabaseMissing):
        checks.check(path, bytes(32))
    path.write_text("hello")
    with pytest.raises(DAMAGE):
        checks.check(path, bytes(32))
    path.unlink()
    path.mkdir()
    with pytest.raises(FileRefused):
        checks.check(path, bytes(32))


def test_rows_that_refer_to_nothing_are_noticed(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.rollback()
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM request WHERE id = 5")
    engine.dispose()
    with pytest.raises(DatabaseDamaged) as raised:
        checks.check(local.path, local.raw_key)
    assert "contact" in raised.value.finding


def test_little_room_is_said_before_it_is_too_late(local: Local) -> None:
    with pytest.raises(TooLittleSpace, match="150 MB left; 200 MB"):
        checks.check(local.path, local.raw_key, space=lambda _: 150_000_000)
    assert not local.path.with_name("amhp.db.state").exists()


def test_a_page_torn_while_the_wal_was_copied_back_heals_and_is_not_called_damage(
    local: Local, tmp_path: Path
) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.begin() as connection:
        connection.execute(text("UPDATE request SET narrative = narrative || '!'"))
    crashed = tmp_path / "crashed.db"
    shutil.copyfile(local.path, crashed)
    shutil.copyfile(local.path.with_name("amhp.db-wal"), tmp_path / "crashed.db-wal")
    engine.dispose()  # copies the WAL back, which shows the pages it held
    was, became = crashed.read_bytes(), local.path.read_bytes()
    pages = range(PAGE_SIZE, min(len(was), len(became)), PAGE_SIZE)
    torn = next(page for page in pages if was[page : page + PAGE_SIZE] != became[page : page + PAGE_SIZE])
    flip(crashed, torn + 99, 1)
    before = crashed.read_bytes()
    checks.check(crashed, local.raw_key)
    assert crashed.read_bytes() == before
    assert Local(crashed, local.raw_key, "").count() == 300
    check_fully(crashed, local.raw_key)


def test_a_full_disk_is_said_in_words_and_what_was_there_stays(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Exception, match="full") as raised:
            connection.execute(text("INSERT INTO request (narrative) SELECT narrative FROM request"))
        connection.rollback()
        assert isinstance(trouble_from(raised.value), DiskFull)
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        connection.execute(text("INSERT INTO request (narrative) VALUES ('room again')"))
        connection.commit()
    engine.dispose()
    check_fully(local.path, local.raw_key)
    assert local.count() == 301


def test_a_bug_is_not_dressed_up_as_trouble() -> None:
    assert trouble_from(ValueError("no such table: nowhere")) is None
