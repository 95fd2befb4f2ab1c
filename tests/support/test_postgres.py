"""The server that tests stand on behaves as its callers rely on."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.support.postgres import PostgresServer, ServerUnavailable, running_server, server_binaries
from tests.support.proxy import Proxy


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """Give this module a crash-safe server of its own, as it ends it and changes its certificate."""
    with running_server(safe=True) as server:
        yield server


def test_databases_are_separate_copies_of_their_template(postgres_server: PostgresServer) -> None:
    template = postgres_server.create_database()
    with postgres_server.connect(template) as connection:
        connection.execute("CREATE TABLE duty (place text)")
    first, second = (postgres_server.create_database(template) for _ in range(2))
    with postgres_server.connect(first) as connection:
        connection.execute("INSERT INTO duty VALUES ('north')")
    with postgres_server.connect(second) as connection:
        assert connection.execute("SELECT count(*) FROM duty").fetchone() == (0,)
        postgres_server.drop_database(second)
    for name in (first, template):
        postgres_server.drop_database(name)


def test_the_connection_is_encrypted_and_checked(postgres_server: PostgresServer) -> None:
    with postgres_server.connect() as connection:
        query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        assert connection.execute(query).fetchone() == (True,)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"sslrootcert": "wrong"}, "certificate verify failed"),
        ({"password": "not the password"}, "password authentication failed"),
    ],
)
def test_a_wrong_root_and_a_wrong_password_are_refused(
    postgres_server: PostgresServer, options: dict[str, str], reason: str
) -> None:
    if "sslrootcert" in options:
        options = {"sslrootcert": str(postgres_server.wrong_ca_file)}
    with pytest.raises(psycopg.OperationalError, match=reason):
        psycopg.connect(postgres_server.dsn(**options))


def test_an_expired_certificate_and_a_wrong_name_are_refused(own_server: PostgresServer) -> None:
    own_server.present_expired()
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        own_server.connect()
    own_server.present_wrong_name()
    with pytest.raises(psycopg.OperationalError, match="does not match host name"):
        own_server.connect()
    own_server.present_good()
    own_server.connect().close()


def test_what_was_committed_survives_a_kill(own_server: PostgresServer) -> None:
    connection = own_server.connect()
    connection.execute("CREATE TABLE kept (n int)")
    connection.execute("INSERT INTO kept VALUES (1)")
    own_server.kill()
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()
    own_server.start()
    with own_server.connect() as again:
        assert again.execute("SELECT n FROM kept").fetchone() == (1,)


def test_a_server_without_encryption_can_be_had() -> None:
    with running_server(tls=False) as server:
        with pytest.raises(psycopg.OperationalError, match="server does not support SSL"):
            server.connect(sslmode="require")
        server.connect().close()


def test_missing_server_programs_fail_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ServerUnavailable, match="not installed"):
        server_binaries()


def test_the_proxy_carries_stalls_resets_and_loses_replies(postgres_server: PostgresServer) -> None:
    name = postgres_server.create_database()
    with Proxy(postgres_server.host, postgres_server.port) as proxy:
        through = {"port": proxy.port, "tcp_user_timeout": 1000}
        connection = postgres_server.connect(name, **through)
        connection.execute("CREATE TABLE saved (n int)")
        assert proxy.connections == 1

        proxy.stall()
        with pytest.raises(psycopg.errors.ConnectionTimeout):
            postgres_server.connect(name, **through, connect_timeout=2)
        proxy.pass_on()
        assert connection.execute("SELECT 1").fetchone() == (1,)

        proxy.drop_replies()
        connection.pgconn.send_query(b"INSERT INTO saved VALUES (7)")
        with postgres_server.connect(name) as beside:
            while beside.execute("SELECT n FROM saved").fetchone() != (7,):
                pass
        assert not connection.pgconn.notifies()
        proxy.reset()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
        connection.close()
    postgres_server.drop_database(name)
