"""Know the paper font: its widths, and which characters it can print."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.paths import resource

_FILES = {"Paper": "LiberationSans-Regular.ttf", "PaperBold": "LiberationSans-Bold.ttf"}


@dataclass(frozen=True, slots=True)
class Face:
    """A weight, a size in points and a grey from 0 (black) to 1 (white)."""

    size: float
    bold: bool = False
    grey: float = 0.0

    @property
    def name(self) -> str:
        """Return the font's name in the PDF."""
        return "PaperBold" if self.bold else "Paper"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text about to be printed: the ``field`` it comes from and what people call it."""

    field: str
    label: str
    text: str


@lru_cache(maxsize=1)
def load() -> tuple[Any, ...]:
    """Register both weights with ReportLab, once, and return them."""
    # Loaded here and not above: it costs time that a start without printing need not spend.
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = tuple(TTFont(name, str(resource("fonts", "paper", file))) for name, file in _FILES.items())
    for font in fonts:
        pdfmetrics.registerFont(font)
    return fonts


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in load()))


@lru_cache(maxsize=16384)
def _unit_width(text: str, name: str) -> float:
    from reportlab.pdfbase import pdfmetrics

    load()
    return float(pdfmetrics.stringWidth(text, name, 1))


def width(text: str, face: Face) -> float:
    """Return the width of a text in points."""
    return _unit_width(text, face.name) * face.size


def normal(text: str) -> str:
    """Return the text as it prints: composed characters, one kind of line break, tabs as spaces."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return unicodedata.normalize("NFC", plain)


def check(wanted: Iterable[Wanted]) -> None:
    """Refuse, all at once, every text that holds a character the paper font cannot print.

    Marks that would need placing over a letter and right-to-left scripts count as unprintable: set one
    character after another they would come out wrong, and a name must not.
    """
    problems = [Problem(one.field, _sentence(one, bad)) for one in wanted if (bad := _unprintable(one.text))]
    if problems:
        raise Refused(*problems)


def _sentence(one: Wanted, bad: str) -> str:
    shown = f"‘{bad}’" if bad.isprintable() else f"the invisible character U+{ord(bad):04X}"
    return f"{one.label} cannot be printed: the paper font has no glyph for {shown}."


def _unprintable(text: str) -> str:
    for character in sorted(set(normal(text)) - {"\n"}):
        if not _is_printable(character):
            return character
    return ""


@lru_cache(maxsize=4096)
def _is_printable(character: str) -> bool:
    return (
        ord(character) in _glyphs()
        and unicodedata.category(character)[0] not in "CM"
        and unicodedata.bidirectional(character) not in ("R", "AL", "AN")
    )
