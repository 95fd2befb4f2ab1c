"""What the people of a race do, each in a process of its own."""

import os
import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select, text

from amhp_desktop.domain.changes import Operation, operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.requests import CallDraft, IntakeDraft, PersonDraft
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.rota import Placement
from amhp_desktop.storage.database import ConstraintRefused
from amhp_desktop.storage.people import StaffRow
from amhp_desktop.storage.rota import DutyRow
from tests.support.clock import MovableClock
from tests.support.demonstrations import Way


@dataclass(frozen=True, slots=True)
class Edits:
    """Read one request, think, and save it with one more line, so many times; answers with the lines kept.

    ``guarded`` off is the control: the same save by plain SQL that does not look at the version.
    """

    request: int
    times: int
    guarded: bool = True

    def __call__(self, opened: Opened, number: int) -> list[str]:
        """Do it and return every line whose save was acknowledged."""
        lines = [f"<{number}.{turn}>" for turn in range(self.times)]
        for line in lines:
            (self._save if self.guarded else self._overwrite)(opened, line)
        return lines

    def _save(self, opened: Opened, line: str) -> None:
        requests = opened.services.requests
        while True:
            loaded = requests.load(self.request)
            longer = replace(loaded.draft, what_happened=f"{loaded.draft.what_happened}{line}")
            try:
                requests.save(loaded, longer, operation("request:save"))
            except Stale:
                continue  # as somebody does who is shown both versions and adds theirs to the newer one
            return

    def _overwrite(self, opened: Opened, line: str) -> None:
        before = opened.services.requests.load(self.request).draft.what_happened
        statement = text(
            "UPDATE assessment_request SET what_happened = :words, version = version + 1 WHERE id = :id"
        )
        with opened.database.changing(operation("request:save")) as change:
            change.session.execute(statement, {"words": f"{before}{line}", "id": self.request})


@dataclass(frozen=True, slots=True)
class Bookings:
    """Put a few people on duties, take them off, put them back and move them, so many times.

    ``looks_first`` is the control, for a database whose constraint was taken away: each looks whether the
    person is free and books in a second transaction, as a form that checks for itself would.
    """

    staff: tuple[int, ...]
    shifts: tuple[int, ...]
    days: tuple[date, ...]
    times: int
    looks_first: bool = False

    def __call__(self, opened: Opened, number: int) -> tuple[int, int]:
        """Do it and return how many were kept and how many refused."""
        dice = random.Random(number)
        kept = refused = 0
        for _ in range(self.times):
            try:
                kept += self._one(opened, dice)
            except (Refused, ConstraintRefused):
                refused += 1
        return kept, refused

    def _one(self, opened: Opened, dice: random.Random) -> int:
        wanted = Placement(dice.choice(self.staff), dice.choice(self.shifts), dice.choice(self.days))
        turn = dice.choice(("put on", "put on", "take off", "put back", "move"))
        held = self._pick(opened, dice, voided=turn == "put back")
        rota = opened.services.rota
        if turn == "put on" or held is None:
            if self.looks_first and not self._is_free(opened, wanted):
                return 0
            rota.assign(wanted.staff_id, wanted.shift_id, wanted.day, operation("rota:assign"))
        elif turn == "take off":
            rota.remove(held, operation("rota:remove", "Race"))
        elif turn == "put back":
            self._put_back(opened, held)
        else:
            rota.exchange((held,), (wanted,), operation("rota:move", "Race"))
        return 1

    def _pick(self, opened: Opened, dice: random.Random, *, voided: bool) -> int | None:
        there = DutyRow.voided_at.is_not(None) if voided else DutyRow.voided_at.is_(None)
        with opened.database.reading() as session:
            found = session.scalars(
                select(DutyRow.id).where(DutyRow.day.in_(self.days), DutyRow.staff_id.in_(self.staff), there),
                execution_options={"include_voided": True},
            ).all()
        return dice.choice(found) if found else None

    def _put_back(self, opened: Opened, duty: int) -> None:
        with opened.database.changing(operation("rota:put-back", "Race")) as change:
            change.session.execute(
                select(StaffRow.id).where(StaffRow.id.in_(self.staff)).order_by(StaffRow.id).with_for_update()
            )
            row = change.session.scalars(
                select(DutyRow).where(DutyRow.id == duty).with_for_update(),
                execution_options={"include_voided": True},
            ).one()
            row.voided_at = row.voided_by = row.void_reason = None

    def _is_free(self, opened: Opened, wanted: Placement) -> bool:
        cover = opened.services.rota.find_cover(wanted.shift_id, wanted.day)
        return any(one.staff_id == wanted.staff_id and not one.cannot for one in cover.candidates)


def overlaps(opened: Opened) -> list[tuple[int, int]]:
    """Return every pair of live duties that one person has at the same time."""
    statement = text(
        "SELECT a.id, b.id FROM duty AS a JOIN duty AS b ON b.staff_id = a.staff_id AND b.id > a.id"
        " AND b.starts_at < a.ends_at AND a.starts_at < b.ends_at"
        " WHERE a.voided_at IS NULL AND b.voided_at IS NULL"
    )
    with opened.database.reading() as session:
        return [(row[0], row[1]) for row in session.execute(statement)]


def record_for_ever(way: Way, login: str, notes: Path) -> None:
    """Record requests until killed, noting each operation before it is tried and after it was acknowledged.

    A note is one short line, written at once: the kill that ends this process cannot take it back.
    """
    opened = way.open(login, MovableClock())
    target = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    while True:
        act = Operation(uuid4(), "request:record", "Kill test")
        os.write(target, f"try {act.id}\n".encode())
        made = record_one(opened, act)
        os.write(target, f"kept {act.id} {made}\n".encode())


def record_one(opened: Opened, act: Operation) -> int:
    """Record one request, with a note that is a second row of the same person's."""
    services = opened.services
    call = CallDraft(received_at=services.clock(), caller="Ruth Amis", call_back="01632 960140")
    draft = IntakeDraft(call, PersonDraft(family="Zephyr", given=str(act.id)[:8]))
    return services.requests.record(draft, act).id


def read_notes(folder: Path) -> tuple[set[UUID], dict[UUID, int]]:
    """Return the operations tried, and those acknowledged with the request each made."""
    tried: set[UUID] = set()
    kept: dict[UUID, int] = {}
    for notes in folder.glob("*.notes"):
        for line in notes.read_text(encoding="ascii").splitlines():
            word, name, *made = line.split()
            tried.add(UUID(name))
            if word == "kept":
                kept[UUID(name)] = int(made[0])
    return tried, kept


def next_days(first: datetime, count: int) -> tuple[date, ...]:
    """Return some days in a row."""
    return tuple(first.date() + timedelta(days=number) for number in range(count))
