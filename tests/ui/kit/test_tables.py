"""Tables keep the place of the person who reads them, work by keyboard and speak in sentences."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from amhp_desktop.ui.kit.tables import Align, Cell, Column, Group, MovedBar, RowsModel, RowsTable


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    name: str
    wait: int
    closed: bool = False
    fresh: bool = False


LINES = (
    Line(1, "HOLLOWAY, Darren (Mr)", 30),
    Line(2, "WARD, Sophie (Miss)", 10, fresh=True),
    Line(3, "KOVACS, Judit (Ms)", 20),
    Line(4, "LINDEN, Joanna (Mrs)", 5, closed=True),
)


def _model() -> RowsModel[Line]:
    columns = (
        Column("Priority", lambda row: Cell("Red", f"R-{row.id}", rag="red"), width=80),
        Column("Person", lambda row: row.name, grow=1),
        Column("Wait", lambda row: f"{row.wait}min", sort=lambda row: row.wait, align=Align.RIGHT, width=80),
        Column("Place", lambda _: "Ward", optional=True, width=200),
    )
    return RowsModel(
        columns,
        key=lambda row: row.id,
        group=lambda row: Group("Closed today", 1, is_muted=True) if row.closed else Group(),
        fresh=lambda row: row.fresh,
    )


@pytest.fixture
def table(qtbot: QtBot) -> RowsTable[Line]:
    made = RowsTable(_model(), name="Open requests", is_two_line=True)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.rows_model.set_rows(LINES)
    return made


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = _model()
    qtmodeltester.check(model)
    model.set_rows(LINES)
    qtmodeltester.check(model)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    model.toggle_group("Closed today")
    model.refresh_rows(LINES[:2])
    model.set_filter(lambda row: row.id == 1)
    assert [row.id for row in model.rows] == [1]


def test_sorting_by_a_column_uses_its_key_and_keeps_groups_apart(table: RowsTable[Line]) -> None:
    table.rows_model.sort(2)
    assert [row.id for row in table.rows_model.rows] == [2, 3, 1, 4]


def test_the_selected_row_stays_selected_when_others_come_and_go(
    qtbot: QtBot, table: RowsTable[Line]
) -> None:
    table.select_key(3)
    heard = []
    table.current_row_changed.connect(heard.append)
    table.rows_model.refresh_rows((Line(9, "NEW, Person", 1), *LINES))
    assert table.current_row().id == 3
    assert [row.id for row in table.selected_rows()] == [3]
    assert heard == []


def test_losing_the_selected_row_is_told(table: RowsTable[Line]) -> None:
    table.select_key(3)
    heard = []
    table.current_row_changed.connect(heard.append)
    table.rows_model.refresh_rows(LINES[:2])
    assert heard == [None]


def test_a_refresh_does_not_move_rows_but_says_how_many_would(table: RowsTable[Line]) -> None:
    table.rows_model.sort(2)
    moved = []
    table.rows_model.moved.connect(moved.append)
    table.rows_model.refresh_rows((Line(1, "HOLLOWAY, Darren (Mr)", 1), *LINES[1:]))
    assert [row.id for row in table.rows_model.rows] == [2, 3, 1, 4]
    assert moved == [1]
    table.rows_model.sort_again()
    assert [row.id for row in table.rows_model.rows] == [1, 2, 3, 4]


def test_enter_opens_the_row_and_a_head_closes_its_group(qtbot: QtBot, table: RowsTable[Line]) -> None:
    table.select_key(2)
    with qtbot.waitSignal(table.activated_row) as caught:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert caught.args[0].id == 2
    table.setCurrentIndex(table.rows_model.index(3, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [row.id for row in table.rows_model.rows] == [1, 2, 3]


def test_typing_jumps_to_a_name(qtbot: QtBot, table: RowsTable[Line]) -> None:
    table.select_key(1)
    table.setFocus()
    qtbot.keyClicks(table, "kov")
    assert table.current_row().id == 3


def test_copying_gives_text_in_columns(qtbot: QtBot, table: RowsTable[Line]) -> None:
    table.select_key(1)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Red\tHOLLOWAY, Darren (Mr)\t30min")


def test_cells_speak_in_sentences(table: RowsTable[Line]) -> None:
    model = table.rows_model
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Priority: Red, R-1"
    fresh = model.data(model.index(1, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert fresh == "Changed. Person: WARD, Sophie (Miss)"
    model.sort(2)
    head = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert head == "Wait, sorted upwards"


def test_an_optional_column_goes_when_there_is_no_room(table: RowsTable[Line]) -> None:
    assert not table.isColumnHidden(3)
    table.resize(300, 400)
    assert table.isColumnHidden(3)


def test_widths_the_person_set_are_kept(qtbot: QtBot) -> None:
    class Memory:
        kept: tuple[int, ...] = ()

        def widths(self, table: str) -> tuple[int, ...]:
            assert table == "Open requests"
            return self.kept

        def keep_widths(self, table: str, widths: tuple[int, ...]) -> None:
            assert table == "Open requests"
            self.kept = widths

    memory = Memory()
    first = RowsTable(_model(), name="Open requests", memory=memory)
    qtbot.addWidget(first)
    first.setColumnWidth(1, 222)
    second = RowsTable(_model(), name="Open requests", memory=memory)
    qtbot.addWidget(second)
    second.resize(900, 300)
    second.show()
    assert second.columnWidth(1) == 222


def test_twenty_thousand_rows_are_shown_and_sorted_quickly(table: RowsTable[Line]) -> None:
    rows = tuple(Line(number, f"PERSON {number}", number % 977) for number in range(20_000))
    table.rows_model.set_rows(rows)
    table.rows_model.sort(2)
    assert table.rows_model.rowCount() == 20_000
    assert table.grab().width() == 600


def test_the_pointer_shows_the_whole_row(qtbot: QtBot, table: RowsTable[Line]) -> None:
    with qtbot.waitSignal(table.pointed) as caught:
        qtbot.mouseMove(table.viewport(), QPoint(50, 60))
    assert caught.args == [1]


def test_a_bar_offers_to_sort_again(qtbot: QtBot, table: RowsTable[Line]) -> None:
    bar = MovedBar(table.rows_model)
    qtbot.addWidget(bar)
    table.rows_model.sort(2)
    assert bar.isHidden()
    table.rows_model.refresh_rows((Line(1, "HOLLOWAY, Darren (Mr)", 1), *LINES[1:]))
    assert not bar.isHidden()
    bar.sort_again.click()
    assert bar.isHidden()
    assert [row.id for row in table.rows_model.rows] == [1, 2, 3, 4]


def test_what_is_missing_stands_last_upwards_and_downwards() -> None:
    by_wait = Column("Wait", lambda row: str(row.wait), sort=lambda row: row.wait or None)
    model = RowsModel((by_wait,), key=lambda row: row.id)
    model.set_rows((Line(1, "A", 0), Line(2, "B", 5), Line(3, "C", 9)))
    model.sort(0)
    assert [row.id for row in model.rows] == [2, 3, 1]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [row.id for row in model.rows] == [3, 2, 1]
