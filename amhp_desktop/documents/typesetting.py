"""Set a paragraph of a form into lines: words, small prompts, struck alternatives, blanks in the sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from amhp_desktop.documents.fonts import Face, width
from amhp_desktop.domain.forms import Gap, Guard, Paragraph, Style

FACES = {
    Style.MASTHEAD: Face(11, bold=True),
    Style.TITLE: Face(12.5, bold=True),
    Style.HEADING: Face(9.8, bold=True),
    Style.TEXT: Face(9.6),
}
PROMPT_GREY = 0.32
STRUCK_GREY = 0.42
_PROMPT_SIZE = 8.6
_TOKEN = re.compile(r"\s+|[\[<]|[\]>]|[^\s\[\]<>]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Words or a blank on one line: where it starts, how wide it is, whether it is struck out.

    ``gap`` is the key of a blank in the sentence, ``choice`` that of the choice an alternative belongs to.
    """

    text: str
    face: Face
    width: float
    left: float = 0.0
    struck: bool = False
    gap: str = ""
    choice: str = ""
    spaced: bool = False


Line = tuple[Span, ...]


@lru_cache(maxsize=1024)
def set_lines(
    paragraph: Paragraph, room: float, struck: frozenset[Guard], gaps: tuple[tuple[str, float], ...]
) -> tuple[Line, ...]:
    """Return the lines of a paragraph in that much room.

    ``struck`` are the alternatives struck out and ``gaps`` the widths of the blanks in the sentence. Kept for the
    next time: a form is laid out again at every keystroke of its preview, and most paragraphs stay as they are.
    """
    spans = _spans(paragraph, struck, dict(gaps))
    lines: list[Line] = []
    line: list[Span] = []
    used = 0.0
    for word in _words(spans):
        space = _space(word[0]) if line and word[0].spaced else 0.0
        needed = sum(span.width for span in word)
        if line and used + space + needed > room:
            lines.append(_merged(line))
            line, used, space = [], 0.0, 0.0
        for span in word:
            line.append(replace(span, left=used + space))
            used, space = used + space + span.width, 0.0
    if line:
        lines.append(_merged(line))
    return tuple(lines)


def _space(span: Span) -> float:
    return width(" ", span.face)


def _spans(paragraph: Paragraph, struck_out: frozenset[Guard], gaps: dict[str, float]) -> Iterator[Span]:
    plain = FACES[paragraph.style]
    prompt = replace(plain, size=min(plain.size, _PROMPT_SIZE), bold=False, grey=PROMPT_GREY)
    whole = paragraph.when in struck_out
    in_prompt = spaced = False
    for run in paragraph.runs:
        if isinstance(run, Gap):
            yield Span("", plain, gaps[run.field], struck=whole, gap=run.field, spaced=spaced)
            spaced = False
            continue
        struck = whole or run.when in struck_out
        choice = run.when.choice if run.when else ""
        for piece in _TOKEN.findall(run.text):
            if piece.isspace():
                spaced = True
                continue
            in_prompt = in_prompt or piece in "[<"
            face = prompt if in_prompt else plain
            face = replace(face, grey=STRUCK_GREY) if struck else face
            yield Span(piece, face, width(piece, face), struck=struck, choice=choice, spaced=spaced)
            in_prompt, spaced = in_prompt and piece not in "]>", False


def _words(spans: Iterator[Span]) -> Iterator[list[Span]]:
    """Group spans that stand together without a space: no line may break between them."""
    word: list[Span] = []
    for span in spans:
        if word and span.spaced:
            yield word
            word = []
        word.append(span)
    if word:
        yield word


def _merged(line: list[Span]) -> Line:
    """Join neighbours set alike, so that a line is a few strings and reads back as whole sentences."""
    merged: list[Span] = []
    for span in line:
        before = merged[-1] if merged else None
        if before is None or not _alike(before, span):
            merged.append(span)
            continue
        text = f"{before.text} {span.text}" if span.spaced else before.text + span.text
        merged[-1] = replace(before, text=text, width=span.left + span.width - before.left)
    return tuple(merged)


def _alike(one: Span, other: Span) -> bool:
    return (one.face, one.struck, one.choice) == (other.face, other.struck, other.choice) and not (
        one.gap or other.gap
    )
