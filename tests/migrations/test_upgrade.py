"""A database comes to a new version whole and explained, or stays exactly as it was."""

import json
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import insert, inspect, text

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import ReadOnly, Trouble
from amhp_desktop.storage.audit.findings import Found
from amhp_desktop.storage.audit.tables import audited_tables
from amhp_desktop.storage.audit.verify import verify
from amhp_desktop.storage.database import Database
from amhp_desktop.storage.migration import MigrationFailed, Migrations, newer_notice, state, upgrade
from amhp_desktop.storage.schema import METADATA
from tests.integration.audit.records import add_lssa, example_values, rename_lssa
from tests.support.databases import Opened

Later = Callable[[str], Migrations]

REBUILD = """how = "always" if op.get_context().dialect.name == "sqlite" else "auto"
with op.batch_alter_table("lssa", recreate=how) as lssa:
    lssa.add_column(sa.Column("motto", sa.Text()))"""
ADD_AND_FILL = """op.add_column("lssa", sa.Column("motto", sa.Text()))
op.execute("UPDATE lssa SET motto = 'Onward', name = upper(name)")"""


def no_backup() -> None:
    """Stand in for the backup, which these tests do not look at."""


def fill_every_table(opened: Opened) -> None:
    with opened.database.changing(operation("test:fill")) as change:
        for table in audited_tables(METADATA):
            change.session.execute(insert(table).values(**example_values(table)))


def counts(opened: Opened) -> dict[str, int]:
    return {name: opened.rows(f"SELECT count(*) FROM {name}")[0][0] for name in METADATA.tables}


def test_a_table_built_anew_keeps_its_children_and_its_trail(opened: Opened, later: Later) -> None:
    """With foreign keys on, SQLite empties or refuses the children of a table that is built anew."""
    fill_every_table(opened)
    before = counts(opened)
    migrations = later(REBUILD)
    assert upgrade(opened.engine, no_backup, migrations=migrations).ready
    assert counts(opened) == before
    rename_lssa(opened.database, 1, "Surrey")
    assert counts(opened)["audit_event"] == before["audit_event"] + 1
    assert verify(opened.engine, metadata=migrations.metadata) == ()
    if opened.is_local:
        assert opened.rows("PRAGMA foreign_keys") == [(1,)]


def test_rows_a_migration_changes_are_explained_in_the_trail(opened: Opened, later: Later) -> None:
    add_lssa(opened.database, "Kent")
    migrations = later(ADD_AND_FILL)
    upgrade(opened.engine, no_backup, login="setup.person", migrations=migrations)
    (told,) = opened.rows("SELECT before, after, reason FROM audit_event WHERE action = 'MIGRATE'")
    assert json.loads(told[0]) == {"name": "Kent", "motto": None}
    assert json.loads(told[1]) == {"name": "KENT", "motto": "Onward"}
    assert "to next" in told[2]
    assert verify(opened.engine, metadata=migrations.metadata) == ()


def test_a_row_changed_behind_the_trail_stays_in_doubt_after_a_migration(
    opened: Opened, later: Later
) -> None:
    add_lssa(opened.database, "Kent")
    add_lssa(opened.database, "Surrey")
    opened.tamper("UPDATE lssa SET name = 'Elsewhere' WHERE id = 1")
    migrations = later(ADD_AND_FILL)
    upgrade(opened.engine, no_backup, migrations=migrations)
    (finding,) = verify(opened.engine, metadata=migrations.metadata)
    assert (finding.kind, finding.row_id) == (Found.ROW_CHANGED, 1)


@pytest.mark.parametrize(
    "body",
    [
        ADD_AND_FILL + '\nop.execute("SELECT * FROM no_such_table")',
        ADD_AND_FILL + '\nop.execute("DELETE FROM lssa")',
        REBUILD + '\nop.execute("INSERT INTO lssa (id) VALUES (1)")',
    ],
    ids=["broken statement", "lost rows", "broken constraint"],
)
def test_a_step_that_fails_leaves_no_trace(opened: Opened, later: Later, body: str) -> None:
    fill_every_table(opened)
    before, migrations = counts(opened), later(body)
    with pytest.raises(MigrationFailed) as failed:
        upgrade(opened.engine, no_backup, migrations=migrations)
    assert "as it was" in failed.value.kept
    assert counts(opened) == before
    with opened.engine.connect() as connection:
        assert "motto" not in {column["name"] for column in inspect(connection).get_columns("lssa")}
    assert state(opened.engine).ready
    assert verify(opened.engine) == ()
    rename_lssa(opened.database, 1, "Surrey")
    assert counts(opened)["audit_event"] == before["audit_event"] + 1


def test_the_backup_comes_first_and_stops_everything_if_it_fails(opened: Opened, later: Later) -> None:
    migrations = later(REBUILD)
    seen: list[str] = []

    def backup() -> None:
        seen.append(state(opened.engine, migrations).current)
        raise Trouble("The disk is full.")

    with pytest.raises(Trouble, match="full"):
        upgrade(opened.engine, backup, migrations=migrations)
    assert seen == [state(opened.engine).head]
    assert state(opened.engine).ready


def test_a_database_that_is_up_to_date_needs_no_backup(opened: Opened) -> None:
    def never() -> None:
        pytest.fail("nothing is going to change")

    assert upgrade(opened.engine, never).ready


def test_an_older_program_reads_a_newer_database_and_says_why_not_more(opened: Opened, later: Later) -> None:
    add_lssa(opened.database, "Kent")
    upgrade(opened.engine, no_backup, migrations=later(REBUILD))
    found = state(opened.engine)
    assert (found.newer, found.ready, found.empty) == (True, False, False)
    notice = newer_notice(found)
    assert "newer version" in notice
    reader = Database(opened.engines, opened.database.actor, opened.database.clock, read_only=notice)
    with reader.reading() as session:
        assert session.execute(text("SELECT name FROM lssa")).scalar_one() == "Kent"
    with pytest.raises(ReadOnly), reader.changing(operation("test:act")):
        pytest.fail("nothing may be written")
    with pytest.raises(ReadOnly):
        upgrade(opened.engine, no_backup)


def test_two_setup_tools_at_once_do_it_once(shared: Opened, later: Later) -> None:
    migrations, start = later(ADD_AND_FILL), Barrier(2)
    add_lssa(shared.database, "Kent")
    found: list[bool] = []

    def migrate() -> None:
        start.wait()
        found.append(upgrade(shared.engine, no_backup, migrations=migrations).ready)

    threads = [Thread(target=migrate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True, True]
    assert shared.rows("SELECT count(*) FROM audit_event WHERE action = 'MIGRATE'") == [(1,)]
