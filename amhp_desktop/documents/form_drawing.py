"""Draw the pieces of a form, filled or blank, and note where each blank and choice lies."""

from collections.abc import Mapping
from dataclasses import dataclass

from amhp_desktop.documents.fonts import Face, width
from amhp_desktop.documents.form_layout import (
    GAP_HEIGHT,
    INDENT,
    LEFT,
    PITCH,
    RIGHT,
    Place,
    line_height,
)
from amhp_desktop.documents.sheets import Sheets
from amhp_desktop.documents.typesetting import FACES, STRUCK_GREY, Span
from amhp_desktop.documents.wrapping import Fitted
from amhp_desktop.domain.forms import Blank, Paragraph, Signature, Style

_NOTICE = Face(8, bold=True)


@dataclass(frozen=True, slots=True)
class FieldPosition:
    """Where a blank or a choice lies on a page, in points from the top left; pages count from 1.

    A choice has one position for each of its alternatives.
    """

    key: str
    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Entries:
    """What goes into the blanks: fitted texts, ticked boxes, and notices of entries that continue elsewhere."""

    fitted: Mapping[str, Fitted]
    ticked: frozenset[str]
    notices: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FormPen:
    """Draw the places of a form on one page after another."""

    sheets: Sheets
    entries: Entries

    def draw(self, place: Place) -> None:
        """Draw one piece where it lies."""
        block = place.piece.block
        if isinstance(block, Blank):
            self._blank(place, block.field)
        elif isinstance(block, Signature):
            self._signature(place, block)
        else:
            self._paragraph(place, block)

    def _paragraph(self, place: Place, block: Paragraph) -> None:
        face = FACES[block.style]
        baseline = place.top
        for number, line in enumerate(place.piece.lines):
            height = line_height(line, block.style)
            baseline = place.top + height if number == 0 else baseline + height
            drop = 5.5 if any(span.gap for span in line) else 3.2
            if number == 0 and block.label:
                label = Face(face.size, grey=STRUCK_GREY if place.piece.struck else 0.0)
                self.sheets.text(place.piece.left - INDENT, baseline - drop, block.label, label)
            self._line(place, line, baseline - drop)
        if block.style is Style.MASTHEAD:
            self.sheets.text_right(RIGHT, baseline - 3.2, block.right, face)
            self.sheets.line((LEFT, baseline + 3), (RIGHT, baseline + 3), thick=1.2)

    def _line(self, place: Place, line: tuple[Span, ...], baseline: float) -> None:
        for span in line:
            left = place.piece.left + span.left
            if span.gap:
                self._gap(left, baseline, span)
            else:
                self.sheets.text(left, baseline, span.text, span.face)
        self._strike(place, line, baseline)

    def _strike(self, place: Place, line: tuple[Span, ...], baseline: float) -> None:
        """Strike neighbouring struck words through in one stroke, and the label with the first line."""
        start: float | None = None
        for span, following in zip(line, (*line[1:], None), strict=True):
            if not span.struck:
                continue
            start = span.left if start is None else start
            if following is not None and following.struck:
                continue
            labelled = place.piece.struck and span is line[-1] and line is place.piece.lines[0]
            back = (
                INDENT
                if labelled and isinstance(place.piece.block, Paragraph) and place.piece.block.label
                else 0
            )
            height = baseline - 3.1
            left = place.piece.left + start - back - 1
            self.sheets.line(
                (left, height), (place.piece.left + span.left + span.width + 1, height), thick=0.8
            )
            start = None

    def _gap(self, left: float, baseline: float, span: Span) -> None:
        """Draw a blank inside a sentence: a tick box, or a small ruled box with its entry."""
        if span.width < GAP_HEIGHT:
            self._tick(left, baseline, span)
            return
        top = baseline - 12.5
        grey = 0.5 if span.struck else 0.0
        self.sheets.box(left, top, (span.width, GAP_HEIGHT), grey=grey)
        fitted = self.entries.fitted.get(span.gap)
        if fitted:
            for line in fitted.lines:
                self.sheets.text(left + 6, baseline, line, fitted.face)
        if span.gap in self.entries.notices:
            self.sheets.text(left + 6, baseline, self.entries.notices[span.gap][1], _NOTICE)

    def _tick(self, left: float, baseline: float, span: Span) -> None:
        side = span.width - 5
        left += 2.5
        top = baseline - side + 1.8
        self.sheets.box(left, top, (side, side), grey=0.5 if span.struck else 0.0)
        if span.gap in self.entries.ticked:
            self.sheets.line((left + 2, top + side * 0.55), (left + side * 0.4, top + side - 2.2), thick=1.5)
            self.sheets.line((left + side * 0.4, top + side - 2.2), (left + side - 1.8, top + 2), thick=1.5)

    def _blank(self, place: Place, key: str) -> None:
        left, top, size = place.piece.left, place.top, (place.piece.width, place.height)
        grey = 0.5 if place.piece.struck else 0.0
        self.sheets.box(left, top, size, grey=grey)
        fitted = self.entries.fitted.get(key)
        if fitted is None:
            for number in () if place.piece.struck else range(1, round(size[1] / PITCH)):
                self.sheets.dotted(left + 5, left + size[0] - 5, top + 2 + number * PITCH)
        else:
            self._entry(key, fitted, (left, top), size[1], grey=STRUCK_GREY if place.piece.struck else 0.0)
        if place.piece.struck:
            self.sheets.line((left, top + size[1]), (left + size[0], top), thick=0.8)

    def _entry(
        self, key: str, fitted: Fitted, corner: tuple[float, float], height: float, *, grey: float
    ) -> None:
        left, top = corner
        used = len(fitted.lines) * fitted.leading
        head = (height - used) / 2 if height < 2 * PITCH else 4.0 if used < height - 6 else 2.0
        face = Face(fitted.face.size, grey=grey)
        for number, line in enumerate(fitted.lines):
            baseline = top + head + number * fitted.leading + fitted.face.size * 0.95
            self.sheets.text(left + 6, baseline, line, face)
        if key in self.entries.notices:
            self.sheets.text(left + 6, top + height - 5.5, self.entries.notices[key][0], _NOTICE)

    def _signature(self, place: Place, block: Signature) -> None:
        baseline, left = place.top + place.height - 8, place.piece.left
        signed, dated = signature_boxes(place)
        for word, start, (box_left, box_width), key in (
            ("Signed", left, signed, block.signed),
            ("Date", dated[0] - 28, dated, block.dated),
        ):
            self.sheets.text(start, baseline, word, FACES[Style.TEXT])
            self.sheets.line((box_left, baseline + 2), (box_left + box_width, baseline + 2), thick=0.8)
            fitted = self.entries.fitted.get(key)
            for line in fitted.lines if fitted else ():
                self.sheets.text(box_left + 5, baseline - 2, line, fitted.face if fitted else _NOTICE)
            if key in self.entries.notices:
                self.sheets.text(box_left + 5, baseline - 2, self.entries.notices[key][1], _NOTICE)


def signature_boxes(place: Place) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return left and width of the line to sign on and of the line for the date."""
    left = place.piece.left + width("Signed", FACES[Style.TEXT]) + 8
    date_left = RIGHT - 140
    return (left, date_left - 44 - left), (date_left, 140.0)


def positions_on(page: tuple[Place, ...], number: int) -> tuple[FieldPosition, ...]:
    """Return where the blanks and choices of one page lie."""
    found: list[FieldPosition] = []
    for place in page:
        piece, block = place.piece, place.piece.block
        if block.when is not None:
            found.append(
                FieldPosition(block.when.choice, number, piece.left, place.top, piece.width, place.height)
            )
        if isinstance(block, Blank):
            found.append(FieldPosition(block.field, number, piece.left, place.top, piece.width, place.height))
        elif isinstance(block, Signature):
            signed, dated = signature_boxes(place)
            found += [
                FieldPosition(key, number, left, place.top, wide, place.height)
                for key, (left, wide) in ((block.signed, signed), (block.dated, dated))
            ]
        else:
            found += _positions_in_lines(place, block, number)
    return tuple(found)


def _positions_in_lines(place: Place, block: Paragraph, number: int) -> list[FieldPosition]:
    found: list[FieldPosition] = []
    top = place.top
    for line in place.piece.lines:
        height = line_height(line, block.style)
        found += [
            FieldPosition(
                span.gap or span.choice, number, place.piece.left + span.left, top, span.width, height
            )
            for span in line
            if span.gap or span.choice
        ]
        top += height
    return found
