"""Hear what others changed: one feed, fed by notifications on PostgreSQL and by polling on SQLite."""

import json
import random
import selectors
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from psycopg import pq
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from amhp_desktop.domain.errors import Trouble

OnChanged = Callable[[frozenset[str], tuple[int, ...]], None]

CHANNEL = "amhp_changed"
_HEARTBEAT_SECONDS = 3.0
_ANSWER_SECONDS = 4.0
_SHORTEST_WAIT, _LONGEST_WAIT = 0.25, 4.0
_POLL_SECONDS = 0.25


class ConnectionLost(Exception):
    """The feed's own connection ended or stopped answering."""


class ChangeFeed(ABC):
    """Tell, from a thread of its own, which tables and row ids were changed by anybody.

    ``on_lost`` is called once when the connection goes, ``on_back`` once when it is there again: changes in
    between were missed, so read again whatever is shown. The three functions run on the feed's thread.
    """

    def __init__(
        self, on_changed: OnChanged, on_lost: Callable[[], None], on_back: Callable[[], None]
    ) -> None:
        self._on_changed = on_changed
        self._on_lost = on_lost
        self._on_back = on_back
        self._closing = threading.Event()
        self._lost = False
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="change feed", daemon=True)

    def start(self) -> None:
        """Begin to listen; returns at once."""
        self._thread.start()

    def wait_ready(self, timeout: float) -> bool:
        """Wait until the feed hears, at most so many seconds, and tell whether it does."""
        return self._ready.wait(timeout)

    def close(self) -> None:
        """Stop listening; no function is called any more once this returns."""
        self._closing.set()
        self._wake()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout=_ANSWER_SECONDS)

    def _run(self) -> None:
        wait = _SHORTEST_WAIT
        while not self._closing.is_set():
            try:
                self._listen()
            except (psycopg.Error, DBAPIError, Trouble, ConnectionLost, OSError):
                # A feed that was ready has had its turn: begin with short waits again.
                wait = _SHORTEST_WAIT if self._ready.is_set() else min(wait * 2, _LONGEST_WAIT)
                self._ready.clear()
                self._say_lost()
            # Jitter keeps many workstations from knocking at a restarted server at the same moment.
            self._closing.wait(wait * random.uniform(0.5, 1.0))  # noqa: S311 - not a secret

    def _say_lost(self) -> None:
        if not self._lost and not self._closing.is_set():
            self._lost = True
            self._on_lost()

    def _say_ready(self) -> None:
        self._ready.set()
        if self._lost and not self._closing.is_set():
            self._lost = False
            self._on_back()

    def _say_changed(self, rows: Iterable[tuple[str, int]]) -> None:
        seen = dict.fromkeys(rows)
        if seen and not self._closing.is_set():
            self._on_changed(frozenset(table for table, _ in seen), tuple(row_id for _, row_id in seen))

    @abstractmethod
    def _listen(self) -> None:
        """Connect, say ready, and tell changes until closed; raise when the connection goes."""

    @abstractmethod
    def _wake(self) -> None:
        """Interrupt whatever the thread is waiting for besides the event that says closing."""


class SharedChangeFeed(ChangeFeed):
    """Listen to the notifications of PostgreSQL on a connection of its own.

    ``connect`` opens it: autocommit, raising a Trouble or a driver error where it cannot.
    """

    def __init__(
        self,
        connect: Callable[[], psycopg.Connection[Any]],
        on_changed: OnChanged,
        on_lost: Callable[[], None],
        on_back: Callable[[], None],
    ) -> None:
        super().__init__(on_changed, on_lost, on_back)
        self._connect = connect
        self._bell, self._ringer = socket.socketpair()
        self._ringer.settimeout(0)

    @override
    def close(self) -> None:
        """Stop listening and let go of the sockets."""
        super().close()
        self._bell.close()
        self._ringer.close()

    @override
    def _wake(self) -> None:
        try:
            self._ringer.send(b"x")
        except OSError:
            return  # closed before

    @override
    def _listen(self) -> None:
        connection = self._connect()
        try:
            connection.execute(f"LISTEN {CHANNEL}")
            self._say_ready()
            with selectors.DefaultSelector() as ears:
                ears.register(connection.pgconn.socket, selectors.EVENT_READ)
                ears.register(self._bell, selectors.EVENT_READ)
                self._follow(connection.pgconn, ears)
        finally:
            connection.close()

    def _follow(self, server: pq.abc.PGconn, ears: selectors.BaseSelector) -> None:
        """Wait for notifications; ask for a sign of life in between, and never wait long for the answer.

        The question goes out without waiting for its answer, so nothing that arrives with it is swallowed
        and a network that swallows everything is noticed.
        """
        asked_at, ask_again = 0.0, time.monotonic() + _HEARTBEAT_SECONDS
        while not self._closing.is_set():
            now = time.monotonic()
            if asked_at and now > asked_at + _ANSWER_SECONDS:
                raise ConnectionLost
            if not asked_at and now >= ask_again:
                server.send_query(b"SELECT 1")
                server.flush()
                asked_at = now
            due = asked_at + _ANSWER_SECONDS if asked_at else ask_again
            ears.select(max(0.0, due - now) + 0.01)
            server.consume_input()
            self._say_changed(_notified(server))
            if asked_at and _answered(server):
                asked_at, ask_again = 0.0, time.monotonic() + _HEARTBEAT_SECONDS


class LocalChangeFeed(ChangeFeed):
    """Ask SQLite every quarter of a second whether another connection has changed the file."""

    def __init__(
        self,
        engine: Engine,
        on_changed: OnChanged,
        on_lost: Callable[[], None],
        on_back: Callable[[], None],
    ) -> None:
        super().__init__(on_changed, on_lost, on_back)
        self._engine = engine

    @override
    def _listen(self) -> None:
        # Not a pooled connection of the program: own writes would not move the number on the same one.
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            connection.detach()
            try:
                self._poll(driver)
            except self._engine.dialect.loaded_dbapi.Error as error:
                raise ConnectionLost from error

    @override
    def _wake(self) -> None:
        """Do nothing more: this feed waits for the closing event alone."""

    def _poll(self, driver: Any) -> None:
        version = _one(driver, "PRAGMA data_version")
        last = _one(driver, "SELECT coalesce(max(id), 0) FROM audit_event")
        self._say_ready()
        while not self._closing.wait(_POLL_SECONDS):
            seen = _one(driver, "PRAGMA data_version")
            if seen == version:
                continue
            version = seen
            rows = driver.execute(
                "SELECT id, table_name, row_id, action FROM audit_event WHERE id > ? ORDER BY id", (last,)
            ).fetchall()
            last = rows[-1][0] if rows else last
            self._say_changed((table, row_id) for _, table, row_id, action in rows if action != "READ")


def _notified(server: pq.abc.PGconn) -> Iterable[tuple[str, int]]:
    while (notice := server.notifies()) is not None:
        content = json.loads(notice.extra)
        yield content["table"], content["id"]


def _answered(server: pq.abc.PGconn) -> bool:
    while not server.is_busy():
        if server.get_result() is None:
            return True
    return False


def _one(driver: Any, statement: str) -> Any:
    return driver.execute(statement).fetchone()[0]
