"""Draw on A4 sheets from the top left, in points, and hand over the same bytes for the same drawing."""

from io import BytesIO

from amhp_desktop.documents.fonts import Face, load, width

SHORT, LONG = 595.2756, 841.8898


class Sheets:
    """A4 sheets under way; every position is measured from the top left corner, downwards."""

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        from amhp_desktop.documents.canvas import canvas

        load()
        self.width, self.height = (LONG, SHORT) if landscape else (SHORT, LONG)
        self._bytes = BytesIO()
        self._canvas = canvas(self._bytes, (self.width, self.height), title)

    def text(self, left: float, baseline: float, text: str, face: Face) -> None:
        """Write one line."""
        self._canvas.setFillGray(face.grey)
        self._canvas.setFont(face.name, face.size)
        self._canvas.drawString(left, self.height - baseline, text)

    def text_right(self, right: float, baseline: float, text: str, face: Face) -> None:
        """Write one line that ends at ``right``."""
        self.text(right - width(text, face), baseline, text, face)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, thick: float = 0.6, grey: float = 0.0
    ) -> None:
        """Draw a straight line."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(thick)
        self._canvas.line(start[0], self.height - start[1], end[0], self.height - end[1])

    def dotted(self, left: float, right: float, top: float) -> None:
        """Draw a light dotted line to write on."""
        self._canvas.setDash(0.5, 2)
        self.line((left, top), (right, top), thick=0.5, grey=0.45)
        self._canvas.setDash()

    def box(
        self,
        left: float,
        top: float,
        size: tuple[float, float],
        *,
        thick: float = 0.7,
        grey: float = 0.0,
        fill: float | None = None,
    ) -> None:
        """Draw a ruled box; ``thick`` 0 leaves the rule out and ``fill`` is a grey."""
        if fill is not None:
            self._canvas.setFillGray(fill)
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(thick)
        self._canvas.rect(
            left,
            self.height - top - size[1],
            size[0],
            size[1],
            stroke=int(thick > 0),
            fill=int(fill is not None),
        )

    def watermark(self, text: str) -> None:
        """Write large and pale across the sheet, sized so that the words reach from corner to corner."""
        span = 0.78 * (self.width**2 + self.height**2) ** 0.5
        face = Face(min(96.0, span / max(width(text, Face(1, bold=True)), 0.01)), bold=True, grey=0.925)
        self._canvas.saveState()
        self._canvas.translate(self.width / 2, self.height / 2)
        self._canvas.rotate(52 if self.height > self.width else 33)
        self._canvas.setFillGray(face.grey)
        self._canvas.setFont(face.name, face.size)
        self._canvas.drawCentredString(0, -face.size / 3, text)
        self._canvas.restoreState()

    def code(self, right: float, top: float, value: str, *, height: float) -> None:
        """Draw a Code 128 bar code that ends at ``right``; ``value`` is ASCII."""
        from amhp_desktop.documents.canvas import bars

        drawn = bars(value, height)
        self._canvas.setFillGray(0)
        drawn.drawOn(self._canvas, right - drawn.width, self.height - top - height)

    def end_page(self) -> None:
        """Finish this sheet."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the PDF."""
        self._canvas.save()
        return self._bytes.getvalue()
