"""Every page of the real window: each thing the keyboard stops at says what it is and is large enough to hit."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.app.machine import Machine
from amhp_desktop.app.program import Program
from amhp_desktop.app.stage import Script, Stage, StepFailed, Until
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.page import Place
from tests.support.clock import MovableClock

_SECTIONS = (
    "intake", "person", "triage", "allocation", "arranging",
    "relative", "assessment", "outcome", "told", "papers",
)  # fmt: skip
PLACES = (
    Place("today"), Place("requests"), Place("intake"), Place("rota"), Place("people", None, "staff"),
    Place("people", None, "doctors"), Place("people", None, "hospitals"), Place("paperwork"),
    Place("settings"), *(Place("request", 3, section) for section in _SECTIONS),
)  # fmt: skip
SMALLEST = 24  # WCAG 2.5.8


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: MovableClock) -> Iterator[Program]:
    theme.apply(qapp, "light")
    made = Program(qapp, Machine(tmp_path), clock)
    yield made
    made.close()


def _stops(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def _called(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _faults(window: QWidget, place: Place) -> list[str]:
    where = f"{place.name} {place.section}".strip()
    found = [f"{where}: {type(one).__name__} has no name" for one in _stops(window) if not _called(one)]
    return found + [
        f"{where}: “{_called(one)}” is {one.width()} × {one.height()}"
        for one in _stops(window)
        if isinstance(one, QAbstractButton) and min(one.width(), one.height()) < SMALLEST
    ]


def test_everything_the_keyboard_stops_at_has_a_name_and_a_size(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    """A screen reader says a name for every field, list and button; nothing is smaller than 24 pixels."""
    faults: list[str] = []
    seen: list[int] = []
    stage = Stage(tmp_path, lambda _line: None)

    def script() -> Script:
        program.begin_demonstration()
        yield Until("the window", lambda: program.person)
        if program.person is None:
            raise StepFailed("there is no window")
        window = program.person.window
        window.resize(1366, 740)
        for place in PLACES:
            window.navigator.go(place)
            yield Until(f"{place}", lambda: not program.tasks.is_busy)
            yield Until(f"{place}", lambda: not program.tasks.is_busy)
            faults.extend(_faults(window, place))
            seen.append(len(_stops(window)))

    with qtbot.waitSignal(stage.ended, timeout=60_000) as ended:
        stage.play(script())
    assert ended.args == [""]
    assert not faults, "\n".join(faults)
    assert len(seen) == len(PLACES)
    assert min(seen) > 3, "a page without anything to stop at was not looked at"


def test_the_shipped_program_tests_itself(tmp_path: Path) -> None:
    """``amhp-desktop self-test`` opens every page, renders every form, migrates an empty database and exits 0."""
    done = subprocess.run(
        [sys.executable, "-m", "amhp_desktop", "self-test"],
        capture_output=True, text=True, timeout=100, check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": ".", "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("Everything works.")


def test_a_step_that_fails_is_said_and_ends_the_play(qtbot: QtBot, tmp_path: Path) -> None:
    """The demonstration without a display exits 0 only if every step did what it should."""
    lines: list[str] = []
    stage = Stage(tmp_path, lines.append)

    def script() -> Script:
        yield Until("nothing", lambda: True)
        raise StepFailed("the hole did not show")

    with qtbot.waitSignal(stage.ended, timeout=5_000) as ended:
        stage.play(script())
    assert ended.args == ["the hole did not show"]
    assert lines == ["FAILED: the hole did not show\n"]
