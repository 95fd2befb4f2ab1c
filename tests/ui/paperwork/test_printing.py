"""Printing a form: questions first, the same bytes as the preview, and every copy in the log."""

from hashlib import sha256

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.paperwork import CompletedWhere, PaperState
from amhp_desktop.ui.kit.ask import Question
from amhp_desktop.ui.kit.pdf_pages import page_image, page_sizes
from amhp_desktop.ui.paperwork.asking import ReasonDialog, StandingDialog
from tests.ui.paperwork.paper import PRINTER, Desk


def _dialog(desk: Desk, kind: type[QWidget]) -> QWidget:
    desk.qtbot.waitUntil(lambda: any(one.isVisible() for one in desk.window.findChildren(kind)))
    return next(one for one in desk.window.findChildren(kind) if one.isVisible())


def _print(desk: Desk) -> None:
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def _go_on(desk: Desk) -> None:
    question = _dialog(desk, Question)
    desk.qtbot.keyClick(question.buttons[1], Qt.Key.Key_Space)


def _give_reason(desk: Desk, reason: str) -> None:
    dialog = _dialog(desk, ReasonDialog)
    desk.qtbot.keyClicks(dialog.reason.line, reason)
    desk.qtbot.keyClick(dialog.reason.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_an_unfinished_form_asks_and_may_be_printed(desk: Desk) -> None:
    _print(desk)
    question = _dialog(desk, Question)
    assert question.title.text() == "Print anyway as a working copy? 4 problems"
    desk.qtbot.keyClick(question.buttons[0], Qt.Key.Key_Escape)
    assert not desk.printers.printed
    _print(desk)
    _go_on(desk)
    desk.wait_said("Copy 1 printed, 08:30.")
    assert len(desk.printers.printed) == 1


def test_the_paper_is_the_preview_and_the_log_knows_it(desk: Desk) -> None:
    shown = desk.preview.rendering.pdf
    _print(desk)
    _go_on(desk)
    desk.wait_said("Copy 1 printed")
    (line,) = desk.services.papers.print_log()
    assert line.content_hash == sha256(shown).hexdigest()
    assert (line.copy_number, line.printer, line.by) == (1, PRINTER, "RAMAN")
    assert line.reason == "Working copy, 4 problems"
    printed = desk.printers.printed[0].read_bytes()
    assert len(page_sizes(printed)) == len(page_sizes(shown)) == line.pages
    for place in range(line.pages):
        assert _difference(page_image(shown, place, 1.0), page_image(printed, place, 1.0)) < 3


def _difference(one, other) -> float:  # noqa: ANN001 - two pictures
    """Return the mean difference of two pictures in steps of grey, shrunk so that a pixel's shift is nothing."""
    from PySide6.QtGui import QImage

    small = [
        image.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
            60, 85, mode=Qt.TransformationMode.SmoothTransformation
        )
        for image in (one, other)
    ]
    pairs = [
        (small[0].pixelColor(x, y).lightness(), small[1].pixelColor(x, y).lightness())
        for x in range(60)
        for y in range(85)
    ]
    return sum(abs(a - b) for a, b in pairs) / len(pairs)


def test_a_second_copy_asks_why_first(desk: Desk) -> None:
    _print(desk)
    _go_on(desk)
    desk.wait_said("Copy 1 printed")
    _print(desk)
    _go_on(desk)
    dialog = _dialog(desk, ReasonDialog)
    desk.qtbot.keyClick(dialog.reason.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.reason.problem
    _give_reason(desk, "Printer jammed")
    desk.wait_said("Copy 2 printed")
    newest = desk.services.papers.print_log()[0]
    assert newest.copy_number == 2
    assert newest.reason == "Printer jammed (Working copy, 4 problems)"


def test_several_copies_are_each_numbered_and_logged(desk: Desk) -> None:
    desk.page.room.foot.panel.copies.set_value(3)
    _print(desk)
    _go_on(desk)
    desk.wait_said("Copy 3 printed")
    assert [line.copy_number for line in desk.services.papers.print_log()] == [3, 2, 1]
    assert len({line.content_hash for line in desk.services.papers.print_log()}) == 3


def test_a_pdf_bears_no_name_and_holds_the_very_bytes(desk: Desk) -> None:
    shown = desk.preview.rendering.pdf
    desk.qtbot.keyClick(desk.page.room.head.pdf, Qt.Key.Key_Space)
    _go_on(desk)
    desk.wait_said("Copy 1 saved as PDF")
    assert desk.chosen.proposed == ["A2-R-1041-copy-1.pdf"]
    assert (desk.chosen.folder / "A2-R-1041-copy-1.pdf").read_bytes() == shown
    assert desk.services.papers.print_log()[0].printer == "PDF file"


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_says_so_and_nothing_is_logged(desk: Desk) -> None:
    desk.printers.is_broken = True
    _print(desk)
    _go_on(desk)
    message = desk.wait_said("The printer did not take the form.")
    assert message.kind == "error"
    assert desk.services.papers.print_log() == ()


def test_without_a_printer_the_pdf_is_offered(desk: Desk) -> None:
    desk.printers.known = ()
    desk.page.room.foot.panel.look_again()
    _print(desk)
    assert "Save the PDF" in desk.wait_said("Nothing was printed.").plain


def test_signed_served_and_where_are_recorded(desk: Desk, paper_id: int) -> None:
    desk.qtbot.keyClick(desk.page.room.foot.standing_button, Qt.Key.Key_Space)
    dialog = _dialog(desk, StandingDialog)
    dialog.state.set_value(PaperState.SIGNED)
    dialog.where.set_value(CompletedWhere.EMHA)
    desk.qtbot.keyClick(dialog.verb, Qt.Key.Key_Space)
    desk.wait_said("Recorded: Signed.")
    view = desk.services.papers.view(paper_id)
    assert (view.state, view.completed_where) == (PaperState.SIGNED, CompletedWhere.EMHA)
    desk.qtbot.waitUntil(lambda: desk.page.room.head.chip.accessibleName() == "Signed")


def test_a_form_goes_out_of_use_with_its_reason(desk: Desk) -> None:
    desk.qtbot.keyClick(desk.page.room.foot.void_button, Qt.Key.Key_Space)
    _give_reason(desk, "Wrong person")
    desk.wait_said("The form is out of use.")
    desk.qtbot.waitUntil(lambda: desk.window.stack.current_page() is desk.place)
    assert desk.place.queue.rows_model.rows == ()
