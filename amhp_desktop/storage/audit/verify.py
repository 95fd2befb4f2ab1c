"""Check the whole audit trail: every event, the chain, the rows it speaks of, and anchors kept elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, MetaData, text

from amhp_desktop.storage.audit.chain import GENESIS, Event, digest
from amhp_desktop.storage.audit.findings import Finding, Found
from amhp_desktop.storage.audit.rows import Mismatch, RowMismatch, may_read, mismatches, present_tables
from amhp_desktop.storage.schema import METADATA

_AT = {
    "sqlite": "at",
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
_REST = (
    "actor, workstation, program, operation_id, reason, action, table_name, row_id, row_version,"
    " before, after, seq, previous_hash, hash"
)
_HEAD = text("SELECT seq, hash FROM audit_head WHERE id = 1")
_MOST_MOVED = 200  # pairs of suspects compared to tell a moved event from an edited one


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain at one moment, to be kept outside the database."""

    seq: int
    hash: str
    at: datetime


def anchor(engine: Engine) -> Anchor:
    """Return the present end of the chain; ``at`` is when its last event happened, in UTC."""
    with engine.execution_options(write=False).connect() as connection:
        seq, sealed = connection.execute(_HEAD).one()
        at = connection.execute(
            text(f"SELECT {_AT[connection.dialect.name]} FROM audit_event WHERE seq = :seq"), {"seq": seq}
        ).scalar()
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else datetime.fromtimestamp(0, UTC)
    return Anchor(seq, sealed, moment)


def verify(
    engine: Engine, anchors: Sequence[Anchor] = (), metadata: MetaData = METADATA
) -> tuple[Finding, ...]:
    """Return every sign that the trail or a row was changed behind the program's back; empty is good.

    ``anchors`` were kept outside: only they show a tail wound back together with its end.
    """
    reading = engine.execution_options(write=False)
    if engine.dialect.name == "postgresql":
        reading = reading.execution_options(isolation_level="REPEATABLE READ")
    with reading.connect() as connection, connection.begin():
        chain = _Chain(connection.dialect.name, {kept.seq: kept for kept in anchors})
        for event in _events(connection):
            chain.follow(event)
        head = connection.execute(_HEAD).first()
        return (
            *chain.findings,
            *_moved_or_edited(chain.suspects, chain.dialect),
            *_head_findings(head.seq if head else None, head.hash if head else None, chain),
            *_anchor_findings(anchors, chain.last),
            *_row_findings(connection, metadata),
        )


@dataclass(slots=True)
class _Chain:
    """What has been seen while following the chain from its beginning."""

    dialect: str
    anchors: dict[int, Anchor]
    last: int = 0
    last_hash: str = GENESIS
    findings: list[Finding] = field(default_factory=list)
    suspects: list[Event] = field(default_factory=list)

    def follow(self, event: Event) -> None:
        """Look at the next event in the order of the chain; unsealed ones come first."""
        if event.seq is None or event.previous_hash is None or event.hash is None:
            self._note(Found.UNSEALED, f"Event {event.id} was never sealed into the chain.", event)
            return
        if event.seq != self.last + 1:
            missing = f"Events {self.last + 1} to {event.seq - 1}"
            self._note(Found.GAP, f"{missing} are missing from the chain.", event)
        elif event.previous_hash != self.last_hash:
            self._note(Found.BROKEN_LINK, f"Event {event.seq} does not follow from the one before it.", event)
        if digest(event, event.seq, event.previous_hash, self.dialect) != event.hash:
            self.suspects.append(event)
        kept = self.anchors.get(event.seq)
        if kept is not None and kept.hash != event.hash:
            sentence = f"Event {event.seq} is not the one that was there when the anchor was kept."
            self._note(Found.ANCHOR, sentence, event)
        self.last, self.last_hash = event.seq, event.hash

    def _note(self, kind: Found, sentence: str, event: Event) -> None:
        self.findings.append(Finding(kind, sentence, event.seq, event.table_name, event.row_id))


def _events(connection: Connection) -> Iterator[Event]:
    at = _AT[connection.dialect.name]
    statement = text(f"SELECT id, {at} AS at, {_REST} FROM audit_event ORDER BY seq NULLS FIRST, id")
    for row in connection.execute(statement, execution_options={"stream_results": True, "yield_per": 1000}):
        yield Event(*row)


def _moved_or_edited(suspects: Sequence[Event], dialect: str) -> Iterator[Finding]:
    """Tell events put at another place from events whose contents were changed."""
    places = [(other.seq, other.previous_hash, other.hash) for other in suspects[:_MOST_MOVED]]
    for event in suspects:
        fits = [
            seq
            for seq, previous, sealed in places
            if seq != event.seq and _fits(event, seq or 0, previous or "", sealed or "", dialect)
        ]
        if fits:
            sentence = f"Event {event.seq} stood at place {fits[0]} when it was sealed."
            yield Finding(Found.MOVED, sentence, event.seq, event.table_name, event.row_id)
        else:
            sentence = f"Event {event.seq} was changed after it was sealed."
            yield Finding(Found.EDITED, sentence, event.seq, event.table_name, event.row_id)


def _fits(event: Event, seq: int, previous: str, sealed: str, dialect: str) -> bool:
    own = digest(event, seq, event.previous_hash or "", dialect) == event.hash
    return own or digest(event, seq, previous, dialect) == sealed


def _head_findings(seq: int | None, sealed: str | None, chain: _Chain) -> Iterator[Finding]:
    if seq is None:
        yield Finding(Found.HEAD, "The end of the chain is missing.")
    elif seq > chain.last:
        yield Finding(Found.CUT_TAIL, f"Events {chain.last + 1} to {seq} were cut from the end.", seq)
    elif seq < chain.last or sealed != chain.last_hash:
        yield Finding(Found.HEAD, "The recorded end of the chain is not its last event.", seq)


def _anchor_findings(anchors: Sequence[Anchor], last: int) -> Iterator[Finding]:
    for kept in anchors:
        if kept.seq > last:
            sentence = f"Event {kept.seq} was there when an anchor was kept; the chain now ends at {last}."
            yield Finding(Found.ANCHOR, sentence, kept.seq)


def _row_findings(connection: Connection, metadata: MetaData) -> Iterator[Finding]:
    checked = []
    for table in present_tables(connection, metadata):
        if may_read(connection, table):
            checked.append(table)
        else:
            sentence = f"The rows of “{table.name}” were not compared: this login may not read them."
            yield Finding(Found.NOT_CHECKED, sentence, table=table.name)
    for mismatch in mismatches(connection, checked):
        yield _row_finding(mismatch)


def _row_finding(mismatch: RowMismatch) -> Finding:
    row = f"Row {mismatch.row_id} of “{mismatch.table}”"
    columns = ", ".join(mismatch.after)
    kind, sentence = {
        Mismatch.NO_EVENT: (Found.ROW_ADDED, f"{row} was added behind the audit trail."),
        Mismatch.NO_ROW: (Found.ROW_GONE, f"{row} is gone; the audit trail knows it."),
        Mismatch.VERSION: (Found.ROW_CHANGED, f"{row} has another version than its last audit event."),
        Mismatch.VALUES: (Found.ROW_CHANGED, f"{row} differs from its audit events: {columns}."),
    }[mismatch.kind]
    return Finding(kind, sentence, table=mismatch.table, row_id=mismatch.row_id)
