"""The preview shows the very bytes, page by page, sharp at every zoom, with marks over it."""

from io import BytesIO

import pytest
from pytestqt.qtbot import QtBot
from reportlab.pdfgen import canvas

from amhp_desktop.ui.kit.pdf_pages import page_image, page_sizes
from amhp_desktop.ui.kit.pdf_view import PdfMark, PdfView
from amhp_desktop.ui.kit.tasks import TaskRunner


@pytest.fixture(scope="module")
def pdf() -> bytes:
    out = BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842), invariant=1)
    for number in (1, 2, 3):
        page.rect(100, 642, 200, 100, fill=1)
        page.drawString(100, 800, f"Page {number}")
        page.showPage()
    page.save()
    return out.getvalue()


def test_pages_have_their_size_and_their_ink(pdf: bytes) -> None:
    assert [(size.width, size.height) for size in page_sizes(pdf)] == [(595, 842)] * 3
    image = page_image(pdf, 0, 1.0)
    assert (image.width(), image.height()) == (595, 842)
    assert image.pixelColor(200, 150).name() == "#000000"
    assert image.pixelColor(20, 20).name() == "#ffffff"


def test_paging_and_zooming(qtbot: QtBot, runner: TaskRunner, pdf: bytes) -> None:
    view = PdfView(runner)
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    with qtbot.waitSignal(view.drawn):
        view.set_pdf(pdf, (PdfMark(1, 0, 100, 100, 200, 100, is_current=True),))
    with qtbot.waitSignal(view.page_changed) as caught:
        view.go_to_page(1)
        view.next_page()
        view._area.verticalScrollBar().setValue(0)
    assert caught.args[0] in {0, 1, 2}
    with qtbot.waitSignal(view.drawn):
        view.zoom_in()
    with qtbot.waitSignal(view.drawn):
        view.zoom_out()
    view.fit_width()
    assert not view.grab().isNull()
    qtbot.waitUntil(lambda: not runner.is_busy)
