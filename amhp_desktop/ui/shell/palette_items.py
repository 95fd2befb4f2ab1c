"""What the palette can find, how typed letters match it, and how what was found is grouped."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.shell.commands import Command

_MOST_IN_A_GROUP = 8


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One thing the palette offers: ``target`` is a place to go to or the id of a command to carry out.

    ``tag`` stands at the right (what it is, a telephone number); ``keys`` are keycaps instead of a tag.
    """

    group: str
    title: str
    target: Place | str
    detail: str = ""
    tag: str = ""
    icon: str = ""
    keys: str = ""


Finder = Callable[[str], tuple[PaletteItem, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one group, in the order in which they are shown."""

    name: str
    items: tuple[PaletteItem, ...]


def spans(text: str, query: str) -> tuple[tuple[int, int], ...]:
    """Return (start, length) of what each typed word matches: the start of a word first, else anywhere."""
    low = text.casefold()
    found = [(_where(low, word), len(word)) for word in query.casefold().split()]
    return tuple(sorted({span for span in found if span[0] >= 0}))


def _where(text: str, word: str) -> int:
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at if at >= 0 else text.find(word)


def rank(item: PaletteItem, query: str) -> int:
    """Return how well an item answers, 0 best; -1 where some typed word is found in neither line of it."""
    title, detail = item.title.casefold(), item.detail.casefold()
    words = query.casefold().split()
    if not all(word in title or word in detail for word in words):
        return -1
    if title.startswith(query.casefold().strip()):
        return 0
    starts = {part[: len(word)] for word in words for part in title.replace("(", " ").split()}
    if all(word in starts for word in words):
        return 1
    return 2 if all(word in title for word in words) else 3


def best(items: Iterable[PaletteItem], query: str) -> tuple[PaletteItem, ...]:
    """Return the items that answer, best first, items of one rank in their old order."""
    ranked = [(rank(item, query), number, item) for number, item in enumerate(items)]
    return tuple(item for place, _, item in sorted(ranked, key=lambda row: row[:2]) if place >= 0)


def sections(items: Iterable[PaletteItem], only: str = "") -> tuple[Section, ...]:
    """Return the items by group, groups in order of appearance; ``only`` narrows to one group, in full."""
    grouped: dict[str, list[PaletteItem]] = {}
    for item in items:
        grouped.setdefault(item.group, []).append(item)
    if only:
        return (Section(only, tuple(grouped[only])),) if only in grouped else ()
    return tuple(Section(name, tuple(found[:_MOST_IN_A_GROUP])) for name, found in grouped.items())


def command_group() -> str:
    """Return the name of the group that holds the commands."""
    return QCoreApplication.translate("Palette", "Do")


def command_item(command: Command, keys: str) -> PaletteItem:
    """Return a command as the palette shows it; ``keys`` are its keycap words."""
    return PaletteItem(command_group(), command.text, command.id, command.place, icon=command.icon, keys=keys)
