"""Break texts into lines, losing nothing but the spaces at a break."""

from dataclasses import dataclass

from amhp_desktop.documents.fonts import Face, width

LEADING = 1.2


def wrap(text: str, face: Face, room: float) -> tuple[str, ...]:
    """Return the lines of a text in that much room; a word too long for a line is cut where it must be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, face, room)
    return tuple(lines)


def _wrap_paragraph(paragraph: str, face: Face, room: float) -> list[str]:
    space = width(" ", face)
    lines: list[str] = []
    words: list[str] = []
    used = 0.0
    for word in paragraph.split(" "):
        needed = width(word, face)
        if words and used + space + needed > room:
            lines.append(" ".join(words))
            words, used = [], 0.0
        full = _cut(word, face, room) if needed > room else ()
        lines += full
        left = word[sum(map(len, full)) :]
        used = used + space + needed if words else width(left, face)
        words.append(left)
    return [*lines, " ".join(words)]


def _cut(word: str, face: Face, room: float) -> tuple[str, ...]:
    """Return the full lines a long word fills, cut after a hyphen where it has one."""
    pieces: list[str] = []
    start, used = 0, 0.0
    for place, character in enumerate(word):
        step = width(character, face)
        if used + step > room and place > start:
            end = word.rfind("-", start, place) + 1 or place
            pieces.append(word[start:end])
            start, used = end, width(word[end:place], face)
        used += step
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text set into a box: the lines that fit, their face, and the lines that go elsewhere."""

    lines: tuple[str, ...]
    face: Face
    rest: str = ""

    @property
    def leading(self) -> float:
        """Return the distance between baselines."""
        return self.face.size * LEADING


_SIZES = (10.5, 9.5, 8.5)
SPLIT = Face(9.5)


def fit(text: str, room: tuple[float, float]) -> Fitted:
    """Set a text into a box, smaller if it must be.

    What still does not fit is left over whole as ``rest``, and one line stays free to say where it goes on.
    """
    for size in _SIZES:
        face = Face(size)
        lines = wrap(text, face, room[0])
        if len(lines) * size * LEADING <= room[1]:
            return Fitted(lines, face)
    lines = wrap(text, SPLIT, room[0])
    kept = max(0, int(room[1] / (SPLIT.size * LEADING)) - 1)
    return Fitted(lines[:kept], SPLIT, _rest(text, lines[:kept]))


def _rest(text: str, kept: tuple[str, ...]) -> str:
    """Return what follows the kept lines, as it was typed, so that it can be set anew in a wider box."""
    end = 0
    for line in kept:
        end = text.index(line, end) + len(line)
    return text[end:].lstrip(" ").removeprefix("\n")
