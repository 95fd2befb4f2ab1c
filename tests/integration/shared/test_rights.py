"""Each group of people may do on the server what the reviewed table says, and nothing else."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from amhp_desktop.domain.access import PERMISSIONS, Permission, Role
from amhp_desktop.storage.audit.findings import Found
from amhp_desktop.storage.audit.verify import anchor, verify
from amhp_desktop.storage.rights import rights
from amhp_desktop.storage.schema import METADATA
from tests.integration.audit.records import add_lssa
from tests.support.databases import Opened, shared_database, signed_in
from tests.support.postgres import PostgresServer

TABLES = (*METADATA.tables, "alembic_version")


@pytest.fixture(scope="module")
def everybody(postgres_server: PostgresServer) -> Iterator[Opened]:
    """Give one database for all roles: the attempts here change nothing."""
    with shared_database(postgres_server) as opened:
        yield opened


def allowed(engine: Engine, statement: str) -> bool:
    """Try a statement that touches no row, and tell whether the server let it through."""
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except DBAPIError as error:
        return not isinstance(error.orig, psycopg.errors.InsufficientPrivilege)
    return True


def attempts(name: str) -> dict[str, str]:
    column = {"alembic_version": "version_num", "audit_event": "reason", "audit_head": "hash"}.get(name)
    column = column or ("reason" if name == "operation" else "version")
    value = "1" if column == "version" else "'x'"
    return {
        "S": f"SELECT * FROM {name} LIMIT 0",
        "I": f"INSERT INTO {name} DEFAULT VALUES",
        "U": f"UPDATE {name} SET {column} = {value} WHERE false",
        "D": f"DELETE FROM {name} WHERE false",
        "T": f"TRUNCATE {name} CASCADE",
    }


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_login_can_do_what_the_table_of_rights_says(everybody: Opened, role: Role) -> None:
    expected, found = {}, {}
    with signed_in(everybody, role) as engine:
        for name in TABLES:
            letters = rights().tables[name][role.value]
            for letter, statement in attempts(name).items():
                expected[name, letter] = letter in letters
                found[name, letter] = allowed(engine, statement)
    assert found == expected


def test_every_table_is_listed_and_every_role() -> None:
    assert set(rights().tables) == set(TABLES)
    assert rights().roles == tuple(role.value for role in Role)


@pytest.mark.parametrize(
    ("permission", "table", "letter"),
    [
        (Permission.READ_REQUESTS, "assessment_request", "S"),
        (Permission.READ_REQUESTS, "person", "S"),
        (Permission.RECORD_REQUESTS, "assessment_request", "I"),
        (Permission.RECORD_REQUESTS, "person", "U"),
        (Permission.ALLOCATE, "allocation", "I"),
        (Permission.ASSESS, "outcome", "I"),
        (Permission.READ_ROTA, "duty", "S"),
        (Permission.EDIT_ROTA, "duty", "U"),
        (Permission.EDIT_PEOPLE, "staff", "U"),
        (Permission.EDIT_PEOPLE, "doctor", "I"),
        (Permission.MANAGE_USERS, "account", "I"),
        (Permission.PAPERWORK, "paper", "I"),
        (Permission.PAPERWORK, "print_log", "I"),
        (Permission.READ_AUDIT, "audit_event", "S"),
        (Permission.SETTINGS, "setting", "U"),
    ],
)
def test_the_server_and_the_program_agree_who_may(permission: Permission, table: str, letter: str) -> None:
    by_server = {role for role in Role if letter in rights().tables[table][role.value]}
    by_program = {role for role in Role if permission in PERMISSIONS[role]}
    assert by_server == by_program


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_only_administrators_reach_the_account_functions(everybody: Opened, role: Role) -> None:
    calls = [
        "app.create_login('someone', 'x', 'amhp_amhp')",
        "app.set_group('someone', 'amhp_amhp')",
        "app.set_verifier('someone', 'x')",
        "app.disable_login('someone')",
        "app.enable_login('someone')",
    ]
    with signed_in(everybody, role) as engine:
        assert {allowed(engine, f"SELECT {call}") for call in calls} == {role is Role.ADMIN}
        assert not allowed(engine, "SELECT audit.note('X', 'lssa', 1, 1, NULL, NULL)")
        assert not allowed(engine, "CREATE TABLE mine (id int)")
        assert not allowed(engine, "SET ROLE amhp_owner")
        assert not allowed(engine, "SET session_replication_role = replica")
        assert allowed(engine, "SELECT app.record_read('lssa', 1)")
        assert allowed(engine, "SELECT id, result FROM operation LIMIT 0")
        assert allowed(engine, "SELECT seq, at, hash FROM audit_event LIMIT 0")


def test_an_auditor_checks_the_chain_and_is_told_which_rows_stay_unread(shared: Opened) -> None:
    add_lssa(shared.database, "Kent")
    with signed_in(shared, Role.AUDITOR) as engine:
        findings = verify(engine)
        assert {finding.kind for finding in findings} == {Found.NOT_CHECKED}
        assert not any(finding.grave for finding in findings)
        assert "person" in {finding.table for finding in findings}
        assert "lssa" not in {finding.table for finding in findings}
        shared.tamper("UPDATE audit_event SET actor = 'somebody' WHERE table_name = 'lssa'")
        assert Found.EDITED in {finding.kind for finding in verify(engine)}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_everybody_can_anchor_the_chain(everybody: Opened, role: Role) -> None:
    with signed_in(everybody, role) as engine:
        assert anchor(engine).hash == anchor(everybody.engine).hash
