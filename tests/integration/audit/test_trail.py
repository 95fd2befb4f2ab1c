"""Every write leaves one event that says who, from where, why and what; nothing written can be taken back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from amhp_desktop.domain.changes import operation
from amhp_desktop.storage.audit.reads import record_read
from amhp_desktop.storage.audit.tables import audited_tables
from amhp_desktop.storage.audit.verify import verify
from amhp_desktop.storage.database import AlreadyDone, ConstraintRefused
from amhp_desktop.storage.people import LssaRow
from amhp_desktop.storage.schema import METADATA
from tests.integration.audit.records import add_lssa, example_values, rename_lssa
from tests.support.databases import Opened

TABLES = audited_tables(METADATA)


def events(opened: Opened) -> list[dict[str, Any]]:
    with opened.engine.connect() as connection:
        found = connection.execute(text("SELECT * FROM audit_event ORDER BY id"))
        return [dict(row._mapping) for row in found]


@contextmanager
def acting(opened: Opened) -> Iterator[Any]:
    with opened.database.changing(operation("test:act", "why not")) as change:
        yield change.session


def test_a_new_record_leaves_one_event_with_all_that_was_given(opened: Opened) -> None:
    row_id = add_lssa(opened.database, "Łódź")
    (event,) = events(opened)
    assert event["actor"] == opened.database.actor.login
    assert event["workstation"].startswith("desk-3")
    assert (event["program"], event["reason"]) == ("test", "A new agreement")
    assert (event["action"], event["table_name"], event["row_id"], event["row_version"]) == (
        "INSERT", "lssa", row_id, 1,
    )  # fmt: skip
    assert event["before"] is None
    after = json.loads(event["after"])
    assert (after["name"], after["own"]) == ("Łódź", True)
    assert "voided_at" not in after


def test_a_change_keeps_before_and_after_of_what_changed_only(opened: Opened) -> None:
    row_id = add_lssa(opened.database, "Kent")
    rename_lssa(opened.database, row_id, "Surrey")
    event = events(opened)[-1]
    before, after = json.loads(event["before"]), json.loads(event["after"])
    assert (before["name"], after["name"]) == ("Kent", "Surrey")
    assert "own" not in before | after
    assert event["row_version"] == 2


def test_every_table_writes_one_event_per_row_and_the_rows_agree_with_them(opened: Opened) -> None:
    with acting(opened) as session:
        for table in TABLES:
            session.execute(insert(table).values(**example_values(table)))
    with acting(opened) as session:
        for table in TABLES:
            session.execute(update(table).values(version=table.c.version + 1, void_reason="a trial"))
    counted = opened.rows("SELECT table_name, action, count(*) FROM audit_event GROUP BY 1, 2")
    expected = {(table.name, action, 1) for table in TABLES for action in ("INSERT", "UPDATE")}
    assert set(counted) == expected
    assert {event["actor"] for event in events(opened)} == {opened.database.actor.login}
    assert verify(opened.engine) == ()


def test_every_table_of_records_in_the_database_is_audited(opened: Opened) -> None:
    if opened.is_local:
        found = opened.rows(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_insert'"
        )
    else:
        found = opened.rows("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'amhp_record'")
    with opened.engine.connect() as connection:
        from sqlalchemy import inspect

        inspector = inspect(connection)
        versioned = {
            name
            for name in inspector.get_table_names()
            if "version" in {column["name"] for column in inspector.get_columns(name)}
        }
    assert versioned - {name for (name,) in found} == set()


@pytest.mark.parametrize("table", [*TABLES, METADATA.tables["operation"], METADATA.tables["audit_event"]],
                         ids=lambda table: table.name)  # fmt: skip
def test_nothing_is_deleted(shared: Opened, table: Any) -> None:
    with pytest.raises(DBAPIError, match="constraint: "), acting_raw(shared) as connection:
        connection.execute(text(f"DELETE FROM {table.name}"))
    with pytest.raises(DBAPIError, match="constraint: "), acting_raw(shared) as connection:
        connection.execute(text(f"TRUNCATE {table.name} CASCADE"))


@contextmanager
def acting_raw(opened: Opened) -> Iterator[Any]:
    database = opened.database
    with opened.engine.begin() as connection:
        opened.engines.begin_as(connection, database.actor, operation("test:raw"), database.clock())
        yield connection


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("DELETE FROM lssa", "nothing_is_deleted"),
        ("UPDATE lssa SET name = 'x'", "version_counts_up"),
        ("UPDATE lssa SET name = 'x', version = version + 2", "version_counts_up"),
        ("UPDATE lssa SET id = 77, version = version + 1", "version_counts_up"),
        ("DELETE FROM operation", "operations_stay"),
        ("UPDATE operation SET reason = 'x'", "operations_stay"),
        ("DELETE FROM audit_event", "audit_is_append_only"),
        ("UPDATE audit_event SET actor = 'x'", "audit_is_append_only"),
        ("UPDATE audit_event SET hash = 'x'", "audit_is_append_only"),
        ("UPDATE audit_event SET seq = NULL, previous_hash = NULL, hash = NULL", "audit_is_append_only"),
        ("UPDATE audit_head SET seq = 0", "audit_is_append_only"),
        ("DELETE FROM audit_head", "audit_is_append_only"),
        ("INSERT INTO audit_head (id, seq, hash) VALUES (2, 0, 'x')", "audit_is_append_only"),
    ],
)
def test_history_refuses_even_the_owner(opened: Opened, statement: str, constraint: str) -> None:
    add_lssa(opened.database, "Kent")
    with pytest.raises(IntegrityError) as refused, acting_raw(opened) as connection:
        connection.execute(text(statement))
    assert opened.engines.constraint_named(refused.value) == constraint
    assert verify(opened.engine) == ()


def test_reading_a_record_is_logged(opened: Opened) -> None:
    row_id = add_lssa(opened.database, "Kent")
    with opened.database.changing(operation("person:open", "Called about her")) as change:
        record_read(change.session, "lssa", row_id)
    event = events(opened)[-1]
    assert (event["action"], event["table_name"], event["row_id"]) == ("READ", "lssa", row_id)
    assert (event["actor"], event["reason"]) == (opened.database.actor.login, "Called about her")
    assert verify(opened.engine) == ()


def test_a_repeated_operation_answers_what_it_answered_first(opened: Opened) -> None:
    act = operation("lssa:record")
    with opened.database.changing(act) as change:
        change.answer(change.add(LssaRow(name="Kent", own=True)).id)
    with pytest.raises(AlreadyDone) as again, opened.database.changing(act):
        pytest.fail("the second try must not reach the work")
    assert again.value.result == opened.database.result_of(act.id)
    assert opened.rows("SELECT count(*) FROM lssa") == [(1,)]


def test_a_refused_change_leaves_no_trace(opened: Opened) -> None:
    add_lssa(opened.database, "Kent")
    with pytest.raises(ConstraintRefused) as refused:
        add_lssa(opened.database, "Kent")
    assert refused.value.constraint == "uq_lssa_name"
    assert len(events(opened)) == 1
    assert opened.rows("SELECT count(*) FROM operation") == [(1,)]


def test_a_client_cannot_say_that_somebody_else_did_it(shared: Opened) -> None:
    with acting_raw(shared) as connection:
        values = example_values(METADATA.tables["lssa"]) | {"created_by": "boss", "changed_by": "boss"}
        connection.execute(insert(METADATA.tables["lssa"]).values(**values))
        connection.execute(
            text("UPDATE lssa SET version = 2, created_by = 'boss', voided_at = now(), voided_by = 'boss'")
        )
    me = shared.database.actor.login
    assert shared.rows("SELECT created_by, changed_by, voided_by FROM lssa") == [(me, me, me)]


def test_an_open_transaction_stops_nobody(shared: Opened) -> None:
    row_id = add_lssa(shared.database, "Kent")
    with acting(shared) as session:
        session.add(LssaRow(name="Slow", own=False))
        session.flush()
        rename_lssa(shared.database, row_id, "Quick")
    assert [event["seq"] for event in events(shared)] == [1, 3, 2]
    assert verify(shared.engine) == ()


def test_events_of_a_nested_transaction_are_sealed_too(opened: Opened) -> None:
    with acting(opened) as session:
        session.add(LssaRow(name="Outer", own=True))
        session.flush()
        with session.begin_nested():
            session.add(LssaRow(name="Inner", own=False))
        with session.begin_nested() as given_up:
            session.add(LssaRow(name="Given up", own=False))
            session.flush()
            given_up.rollback()
        session.add(LssaRow(name="Last", own=False))
    assert sorted(event["seq"] for event in events(opened)) == [1, 2, 3]
    assert verify(opened.engine) == ()
