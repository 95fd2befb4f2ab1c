"""R4: programs are killed in the middle of saves; nothing acknowledged is missing and nothing is half there.

Each writer notes every operation before it tries and after the save was acknowledged. After the kills every
acknowledged save must be there whole. Then each operation whose answer never came is tried once more: as many
requests must stand as operations were tried, whether the first try had been kept or not. The counts of those
kept without an answer show that the kills fell in the middle of saves.
"""

import random
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from amhp_desktop.domain.changes import Operation
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.trail import check_trail
from tests.integration.races.crowd import CONTEXT, PEOPLE
from tests.integration.races.jobs import read_notes, record_for_ever, record_one
from tests.support.demonstrations import Demonstration

_ROUNDS, _WRITERS = 20, 3


def test_nothing_acknowledged_is_missing_and_nothing_is_half_there(
    demonstration: Demonstration, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    opened = demonstration.open()
    before = _counts(opened)
    dice = random.Random(4)
    for number in range(_ROUNDS):
        _kill_some(demonstration, notes, number, dice.uniform(0.02, 0.25))
        assert _faults(demonstration) == []
    tried, kept = read_notes(notes)
    unanswered = tried - set(kept)
    silently_kept = 0
    for name, made in kept.items():
        assert opened.database.result_of(name) == (made,), "acknowledged and missing"
    for name in unanswered:
        silently_kept += opened.database.result_of(name) is not None
        record_one(opened, Operation(name, "request:record", "Kill test"))
    record_property("acknowledged", len(kept))
    record_property("unanswered", len(unanswered))
    record_property("of those kept", silently_kept)
    assert len(kept) > _ROUNDS
    assert unanswered
    after = _counts(opened)
    assert [late - early for late, early in zip(after, before, strict=True)] == [len(tried)] * len(after)
    assert _faults(demonstration) == []
    assert check_trail(demonstration.open("marcus.oyelaran").database) == ()


def _kill_some(demonstration: Demonstration, notes: Path, number: int, after: float) -> None:
    """Start the writers, wait until all write and one has had an answer, and kill them a moment later."""
    files = [notes / f"{number}.{writer}.notes" for writer in range(_WRITERS)]
    writers = [
        CONTEXT.Process(target=record_for_ever, args=(demonstration.way, login, file), daemon=True)
        for login, file in zip(PEOPLE, files, strict=False)
    ]
    for writer in writers:
        writer.start()
    try:
        while not (all(file.exists() for file in files) and any("kept" in _said(file) for file in files)):
            writers[0].join(0.005)
            assert all(writer.is_alive() for writer in writers), "a writer ended by itself"
        writers[0].join(after)
    finally:
        for writer in writers:
            writer.kill()
        for writer in writers:
            writer.join()


def _said(file: Path) -> str:
    return file.read_text(encoding="ascii")


_HALF = (
    "SELECT count(*) FROM assessment_request WHERE person_id NOT IN (SELECT id FROM person)",
    "SELECT count(*) FROM assessment_request WHERE id NOT IN (SELECT request_id FROM state_change)",
    "SELECT count(*) FROM person WHERE id NOT IN (SELECT person_id FROM assessment_request)",
    "SELECT count(*) FROM assessment_request WHERE operation_id NOT IN (SELECT id FROM operation)",
    "SELECT (SELECT max(number) FROM assessment_request) - (SELECT value FROM counter WHERE name = 'request')",
)


def _faults(demonstration: Demonstration) -> list[str]:
    """Return what is half there, and what the file itself says is wrong."""
    opened = demonstration.open()
    found = [text_of for text_of in _HALF if _one(opened, text_of) != 0]
    if demonstration.is_local:
        with opened.database.reading() as session:
            found += [str(row[0]) for row in session.execute(text("PRAGMA cipher_integrity_check"))]
            checked = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check"))]
        found += checked if checked != ["ok"] else []
    return found


def _one(opened: Opened, statement: str) -> int:
    with opened.database.reading() as session:
        return int(session.execute(text(statement)).scalar_one())


def _counts(opened: Opened) -> list[int]:
    statements = (
        "SELECT count(*) FROM assessment_request",
        "SELECT count(*) FROM person",
        "SELECT count(*) FROM state_change WHERE before IS NULL",
        "SELECT max(number) FROM assessment_request",
    )
    return [_one(opened, statement) for statement in statements]
