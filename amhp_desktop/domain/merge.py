"""Two people on one record: which fields clash, and which only one of them changed."""

from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any

from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.errors import FieldDifference
from amhp_desktop.domain.when import show_date, show_moment


def show_value(value: Any) -> str:
    """Return a draft's value as words for the comparison."""
    if value is None or value in ("", ()):
        return "Not recorded"
    if isinstance(value, Coded):
        return value.label
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return show_moment(value)
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, tuple):
        return ", ".join(show_value(part) for part in value)
    return str(value)


def label_of(field: str) -> str:
    """Return a field's name as words: ``where_now`` becomes ``Where now``."""
    return field.removesuffix("_id").removesuffix("_on").replace("_", " ").capitalize()


def compare(
    loaded: Any, theirs: Any, mine: Any
) -> tuple[tuple[FieldDifference, ...], tuple[str, ...], tuple[str, ...]]:
    """Compare three drafts of one type field by field.

    Returns the fields both sides changed to different values, the labels of those only they changed, and the
    labels of those only I changed.
    """
    clashes: list[FieldDifference] = []
    kept_theirs: list[str] = []
    kept_mine: list[str] = []
    for field in fields(loaded):
        first, other, own = (getattr(draft, field.name) for draft in (loaded, theirs, mine))
        if other == own:
            continue
        label = label_of(field.name)
        if first == own:
            kept_theirs.append(label)
        elif first == other:
            kept_mine.append(label)
        else:
            clashes.append(
                FieldDifference(field.name, label, show_value(other), show_value(own), show_value(first))
            )
    return tuple(clashes), tuple(kept_theirs), tuple(kept_mine)
