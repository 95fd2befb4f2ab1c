"""Whoever has the key or the server can change anything, but not without being found out."""

from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest

from amhp_desktop.storage.audit.anchors import AnchorBook, AnchorsDamaged
from amhp_desktop.storage.audit.chain import Event, digest
from amhp_desktop.storage.audit.findings import Finding, Found
from amhp_desktop.storage.audit.verify import anchor, verify
from tests.integration.audit.records import add_lssa, rename_lssa
from tests.support.databases import Opened

ADDED = (
    "INSERT INTO lssa (id, version, name, own, operation_id, created_at, created_by, changed_at, changed_by)"
    " SELECT 3, 1, 'New', own, operation_id, created_at, created_by, changed_at, changed_by FROM lssa"
    " WHERE id = 1"
)


@pytest.fixture
def history(opened: Opened) -> Opened:
    """Give a database with ten events on two rows."""
    first, second = add_lssa(opened.database, "Kent"), add_lssa(opened.database, "Surrey")
    for turn in range(4):
        rename_lssa(opened.database, first, f"Kent {turn}")
        rename_lssa(opened.database, second, f"Surrey {turn}")
    assert verify(opened.engine) == ()
    return opened


def kinds(findings: tuple[Finding, ...]) -> set[Found]:
    return {finding.kind for finding in findings}


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'somebody'",
        "at = (SELECT at FROM audit_event WHERE seq = 1)",
        "reason = reason || ' '",
        "workstation = ''",
        "row_version = 9",
        "operation_id = NULL",
        "row_id = 2",
        "action = 'READ'",
        "before = NULL",
    ],
)
def test_an_edited_event_is_named(history: Opened, change: str) -> None:
    if "at =" in change:
        history.database.clock.move(timedelta(hours=1))  # type: ignore[attr-defined]
        rename_lssa(history.database, 1, "Later")
    place = history.rows("SELECT max(seq) FROM audit_event WHERE row_id = 1")[0][0]
    history.tamper(f"UPDATE audit_event SET {change} WHERE seq = {place}")
    found = [finding for finding in verify(history.engine) if finding.kind is Found.EDITED]
    assert [finding.seq for finding in found] == [place]


def test_a_deleted_event_is_a_gap(history: Opened) -> None:
    history.tamper("DELETE FROM audit_event WHERE seq = 5")
    found = verify(history.engine)
    assert Found.GAP in kinds(found)
    assert any("5 to 5" in finding.sentence for finding in found)


def test_a_gap_closed_by_renumbering_is_found(history: Opened) -> None:
    history.tamper(
        "DELETE FROM audit_event WHERE seq = 5",
        *(f"UPDATE audit_event SET seq = {seq - 1} WHERE seq = {seq}" for seq in range(6, 11)),
        "UPDATE audit_head SET seq = 9",
    )
    assert {Found.BROKEN_LINK, Found.MOVED} <= kinds(verify(history.engine))


def test_a_cut_tail_is_found(history: Opened) -> None:
    history.tamper("DELETE FROM audit_event WHERE seq > 8")
    assert Found.CUT_TAIL in kinds(verify(history.engine))


def test_an_inserted_event_is_found(history: Opened) -> None:
    copied = "at, actor, workstation, program, operation_id, reason, action, table_name, row_id, row_version"
    history.tamper(
        f"INSERT INTO audit_event ({copied}, before, after) SELECT {copied}, before, after"
        " FROM audit_event WHERE seq = 3"
    )
    assert Found.UNSEALED in kinds(verify(history.engine))


@pytest.mark.parametrize("moved", ["seq", "seq, previous_hash, hash"])
def test_reordered_events_are_named(history: Opened, moved: str) -> None:
    columns = moved.split(", ")
    kept = {seq: history.rows(f"SELECT {moved} FROM audit_event WHERE seq = {seq}")[0] for seq in (4, 7)}
    ids = {seq: history.rows(f"SELECT id FROM audit_event WHERE seq = {seq}")[0][0] for seq in (4, 7)}

    def put(at: int, values: tuple[object, ...]) -> str:
        pairs = ", ".join(f"{column} = '{value}'" for column, value in zip(columns, values, strict=True))
        return f"UPDATE audit_event SET {pairs} WHERE id = {ids[at]}"

    history.tamper(f"UPDATE audit_event SET seq = 99 WHERE id = {ids[4]}", put(7, kept[4]), put(4, kept[7]))
    found = verify(history.engine)
    assert {finding.seq for finding in found if finding.kind is Found.MOVED} == {4, 7}


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE lssa SET name = 'Elsewhere' WHERE id = 1", Found.ROW_CHANGED),
        ("UPDATE lssa SET version = 4 WHERE id = 1", Found.ROW_CHANGED),
        ("UPDATE lssa SET created_by = 'somebody' WHERE id = 2", Found.ROW_CHANGED),
        ("DELETE FROM lssa WHERE id = 2", Found.ROW_GONE),
        (ADDED, Found.ROW_ADDED),
    ],
)
def test_a_row_changed_behind_the_trail_is_named(history: Opened, statement: str, kind: Found) -> None:
    history.tamper(statement)
    (finding,) = verify(history.engine)
    assert (finding.kind, finding.table) == (kind, "lssa")
    assert "Elsewhere" not in finding.sentence


def test_only_an_anchor_shows_a_tail_wound_back_with_its_end(history: Opened) -> None:
    kept = anchor(history.engine)
    sealed = history.rows("SELECT hash FROM audit_event WHERE seq = 8")[0][0]
    history.tamper(
        "DELETE FROM audit_event WHERE seq > 8",
        f"UPDATE audit_head SET seq = 8, hash = '{sealed}'",
    )
    assert not kinds(verify(history.engine)) & {Found.GAP, Found.CUT_TAIL, Found.HEAD}
    assert Found.ANCHOR in kinds(verify(history.engine, [kept]))


def test_only_an_anchor_shows_a_chain_sealed_anew(history: Opened) -> None:
    """Somebody who knows how the chain is made can make another one over changed events."""
    kept = anchor(history.engine)
    reseal_with(history, actor="somebody")
    assert Found.EDITED not in kinds(verify(history.engine))
    assert Found.ANCHOR in kinds(verify(history.engine, [kept]))


def reseal_with(opened: Opened, actor: str) -> None:
    at = "at" if opened.is_local else "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    rows = opened.rows(
        f"SELECT id, {at}, actor, workstation, program, operation_id, reason, action, table_name, row_id,"
        " row_version, before, after, seq, previous_hash, hash FROM audit_event ORDER BY seq"
    )
    previous, statements = "0" * 64, []
    for row in rows:
        event = Event(row[0], row[1], actor, *row[3:])
        sealed = digest(event, event.seq or 0, previous, opened.engine.dialect.name)
        statements.append(
            f"UPDATE audit_event SET actor = '{actor}', previous_hash = '{previous}', hash = '{sealed}'"
            f" WHERE id = {event.id}"
        )
        previous = sealed
    opened.tamper(*statements, f"UPDATE audit_head SET hash = '{previous}'")


def test_anchors_are_kept_signed_and_come_back(history: Opened, tmp_path: Path) -> None:
    book = AnchorBook(tmp_path, "desk database")
    book.keep(anchor(history.engine))
    book.keep(anchor(history.engine))
    rename_lssa(history.database, 1, "Kent again")
    book.keep(anchor(history.engine))
    assert [kept.seq for kept in book.anchors()] == [10, 11]
    assert verify(history.engine, book.anchors()) == ()
    assert (book.path.stat().st_mode & 0o777, "desk" in book.path.name) == (0o600, False)


@pytest.mark.parametrize("harm", ["first line gone", "number changed", "rubbish", "key gone"])
def test_a_changed_file_of_anchors_is_noticed(history: Opened, tmp_path: Path, harm: str) -> None:
    book = AnchorBook(tmp_path, "desk")
    book.keep(anchor(history.engine))
    rename_lssa(history.database, 1, "Kent again")
    book.keep(anchor(history.engine))
    lines = book.path.read_text().splitlines(keepends=True)
    harmed = {
        "first line gone": lines[1:],
        "number changed": [lines[0].replace("[10,", "[9,"), lines[1]],
        "rubbish": [*lines, "rubbish\n"],
        "key gone": lines,
    }[harm]
    book.path.write_text("".join(harmed))
    if harm == "key gone":
        (tmp_path / "anchors.key").unlink()
    with pytest.raises(AnchorsDamaged):
        book.anchors()


def test_a_thousand_events_are_checked_in_half_a_second(opened: Opened) -> None:
    row_id = add_lssa(opened.database, "Kent")
    for turn in range(999):
        rename_lssa(opened.database, row_id, f"Kent {turn}")
    began = perf_counter()
    assert verify(opened.engine) == ()
    assert perf_counter() - began < 0.5
