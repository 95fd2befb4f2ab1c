"""What is remembered between two openings of a database: the last full check and whether it was closed."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from amhp_desktop.storage.local.files import write_atomically


@dataclass(frozen=True, slots=True)
class State:
    """The last full check that found nothing, and the marks of openings that were not closed yet."""

    checked_at: datetime | None = None
    open_marks: tuple[str, ...] = ()


def read(database: Path) -> State:
    """Read the state of a database; one that is missing or unreadable counts as never checked."""
    try:
        data = json.loads(_beside(database).read_bytes())
        checked_at = data["checked_at"] and datetime.fromisoformat(data["checked_at"])
        if checked_at and checked_at.tzinfo is None:
            return State()
        return State(checked_at, tuple(str(mark) for mark in data["open"]))
    except (OSError, ValueError, KeyError, TypeError):
        return State()


def write(database: Path, state: State) -> None:
    """Keep the state; raises DiskFull or FileRefused."""
    content = {"checked_at": state.checked_at and state.checked_at.isoformat(), "open": state.open_marks}
    write_atomically(_beside(database), json.dumps(content).encode(), "The folder of the database")


def _beside(database: Path) -> Path:
    return database.with_name(database.name + ".state")
