"""Carry what did not fit into a box on to headed, cross-referenced sheets to be signed and attached."""

from dataclasses import dataclass

from amhp_desktop.documents.fonts import Face, width
from amhp_desktop.documents.form_layout import BOTTOM, LEFT, RIGHT, TOP
from amhp_desktop.documents.sheets import Sheets
from amhp_desktop.documents.wrapping import LEADING, wrap

_TEXT = Face(10)
_HEADING = Face(12.5, bold=True)
_SIGNATURE_ROOM = 58.0
_LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class Overflow:
    """An entry that goes on elsewhere: the blank, its label, the page it begins on and what is left of it."""

    key: str
    label: str
    page: int
    rest: str


@dataclass(frozen=True, slots=True)
class ContinuationSheet:
    """One sheet: ``number`` counts all continuation sheets of the form, ``part`` those of this entry."""

    number: int
    overflow: Overflow
    part: int
    parts: int
    heading: tuple[str, ...]
    lines: tuple[str, ...]


def continuation_sheets(
    form: str, patient: str, overflows: tuple[Overflow, ...]
) -> tuple[ContinuationSheet, ...]:
    """Return the sheets that carry every left-over entry whole, in the order of the form."""
    sheets: list[ContinuationSheet] = []
    for overflow in overflows:
        heading = wrap(
            f"Continuation of Form {form}, “{overflow.label}”, for {_short(patient)}", _HEADING, RIGHT - LEFT
        )
        lines = wrap(overflow.rest, _TEXT, RIGHT - LEFT - 14)
        room = BOTTOM - _SIGNATURE_ROOM - _box_top(heading) - 22
        each = int(room / (_TEXT.size * LEADING))
        parts = [lines[start : start + each] for start in range(0, len(lines), each)]
        for part, part_lines in enumerate(parts, 1):
            sheets.append(ContinuationSheet(len(sheets) + 1, overflow, part, len(parts), heading, part_lines))
    return tuple(sheets)


def draw_sheet(sheets: Sheets, sheet: ContinuationSheet, form: str) -> None:
    """Draw one continuation sheet."""
    sheets.text(LEFT, TOP + 11, f"Form {form}", Face(11, bold=True))
    sheets.text_right(RIGHT, TOP + 11, f"Continuation sheet {sheet.number}", Face(11, bold=True))
    sheets.line((LEFT, TOP + 17), (RIGHT, TOP + 17), thick=1.2)
    for number, line in enumerate(sheet.heading):
        sheets.text(LEFT, TOP + 38 + number * _HEADING.size * 1.25, line, _HEADING)
    top = _box_top(sheet.heading)
    sheets.text(LEFT, top - 8, _reference(sheet), Face(9, grey=0.2))
    leading = _TEXT.size * LEADING
    height = len(sheet.lines) * leading + 20
    sheets.box(LEFT, top, (RIGHT - LEFT, height))
    for number, line in enumerate(sheet.lines):
        sheets.text(LEFT + 7, top + 6 + number * leading + _TEXT.size, line, _TEXT)
    close = (
        "End of this entry"
        if sheet.part == sheet.parts
        else f"Continued on continuation sheet {sheet.number + 1}"
    )
    sheets.text_right(RIGHT - 7, top + height - 5, close, Face(7.5, grey=0.25))
    _signature(sheets, BOTTOM - 10)


def _box_top(heading: tuple[str, ...]) -> float:
    return TOP + 38 + (len(heading) - 1) * _HEADING.size * 1.25 + 28


def _reference(sheet: ContinuationSheet) -> str:
    from_page = f"Continues the entry on page {sheet.overflow.page}"
    return f"{from_page}. Part {sheet.part} of {sheet.parts}." if sheet.parts > 1 else f"{from_page}."


def _signature(sheets: Sheets, baseline: float) -> None:
    face = Face(9.6)
    sheets.text(LEFT, baseline, "Signed", face)
    sheets.line((LEFT + width("Signed", face) + 8, baseline + 2), (RIGHT - 184, baseline + 2), thick=0.8)
    sheets.text(RIGHT - 168, baseline, "Date", face)
    sheets.line((RIGHT - 140, baseline + 2), (RIGHT, baseline + 2), thick=0.8)


def _short(patient: str) -> str:
    """Return the name line of the patient's entry, shortened where somebody wrote more than a name."""
    first = patient.strip().split("\n")[0].split(",")[0].strip()
    if not first:
        return "the patient named on page 1"
    return first if len(first) <= _LONGEST_NAME else first[: _LONGEST_NAME - 1] + "…"
