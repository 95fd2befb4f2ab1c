"""A network that swallows everything costs seconds, not the morning, and no save is made twice or lost."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import event, text

from amhp_desktop.domain.changes import Operation, operation
from amhp_desktop.domain.errors import OutcomeUnknown, Trouble
from amhp_desktop.storage.database import AlreadyDone, Database
from amhp_desktop.storage.people import LssaRow
from amhp_desktop.storage.shared.engine import SharedEngines, engine_for
from amhp_desktop.storage.shared.impatient import ImpatientConnection
from tests.support.databases import Opened
from tests.support.postgres import PostgresServer
from tests.support.proxy import Proxy


@pytest.fixture
def proxy(postgres_server: PostgresServer) -> Iterator[Proxy]:
    with Proxy(postgres_server.host, postgres_server.port) as found:
        yield found


@pytest.fixture
def through(
    shared: Opened, postgres_server: PostgresServer, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """Give the database through the proxy, with a patience of one second."""
    monkeypatch.setattr(ImpatientConnection, "patience_seconds", 1.0)
    assert shared.target is not None
    engine = engine_for(replace(shared.target, port=proxy.port), lambda: postgres_server.password)
    yield Database(SharedEngines(engine), shared.database.actor, shared.database.clock)
    engine.dispose()


def test_a_stalled_read_ends_in_words(through: Database, proxy: Proxy) -> None:
    with through.reading() as session:
        session.execute(text("SELECT 1"))
    proxy.stall()
    began = time.monotonic()
    with pytest.raises(Trouble, match="cannot be reached"), through.reading() as session:
        session.execute(text("SELECT 1"))
    assert time.monotonic() - began < 8.5  # the limit, and the time a new connection may take
    proxy.reset()
    proxy.pass_on()
    with through.reading() as session:
        assert session.execute(text("SELECT 1")).scalar_one() == 1


def test_an_answer_lost_at_the_end_of_a_save_is_looked_up(
    shared: Opened, through: Database, proxy: Proxy
) -> None:
    act = operation("lssa:record")
    with pytest.raises(OutcomeUnknown):
        save_and_lose_the_answer(through, act, proxy)
    proxy.reset()
    proxy.pass_on()
    with pytest.raises(AlreadyDone) as done, through.changing(act):
        pytest.fail("it was kept, so it must not be done again")
    assert done.value.result == through.result_of(act.id)
    assert shared.rows("SELECT count(*) FROM lssa") == [(1,)]


def save_and_lose_the_answer(database: Database, act: Operation, proxy: Proxy) -> None:
    """Save as a service does; from the commit on, every answer of the server is lost."""
    with database.changing(act) as change:
        change.answer(change.add(LssaRow(name="Kent", own=True)).id)
        event.listen(change.session, "before_commit", lambda _session: proxy.drop_replies())


def test_a_statement_that_takes_too_long_is_stopped(through: Database) -> None:
    began = time.monotonic()
    with pytest.raises(Trouble), through.reading() as session:
        session.execute(text("SELECT pg_sleep(30)"))
    assert time.monotonic() - began < 5
