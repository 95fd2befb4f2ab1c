"""What a table shows: columns made of functions over a frozen row, and the parts of a cell."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

R = TypeVar("R")


class Align(Enum):
    """Say on which side a column's words stand; figures stand right."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one colour; ``ink`` is a colour name of the theme, ``icon`` stands before it."""

    text: str
    ink: str = ""
    icon: str = ""
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a first and a second line and what is drawn with them.

    ``rag`` draws a priority's shape and colours the first line; ``avatar`` holds initials (``-`` for nobody,
    a leading ``*`` for oneself); ``chip`` draws the first line as a chip of that kind; ``spoken`` is the
    full sentence for a screen reader where the words alone do not say it.
    """

    first: str | tuple[Span, ...]
    second: str | tuple[Span, ...] = ""
    rag: str = ""
    avatar: str = ""
    chip: str = ""
    is_strong: bool = False
    spoken: str = ""

    @property
    def text(self) -> str:
        """Return the first line's words."""
        return words(self.first)

    @property
    def second_text(self) -> str:
        """Return the second line's words."""
        return words(self.second)


def words(line: str | tuple[Span, ...]) -> str:
    """Return the words of a line."""
    return line if isinstance(line, str) else " ".join(span.text for span in line if span.text)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of rows with a head of its own; ``order`` sorts the groups, 0 with an empty title has no head."""

    title: str = ""
    order: int = 0
    is_muted: bool = False


class Column(Generic[R]):
    """One column: its header and how a row fills it.

    ``text`` gives words or a whole ``Cell``; ``sort`` gives the key to sort by (default: the words); ``width`` is
    the pixels it needs at 100 % (0: measured); ``grow`` is its share of spare room; an ``optional`` column is
    dropped, the last first, where there is no room.
    """

    def __init__(
        self,
        header: str,
        text: Callable[[R], str | Cell],
        *,
        second: Callable[[R], str] | None = None,
        align: Align = Align.LEFT,
        sort: Callable[[R], Any] | None = None,
        width: int = 0,
        grow: int = 0,
        tip: Callable[[R], str] | None = None,
        spoken: Callable[[R], str] | None = None,
        optional: bool = False,
    ) -> None:
        self.header = header
        self.align = align
        self.width = width
        self.grow = grow
        self.optional = optional
        self.tip = tip
        self._text, self._second, self._sort, self._spoken = text, second, sort, spoken

    def cell(self, row: R) -> Cell:
        """Return what the row shows here."""
        made = self._text(row)
        if isinstance(made, Cell):
            return made
        return Cell(made, self._second(row) if self._second else "")

    def sort_key(self, row: R) -> Any:
        """Return what the row is sorted by here; None stands last either way."""
        return self._sort(row) if self._sort else self.cell(row).text.casefold()

    def sentence(self, row: R, cell: Cell) -> str:
        """Return what a screen reader says for the cell."""
        if self._spoken:
            return self._spoken(row)
        if cell.spoken:
            return f"{self.header}: {cell.spoken}" if self.header else cell.spoken
        said = ", ".join(part for part in (cell.text, cell.second_text) if part)
        return f"{self.header}: {said}" if self.header and said else said
