"""The guards around every test do bite."""

import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.clock import MovableClock
from tests.support.isolation import NetworkClosed
from tests.support.leaks import Snapshot, finish_deletions


def test_the_network_ends_at_this_computer() -> None:
    with socket.socket() as elsewhere, pytest.raises(NetworkClosed):
        elsewhere.connect(("192.0.2.1", 80))


def test_the_clock_moves_only_when_told(clock: MovableClock) -> None:
    assert clock() == clock() == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    clock.move(timedelta(hours=24))
    assert clock() == datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="aware"):
        clock.set(datetime(2026, 11, 25, 8, 30))  # noqa: DTZ001 - the naive instant is what is refused


def test_a_window_a_timer_and_a_thread_left_behind_are_named(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.support.leaks.PATIENCE_SECONDS", 0.1)
    before = Snapshot()
    assert before.left_behind() == ()
    window, timer, hold = QWidget(), QTimer(), threading.Event()
    window.setObjectName("stray")
    timer.start(60_000)
    thread = threading.Thread(target=hold.wait, name="stray thread")
    thread.start()
    assert before.left_behind() == (
        "window: QWidget stray",
        "running timer: without a parent",
        "thread: stray thread",
    )
    hold.set()
    timer.stop()
    window.deleteLater()
    finish_deletions()
    assert before.left_behind() == ()


@given(st.integers())
def test_generated_examples_may_run_beside_the_guards(number: int) -> None:
    assert number == int(str(number))
