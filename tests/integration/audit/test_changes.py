"""Open screens hear of a change within a second, hear when the connection goes, and when it is back."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from amhp_desktop.storage.changes import ChangeFeed, LocalChangeFeed
from amhp_desktop.storage.shared.changes import SharedChangeFeed
from amhp_desktop.storage.shared.engine import connect
from tests.integration.audit.records import add_lssa, rename_lssa
from tests.support.databases import Opened, target_on, template
from tests.support.postgres import PostgresServer, running_server
from tests.support.proxy import Proxy


class Heard:
    """What a feed said, for a test to wait for."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self.changes: list[tuple[frozenset[str], tuple[int, ...]]] = []
        self.words: list[str] = []

    def changed(self, tables: frozenset[str], ids: tuple[int, ...]) -> None:
        with self._turn:
            self.changes.append((tables, ids))
            self._turn.notify_all()

    def said(self, word: str) -> Callable[[], None]:
        def note() -> None:
            with self._turn:
                self.words.append(word)
                self._turn.notify_all()

        return note

    def wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        with self._turn:
            return self._turn.wait_for(condition, seconds)


def local_feed(opened: Opened, heard: Heard) -> ChangeFeed:
    return LocalChangeFeed(opened.engine, heard.changed, heard.said("lost"), heard.said("back"))


def shared_feed(server: PostgresServer, database: str, heard: Heard, port: int | None = None) -> ChangeFeed:
    there = target_on(server, database)
    if port is not None:
        there = type(there)(there.host, port, there.database, there.login, there.ca_file)
    return SharedChangeFeed(
        lambda: connect(there, lambda: server.password, autocommit=True),
        heard.changed,
        heard.said("lost"),
        heard.said("back"),
    )


@contextmanager
def running(feed: ChangeFeed) -> Iterator[None]:
    feed.start()
    try:
        assert feed.wait_ready(5)
        yield
    finally:
        began = time.monotonic()
        feed.close()
        assert time.monotonic() - began < 1


@pytest.fixture
def feed_of(opened: Opened, request: pytest.FixtureRequest) -> Callable[[Heard], ChangeFeed]:
    """Give the way to make a feed on the engine of this test."""
    if opened.is_local:
        return lambda heard: local_feed(opened, heard)
    server = request.getfixturevalue("postgres_server")
    assert opened.target is not None
    name = opened.target.database
    return lambda heard: shared_feed(server, name, heard)


def test_a_change_is_heard_within_a_second(opened: Opened, feed_of: Callable[[Heard], ChangeFeed]) -> None:
    heard = Heard()
    with running(feed_of(heard)):
        began = time.monotonic()
        row_id = add_lssa(opened.database, "Kent")
        assert heard.wait(lambda: bool(heard.changes), 1.0)
        assert time.monotonic() - began < 1.0
    assert heard.changes == [(frozenset({"lssa"}), (row_id,))]
    assert heard.words == []


def test_none_of_many_changes_is_missed(opened: Opened, feed_of: Callable[[Heard], ChangeFeed]) -> None:
    heard = Heard()
    ids = [add_lssa(opened.database, f"Authority {number}") for number in range(5)]
    with running(feed_of(heard)):
        for turn in range(20):
            for row_id in ids:
                rename_lssa(opened.database, row_id, f"{row_id} turn {turn}")
        last = add_lssa(opened.database, "The last")
        assert heard.wait(lambda: any(last in found for _, found in heard.changes), 2)
    assert {row_id for _, found in heard.changes for row_id in found} == {*ids, last}


def test_a_refused_change_is_not_heard(opened: Opened, feed_of: Callable[[Heard], ChangeFeed]) -> None:
    heard = Heard()
    add_lssa(opened.database, "Kent")
    with running(feed_of(heard)):
        with pytest.raises(Exception, match="uq_lssa_name"):
            add_lssa(opened.database, "Kent")
        seen = add_lssa(opened.database, "Surrey")
        assert heard.wait(lambda: bool(heard.changes), 1.0)
    assert heard.changes == [(frozenset({"lssa"}), (seen,))]


def test_notifications_carry_no_personal_data(shared: Opened, postgres_server: PostgresServer) -> None:
    assert shared.target is not None
    with postgres_server.connect(shared.target.database) as listener:
        listener.execute("LISTEN amhp_changed")
        row_id = add_lssa(shared.database, "Kent")
        (notice,) = listener.notifies(timeout=2, stop_after=1)
    assert notice.payload == f'{{"table" : "lssa", "id" : {row_id}, "version" : 1}}'


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """Give this module a server of its own, as it is stopped and started here."""
    with running_server() as server:
        template(server)
        yield server


def test_a_restarted_server_is_found_again(own_server: PostgresServer) -> None:
    heard = Heard()
    name = own_server.create_database(template(own_server))
    with running(shared_feed(own_server, name, heard)):
        own_server.stop()
        assert heard.wait(lambda: heard.words == ["lost"], 10)
        own_server.start()
        assert heard.wait(lambda: heard.words == ["lost", "back"], 10)
        with own_server.connect(name) as connection:
            connection.execute("""NOTIFY amhp_changed, '{"table": "duty", "id": 7, "version": 2}'""")
        assert heard.wait(lambda: heard.changes == [(frozenset({"duty"}), (7,))], 2)


def test_a_network_that_swallows_everything_is_noticed_within_ten_seconds(own_server: PostgresServer) -> None:
    heard = Heard()
    name = own_server.create_database(template(own_server))
    with (
        Proxy(own_server.host, own_server.port) as proxy,
        running(shared_feed(own_server, name, heard, proxy.port)),
    ):
        proxy.stall()
        assert heard.wait(lambda: heard.words == ["lost"], 10)
        proxy.pass_on()
        assert heard.wait(lambda: heard.words == ["lost", "back"], 12)


def test_closing_ends_the_feed_while_the_server_is_away(own_server: PostgresServer) -> None:
    heard = Heard()
    name = own_server.create_database(template(own_server))
    feed = shared_feed(own_server, name, heard)
    feed.start()
    assert feed.wait_ready(5)
    own_server.stop()
    assert heard.wait(lambda: heard.words == ["lost"], 10)
    began = time.monotonic()
    feed.close()
    assert time.monotonic() - began < 1
    assert "change feed" not in {thread.name for thread in threading.enumerate()}
    own_server.start()
