"""Databases for integration tests: the same test runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from amhp_desktop.services.shared_opening import SharedPlace
from tests.support.clock import MovableClock
from tests.support.databases import Opened, local_database, shared_database
from tests.support.demonstrations import (
    Demonstration,
    SharedWay,
    Way,
    copy_local,
    make_local_template,
)
from tests.support.postgres import PostgresServer
from tests.support.service import shared_demonstration


@pytest.fixture(params=["local", "shared"])
def opened(request: pytest.FixtureRequest, tmp_path: Path, clock: MovableClock) -> Iterator[Opened]:
    """Give a fresh database with the program's schema, on one engine after the other."""
    if request.param == "local":
        with local_database(tmp_path, clock) as found:
            yield found
        return
    with shared_database(request.getfixturevalue("postgres_server"), clock) as found:
        yield found


@pytest.fixture
def shared(postgres_server: PostgresServer, clock: MovableClock) -> Iterator[Opened]:
    """Give a fresh shared database, for what only PostgreSQL has."""
    with shared_database(postgres_server, clock) as found:
        yield found


@pytest.fixture(scope="session")
def local_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the demonstration on SQLite, made once for copies."""
    return make_local_template(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(params=["local", "shared"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Way]:
    """Give the way into a demonstration of the test's own, on one engine after the other."""
    if request.param == "local":
        yield copy_local(request.getfixturevalue("local_template"), tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    made = shared_demonstration(server, tmp_path, MovableClock())
    yield SharedWay(SharedPlace(server.host, server.port, made.database), tmp_path)
    server.drop_database(made.database)


@pytest.fixture
def demonstration(way: Way, clock: MovableClock) -> Iterator[Demonstration]:
    """Give the demonstration, on one engine after the other; ``open(login)`` lets somebody in."""
    found = Demonstration(way, clock)
    yield found
    found.close()
