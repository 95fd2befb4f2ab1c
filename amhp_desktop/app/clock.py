"""The computer's clock: the one place in the program that reads it."""

from datetime import UTC, datetime


def real_now() -> datetime:
    """Return the computer's time as aware UTC."""
    return datetime.now(UTC)
