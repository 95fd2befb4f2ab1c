"""Beside the board: who is on duty, where cover is missing, and what nobody has finished."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.today.page import TodayPage
from tests.support.clock import MovableClock
from tests.support.page_stage import PageStage
from tests.support.service import open_local
from tests.ui.today.conftest import Today, record


def words(widget: QWidget) -> str:
    """Return everything that a panel says."""
    labels = [label for label in widget.findChildren(QLabel) if not label.isHidden()]
    return " | ".join(label.text() for label in labels if label.text())


def test_who_is_on_duty_with_number_and_what_they_do(today: Today) -> None:
    said = words(today.page.view.duty)
    assert "KEANE, Orla | R-1047, to 09:00 | 07700 900104" in said
    assert "RAMAN, Priya | Coordinator, to 17:00" in said
    assert "1 AMHP, 0 free" in said
    assert "Next: FROST 09:00, PERERA 09:00, VOSS 09:00" in said


def test_somebody_without_a_request_is_free(today: Today, clock: MovableClock) -> None:
    clock.move(timedelta(hours=1))
    today.refresh()
    assert "VOSS, Helen | Free, to 17:00" in words(today.page.view.duty)


def test_uncovered_duties_of_the_next_two_weeks_are_loud(today: Today) -> None:
    said = words(today.page.view.cover)
    assert "1 hole, 1 short" in said
    assert "Sun 29-Nov, Weekend | 1 of 2, 09:00 to 21:00" in said
    assert "Wed 02-Dec, Late | Nobody, 13:00 to 21:00" in said
    button = today.page.view.cover.findChildren(QAbstractButton)[0]
    button.setFocus()
    today.stage.press(Qt.Key.Key_Space)
    assert today.stage.places == [Place("rota", None, "2026-11-29")]


def test_who_waits_for_a_bed_and_since_when(today: Today) -> None:
    assert "KOVACS, Judit (Ms) | R-1041, with HALLORAN | 8 days | admit by 28-Nov" in words(
        today.page.view.waiting
    )


def test_loose_ends_open_where_they_are_finished(today: Today, services: Services) -> None:
    assert "R-1047 UNKNOWN, Male | No outcome, 8hr 50min" in words(today.page.view.ends)
    first = services.board.board().open[0].id
    button = today.page.view.ends.findChildren(QAbstractButton)[0]
    button.setFocus()
    today.stage.press(Qt.Key.Key_Space)
    assert today.stage.places == [Place("request", first, "outcome")]


def test_a_refresh_leaves_the_keyboard_on_the_same_button(today: Today) -> None:
    button = today.page.view.ends.findChildren(QAbstractButton)[0]
    button.setFocus()
    today.refresh()
    assert button.hasFocus()


def test_wide_windows_show_what_changed_and_more_columns(today: Today, colleague: Services) -> None:
    today.stage.window.resize(1852, 1010)
    record(colleague)
    today.refresh()
    assert "08:30, 1 change" in words(today.page.view.changes)
    assert "R-1048 PRENTICE, Margaret (Mrs) | Received | OYELARAN" in words(today.page.view.changes)
    shown = [
        column.header
        for place, column in enumerate(today.page.view.board.model.columns)
        if not today.page.view.board.table.isColumnHidden(place)
    ]
    assert {"Place", "Doctors"} <= set(shown)
    today.stage.window.resize(1298, 676)
    assert today.page.view.board.table.isColumnHidden(2)
    assert not today.page.view.changes.isVisible()


def test_everything_the_keyboard_reaches_has_a_name(today: Today) -> None:
    reached = [
        widget
        for widget in today.page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]
    assert reached
    for widget in reached:
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, type(widget).__name__


@pytest.fixture
def stranger(qtbot: QtBot, tmp_path: Path, clock: MovableClock) -> Iterator[PageStage]:
    """Today of somebody whose role sees no requests."""
    opened = open_local(tmp_path, clock, "admin")
    stage = PageStage(
        qtbot, lambda tasks: TodayPage(opened.services, tasks, print_pdf=lambda _pdf, _name: None)
    )
    stage.open(Place("today"))
    yield stage
    stage.close()
    opened.close()


def test_somebody_who_may_not_see_requests_is_told_who_may(stranger: PageStage) -> None:
    assert "Coordinator" in words(stranger.page)
    assert not stranger.troubles
    assert stranger.page.reasons_off()["request.new"]
