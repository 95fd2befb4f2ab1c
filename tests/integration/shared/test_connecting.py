"""The way to the server is protected, or refused with a sentence that names the cause."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from amhp_desktop.domain.errors import OutcomeUnknown, Trouble
from amhp_desktop.storage.database import Actor, Database
from amhp_desktop.storage.shared import engine as shared_engine
from amhp_desktop.storage.shared.engine import (
    SharedEngines,
    SharedTarget,
    connect,
    connection_settings,
    engine_for,
)
from amhp_desktop.storage.shared.server_check import weaknesses
from amhp_desktop.storage.shared.troubles import (
    CertificateRefused,
    NoRights,
    NoSuchDatabase,
    NotReachable,
    ServerTooOld,
    WrongPassword,
)
from tests.integration.audit.records import add_lssa
from tests.support.databases import Opened, target_on, template
from tests.support.postgres import PostgresServer, free_port, running_server


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """Give this module a server whose certificate it may change."""
    with running_server() as server:
        yield server


def refusal(target: SharedTarget, password: str) -> Trouble:
    with pytest.raises(Trouble) as refused:
        connect(target, lambda: password).close()
    assert refused.value.happened.endswith(".")
    assert refused.value.to_do.endswith(".")
    assert refused.value.__cause__ is None  # the driver's text names logins and addresses
    return refused.value


def test_a_good_certificate_and_password_open_an_encrypted_connection(own_server: PostgresServer) -> None:
    target = target_on(own_server, "postgres")
    with connect(target, lambda: own_server.password) as connection:
        found = connection.execute("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
    assert found == (True,)


def test_another_authority_is_refused(own_server: PostgresServer) -> None:
    target = replace(target_on(own_server, "postgres"), ca_file=own_server.wrong_ca_file)
    found = refusal(target, own_server.password)
    assert isinstance(found, CertificateRefused)
    assert "was not issued by the authority" in found.happened


def test_a_missing_authority_file_is_named(own_server: PostgresServer, tmp_path: Path) -> None:
    target = replace(target_on(own_server, "postgres"), ca_file=tmp_path / "none.pem")
    found = refusal(target, own_server.password)
    assert isinstance(found, CertificateRefused)
    assert "file" in found.happened


def test_a_certificate_that_ran_out_is_refused(own_server: PostgresServer) -> None:
    own_server.present_expired()
    try:
        found = refusal(target_on(own_server, "postgres"), own_server.password)
    finally:
        # The helper's own connection checks too, so the good certificate is put back by a restart.
        own_server.stop()
        own_server.present_good()
        own_server.start()
    assert isinstance(found, CertificateRefused)
    assert "has run out" in found.happened


def test_a_certificate_of_another_computer_is_refused(own_server: PostgresServer) -> None:
    own_server.present_wrong_name()
    try:
        found = refusal(target_on(own_server, "postgres"), own_server.password)
    finally:
        own_server.stop()
        own_server.present_good()
        own_server.start()
    assert isinstance(found, CertificateRefused)
    assert "another computer" in found.happened


def test_a_server_without_encryption_is_refused(tmp_path: Path, own_server: PostgresServer) -> None:
    with running_server(tls=False) as plain:
        target = replace(target_on(plain, "postgres"), ca_file=own_server.ca_file)
        found = refusal(target, plain.password)
        assert isinstance(found, CertificateRefused)
        assert "no protected connection" in found.happened
        here = replace(target, ca_file=None)
        connect(here, lambda: plain.password).close()  # on this very computer it may be plain


@pytest.mark.parametrize("host", ["db.example.test", "10.1.2.3", "2001:db8::1"])
def test_anything_but_this_computer_is_asked_for_everything(host: str) -> None:
    settings = connection_settings(SharedTarget(host, 5432, "amhp", "priya"))
    assert settings["sslmode"] == "verify-full"
    assert settings["sslrootcert"] == "system"
    assert settings["channel_binding"] == "require"
    assert settings["require_auth"] == "scram-sha-256"


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        ({"login": "nobody"}, WrongPassword, "user name or the password"),
        ({"database": "elsewhere"}, NoSuchDatabase, "no database of this name"),
        ({"port": free_port()}, NotReachable, "cannot be reached"),
    ],
)
def test_other_refusals_say_what_is_wrong(
    own_server: PostgresServer, change: dict[str, object], kind: type[Trouble], said: str
) -> None:
    found = refusal(replace(target_on(own_server, "postgres"), **change), own_server.password)  # type: ignore[arg-type]
    assert isinstance(found, kind)
    assert said in found.happened


def test_a_wrong_password_is_refused(own_server: PostgresServer) -> None:
    assert isinstance(refusal(target_on(own_server, "postgres"), "not the password"), WrongPassword)


def test_a_login_without_a_group_may_not_enter(own_server: PostgresServer) -> None:
    name = template(own_server)
    with own_server.connect() as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'violet harbour sings 29'")
    found = refusal(target_on(own_server, name, "stranger"), "violet harbour sings 29")
    assert isinstance(found, NoRights)


def test_an_old_server_is_refused(own_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_engine, "OLDEST_SERVER", 99)
    found = refusal(target_on(own_server, "postgres"), own_server.password)
    assert isinstance(found, ServerTooOld)
    assert "99 or later" in found.happened


def test_a_service_hears_the_same_trouble(own_server: PostgresServer) -> None:
    target = replace(target_on(own_server, "postgres"), port=free_port())
    engines = SharedEngines(engine_for(target, lambda: "x"))
    database = Database(engines, Actor("x", "desk", "test"), lambda: datetime.now(UTC))
    with pytest.raises(NotReachable), database.reading() as session:
        session.execute(text("SELECT 1"))


def test_neither_password_nor_values_reach_a_log_or_an_error(
    shared: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "sqlalchemy")
    with pytest.raises(DBAPIError) as broken, shared.engine.begin() as connection:
        connection.execute(text("SELECT 1 / (length(:name) - length(:name))"), {"name": "Margaret Ojo"})
    assert "Margaret" not in str(broken.value)
    assert "Margaret" not in caplog.text
    assert "password" not in str(shared.engine.url)


def test_what_the_setup_tool_wrote_satisfies_the_check(own_server: PostgresServer) -> None:
    target = target_on(own_server, template(own_server))
    engine = engine_for(target, lambda: own_server.password)
    with engine.begin() as connection:
        assert weaknesses(connection, loopback=False) == ()
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL log_parameter_max_length = -1")
        found = {weakness.setting for weakness in weaknesses(connection, loopback=False)}
    engine.dispose()
    assert found == {"statement_timeout", "log_parameter_max_length"}


def test_a_restart_of_the_server_costs_no_read(own_server: PostgresServer) -> None:
    engine = engine_for(target_on(own_server, template(own_server)), lambda: own_server.password)
    database = Database(SharedEngines(engine), Actor("postgres", "desk", "t"), lambda: datetime.now(UTC))
    for _ in range(3):
        with database.reading() as session:
            session.execute(text("SELECT count(*) FROM lssa"))
        own_server.restart()
    engine.dispose()


def test_a_server_that_dies_during_a_save_leaves_the_outcome_open(own_server: PostgresServer) -> None:
    name = own_server.create_database(template(own_server))
    engine = engine_for(target_on(own_server, name), lambda: own_server.password)
    database = Database(SharedEngines(engine), Actor("postgres", "desk", "t"), lambda: datetime.now(UTC))
    from amhp_desktop.domain.changes import operation

    act = operation("test:act")
    with pytest.raises(OutcomeUnknown), database.changing(act):
        database._commit = lambda session: (own_server.stop(), Database._commit(database, session))  # type: ignore[assignment,method-assign,func-returns-value]
    own_server.start()
    assert database.result_of(act.id) is None
    add_lssa(Database(SharedEngines(engine), database.actor, database.clock), "Kent")
    engine.dispose()
