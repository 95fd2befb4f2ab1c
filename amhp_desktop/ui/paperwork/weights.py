"""How grave a finding is, as shape and word; and which findings count as problems before printing."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from amhp_desktop.documents.form_drawing import FieldPosition
from amhp_desktop.domain.errors import Weight
from amhp_desktop.domain.form_finding import Finding, FindingWeight
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.ui.kit.pdf_view import PdfMark

_RAGS = {
    FindingWeight.CANNOT_BE_PUT_RIGHT: "red",
    FindingWeight.CAN_BE_PUT_RIGHT: "amber",
    FindingWeight.LOOK: "none",
    FindingWeight.MET: "green",
}
_DATE = re.compile(r"\b(\d\d)-(\w{3})-(\d{4})\b")
_STOPS = frozenset({FindingWeight.CANNOT_BE_PUT_RIGHT, FindingWeight.CAN_BE_PUT_RIGHT})


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding in the list; ``number`` is 0 where it needs nothing, ``extra`` adds what the page knows."""

    number: int
    finding: Finding
    extra: str = ""

    @property
    def rag(self) -> str:
        """Return the name of the shape."""
        return _RAGS[self.finding.weight]

    @property
    def is_problem(self) -> bool:
        """Tell whether somebody should put this right before printing."""
        return self.finding.weight in _STOPS

    @property
    def heading(self) -> str:
        """Return number and sentence."""
        words = f"{self.number}. {self.finding.sentence}" if self.number else self.finding.sentence
        return whole_dates(f"{words} {self.extra}".strip())

    @property
    def detail(self) -> str:
        """Return the weight as a word, and the provision."""
        parts = (weight_word(self.finding.weight), self.finding.citation)
        return " · ".join(part for part in parts if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)


def whole_dates(words: str) -> str:
    """Return the words with dates that no line end breaks."""
    return _DATE.sub("\\1-\N{WORD JOINER}\\2-\N{WORD JOINER}\\3", words)


def weight_word(weight: FindingWeight) -> str:
    """Return the weight in words."""
    return {
        FindingWeight.CANNOT_BE_PUT_RIGHT: _tr("Cannot be put right"),
        FindingWeight.CAN_BE_PUT_RIGHT: _tr("Can be put right"),
        FindingWeight.LOOK: _tr("Look"),
        FindingWeight.MET: _tr("Met"),
    }[weight]


def problem_count(count: int) -> str:
    """Return ``1 problem`` or ``2 problems``."""
    words = _tr("{count} problem") if count == 1 else _tr("{count} problems")
    return words.format(count=count)


def numbered(findings: tuple[Finding, ...], extras: dict[str, str]) -> tuple[NumberedFinding, ...]:
    """Give a number to what needs a look, in the order given; ``extras`` are sentences to add, by key."""
    shown: list[NumberedFinding] = []
    number = 0
    for finding in findings:
        needs_look = finding.weight is not FindingWeight.MET
        number += needs_look
        extra = extras.get(finding.key, "") if needs_look else ""
        shown.append(NumberedFinding(number if needs_look else 0, finding, extra))
    return tuple(shown)


def sentences_by_key(found: tuple[NumberedFinding, ...], values: FormValues) -> dict[str, tuple[str, Weight]]:
    """Return what to say beside each entry: its gravest finding; a mere *look* only where it is filled."""
    said: dict[str, tuple[str, Weight]] = {}
    for one in found:
        is_grave = one.finding.weight is FindingWeight.CANNOT_BE_PUT_RIGHT
        wants_look = one.number and values.has(one.finding.key)
        if one.is_problem or wants_look:
            sentence = f"{one.finding.sentence} {one.extra}".strip()
            said.setdefault(one.finding.key, (sentence, Weight.STOPS if is_grave else Weight.LOOK))
    return said


def states_by_key(found: tuple[NumberedFinding, ...], choices: frozenset[str]) -> dict[str, tuple[str, str]]:
    """Return rag and words for the head of each entry's section."""
    states: dict[str, tuple[str, str]] = {}
    for one in found:
        if one.is_problem and one.finding.key:
            words = _tr("signatory to choose") if one.finding.key in choices else _tr("1 to put right")
            if one.finding.weight is FindingWeight.CANNOT_BE_PUT_RIGHT:
                words = _tr("1 problem")
            states.setdefault(one.finding.key, (one.rag, words))
    return states


def marks_of(
    found: tuple[NumberedFinding, ...], positions: tuple[FieldPosition, ...], current: str
) -> tuple[PdfMark, ...]:
    """Return the numbers to draw over the preview, each at the first place of its entry."""
    places: dict[str, FieldPosition] = {}
    for position in positions:
        places.setdefault(position.key, position)
    marks: dict[str, PdfMark] = {}
    for one in found:
        place = places.get(one.finding.key)
        if one.number and place is not None and place.key not in marks:
            marks[place.key] = PdfMark(
                one.number, place.page - 1, place.left, place.top, place.width, place.height,
                rag=one.rag, is_current=place.key == current,
            )  # fmt: skip
    return tuple(marks.values())
