"""Hear what others changed in the shared database, by PostgreSQL's notifications."""

import json
import selectors
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from psycopg import pq
from typing_extensions import override

from amhp_desktop.storage.changes import ANSWER_SECONDS, ChangeFeed, ConnectionLost, OnChanged

CHANNEL = "amhp_changed"
_HEARTBEAT_SECONDS = 3.0


class SharedChangeFeed(ChangeFeed):
    """Listen to the notifications of PostgreSQL on a connection of its own.

    ``connect`` opens it: autocommit, raising a Trouble or a driver error where it cannot.
    """

    troubles = (*ChangeFeed.troubles, psycopg.Error)

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
            if asked_at and now > asked_at + ANSWER_SECONDS:
                raise ConnectionLost
            if not asked_at and now >= ask_again:
                server.send_query(b"SELECT 1")
                server.flush()
                asked_at = now
            due = asked_at + ANSWER_SECONDS if asked_at else ask_again
            ears.select(max(0.0, due - now) + 0.01)
            server.consume_input()
            self._say_changed(_notified(server))
            if asked_at and _answered(server):
                asked_at, ask_again = 0.0, time.monotonic() + _HEARTBEAT_SECONDS


def _notified(server: pq.abc.PGconn) -> Iterable[tuple[str, int]]:
    while (notice := server.notifies()) is not None:
        content = json.loads(notice.extra)
        yield content["table"], content["id"]


def _answered(server: pq.abc.PGconn) -> bool:
    while not server.is_busy():
        if server.get_result() is None:
            return True
    return False
