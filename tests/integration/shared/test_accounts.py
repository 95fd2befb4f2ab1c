"""Administrators of the service make and close logins; passwords stay on the workstation."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from amhp_desktop.domain.access import Role
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.storage.audit.verify import verify
from amhp_desktop.storage.database import Actor, Database
from amhp_desktop.storage.shared import accounts, setup
from amhp_desktop.storage.shared.engine import SharedEngines, SharedTarget, connect, engine_for
from amhp_desktop.storage.shared.troubles import WrongPassword
from tests.integration.audit.records import add_lssa
from tests.support.clock import MovableClock
from tests.support.databases import PASSWORD, Opened, signed_in, target_on
from tests.support.postgres import PostgresServer, running_server

NEW = "granite otter whistles 81"


@pytest.fixture
def admin(shared: Opened) -> Iterator[Engine]:
    """Sign an administrator of the service in."""
    with signed_in(shared, Role.ADMIN) as engine:
        yield engine


@pytest.fixture
def login(shared: Opened, admin: Engine) -> Iterator[str]:
    """Give a coordinator's login made by the administrator."""
    accounts.create_login(admin, "sam.lee", PASSWORD, Role.COORDINATOR)
    yield "sam.lee"
    with shared.engine.begin() as connection:
        connection.execute(text('DROP ROLE "sam.lee"'))


def at(shared: Opened, login: str) -> SharedTarget:
    assert shared.target is not None
    return SharedTarget(
        shared.target.host, shared.target.port, shared.target.database, login, shared.target.ca_file
    )


def test_a_new_person_signs_in_and_is_named_in_the_trail(shared: Opened, login: str) -> None:
    engine = engine_for(at(shared, login), lambda: PASSWORD)
    assert accounts.own_role(engine) is Role.COORDINATOR
    database = Database(SharedEngines(engine), Actor("not.me", "desk-3", "test"), MovableClock())
    with database.changing(operation("doctor:record")) as change:
        change.session.execute(
            text(
                "INSERT INTO organisation (version, name, kind, operation_id, created_at, created_by,"
                " changed_at, changed_by) VALUES (1, 'Council', 'council', gen_random_uuid(), now(), 'x',"
                " now(), 'x')"
            )
        )
    engine.dispose()
    assert shared.rows("SELECT actor FROM audit_event WHERE table_name = 'organisation'") == [(login,)]
    assert shared.rows("SELECT created_by, changed_by FROM organisation") == [(login, login)]
    assert shared.rows("SELECT login FROM operation") == [(login,)]
    assert verify(shared.engine) == ()


def test_a_person_moves_to_another_group(shared: Opened, admin: Engine, login: str) -> None:
    accounts.set_role(admin, login, Role.AMHP)
    engine = engine_for(at(shared, login), lambda: PASSWORD)
    assert accounts.own_role(engine) is Role.AMHP
    with pytest.raises(DBAPIError, match="permission denied"), engine.begin() as connection:
        connection.execute(text("UPDATE duty SET version = 1 WHERE false"))
    engine.dispose()


def test_passwords_change_without_their_text_reaching_the_server(
    shared: Opened, admin: Engine, login: str, postgres_server: PostgresServer
) -> None:
    with postgres_server.connect() as connection:
        connection.execute("ALTER SYSTEM SET log_statement = 'all'")
        connection.execute("SELECT pg_reload_conf()")
    try:
        engine = engine_for(at(shared, login), lambda: PASSWORD)
        accounts.change_own_password(engine, login, NEW)
        engine.dispose()
        connect(at(shared, login), lambda: NEW).close()
        with pytest.raises(WrongPassword):
            connect(at(shared, login), lambda: PASSWORD)
        accounts.set_password(admin, login, PASSWORD)
        connect(at(shared, login), lambda: PASSWORD).close()
    finally:
        with postgres_server.connect() as connection:
            connection.execute("ALTER SYSTEM RESET log_statement")
            connection.execute("SELECT pg_reload_conf()")
    assert "ALTER" in postgres_server.log()
    assert NEW not in postgres_server.log()
    assert PASSWORD not in postgres_server.log()


def test_a_closed_login_is_out_at_once_and_can_be_opened_again(
    shared: Opened, admin: Engine, login: str
) -> None:
    with connect(at(shared, login), lambda: PASSWORD, autocommit=True) as session:
        accounts.disable_login(admin, login)
        with pytest.raises(psycopg.OperationalError):
            session.execute("SELECT 1")
    with pytest.raises(WrongPassword):
        connect(at(shared, login), lambda: PASSWORD)
    accounts.enable_login(admin, login)
    connect(at(shared, login), lambda: PASSWORD).close()
    told = shared.rows("SELECT after FROM audit_event WHERE action = 'LOGIN' AND after LIKE '%closed%'")
    assert len(told) == 2


@pytest.mark.parametrize(
    ("wanted", "password", "field"),
    [
        ("priya", "short", "password"),
        ("priya", "priya harbour 2026", "password"),
        ("Priya Shah", NEW, "login"),
        ("amhp_boss", NEW, "login"),
        ("postgres", NEW, "login"),
        ("sam.lee", NEW, "login"),
    ],
)
def test_a_login_that_will_not_do_is_refused_beside_its_field(
    admin: Engine, wanted: str, password: str, field: str, request: pytest.FixtureRequest
) -> None:
    if wanted == "sam.lee":
        request.getfixturevalue("login")
    with pytest.raises(Refused) as refused:
        accounts.create_login(admin, wanted, password, Role.AMHP)
    assert {problem.field for problem in refused.value.problems} == {field}


def test_an_administrator_has_no_power_over_the_servers_own_roles(admin: Engine) -> None:
    for touch in (accounts.disable_login, accounts.enable_login):
        for role in ("postgres", "amhp_owner", "amhp_accounts", "no.such.person"):
            with pytest.raises((Refused, Trouble)):
                touch(admin, role)
    with pytest.raises((Refused, Trouble)):
        accounts.set_password(admin, "postgres", NEW)


def test_a_setup_role_without_the_servers_full_power_is_enough() -> None:
    """The service's own administrator of a shared server may create roles and databases, no more."""
    with running_server() as server:
        with server.connect() as connection:
            connection.execute(f"CREATE ROLE setup LOGIN CREATEROLE CREATEDB PASSWORD '{NEW}'")
        target = target_on(server, "postgres", "setup")
        for _ in range(2):
            assert setup.create(target, lambda: NEW, "amhp").ready
        inside = setup.within(target, "amhp")
        setup.create_first_admin(inside, lambda: NEW, "first.admin", PASSWORD)
        admin = engine_for(target_on(server, "amhp", "first.admin"), lambda: PASSWORD)
        accounts.create_login(admin, "sam.lee", PASSWORD, Role.COORDINATOR)
        accounts.disable_login(admin, "sam.lee")
        admin.dispose()
        owner = engine_for(inside, lambda: NEW)
        add_lssa(Database(SharedEngines(owner), Actor("setup", "desk", "t"), MovableClock()), "Kent")
        assert verify(owner) == ()
        owner.dispose()
