"""Say which words of a text differ from another, for showing two versions side by side."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row, marked where the other text does not have them."""

    text: str
    is_different: bool


def marked(text: str, other: str) -> tuple[Run, ...]:
    """Return the text in runs; joined they are the text again, spaces included."""
    here, there = re.findall(r"\s+|\S+", text), re.findall(r"\s+|\S+", other)
    runs: tuple[Run, ...] = ()
    matcher = SequenceMatcher(None, there, here, autojunk=False)
    for what, _, _, start, end in matcher.get_opcodes():
        words = "".join(here[start:end])
        if words:
            runs = (*runs, Run(words, what != "equal" and not words.isspace()))
    return runs


def both(first: str, second: str) -> str:
    """Return two texts one after the other; a beginning they share stands once."""
    here, there = re.findall(r"\s+|\S+", first), re.findall(r"\s+|\S+", second)
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    rest = "".join(there[shared:]).strip()
    return f"{first.rstrip()} {rest}" if rest else first
