"""The hash chain over audit events, computed here exactly as the two databases compute it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64
# PostgreSQL writes a JSON array with a space after each comma, SQLite without.
SEPARATORS = {"postgresql": (", ", ": "), "sqlite": (",", ":")}


@dataclass(frozen=True, slots=True)
class Event:
    """One audit event as stored; ``at`` is UTC text ``2026-11-24 09:05:07.000000``."""

    id: int
    at: str
    actor: str
    workstation: str
    program: str
    operation_id: str | None
    reason: str
    action: str
    table_name: str
    row_id: int
    row_version: int | None
    before: str | None
    after: str | None
    seq: int | None
    previous_hash: str | None
    hash: str | None


def digest(event: Event, seq: int, previous_hash: str, dialect: str) -> str:
    """Return the SHA-256 of the canonical JSON array of place, previous hash and every field."""
    fields = [
        seq, previous_hash, event.id, event.at, event.actor, event.workstation, event.program,
        event.operation_id, event.reason, event.action, event.table_name, event.row_id, event.row_version,
        event.before, event.after,
    ]  # fmt: skip
    text = json.dumps(fields, ensure_ascii=False, separators=SEPARATORS[dialect])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def stored_text(moment: datetime) -> str:
    """Return an aware instant the way it enters the chain."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
