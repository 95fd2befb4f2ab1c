"""The list of requests: typing narrows it, late answers are dropped, and nothing found says what was searched."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import CallDraft, IntakeDraft, PersonDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.requests.list_page import RequestsPage
from tests.support.clock import MovableClock
from tests.support.page_stage import PageStage
from tests.support.service import open_local

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Requests:
    """The list in a window."""

    stage: PageStage
    page: RequestsPage

    def references(self) -> list[str]:
        return [line.reference for line in self.page.model.rows]

    def search(self, words: str) -> None:
        self.page.bar.search.line.selectAll()
        self.stage.type(words)
        timer = self.page.bar._timer
        self.stage.bot.waitUntil(lambda: not timer.isActive())
        self.stage.settle()

    def says(self) -> str:
        return " | ".join(label.text() for label in self.page.empty.findChildren(QLabel))


@pytest.fixture
def services(tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    opened = open_local(tmp_path, clock)
    yield opened.services
    opened.close()


@pytest.fixture
def requests(qtbot: QtBot, qapp: QApplication, services: Services) -> Iterator[Requests]:
    theme.apply(qapp, "light")
    stage = PageStage(qtbot, lambda tasks: RequestsPage(services, tasks))
    page = stage.page
    assert isinstance(page, RequestsPage)
    stage.open(Place("requests"))
    yield Requests(stage, page)
    assert not stage.bugs
    stage.close()


def test_open_requests_come_first_and_all_are_one_key_away(requests: Requests) -> None:
    assert requests.references() == ["R-1047", "R-1041"]
    assert requests.page.bar.count.text() == "2 requests"
    requests.page.bar.which.setFocus()
    requests.stage.press(Key.Key_Down)
    assert requests.references() == ["R-1047", "R-1041", "R-0962", "R-0874"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hollow", ["R-0962", "R-0874"]),
        ("holloway, darren", ["R-0962", "R-0874"]),
        ("999 318 8026", ["R-0962", "R-0874"]),
        ("R-1041", ["R-1041"]),
        ("1041", ["R-1041"]),
    ],
)
def test_typing_finds_by_name_number_and_reference(requests: Requests, typed: str, found: list[str]) -> None:
    requests.page.bar.which.set_value("all")
    requests.page.bar.search.setFocus()
    requests.search(typed)
    assert requests.references() == found


def test_a_state_can_be_asked_for(requests: Requests) -> None:
    requests.page.bar.which.set_value("awaiting_bed")
    requests.stage.settle()
    assert requests.references() == ["R-1041"]


def test_enter_opens_the_only_one_found(requests: Requests, services: Services) -> None:
    requests.page.bar.search.setFocus()
    requests.search("kovacs")
    requests.stage.press(Key.Key_Return)
    assert [place.name for place in requests.stage.places] == ["request"]
    requests.page.bar.search.setFocus()
    requests.search("")
    requests.page.bar.search.line.clear()
    requests.search(" ")
    requests.stage.press(Key.Key_Down)
    requests.stage.press(Key.Key_Return)
    assert len(requests.stage.places) == 2


def test_nothing_found_says_what_was_searched_and_offers_more(requests: Requests) -> None:
    requests.page.bar.search.setFocus()
    requests.search("holloway")
    assert requests.says().startswith(
        "Nothing matches “holloway” | Searched names, NHS No. and references of: open requests."
    )
    requests.page.empty.widen_button.setFocus()
    requests.stage.press(Key.Key_Space)
    assert requests.references() == ["R-0962", "R-0874"]
    assert requests.page.bar.search.line.hasFocus()


def test_a_name_misheard_offers_the_closest(requests: Requests) -> None:
    requests.page.bar.search.setFocus()
    requests.search("hollway")
    assert requests.says().endswith("Close to it: HOLLOWAY, Darren (Mr).")
    assert requests.page.empty.near_button.text() == "Open R-0962"
    requests.page.empty.near_button.setFocus()
    requests.stage.press(Key.Key_Space)
    assert [place.name for place in requests.stage.places] == ["request"]


def test_a_late_answer_to_an_earlier_search_is_dropped(requests: Requests) -> None:
    requests.page.bar.which.set_value("all")
    requests.stage.settle()
    lane = requests.stage.lane
    lane.holds = True
    requests.page.bar.search.setFocus()
    requests.search("hollow")
    requests.search("kovacs")
    lane.let_go(1)
    requests.stage.bot.waitUntil(lambda: requests.references() == ["R-1041"])
    lane.let_go(0)
    requests.stage.bot.waitUntil(lambda: not requests.stage.tasks.is_busy)
    assert requests.references() == ["R-1041"]


def test_heads_sort(requests: Requests) -> None:
    requests.page.bar.which.set_value("all")
    requests.stage.settle()
    requests.page.table.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    assert requests.references() == ["R-0874", "R-0962", "R-1041", "R-1047"]


def test_f5_reads_again_and_keeps_the_row(requests: Requests, services: Services) -> None:
    requests.stage.press(Key.Key_Down)
    before = requests.page.table.current_row()
    draft = IntakeDraft(
        CallDraft(received_at=services.clock(), caller="Son", call_back="1"), PersonDraft(family="Fenn")
    )
    services.requests.record(draft, operation("request:record"))
    requests.stage.press(Key.Key_F5)
    assert requests.references() == ["R-1048", "R-1047", "R-1041"]
    after = requests.page.table.current_row()
    assert before is not None
    assert after is not None
    assert after.id == before.id


def test_ctrl_f_goes_back_to_the_search(requests: Requests) -> None:
    requests.stage.press(Key.Key_Down)
    assert requests.page.table.hasFocus()
    requests.stage.press(Key.Key_F, CONTROL)
    assert requests.page.bar.search.line.hasFocus()


def test_a_place_may_name_what_to_search_for_in_open_and_closed_requests(requests: Requests) -> None:
    requests.stage.open(Place("requests", None, "Kovacs"))
    requests.stage.settle()
    assert requests.page.bar.search.value() == "Kovacs"
    assert requests.page.bar.which_words() == "All, open and closed"
    assert {line.person.partition(",")[0] for line in requests.page.model.rows} == {"KOVACS"}
