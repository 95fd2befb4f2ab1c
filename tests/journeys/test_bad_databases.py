"""A local file that is missing, foreign, damaged or of another version: said in words, and nothing changed."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Text, inspect, text

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import ReadOnly, Refused
from amhp_desktop.services.local_opening import backup_folder
from amhp_desktop.storage import migration
from amhp_desktop.storage.local import keys
from amhp_desktop.storage.local.engine import engine_for
from amhp_desktop.storage.schema import METADATA
from tests.journeys.desk import LOGIN, OPEN, PASSPHRASE, Desk, create_file, everything_in, record

RESTORE_HINT = "On the sign-in page choose Use another database, then Restore from a backup."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records" / "northmere.amhp"


@pytest.fixture
def desk_out(desk: Desk, file: Path) -> Desk:
    """Give a computer whose local file holds a request; nobody is signed in."""
    create_file(desk, file)
    record(desk.services, family="Quillfeather", given="Zuleika")
    desk.sign_out()
    return desk


def _open_chosen(desk: Desk, file: Path) -> None:
    desk.choose(OPEN)
    desk.type(file=str(file))
    desk.submit()


# ---- files that are none of ours


def _text(path: Path) -> None:
    path.write_text("Minutes of the meeting on Tuesday.\n" * 300)


def _empty(path: Path) -> None:
    path.touch()


def _plain_sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE song (name TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_text, "it holds something that is not encrypted."),
        (_empty, "the file is empty."),
        (_plain_sqlite, "it is a database of another program and not encrypted."),
    ],
)
def test_a_foreign_file_is_refused_before_a_passphrase_is_asked_for(
    desk: Desk, tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    chosen = tmp_path / "chosen.amhp"
    make(chosen)
    before = everything_in(tmp_path)
    _open_chosen(desk, chosen)
    assert desk.said() == f"This is not a database of AMHP Desktop: {said}"
    assert desk.line("file").text() == str(chosen)
    assert everything_in(tmp_path) == before
    desk.again()
    assert desk.gate.page is desk.gate.first_start  # it is not remembered as one of ours


def test_a_file_without_its_key_file_says_what_is_missing(desk_out: Desk, file: Path, tmp_path: Path) -> None:
    lonely = tmp_path / "lonely.amhp"
    shutil.copyfile(file, lonely)
    desk_out.gate.ask_first_start()
    _open_chosen(desk_out, lonely)
    assert "The key file of the database is missing." in desk_out.said()
    assert "Put back the file whose name ends in .keys; each backup holds a copy." in desk_out.said()


def test_a_file_in_a_synchronised_folder_is_not_opened(desk_out: Desk, file: Path, tmp_path: Path) -> None:
    synchronised = tmp_path / "OneDrive - Northmere Council" / "northmere.amhp"
    synchronised.parent.mkdir()
    for one in (file, keys.beside(file)):
        shutil.copyfile(one, synchronised.with_name(one.name))
    desk_out.gate.ask_first_start()
    _open_chosen(desk_out, synchronised)
    assert "The database cannot be kept in a folder of OneDrive." in desk_out.said()


# ---- our file, not as it should be


def test_a_file_that_is_gone_is_marked_and_said(desk_out: Desk, file: Path) -> None:
    for one in tuple(file.parent.iterdir()):
        if one.is_file():
            one.unlink()
    desk_out.again()
    assert desk_out.gate.sign_in.databases.box.accessibleDescription() == "file not found"
    desk_out.sign_in()
    assert desk_out.sign_in_said().startswith("The database file is not where it was.")
    assert not file.exists()


def _truncate(path: Path) -> None:
    with path.open("r+b") as opened:
        opened.truncate(path.stat().st_size // 2 + 100)


def _flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def _zero_a_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 5 : 4096 * 6] = bytes(4096)
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [_truncate, _flip_a_bit, _zero_a_page])
def test_a_damaged_file_is_not_opened_and_kept_as_it_is(
    desk_out: Desk, file: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(file)
    file.with_name(f"{file.name}.state").unlink()  # the daily reading of every page is due
    before = file.read_bytes()
    desk_out.sign_in()
    assert desk_out.sign_in_said() == (
        f"The database file is damaged, so it was not opened for work. {RESTORE_HINT}"
    )
    assert desk_out.line("passphrase").text() == PASSPHRASE
    assert file.read_bytes() == before
    assert desk_out.program.person is None


def test_a_file_with_the_keys_of_another_does_not_open(desk_out: Desk, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.amhp"
    keys.create(keys.beside(other), LOGIN, PASSPHRASE)
    shutil.copyfile(keys.beside(other), keys.beside(file))
    desk_out.sign_in()
    assert "The database does not open with its key." in desk_out.sign_in_said()


def test_too_little_room_is_said_before_work_begins(desk_out: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**9, 10**9, 5_000_000))
        desk_out.sign_in()
    assert desk_out.sign_in_said().startswith("The disk has only 5 MB left; 200 MB are needed")
    desk_out.sign_in()
    desk_out.wait_window()


# ---- another version


@pytest.fixture
def newer(desk_out: Desk, file: Path) -> Desk:
    """Give a computer whose file a later program has changed."""
    raw_key = keys.unlock(keys.beside(file), LOGIN, PASSPHRASE)
    engine = engine_for(file, raw_key)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    engine.dispose()
    return desk_out


def test_a_newer_database_can_be_read_and_says_so(newer: Desk, file: Path) -> None:
    backups = sorted(backup_folder(file).iterdir())
    newer.sign_in()
    newer.wait_window()
    assert newer.board() == ("QUILLFEATHER, Zuleika",)
    assert newer.foot().startswith("Read only")
    assert any("This database can be read but not changed." in one for one in newer.notices())
    assert any("changed by a newer version of the program" in one for one in newer.notices())
    request = newer.services.board.board().open[0].id
    assert newer.services.reader.view(request) is not None  # opening a record is kept where it can be
    settings = newer.services.settings
    loaded = settings.load()
    renamed = replace(loaded.draft, service_name="Southmere")
    for change in (
        lambda: record(newer.services, family="Nobody", given="Ever"),
        lambda: settings.save(loaded, renamed, operation("settings:save")),
    ):
        with pytest.raises(Refused, match="changed by a newer version"):
            change()
    with pytest.raises(ReadOnly, match="changed by a newer version"):  # even past every permission
        newer.services.board.database.changing(operation("anything")).__enter__()
    assert "changed by a newer version" in newer.window.catalogue.action("request.new").toolTip()
    assert not newer.window.catalogue.action("request.new").isEnabled()
    assert sorted(backup_folder(file).iterdir()) == backups  # the newer program looks after its own database


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> migration.Migrations:
    """Pretend that this program is a version later than the one that made the file."""
    folder = tmp_path / "later"
    shutil.copytree(migration.OURS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    known = migration.OURS.revisions()
    (folder / "versions" / "next_step.py").write_text(
        f'import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "next"\ndown_revision = "{known[-1]}"\n\n\n'
        'def upgrade() -> None:\n    op.add_column("lssa", sa.Column("motto", sa.Text))\n'
    )
    (folder / "head.toml").write_text(f"revisions = {[*known, 'next']!r}\n")
    metadata = _with_motto()
    later = migration.Migrations(folder, metadata)
    monkeypatch.setattr(migration.state, "__defaults__", (later,))
    monkeypatch.setattr(
        migration.upgrade, "__kwdefaults__", {**(migration.upgrade.__kwdefaults__ or {}), "migrations": later}
    )
    return later


def _with_motto() -> MetaData:
    metadata = MetaData(naming_convention=METADATA.naming_convention)
    for table in METADATA.sorted_tables:
        table.to_metadata(metadata)
    metadata.tables["lssa"].append_column(Column("motto", Text))
    return metadata


def test_an_older_database_is_backed_up_and_brought_up_to_date(
    desk_out: Desk, file: Path, later_program: migration.Migrations
) -> None:
    shutil.rmtree(backup_folder(file))
    desk_out.sign_in()
    desk_out.wait_window()
    assert desk_out.board() == ("QUILLFEATHER, Zuleika",)
    engine = desk_out.services.board.database.engine
    assert "motto" in {column["name"] for column in inspect(engine).get_columns("lssa")}
    first = min(backup_folder(file).rglob("*.amhp"))
    copy = engine_for(first, keys.unlock(keys.beside(file), LOGIN, PASSPHRASE))
    with copy.execution_options(write=False).connect() as connection:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    copy.dispose()
    assert version == later_program.revisions()[-2]


def test_an_older_database_that_cannot_be_backed_up_is_left_as_it_is(
    desk_out: Desk, file: Path, later_program: migration.Migrations
) -> None:
    shutil.rmtree(backup_folder(file))
    backup_folder(file).write_text("a file where the folder of the backups should be")
    desk_out.sign_in()
    assert desk_out.sign_in_said()
    assert desk_out.program.person is None
    raw_key = keys.unlock(keys.beside(file), LOGIN, PASSPHRASE)
    engine = engine_for(file, raw_key)
    assert migration.state(engine).current == later_program.revisions()[-2]
    engine.dispose()
    backup_folder(file).unlink()
    desk_out.sign_in()
    desk_out.wait_window()
