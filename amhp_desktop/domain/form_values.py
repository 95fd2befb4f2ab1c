"""Hold what was entered on a form: texts, dates, ticks and the alternatives somebody kept."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class FormValues:
    """Entries by key, each tuple in key order, so that equal entries make equal values.

    An empty text, an empty choice or a missing date is not kept at all. Build with the ``with_…`` methods.
    """

    texts: tuple[tuple[str, str], ...] = ()
    dates: tuple[tuple[str, date], ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ticks: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """Return the text entered, or an empty one."""
        return _found(self.texts, key) or ""

    def day(self, key: str) -> date | None:
        """Return the date entered, if any."""
        return _found(self.dates, key)

    def chosen(self, key: str) -> tuple[str, ...]:
        """Return the options kept, none where nobody has chosen."""
        return _found(self.choices, key) or ()

    def has(self, key: str) -> bool:
        """Tell whether a blank holds anything but spaces."""
        return bool(self.text(key).strip()) or self.day(key) is not None or key in self.ticks

    def with_text(self, key: str, text: str) -> "FormValues":
        """Return the same entries with this text."""
        return replace(self, texts=_put(self.texts, key, text or None))

    def with_day(self, key: str, day: date | None) -> "FormValues":
        """Return the same entries with this date, or without one."""
        return replace(self, dates=_put(self.dates, key, day))

    def with_choice(self, key: str, *options: str) -> "FormValues":
        """Return the same entries with exactly these options kept; none takes the choice back."""
        return replace(self, choices=_put(self.choices, key, options or None))

    def with_tick(self, key: str, *, ticked: bool) -> "FormValues":
        """Return the same entries with this box ticked or clear."""
        rest = {tick for tick in self.ticks if tick != key}
        return replace(self, ticks=tuple(sorted(rest | {key} if ticked else rest)))


EMPTY = FormValues()


def _found(entries: tuple[tuple[str, _Entry], ...], key: str) -> _Entry | None:
    for name, entry in entries:
        if name == key:
            return entry
    return None


def _put(
    entries: tuple[tuple[str, _Entry], ...], key: str, entry: _Entry | None
) -> tuple[tuple[str, _Entry], ...]:
    rest = [pair for pair in entries if pair[0] != key]
    if entry is not None:
        rest.append((key, entry))
    return tuple(sorted(rest, key=lambda pair: pair[0]))
