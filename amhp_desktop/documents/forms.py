"""Print any form of the library, blank or filled: a definition and values in, PDF bytes out."""

import re
from dataclasses import dataclass
from hashlib import sha256

from amhp_desktop.documents.continuation import (
    ContinuationSheet,
    Overflow,
    continuation_sheets,
    draw_sheet,
)
from amhp_desktop.documents.fonts import Wanted, check, normal
from amhp_desktop.documents.form_drawing import (
    Entries,
    FieldPosition,
    FormPen,
    positions_on,
    signature_boxes,
)
from amhp_desktop.documents.form_layout import GAP_HEIGHT, Page, Place, lay_out
from amhp_desktop.documents.marks import Foot, PrintMarks, mark_foot, mark_ground
from amhp_desktop.documents.sheets import Sheets
from amhp_desktop.documents.wrapping import Fitted, fit
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import Blank, FieldKind, FormDefinition, Signature, Wording
from amhp_desktop.domain.when import show_long_date

_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}[0-9][0-9A-Za-z]? [0-9][A-Za-z]{2}\b")
_UNVERIFIED = "Draft: wording not verified"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A printed form.

    ``sha256`` is of the PDF; ``content`` is the short hash printed in the footer, of edition and entries only,
    so that every copy of the same form bears it; ``overflow`` names the blanks that continue on another sheet.
    """

    pdf: bytes
    pages: int
    sha256: str
    content: str
    overflow: tuple[str, ...]
    positions: tuple[FieldPosition, ...]


def render(definition: FormDefinition, values: FormValues, *, marks: PrintMarks) -> Rendering:
    """Return the form as it prints; the same definition, values and marks give the same bytes.

    Refuses characters the paper font cannot print and entries that have no blank on this form. A form whose
    wording was not verified word for word is always watermarked as a draft.
    """
    texts = _texts(definition, values)
    check((*_wanted(definition, texts), *marks.wanted()))
    pages = lay_out(definition, values)
    fitted = _fitted(pages, texts)
    overflows = tuple(
        Overflow(key, definition.field(key).label, _page_of(pages, key), fit_.rest)
        for key, fit_ in fitted.items()
        if fit_.rest
    )
    extra = continuation_sheets(definition.form, texts.get(definition.subject, ""), overflows)
    entries = Entries(
        fitted=fitted,
        ticked=_ticked(definition, values, {overflow.key for overflow in overflows}),
        notices=_notices(extra, len(pages)),
    )
    content = _content(definition, values)
    pdf = _draw(definition, pages, extra, entries, marks=_forced(definition, marks), content=content)
    return Rendering(
        pdf=pdf,
        pages=len(pages) + len(extra),
        sha256=sha256(pdf).hexdigest(),
        content=content,
        overflow=tuple(overflow.key for overflow in overflows),
        positions=tuple(spot for number, page in enumerate(pages, 1) for spot in positions_on(page, number)),
    )


def _forced(definition: FormDefinition, marks: PrintMarks) -> PrintMarks:
    if definition.wording_status is Wording.VERBATIM:
        return marks
    return PrintMarks(marks.reference, marks.copy_label, marks.training, _UNVERIFIED, marks.printed_stamp)


def _texts(definition: FormDefinition, values: FormValues) -> dict[str, str]:
    """Return what each blank shows, by key, in the order of the form's blanks."""
    fields = {field.key: field for field in definition.fields}
    entered = (*(key for key, _ in values.texts), *(key for key, _ in values.dates), *values.ticks)
    strange = [key for key in entered if key not in fields]
    strange += [key for key, _ in values.texts if key in fields and fields[key].kind is FieldKind.TICK]
    if strange:
        raise Refused(*(Problem(key, f"“{key}” has no blank on Form {definition.form}.") for key in strange))
    shown = {}
    for key, field in fields.items():
        day = values.day(key)
        parts = (show_long_date(day) if day else "", normal(values.text(key)).rstrip())
        text = "\n".join(part for part in parts if part)
        if text.strip():
            shown[key] = _POSTCODE.sub(_unbroken, text) if field.kind is FieldKind.ADDRESS else text
    return shown


def _unbroken(postcode: re.Match[str]) -> str:
    """Keep the halves of a postcode on one line."""
    return postcode[0].replace(" ", "\N{NO-BREAK SPACE}")


def _wanted(definition: FormDefinition, texts: dict[str, str]) -> tuple[Wanted, ...]:
    return tuple(Wanted(key, definition.field(key).label, text) for key, text in texts.items())


def _fitted(pages: tuple[Page, ...], texts: dict[str, str]) -> dict[str, Fitted]:
    rooms: dict[str, tuple[float, float]] = {}
    for page in pages:
        for place in page:
            rooms.update(_rooms(place))
    return {key: fit(texts[key], room) for key, room in rooms.items() if key in texts}


def _rooms(place: Place) -> dict[str, tuple[float, float]]:
    block = place.piece.block
    if isinstance(block, Blank):
        return {block.field: (place.piece.width - 12, place.height - 4)}
    if isinstance(block, Signature):
        signed, dated = signature_boxes(place)
        return {block.signed: (signed[1] - 8, 15.0), block.dated: (dated[1] - 8, 15.0)}
    spans = (span for line in place.piece.lines for span in line if span.gap)
    return {span.gap: (span.width - 12, GAP_HEIGHT - 3) for span in spans}


def _page_of(pages: tuple[Page, ...], key: str) -> int:
    return next(number for number, page in enumerate(pages, 1) if any(key in _rooms(place) for place in page))


def _ticked(definition: FormDefinition, values: FormValues, overflowing: set[str]) -> frozenset[str]:
    """Tick what was ticked, and a box that says a sheet is attached where the print itself adds one."""
    followed = {field.key for field in definition.fields if field.ticks_for in overflowing}
    return frozenset(values.ticks) | followed


def _notices(extra: tuple[ContinuationSheet, ...], pages: int) -> dict[str, tuple[str, str]]:
    """Return, by blank, a full and a short notice of the sheet on which its entry goes on."""
    return {
        sheet.overflow.key: (
            f"Continued on the attached continuation sheet {sheet.number} (page {pages + sheet.number}).",
            f"See sheet {sheet.number}",
        )
        for sheet in reversed(extra)
    }


def _content(definition: FormDefinition, values: FormValues) -> str:
    """Return twelve characters of the SHA-256 over edition, wording and entries, in groups of four."""
    whole = repr((definition.form, definition.valid_from.isoformat(), definition.wording_sha256, values))
    digest = sha256(whole.encode()).hexdigest()
    return f"{digest[:4]} {digest[4:8]} {digest[8:12]}"


def _draw(
    definition: FormDefinition,
    pages: tuple[Page, ...],
    extra: tuple[ContinuationSheet, ...],
    entries: Entries,
    *,
    marks: PrintMarks,
    content: str,
) -> bytes:
    sheets = Sheets(f"Form {definition.form}")
    pen = FormPen(sheets, entries)
    total = len(pages) + len(extra)
    for number in range(1, total + 1):
        mark_ground(sheets, marks)
        if number <= len(pages):
            for place in pages[number - 1]:
                pen.draw(place)
        else:
            draw_sheet(sheets, extra[number - len(pages) - 1], definition.form)
        mark_foot(sheets, marks, _foot(definition, content, number, total))
        sheets.end_page()
    return sheets.finish()


def _foot(definition: FormDefinition, content: str, number: int, total: int) -> Foot:
    digest = content.replace(" ", "")[:8]
    return Foot(
        what=f"Form {definition.form}, edition in use from {show_long_date(definition.valid_from)}",
        source=f"{definition.amended_by}. {definition.licence}",
        content=content,
        page=number,
        pages=total,
        code=f"{definition.form}-{digest}-{number}/{total}",
    )
