"""What is typed into an intake is kept: after two seconds, on leaving, and when the program is killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.requests.intake_keeper import KIND, WAIT_MS
from tests.support.clock import MovableClock
from tests.support.service import open_local
from tests.ui.requests.intake_stage import Intake, intake_on

Key = Qt.Key


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


@pytest.fixture
def services(tmp_path: Path, clock: MovableClock) -> Iterator[Services]:
    opened = open_local(tmp_path, clock)
    yield opened.services
    opened.close()


def kept(services: Services) -> tuple[str, ...]:
    return tuple(one.draft.call.caller for one in services.drafts.kept(KIND, IntakeDraft))


def press(intake: Intake, words: str) -> None:
    """Press a button of the bar that offers a kept draft."""
    buttons = intake.desk.offers.findChildren(QAbstractButton)
    button = next(one for one in buttons if one.text() == words and one.isVisible())
    button.setFocus()
    intake.stage.press(Key.Key_Space)


def test_a_draft_is_kept_two_seconds_after_the_last_key(qtbot: QtBot, services: Services) -> None:
    with intake_on(qtbot, services) as intake:
        intake.minimum()
        timer = intake.desk.keeper._timer
        assert timer.isActive()
        assert timer.interval() == WAIT_MS == 2000
        assert not kept(services)
        qtbot.waitUntil(lambda: bool(kept(services)), timeout=4000)
        intake.stage.settle()
        assert intake.page.head.kept.text() == "Draft kept 08:30"


def test_a_saved_request_leaves_no_draft(qtbot: QtBot, services: Services) -> None:
    with intake_on(qtbot, services) as intake:
        intake.minimum()
        intake.desk.keeper.keep_now()
        intake.stage.settle()
        assert kept(services) == ("Jo Redfern",)
        intake.save_for_later()
        assert not kept(services)
        assert not intake.desk.keeper.is_waiting


def test_leaving_the_page_keeps_what_was_just_typed(qtbot: QtBot, services: Services) -> None:
    with intake_on(qtbot, services) as intake:
        intake.minimum()
        intake.page.hide()
        intake.stage.settle()
        assert kept(services) == ("Jo Redfern",)
        assert intake.page.has_unsaved
        assert intake.page.may_leave()


def test_another_call_comes_in_and_the_first_is_offered(
    qtbot: QtBot, services: Services, clock: MovableClock
) -> None:
    with intake_on(qtbot, services) as intake:
        intake.minimum()
        clock.move(timedelta(minutes=41))
        intake.stage.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        assert intake.desk.is_blank
        (offer,) = intake.desk.offers.messages
        assert offer.bold == "1 draft from 09:11 was kept."
        assert offer.plain == "Jo Redfern, about person not known"
        press(intake, "Open")
        assert intake.form.call.caller.value() == "Jo Redfern"
        assert not intake.desk.offers.messages
        intake.save_for_later()
        assert not kept(services)


def test_a_kept_draft_can_be_discarded(qtbot: QtBot, services: Services) -> None:
    with intake_on(qtbot, services) as intake:
        intake.minimum()
        intake.stage.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        press(intake, "Discard")
        assert not kept(services)


def test_discarding_by_mistake_can_be_undone(qtbot: QtBot, services: Services) -> None:
    with intake_on(qtbot, services) as intake:
        intake.minimum()
        intake.page.head.discard.setFocus()
        intake.stage.press(Key.Key_Space)
        assert intake.desk.is_blank
        intake.stage.messages[-1].actions[0].run()
        intake.stage.settle()
        assert intake.form.call.caller.value() == "Jo Redfern"
        assert kept(services) == ("Jo Redfern",)


_TYPIST = """
import os, sys
sys.path.insert(0, sys.argv[1])
from tests.support import isolation
isolation.prepare_environment(sys.argv[2])
from pathlib import Path
from PySide6.QtWidgets import QApplication
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.intake_page import IntakePage
from tests.support.clock import MovableClock
from tests.support.service import open_local

app = QApplication([])
page = IntakePage(open_local(Path(sys.argv[2]), MovableClock()).services, TaskRunner())
page.show()
page.desk.keeper.kept.connect(lambda at: print("kept", flush=True))
page.desk.form.call.caller.line.setText("Jo Redfern")
page.desk.form.asked.what_happened.page.setPlainText("Not slept for five days")
app.exec()
"""


def test_a_draft_survives_a_killed_program(
    qtbot: QtBot, services: Services, tmp_path: Path, clock: MovableClock
) -> None:
    root = Path(__file__).parents[3]
    typist = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(root), str(tmp_path)],
        stdout=subprocess.PIPE,
        env=os.environ.copy(),
    )
    assert typist.stdout is not None
    with typist.stdout as said:
        assert said.readline() == b"kept\n"
        typist.send_signal(signal.SIGKILL)
        assert typist.wait() == -signal.SIGKILL
    with intake_on(qtbot, services) as intake:
        press(intake, "Open")
        assert intake.form.call.caller.value() == "Jo Redfern"
        assert intake.form.asked.what_happened.value() == "Not slept for five days"
