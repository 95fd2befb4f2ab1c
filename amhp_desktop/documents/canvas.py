"""ReportLab as sheets use it; loaded when the first sheet is drawn, not when the program starts."""

from io import BytesIO

from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override


class _TitleOnly(PDFInfo):
    """Keep dates, authors and program names out of the file: it is evidence, and it may name nobody."""

    @override
    def format(self, document: PDFDocument) -> bytes:
        return PDFDictionary({"Title": PDFString(self.title)}).format(document)


def canvas(target: BytesIO, size: tuple[float, float], title: str) -> Canvas:
    """Return a canvas that writes the same bytes for the same drawing, into ``target``."""
    made = Canvas(target, pagesize=size, invariant=1, pageCompression=1, lang="en-GB")
    info = _TitleOnly()
    info.title = title
    # ReportLab offers no door through which to leave the other entries out.
    made._doc.info = info  # type: ignore[attr-defined]  # noqa: SLF001
    return made


def bars(value: str, height: float) -> Code128:
    """Return a Code 128 bar code; ``value`` is ASCII."""
    return Code128(value, barWidth=0.54, barHeight=height, quiet=False)
