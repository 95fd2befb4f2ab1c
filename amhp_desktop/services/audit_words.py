"""What an audit event says, in words: the record, what was done, and each value before and after."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Boolean, Date, LargeBinary, Table, Time
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.types import TypeEngine

from amhp_desktop.domain.merge import label_of, show_value
from amhp_desktop.domain.names import show_name
from amhp_desktop.domain.when import show_date, show_moment
from amhp_desktop.storage.columns import Codes, Lines
from amhp_desktop.storage.records import Instant
from amhp_desktop.storage.schema import METADATA

TABLES: Mapping[str, str] = {
    "access_grant": "Access to a restricted record",
    "account": "User",
    "acts_for": "Agreement to act",
    "allocation": "Allocation",
    "amhp_approval": "Approval as an AMHP",
    "assessment": "Assessment",
    "assessment_request": "Request",
    "contact": "Call or contact",
    "counter": "Count of references",
    "doctor": "Doctor",
    "duty": "Duty",
    "examination": "Examination",
    "hospital": "Hospital",
    "legal_clock": "Clock",
    "log_entry": "Note",
    "login": "Login",
    "lssa": "Authority",
    "nearest_relative": "Nearest relative",
    "organisation": "Organisation",
    "outcome": "Outcome",
    "paper": "Form",
    "person": "Person",
    "person_alert": "Alert",
    "print_log": "Print",
    "role_permission": "Permission of a role",
    "setting": "Setting",
    "shift": "Shift",
    "staff": "Member of staff",
    "state_change": "Step",
    "told": "Told-list entry",
    "ward": "Ward",
}
ACTIONS: Mapping[str, str] = {
    "INSERT": "Recorded",
    "UPDATE": "Changed",
    "READ": "Opened",
    "MIGRATE": "Converted by an update of the program",
    "LOGIN": "Login changed",
}
_MARKS = frozenset({"operation_id", "created_at", "created_by", "changed_at", "changed_by", "lssa_id"})
_SAID_ELSEWHERE = frozenset({"search_key", "voided_at", "voided_by"})
_QUIET = _MARKS | _SAID_ELSEWHERE

Names = Callable[[str, int], str]
"""Gets a table and a row's id and returns what the row is called."""


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One field of a record before and after, in words; ``before`` is empty for a new record."""

    label: str
    before: str
    after: str


def table_words(table: str) -> str:
    """Return what people call the records of a table."""
    return TABLES.get(table, label_of(table))


def in_words(sentence: str) -> str:
    """Return a finding with the names of tables replaced by what people call their records."""
    return re.sub(r"“(\w+)”", lambda found: f"“{table_words(found[1])}”", sentence)


def action_words(action: str, after: str | None) -> str:
    """Return what was done: recorded, changed, taken out of use, opened."""
    if action == "UPDATE" and _values(after).get("voided_at"):
        return "Taken out of use"
    return ACTIONS.get(action, action.capitalize())


def record_words(table: str, row_id: int, born: str | None, request: int | None) -> str:
    """Return which record it is: *Request R-1048*, *Person HOLLOWAY, Darren*, *Allocation, R-1048*."""
    words, values = table_words(table), _values(born)
    if table == "counter":
        return words
    if table == "assessment_request":
        number = values.get("number", request)
        return f"{words} R-{number}" if number else f"{words} {row_id}"
    name = _name_in(values)
    if request is not None:
        return f"{words}, R-{request}"
    if table == "setting":
        return f"{words}: {name}"
    return f"{words} {name}" if name else f"{words} no. {row_id}"


def _name_in(values: Mapping[str, Any]) -> str:
    """Return the name among a record's values, or ''."""
    if values.get("family") or values.get("given"):
        return show_name(str(values.get("family") or ""), str(values.get("given") or ""))
    for key in ("login", "name", "key", "form_id"):
        if values.get(key):
            return label_of(str(values[key])) if key == "key" else str(values[key])
    return f"R-{values['number']}" if values.get("number") else ""


def name_in_text(born: str | None) -> str:
    """Return the name among the values of a record's first event, or ''."""
    return _name_in(_values(born))


def changed_labels(before: str | None, after: str | None) -> tuple[str, ...]:
    """Return the names of the fields an event touched."""
    return tuple(label_of(key) for key in _touched(_values(before), _values(after)))


def references(table: str, before: str | None, after: str | None) -> Iterator[tuple[str, int]]:
    """Yield the table and id of every record the values point to."""
    known = METADATA.tables.get(table)
    for values in (_values(before), _values(after)):
        for key, value in values.items():
            target = _target(known, key)
            if target and isinstance(value, int):
                yield target, value


def value_changes(table: str, before: str | None, after: str | None, names: Names) -> tuple[ValueChange, ...]:
    """Return every field an event touched, before and after."""
    known, old, new = METADATA.tables.get(table), _values(before), _values(after)

    def shown(values: Mapping[str, Any], key: str) -> str:
        return _shown(known, key, values[key], names) if key in values else ""

    return tuple(ValueChange(label_of(key), shown(old, key), shown(new, key)) for key in _touched(old, new))


def _touched(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys((*old, *new)) if key not in _QUIET)


def _values(text: str | None) -> Mapping[str, Any]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _target(known: Table | None, key: str) -> str:
    if known is None or key not in known.columns:
        return ""
    return next((link.column.table.name for link in known.columns[key].foreign_keys), "")


def _shown(known: Table | None, key: str, value: Any, names: Names) -> str:
    if value is None or value in ("", []):
        return show_value(None)
    target = _target(known, key)
    if target and isinstance(value, int):
        return names(target, value)
    kind = known.columns[key].type if known is not None and key in known.columns else None
    return _SHOWERS.get(type(kind), _plain)(kind, value)


def _code(kind: Any, value: Any) -> str:
    return _label(kind.enum_class, value)


def _codes(kind: Any, value: Any) -> str:
    return ", ".join(_label(kind.entries, each) for each in value)


def _label(entries: type[Enum] | None, value: Any) -> str:
    for entry in entries or ():
        if entry.value == value:
            return show_value(entry)
    return str(value)


def _day(_kind: Any, value: Any) -> str:
    return show_date(date.fromisoformat(value))


def _moment(_kind: Any, value: Any) -> str:
    return show_moment(datetime.fromisoformat(value))


def _clock(_kind: Any, value: Any) -> str:
    return str(value)[:5]


def _lines(_kind: Any, value: Any) -> str:
    return ", ".join(str(each) for each in value)


def _bytes(_kind: Any, value: Any) -> str:
    return f"A document ({str(value)[:15]}…)"


def _plain(_kind: Any, value: Any) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return show_value(value)


_SHOWERS: Mapping[type[TypeEngine[Any]] | type[None], Callable[[Any, Any], str]] = {
    SqlEnum: _code,
    Codes: _codes,
    Lines: _lines,
    Instant: _moment,
    Date: _day,
    Time: _clock,
    Boolean: _plain,
    LargeBinary: _bytes,
}
