"""The service's own settings: its name, response standards, the lock, backups and whom to ring."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation, Topic
from amhp_desktop.domain.errors import Problem, Stale
from amhp_desktop.domain.merge import compare
from amhp_desktop.domain.requests import DEFAULT_STANDARD, Priority
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.acting import Acting, Loaded, refuse_if
from amhp_desktop.storage.database import Change
from amhp_desktop.storage.people import SettingRow

_TOPICS = frozenset({Topic.SETTINGS})
_LONGEST_HOURS = 24 * 28
_NUMBERS = frozenset({"red_hours", "amber_hours", "green_hours", "idle_minutes"})
_EPOCH = datetime.fromtimestamp(0, UTC)
SHORTEST_IDLE, LONGEST_IDLE = 2, 30


def _hours(priority: Priority) -> int:
    return round(DEFAULT_STANDARD[priority] / timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class SettingsDraft:
    """The settings as edited; a number that is missing or cannot be read is None.

    Hours are elapsed hours from the call; minutes are those without a key or a click until the program locks.
    An empty folder means the place beside the database.
    """

    service_name: str = "AMHP service"
    red_hours: int | None = _hours(Priority.RED)
    amber_hours: int | None = _hours(Priority.AMBER)
    green_hours: int | None = _hours(Priority.GREEN)
    idle_minutes: int | None = 10
    backup_folder: str = ""
    contact_1: str = ""
    phone_1: str = ""
    contact_2: str = ""
    phone_2: str = ""
    contact_3: str = ""
    phone_3: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ring when the program or the service is in trouble."""

    name: str
    phone: str


class ServiceSettingsService(Acting):
    """Reads and keeps the settings, one row each, edited together as one draft."""

    def now(self) -> SettingsDraft:
        """Return the settings in force."""
        with self.database.reading() as session:
            return _draft(_rows(session))

    def contacts(self) -> tuple[Contact, ...]:
        """Return whom the sign-in page names, those without a name left out."""
        now = self.now()
        pairs = ((now.contact_1, now.phone_1), (now.contact_2, now.phone_2), (now.contact_3, now.phone_3))
        return tuple(Contact(name, phone) for name, phone in pairs if name)

    def load(self) -> Loaded[SettingsDraft]:
        """Return the settings for editing; their common version is the sum of the rows' versions."""
        with self.database.reading() as session:
            return _loaded(_rows(session))

    def save(self, loaded: Loaded[SettingsDraft], draft: SettingsDraft, operation: Operation) -> Changed:
        """Keep what differs; Stale where somebody else saved the same settings since they were loaded."""
        refuse_if(problems(draft))

        def work(change: Change) -> tuple[int, ...]:
            rows = _rows(change.session, lock=True)
            present = _loaded(rows)
            self._refuse_stale(present, loaded, draft)
            texts, before = _texts(draft), _texts(present.draft)
            return tuple(_put(change, rows, key, text) for key, text in texts.items() if text != before[key])

        return self.act(operation, Permission.SETTINGS, _TOPICS, work)

    def _refuse_stale(
        self, present: Loaded[SettingsDraft], loaded: Loaded[SettingsDraft], mine: SettingsDraft
    ) -> None:
        if present.version == loaded.version:
            return
        clashes, kept_theirs, kept_mine = compare(loaded.draft, present.draft, mine)
        if clashes or kept_theirs:
            raise Stale(
                "The settings", version=present.version, theirs_by=present.changed_by,
                theirs_at=show_moment_from(present.changed_at, self.clock()),
                clashes=clashes, kept_theirs=kept_theirs, kept_mine=kept_mine,
            )  # fmt: skip


def standards(session: Session) -> Mapping[Priority, timedelta]:
    """Return the local response standards in force, as elapsed time from when a request was received."""
    now = _draft(_rows(session))
    hours = {Priority.RED: now.red_hours, Priority.AMBER: now.amber_hours, Priority.GREEN: now.green_hours}
    return {priority: timedelta(hours=count or _hours(priority)) for priority, count in hours.items()}


def problems(draft: SettingsDraft) -> tuple[Problem, ...]:
    """Name everything wrong with the settings."""
    found = [] if draft.service_name.strip() else [Problem("service_name", "Enter the service's name.")]
    for field in ("red_hours", "amber_hours", "green_hours"):
        hours = getattr(draft, field)
        if hours is None or not 1 <= hours <= _LONGEST_HOURS:
            found.append(Problem(field, f"Enter hours from 1 to {_LONGEST_HOURS}."))
    if draft.idle_minutes is None or not SHORTEST_IDLE <= draft.idle_minutes <= LONGEST_IDLE:
        found.append(Problem("idle_minutes", f"Enter minutes from {SHORTEST_IDLE} to {LONGEST_IDLE}."))
    if draft.backup_folder.strip() and not Path(draft.backup_folder.strip()).is_absolute():
        found.append(Problem("backup_folder", "Give the whole path of the folder, from the drive on."))
    for number in ("1", "2", "3"):
        found += _contact_problems(draft, number)
    return (*found, *_order_problems(draft, found))


def _contact_problems(draft: SettingsDraft, number: str) -> list[Problem]:
    name, phone = (getattr(draft, f"{part}_{number}").strip() for part in ("contact", "phone"))
    if bool(name) == bool(phone):
        return [Problem(f"phone_{number}", "Use figures, spaces and +.")] if _is_no_phone(phone) else []
    if name:
        return [Problem(f"phone_{number}", "Enter the number to ring.")]
    return [Problem(f"contact_{number}", "Enter who answers this number.")]


def _is_no_phone(phone: str) -> bool:
    return bool(phone) and not re.fullmatch(r"[+\d][\d\s().-]{2,}(ext\.? ?\d+)?", phone)


def _order_problems(draft: SettingsDraft, found: list[Problem]) -> tuple[Problem, ...]:
    if found or draft.red_hours is None or draft.amber_hours is None or draft.green_hours is None:
        return ()
    if not draft.red_hours <= draft.amber_hours <= draft.green_hours:
        return (Problem("amber_hours", "Red must not be slower than Amber, nor Amber than Green."),)
    return ()


def _rows(session: Session, *, lock: bool = False) -> dict[str, SettingRow]:
    keys = [field.name for field in fields(SettingsDraft)]
    question = select(SettingRow).where(SettingRow.key.in_(keys)).order_by(SettingRow.id)
    rows = session.scalars(question.with_for_update() if lock else question)
    return {row.key: row for row in rows}


def _draft(rows: Mapping[str, SettingRow]) -> SettingsDraft:
    values: dict[str, Any] = {}
    for key, row in rows.items():
        if key not in _NUMBERS:
            values[key] = row.value
        elif row.value.isdecimal():
            values[key] = int(row.value)
    return replace(SettingsDraft(), **values)


def _loaded(rows: Mapping[str, SettingRow]) -> Loaded[SettingsDraft]:
    version = sum(row.version for row in rows.values())
    last = max(rows.values(), key=lambda row: row.changed_at, default=None)
    by, at = (last.changed_by, last.changed_at) if last is not None else ("", _EPOCH)
    return Loaded(0, version, _draft(rows), by, at)


def _texts(draft: SettingsDraft) -> dict[str, str]:
    return {field.name: str(getattr(draft, field.name)).strip() for field in fields(draft)}


def _put(change: Change, rows: Mapping[str, SettingRow], key: str, text: str) -> int:
    row = rows.get(key)
    if row is None:
        return change.add(SettingRow(key=key, value=text)).id
    row.value = text
    return row.id
