"""Draw the pages of a PDF as pictures; runs off the GUI thread."""

from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's width and height in points."""

    width: float
    height: float


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """Return the size of every page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(PageSize(*document.get_page_size(place)) for place in range(len(document)))
    finally:
        document.close()


def page_image(pdf: bytes, place: int, scale: float) -> QImage:
    """Return one page (from 0) as a picture of ``scale`` pixels a point; the picture owns its memory."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[place]
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        shown = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        ).copy()
        page.close()
        return shown
    finally:
        document.close()
