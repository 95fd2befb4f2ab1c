"""What one can rely on when the board, the rota or a recovery key prints."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from amhp_desktop.documents.board import BoardSheet, BoardSheetRow, render_board
from amhp_desktop.documents.duty import DutyCell, DutySheet, DutySheetRow, render_duty
from amhp_desktop.documents.marks import TRAINING, PrintMarks
from amhp_desktop.documents.recovery import RecoverySheet, render_recovery
from amhp_desktop.domain.errors import Refused

MARKS = PrintMarks(training=True, printed_stamp="Printed 24-Nov-2026 15:19")
ROW = BoardSheetRow(
    priority="Emergency", reference="R-1048", person="HOLLOWAY, Darren (Mr)", place="Place of safety, Fenwick",
    clock="s.136 ends 25-Nov 03:10", state="Arranging", amhp="WILK, Tomasz", next="Second doctor", age="3hr 20min",
)  # fmt: skip
DAYS = ("Mon 23-Nov", "Tue 24-Nov", "Wed 25-Nov", "Thu 26-Nov", "Fri 27-Nov", "Sat 28-Nov", "Sun 29-Nov")


def _pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_the_board_shows_every_column_and_a_key_on_every_page() -> None:
    pages = _pages(render_board(BoardSheet("Board", "24-Nov-2026 15:19", (ROW,) * 40), marks=MARKS))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "As at 24-Nov-2026 15:19 · 40 open requests" in page
        assert "AMHP = Approved Mental Health Professional" in page
        assert "Next action" in page
        assert TRAINING in page
    assert sum(page.count("R-1048") for page in pages) == 40


def test_an_empty_board_says_so() -> None:
    assert "No open requests." in _pages(render_board(BoardSheet("Board", "today", ()), marks=MARKS))[0]


def test_a_cell_higher_than_a_page_runs_on() -> None:
    words = [f"step{number}" for number in range(900)]
    row = BoardSheetRow("Urgent", "R-1", "A", "B", "C", "D", "E", " ".join(words), "1hr", overdue=True)
    pages = _pages(render_board(BoardSheet("Board", "today", (row,)), marks=PrintMarks()))
    together = " ".join(pages)
    assert len(pages) > 1
    assert all(f"{word} " in together for word in words)


def test_an_uncovered_duty_prints_a_word_not_white_paper() -> None:
    cells = (DutyCell("", uncovered=True), *(DutyCell("WILK, Tomasz\nOKAFOR, Ada"),) * 6)
    sheet = DutySheet("Duty rota", "Published version 4", DAYS, (DutySheetRow("Daytime", cells),))
    page = _pages(render_duty(sheet, marks=MARKS))[0]
    assert "Nobody" in page
    assert all(day in page for day in DAYS)
    assert page.count("OKAFOR, Ada") == 6


def test_a_week_without_duties_says_so() -> None:
    assert (
        "No duties in this week." in _pages(render_duty(DutySheet("Rota", "Draft", DAYS, ()), marks=MARKS))[0]
    )


def test_the_recovery_sheet_holds_the_key_in_order_on_one_page() -> None:
    groups = ("K7QF-2M9X", "4TTR-8WJP", "ZD3H-6VNC", "Q2LB-9SFA", "7HWR-X4MK")
    sheet = RecoverySheet("Northmere AMHP service", "Office 2", groups, "Duty manager’s safe", "24-Nov-2026")
    pages = _pages(render_recovery(sheet, marks=PrintMarks()))
    assert len(pages) == 1
    places = [pages[0].index(group) for group in groups]
    assert places == sorted(places)
    assert all(part in pages[0] for part in ("Duty manager’s safe", "24-Nov-2026", "Office 2"))


def test_prints_are_the_same_bytes_twice() -> None:
    sheet = BoardSheet("Board", "today", (ROW,))
    assert render_board(sheet, marks=MARKS) == render_board(sheet, marks=MARKS)


def test_what_cannot_be_printed_is_refused_with_its_row() -> None:
    bad = BoardSheetRow("Urgent", "R-2", "王", "B", "C", "D", "E", "F", "1hr")
    with pytest.raises(Refused, match="Person in row 2 cannot be printed"):
        render_board(BoardSheet("Board", "today", (ROW, bad)), marks=MARKS)
