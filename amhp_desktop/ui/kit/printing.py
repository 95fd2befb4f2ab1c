"""Send PDF bytes to a printer as page pictures, or to a file; both run off the GUI thread."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit.pdf_pages import PageSize, page_image, page_sizes

DPI = 300
_POINTS_PER_INCH = 72

FileChooser = Callable[[QWidget, str, Callable[[Path], object]], object]
"""Asks where to save: gets the parent, the proposed file name, and whom to tell the chosen path."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Printing", text)


class Printers(Protocol):
    """The printers a page may offer; tests put one in its place that writes files."""

    def names(self) -> tuple[str, ...]:
        """Return the printers, as their owner calls them."""

    def usual(self) -> str:
        """Return the printer this computer uses unless told otherwise, or nothing."""

    def open(self, name: str) -> QPrinter:
        """Return a printer ready for one job."""


class SystemPrinters:
    """The printers this computer knows."""

    def names(self) -> tuple[str, ...]:
        """Return their names."""
        return tuple(QPrinterInfo.availablePrinterNames())

    def usual(self) -> str:
        """Return the default printer's name, or nothing."""
        return QPrinterInfo.defaultPrinterName()

    def open(self, name: str) -> QPrinter:
        """Return the named printer for one job."""
        return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)


def set_both_sides(printer: QPrinter, *, is_wanted: bool) -> None:
    """Ask the printer to print on both sides along the long edge, or on one."""
    mode = QPrinter.DuplexMode.DuplexLongSide if is_wanted else QPrinter.DuplexMode.DuplexNone
    printer.setDuplex(mode)


def print_pdf(pdf: bytes, printer: QPrinter, name: str) -> int:
    """Print every page at 300 dpi and return how many; ``name`` is shown in the printer's queue.

    Runs off the GUI thread. Raises Trouble where the printer does not take the job or gives up on the way.
    """
    sizes = page_sizes(pdf)
    printer.setDocName(name)
    printer.setResolution(DPI)
    printer.setFullPage(True)
    _set_paper(printer, sizes[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise _refusal(_tr("The printer did not take the form."))
    try:
        for place, size in enumerate(sizes):
            if place and not _next_page(printer, size):
                raise _refusal(_tr("The printer stopped after page {number}.").format(number=place))
            _paint(painter, printer, page_image(pdf, place, DPI / _POINTS_PER_INCH), size)
    finally:
        is_ended = painter.end()
    if not is_ended or printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
        raise _refusal(_tr("The printer gave the form up."))
    return len(sizes)


def _next_page(printer: QPrinter, size: PageSize) -> bool:
    _set_paper(printer, size)
    return printer.newPage()


def _set_paper(printer: QPrinter, size: PageSize) -> None:
    """Say which paper the page wants; a printer that lacks it takes its own, and the page is fitted to it."""
    is_wide = size.width > size.height
    upright = QSizeF(min(size.width, size.height), max(size.width, size.height))
    way = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF()))


def _paint(painter: QPainter, printer: QPrinter, image: QImage, size: PageSize) -> None:
    """Put a page on the sheet at its true size, or as large as a smaller sheet allows."""
    sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    unit = printer.resolution() / _POINTS_PER_INCH
    shrink = min(1.0, sheet.width() / (size.width * unit), sheet.height() / (size.height * unit))
    box = QRectF(0, 0, size.width * unit * shrink, size.height * unit * shrink)
    painter.drawImage(box, image, QRectF(image.rect()))


def _refusal(happened: str) -> Trouble:
    return Trouble(
        happened,
        kept=_tr("The form is kept; nothing was logged as printed."),
        to_do=_tr("Look at the printer and print again, or save the PDF."),
    )


def write_pdf(pdf: bytes, path: Path) -> None:
    """Write the bytes whole or not at all; Trouble where the folder does not take them."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".saving-", delete=False) as file:
            half = Path(file.name)
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        with suppress(OSError, UnboundLocalError):
            half.unlink()
        raise Trouble(
            _tr("The PDF was not saved: {reason}.").format(reason=error.strerror or error),
            kept=_tr("The form is kept; nothing was logged as printed."),
            to_do=_tr("Choose another folder."),
        ) from error


def choose_file(parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
    """Ask without blocking where to save a PDF of this name; nothing is said where the person cancels."""
    dialog = QFileDialog(parent, _tr("Save PDF"), name, _tr("PDF (*.pdf)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
