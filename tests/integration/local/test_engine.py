"""Connections to the local database: encrypted, durable, private, and known to the audit triggers."""

import hashlib
import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from amhp_desktop.storage.local.engine import (
    AuditContext,
    engine_for,
    reading_engine_for,
    refuse_old_sqlite,
    set_context,
)
from amhp_desktop.storage.local.places import refuse_unsafe_place
from amhp_desktop.storage.local.troubles import DatabaseMissing, SQLiteTooOld, UnsafePlace
from tests.integration.local.conftest import MARKER, Local


def setting(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_every_connection_has_the_safe_settings(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    found = {
        name: setting(engine, name)
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "secure_delete",
            "busy_timeout",
            "mmap_size",
        )
    }
    engine.dispose()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 15_000,
        "mmap_size": 0,
    }


def test_a_new_file_is_marked_as_ours(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "new.db", bytes(range(32)))
    assert setting(engine, "application_id") == 0x414D4850
    engine.dispose()


def test_no_file_shows_what_was_written_nor_what_kind_of_file_it_is(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO request (narrative) VALUES (:n)"), {"n": MARKER})
    with engine.connect():
        files = list(local.path.parent.iterdir())
        assert any(file.name.endswith("-wal") and file.stat().st_size for file in files)
        for file in files:
            content = file.read_bytes()
            assert MARKER.encode() not in content
            assert MARKER.encode("utf-16-le") not in content
            assert local.raw_key not in content
            assert local.raw_key.hex().encode() not in content
            assert b"SQLite format" not in content
    engine.dispose()


def test_only_the_owner_can_read_the_files_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o000)
    try:
        path = tmp_path / "amhp.db"
        Local(path, bytes(32), "").fill(3)
        engine = engine_for(path, bytes(32))
        with engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM request"))
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    assert modes == {"amhp.db": 0o600, "amhp.db-wal": 0o600, "amhp.db-shm": 0o600}


def test_a_file_that_everybody_could_read_is_closed_to_others(local: Local) -> None:
    local.path.chmod(0o644)
    local.count()
    assert stat.S_IMODE(local.path.stat().st_mode) == 0o600


def test_the_library_that_comes_with_python_cannot_read_the_file(local: Local) -> None:
    with closing(sqlite3.connect(local.path)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM request").fetchone()


def test_another_key_does_not_open_the_file(local: Local) -> None:
    engine = engine_for(local.path, bytes(32))
    with pytest.raises(DatabaseError, match="file is not a database"):
        engine.connect()
    engine.dispose()


def test_a_key_of_the_wrong_length_is_a_bug(local: Local) -> None:
    engine = engine_for(local.path, b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        engine.connect()


def test_a_writer_takes_its_place_at_the_beginning_and_a_reader_never_waits(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.begin(), engine.connect() as other, engine.connect() as reader:
        reader.execution_options(write=False)
        assert reader.scalar(text("SELECT count(*) FROM request")) == 300
        other.connection.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(OperationalError, match="locked"):
            other.execute(text("SELECT 1"))
        other.connection.execute("PRAGMA busy_timeout = 15000")
    engine.dispose()


def test_what_was_typed_is_not_in_the_text_of_an_error(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.begin() as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text("INSERT INTO nowhere VALUES (:n)"), {"n": MARKER})
    engine.dispose()
    assert MARKER not in str(raised.value)


def test_a_reading_engine_cannot_write_and_leaves_every_byte(local: Local) -> None:
    before = local.path.read_bytes()
    engine = reading_engine_for(local.path, local.raw_key)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM request")) == 300
        with pytest.raises(OperationalError, match="readonly"):
            connection.execute(text("DELETE FROM contact"))
    engine.dispose()
    assert local.path.read_bytes() == before


def test_a_reading_engine_makes_no_file(tmp_path: Path) -> None:
    engine = reading_engine_for(tmp_path / "none.db", bytes(32))
    with pytest.raises(DatabaseMissing):
        engine.connect()
    assert not list(tmp_path.iterdir())


def test_triggers_see_who_acts_and_why(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    moment = datetime(2026, 3, 29, 1, 30, 0, 7, tzinfo=UTC)
    context = AuditContext("jo", "desk-3", "1.0", "second opinion", "0042", lambda: moment)
    with engine.begin() as connection:
        set_context(connection, context)
        connection.execute(text("CREATE TABLE heard (said TEXT)"))
        connection.execute(
            text(
                "CREATE TRIGGER hear AFTER INSERT ON request BEGIN INSERT INTO heard VALUES"
                " (json_array(amhp_actor(), amhp_workstation(), amhp_program(), amhp_reason(), amhp_operation(),"
                " amhp_now(), amhp_sha256('£'))); END"
            )
        )
        connection.execute(text("INSERT INTO request (narrative) VALUES ('x')"))
        context.reason = "changed in between"
        connection.execute(text("INSERT INTO request (narrative) VALUES ('y')"))
        heard = connection.scalars(text("SELECT said FROM heard ORDER BY rowid")).all()
    engine.dispose()
    digest = hashlib.sha256("£".encode()).hexdigest()
    assert list(heard) == [
        f'["jo","desk-3","1.0","{reason}","0042","2026-03-29 01:30:00.000007","{digest}"]'
        for reason in ("second opinion", "changed in between")
    ]


def test_the_digest_is_sha256_of_the_utf8_text(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT amhp_sha256('£ Łódź'), amhp_sha256(NULL)")).one()
    engine.dispose()
    assert tuple(row) == (hashlib.sha256("£ Łódź".encode()).hexdigest(), None)


def test_nobody_acts_on_a_connection_that_was_handed_back(local: Local) -> None:
    engine = engine_for(local.path, local.raw_key)
    with engine.connect() as connection:
        set_context(connection, AuditContext(actor="jo"))
        assert connection.scalar(text("SELECT amhp_actor()")) == "jo"
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT amhp_actor()")) is None
    engine.dispose()


def test_a_library_with_the_wal_defect_is_refused() -> None:
    with pytest.raises(SQLiteTooOld, match=r"3\.51\.2"):
        refuse_old_sqlite((3, 51, 2))
    refuse_old_sqlite((3, 51, 3))


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - Some Trust", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_synchronised_folders_are_refused_by_name(tmp_path: Path, folder: str, service: str) -> None:
    with pytest.raises(UnsafePlace, match=f"in a folder of {service}"):
        engine_for(tmp_path / folder / "amhp" / "amhp.db", bytes(32))


def test_a_synchronised_folder_with_another_name_is_known_from_windows(tmp_path: Path) -> None:
    with pytest.raises(UnsafePlace, match="OneDrive"):
        refuse_unsafe_place(tmp_path / "amhp.db", environment={"OneDriveCommercial": str(tmp_path)})
    refuse_unsafe_place(tmp_path / "amhp.db", environment={"OneDriveCommercial": ""})


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "smb3"])
def test_network_drives_are_refused(kind: str) -> None:
    mounts = (
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        f"30 22 0:44 / /mnt/team\\040share rw shared:1 - {kind} server:/share rw\n"
        "31 30 8:2 / /mnt/team\\040share/disk rw - ext4 /dev/sdb1 rw\n"
        "a line of another shape\n"
    )
    with pytest.raises(UnsafePlace, match="network drive"):
        refuse_unsafe_place(Path("/mnt/team share/amhp.db"), mounts=mounts)
    refuse_unsafe_place(Path("/mnt/team share/disk/amhp.db"), mounts=mounts)
    refuse_unsafe_place(Path("/mnt/team shared/amhp.db"), mounts=mounts)


def test_ordinary_folders_with_similar_names_are_allowed(tmp_path: Path) -> None:
    for name in ("dropbox-tests", "my drives", "one", "onedriver"):
        refuse_unsafe_place(tmp_path / name / "amhp.db")
