"""Mark every sheet: what it is, which copy, its page, a code to find it again, whether it is for training."""

from dataclasses import dataclass

from amhp_desktop.documents.fonts import Face, Wanted, width
from amhp_desktop.documents.sheets import Sheets

TRAINING = "Training: invented people, not a legal document"
MARGIN = 54.0
_SMALL = Face(6.8, grey=0.25)


@dataclass(frozen=True, slots=True)
class PrintMarks:
    """What a print says about itself.

    ``reference`` is the request's or document's own; ``copy_label`` for example *Copy 2*; ``watermark``
    stands large and pale across each sheet; ``printed_stamp`` says when and by whom, as the service words it.
    """

    reference: str = ""
    copy_label: str = ""
    training: bool = False
    watermark: str = ""
    printed_stamp: str = ""

    def wanted(self) -> tuple[Wanted, ...]:
        """Return the texts that have to be printable."""
        return (
            Wanted("reference", "Reference", self.reference),
            Wanted("copy_label", "Copy label", self.copy_label),
            Wanted("watermark", "Watermark", self.watermark),
            Wanted("printed_stamp", "Print stamp", self.printed_stamp),
        )


@dataclass(frozen=True, slots=True)
class Foot:
    """The footer of one sheet: one line on what it is, one on where its content comes from, and its code."""

    what: str
    source: str
    content: str
    page: int
    pages: int
    code: str = ""


def mark_ground(sheets: Sheets, marks: PrintMarks) -> None:
    """Draw what lies under the text of a sheet."""
    watermark = marks.watermark or ("Training" if marks.training else "")
    if watermark:
        sheets.watermark(watermark)
    if marks.training:
        face = Face(8.5, bold=True)
        wide = width(TRAINING, face) + 20
        left = (sheets.width - wide) / 2
        sheets.box(left, 16, (wide, 17), thick=0.9, fill=1.0)
        sheets.text(left + 10, 27.6, TRAINING, face)


def mark_foot(sheets: Sheets, marks: PrintMarks, foot: Foot, *, margin: float = MARGIN) -> None:
    """Draw the footer of a sheet."""
    top, right = sheets.height - 50, sheets.width - margin
    sheets.line((margin, top), (right, top), thick=0.6, grey=0.3)
    parts = (
        f"Reference {marks.reference}" if marks.reference else "",
        marks.copy_label,
        f"Content {foot.content}" if foot.content else "",
        marks.printed_stamp,
    )
    sheets.text(margin, top + 10.5, foot.what, Face(6.8, bold=True, grey=0.1))
    sheets.text(margin, top + 19.5, "  ·  ".join(part for part in parts if part), _SMALL)
    sheets.text(margin, top + 28.5, foot.source, _SMALL)
    sheets.text_right(right, top + 10.5, f"Page {foot.page} of {foot.pages}", Face(8.5, bold=True))
    if foot.code:
        sheets.code(right, top + 15.5, foot.code, height=13)
