"""Time one filled Form A2 against bare ReportLab pages that only write the same strings, and print the ratio.

Run as ``python -m tests.benchmarks.a2_against_bare_page``. The bare pages use the same two embedded fonts and write
each line of text where it stands, so the ratio is what layout, boxes, strike-outs, marks and checks cost on top.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from amhp_desktop.documents.forms import render
from amhp_desktop.documents.marks import PrintMarks
from amhp_desktop.library.forms import edition_for
from tests.unit.documents.a2_values import FILLED

_ROUNDS = 30


def _median_ms(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _bare(pages: tuple[tuple[str, ...], ...]) -> bytes:
    target = BytesIO()
    canvas = Canvas(target, invariant=1, pageCompression=1)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.setFont("PaperBold" if number % 8 == 0 else "Paper", 9.6)
            canvas.drawString(54, 800 - number * 12, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def main() -> None:
    """Print the two medians and their ratio."""
    definition = edition_for("A2", date(2026, 11, 24))
    marks = PrintMarks(reference="R-1048", copy_label="Copy 1", printed_stamp="Printed 24-Nov-2026 15:19")
    printed = render(definition, FILLED, marks=marks)
    pages = tuple(tuple(page.extract_text().splitlines()) for page in PdfReader(BytesIO(printed.pdf)).pages)
    _bare(pages)
    form = _median_ms(lambda: render(definition, FILLED, marks=marks))
    bare = _median_ms(lambda: _bare(pages))
    print(f"Form A2: {form:.1f} ms; bare page with the same text: {bare:.1f} ms; ratio {form / bare:.2f}")


if __name__ == "__main__":
    main()
