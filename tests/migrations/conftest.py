"""Databases for migration tests, and a later version of the program that changes a table."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, MetaData, Text

from amhp_desktop.storage.migration import OURS, Migrations
from amhp_desktop.storage.schema import METADATA
from tests.support.clock import MovableClock
from tests.support.databases import Opened, local_database, shared_database
from tests.support.postgres import PostgresServer

_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade() -> None:
{body}
"""


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
    """Give a fresh shared database."""
    with shared_database(postgres_server, clock) as found:
        yield found


@pytest.fixture
def later(tmp_path: Path) -> Callable[[str], Migrations]:
    """Give the way to a later program whose one more step has this body; its authorities have a motto."""

    def with_step(body: str) -> Migrations:
        folder = tmp_path / "later"
        shutil.copytree(OURS.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
        known = OURS.revisions()
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        (folder / "versions" / "next_step.py").write_text(_STEP.format(head=known[-1], body=lines))
        (folder / "head.toml").write_text(f"revisions = {[*known, 'next']!r}\n")
        return Migrations(folder, _with_motto() if "motto" in body else METADATA)

    return with_step


def _with_motto() -> MetaData:
    metadata = MetaData(naming_convention=METADATA.naming_convention)
    for table in METADATA.sorted_tables:
        table.to_metadata(metadata)
    metadata.tables["lssa"].append_column(Column("motto", Text))
    return metadata
