"""Write or return the golden texts and pictures of Form A2; ``python -m tests.golden.a2`` writes them anew."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from pypdf import PdfReader

from amhp_desktop.documents.forms import render
from amhp_desktop.documents.marks import PrintMarks
from amhp_desktop.domain.form_values import EMPTY, FormValues
from amhp_desktop.library.forms import edition_for
from tests.unit.documents.a2_values import DAY, DELEGATE, FILLED, UNKNOWN

HERE = Path(__file__).parent
MARKS = PrintMarks(
    reference="R-1048", copy_label="Copy 1", training=True, printed_stamp="Printed 24-Nov-2026 15:19"
)
CASES: dict[str, tuple[FormValues, PrintMarks]] = {
    "A2-blank": (EMPTY, PrintMarks()),
    "A2-filled": (FILLED, MARKS),
    "A2-delegate": (DELEGATE, MARKS),
    "A2-unknown": (UNKNOWN, MARKS),
}


def pdf(name: str) -> bytes:
    """Return the PDF of one case."""
    values, marks = CASES[name]
    return render(edition_for("A2", DAY), values, marks=marks).pdf


def text(name: str) -> str:
    """Return the words of one case, page after page."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf(name))).pages]
    return "\n\f\n".join(pages) + "\n"


def pictures(name: str) -> Iterator[tuple[str, Image.Image]]:
    """Return file name and grey picture of each page, at 60 dots to the inch."""
    document = pypdfium2.PdfDocument(pdf(name))
    try:
        for number in range(len(document)):
            yield f"{name}-{number + 1}.png", document[number].render(scale=60 / 72).to_pil().convert("L")
    finally:
        document.close()


def main() -> None:
    """Write every golden file; look at the difference before keeping it."""
    for name in CASES:
        (HERE / f"{name}.txt").write_text(text(name), "utf-8")
        for file, picture in pictures(name):
            picture.save(HERE / file, optimize=True)


if __name__ == "__main__":
    main()
