"""Drafts as text and back: frozen dataclasses of words, dates, code entries and tuples of them, as JSON."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

_D = TypeVar("_D")


def to_text(draft: Any) -> str:
    """Return a draft as JSON text."""
    return json.dumps(_plain(draft), ensure_ascii=False)


def from_text(kind: type[_D], text: str) -> _D:
    """Return the draft of a type from its text; fields the text lacks keep their defaults."""
    return cast(_D, _rebuilt(kind, json.loads(text)))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _rebuilt(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) in {Union, UnionType}:
        kind = next(part for part in get_args(kind) if part is not type(None))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {name: part for name, part in value.items() if name in hints}
        return cast(Any, kind)(**{name: _rebuilt(hints[name], part) for name, part in known.items()})
    if get_origin(kind) is tuple:
        return _rebuilt_tuple(get_args(kind), value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if isinstance(kind, type) and issubclass(kind, (datetime, date, time)):
        return kind.fromisoformat(value)
    return value


def _rebuilt_tuple(kinds: tuple[Any, ...], parts: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_rebuilt(kinds[0], part) for part in parts)
    return tuple(_rebuilt(kind, part) for kind, part in zip(kinds, parts, strict=True))
