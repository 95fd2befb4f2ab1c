"""A driver connection that never waits longer for an answer than a person would."""

from typing import Any, ClassVar, TypeVar

import psycopg
from psycopg.abc import PQGen
from typing_extensions import override

_V = TypeVar("_V")
PATIENCE_SECONDS = 10.0


class ImpatientConnection(psycopg.Connection[Any]):
    """Give up, and the connection with it, when the server has not answered in time.

    No setting of the client library helps where something on the way swallows all traffic but keeps the
    connection alive; a server at work for so long would be stopped by its own statement limit.
    """

    patience_seconds: ClassVar[float] = PATIENCE_SECONDS

    @override
    def wait(self, gen: PQGen[_V], interval: float = 0.1, timeout: float | None = None) -> _V:
        """Wait as the driver does, within our patience; afterwards the connection is closed for good."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience_seconds)
        except psycopg.OperationalError as error:
            if error.sqlstate is None:  # not an answer of the server: its time ran out, or it is gone
                self.pgconn.finish()
            raise
