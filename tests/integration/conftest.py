"""Databases for integration tests: the same test runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.clock import MovableClock
from tests.support.databases import Opened, local_database, shared_database
from tests.support.postgres import PostgresServer


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
