"""Where a form goes: a printer of this computer or a PDF file, and how many copies on how many sides."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from amhp_desktop.documents.forms import Rendering
from amhp_desktop.domain.errors import Refused
from amhp_desktop.ui.kit.printing import Printers, print_pdf, set_both_sides, write_pdf
from amhp_desktop.ui.kit.tasks import Progress

PDF_FILE = "PDF file"


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What the print panel asks for."""

    printer: str
    copies: int
    both_sides: bool


@dataclass(frozen=True, slots=True)
class Output:
    """One place that takes pages: ``name`` stands in the print log."""

    name: str
    send: Callable[[Rendering, str], object]
    """Gets the form and the name of the job; runs off the GUI thread and raises Trouble."""


def to_printer(printers: Printers, wish: PrintWish) -> Output:
    """Return the printer as a place for pages; made on the GUI thread."""
    printer: QPrinter = printers.open(wish.printer)
    set_both_sides(printer, is_wanted=wish.both_sides)
    return Output(wish.printer, lambda rendering, job: print_pdf(rendering.pdf, printer, job))


def to_file(path: Path) -> Output:
    """Return a file as a place for pages."""
    return Output(PDF_FILE, lambda rendering, _job: write_pdf(rendering.pdf, path))


def render_and_send(
    render: Callable[[], Rendering], output: Output, job: str
) -> Callable[[Progress], Rendering | Refused]:
    """Return the work of one copy, for the long lane: it answers with what left, or with the refusal."""

    def work(_progress: Progress) -> Rendering | Refused:
        try:
            rendering = render()
        except Refused as refused:
            return refused
        output.send(rendering, job)
        return rendering

    return work
