"""Hear what others changed: what every feed does, and the one that asks SQLite."""

import random
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from amhp_desktop.domain.errors import Trouble

OnChanged = Callable[[frozenset[str], tuple[int, ...]], None]

ANSWER_SECONDS = 4.0
_SHORTEST_WAIT, _LONGEST_WAIT = 0.25, 4.0
_POLL_SECONDS = 0.25


class ConnectionLost(Exception):
    """The feed's own connection ended or stopped answering."""


class ChangeFeed(ABC):
    """Tell, from a thread of its own, which tables and row ids were changed by anybody.

    ``on_lost`` is called once when the connection goes, ``on_back`` once when it is there again: changes in
    between were missed, so read again whatever is shown. The three functions run on the feed's thread.
    """

    troubles: ClassVar[tuple[type[Exception], ...]] = (DBAPIError, Trouble, ConnectionLost, OSError)
    """What ends a turn of listening and begins the next."""

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
            self._thread.join(timeout=ANSWER_SECONDS)

    def _run(self) -> None:
        wait = _SHORTEST_WAIT
        while not self._closing.is_set():
            try:
                self._listen()
            except self.troubles:
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


def _one(driver: Any, statement: str) -> Any:
    return driver.execute(statement).fetchone()[0]
