"""A clock for tests that stands still until it is moved."""

from datetime import UTC, datetime, timedelta

TUESDAY_MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""The ordinary start of every test: Tuesday 24 November 2026, 08:30 in London (winter, so also UTC)."""


class MovableClock:
    """Give the same aware UTC instant at every call, until a test moves or sets it."""

    def __init__(self, now: datetime = TUESDAY_MORNING) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """Answer as the program's injected clock does."""
        return self._now

    def move(self, by: timedelta) -> datetime:
        """Let elapsed time pass and give the new instant."""
        self._now += by
        return self._now

    def set(self, now: datetime) -> None:
        """Put the clock to another instant, which must know its zone."""
        if now.tzinfo is None:
            raise ValueError("The clock of the tests takes aware instants only")
        self._now = now.astimezone(UTC)
