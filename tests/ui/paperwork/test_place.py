"""The place for paperwork: the library, the queue, the log, and blank forms that need nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.when import london_day
from amhp_desktop.services.blanks import blank
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import InlineExecutor, TaskRunner
from amhp_desktop.ui.paperwork.failsafe import FailsafeForms, open_failsafe
from tests.support.clock import MovableClock
from tests.ui.paperwork.paper import PRINTER, ChosenPath, Desk, PdfPrinters, make_desk


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    made = TaskRunner(database=InlineExecutor(), long=InlineExecutor())
    yield made
    made.close()
    made.deleteLater()


def _go_to_place(desk: Desk) -> None:
    desk.window.navigator.go(Place("paperwork"))
    desk.qtbot.waitUntil(lambda: bool(desk.place.queue.rows_model.rows))


def test_enter_in_the_queue_opens_the_form(desk: Desk, paper_id: int) -> None:
    _go_to_place(desk)
    queue = desk.place.queue
    queue.setFocus()
    assert queue.select_key(paper_id)
    desk.qtbot.keyClick(queue, Qt.Key.Key_Return)
    assert desk.window.stack.current_page() is desk.page
    assert desk.window.windowTitle() == "AMHP Desktop – Paperwork R-1041"


def test_the_log_says_who_printed_what_and_why(desk: Desk, paper_id: int) -> None:
    papers = desk.services.papers
    view = papers.view(paper_id)
    papers.log_print(
        paper_id, papers.render(view, view.loaded.draft, 1), "Bay printer", operation("paper:print")
    )
    _go_to_place(desk)
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    log = desk.place.log.rows_model
    desk.qtbot.waitUntil(lambda: len(log.rows) == 1)
    said = " ".join(log.cell_at(0, place).text for place in range(len(log.columns)))
    assert said.startswith("24-Nov-2026 08:30 A2 1 Bay printer")


def test_the_library_states_edition_and_wording(desk: Desk) -> None:
    from PySide6.QtWidgets import QLabel

    words = [made.text().replace("\N{WORD JOINER}", "") for made in desk.place.library.findChildren(QLabel)]
    assert "Word for word, SI 2008/1184 as changed 01-Dec-2020" in words
    assert "Regulation 4(1)(a)(ii)" in words


def test_a_blank_form_is_shown_and_printed_by_keyboard_and_logged(desk: Desk) -> None:
    desk.qtbot.keyClick(
        desk.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    place = desk.place
    desk.qtbot.waitUntil(lambda: place.blank.preview.rendering is not None)
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.wait_said("Blank Form A2 printed, 08:30.")
    desk.qtbot.waitUntil(lambda: bool(desk.services.papers.print_log()))
    (line,) = desk.services.papers.print_log()
    assert (line.reference, line.printer, line.reason) == ("Blank", PRINTER, "Blank")


def test_an_empty_queue_says_what_to_do(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    desk = make_desk(qtbot, services, tmp_path)
    qtbot.waitUntil(desk.place.queue._empty.isVisible)
    desk.window.lock.stop()


def test_blank_forms_need_no_services(
    qtbot: QtBot, clock: MovableClock, runner: TaskRunner, tmp_path: Path
) -> None:
    printers, chosen = PdfPrinters(tmp_path), ChosenPath(tmp_path)
    forms = FailsafeForms(runner, clock, printers=printers, choose=chosen)
    qtbot.addWidget(forms)
    forms.show()
    qtbot.waitUntil(lambda: forms.blank.preview.rendering is not None)
    qtbot.keyClick(forms.blank.save_button, Qt.Key.Key_Space)
    path = tmp_path / "A2-blank.pdf"
    qtbot.waitUntil(path.exists)
    assert path.read_bytes() == blank("A2", london_day(clock()), training=False).pdf
    qtbot.waitUntil(lambda: bool(forms.messages.messages))
    qtbot.keyClick(forms.blank.print_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(printers.printed) and printers.printed[0].exists())
    qtbot.waitUntil(lambda: any("printed" in message.bold for message in forms.messages.messages))


def test_a_folder_that_refuses_keeps_no_half_file(
    qtbot: QtBot, clock: MovableClock, runner: TaskRunner, tmp_path: Path
) -> None:
    forms = FailsafeForms(
        runner, clock, printers=PdfPrinters(tmp_path), choose=ChosenPath(tmp_path / "nowhere")
    )
    said: list[Message] = []
    forms.blank.message.connect(said.append)
    qtbot.addWidget(forms)
    forms.show()
    qtbot.keyClick(forms.blank.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].kind == "error"
    assert list(tmp_path.iterdir()) == []


def test_the_failsafe_opens_over_any_window(qtbot: QtBot, clock: MovableClock, runner: TaskRunner) -> None:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    dialog = open_failsafe(window, runner, clock)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
