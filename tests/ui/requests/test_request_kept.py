"""Typing in a request's sections is kept on this computer and offered when the request is opened again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.assessments import AssessmentDraft, Knowledge, RelativeDraft
from amhp_desktop.domain.changes import operation
from amhp_desktop.services.allocations import AllocationDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.requests.sections.record_form import RecordForm
from tests.support.clock import MovableClock
from tests.ui.requests.doing import assessment, choose, press_button, relative, save, write
from tests.ui.requests.request_stage import Desk, accept, at_desk, record


@contextmanager
def opened(qtbot: QtBot, services: Services, request_id: int, section: str) -> Iterator[Desk]:
    """Open a request in a window of its own, as after the program was begun anew."""
    desk = at_desk(qtbot, services, request_id)
    desk.open(section)
    try:
        yield desk
        assert not desk.stage.bugs
    finally:
        desk.stage.close()


def offers(section: RecordForm[RelativeDraft] | RecordForm[AssessmentDraft]) -> list[str]:
    return [message.bold for message in section.offers.messages]


def press(desk: Desk, section: RecordForm[RelativeDraft] | RecordForm[AssessmentDraft], words: str) -> None:
    buttons = section.offers.findChildren(QAbstractButton)
    press_button(desk, next(one for one in buttons if one.text() == words and one.isVisible()))


def test_typing_is_kept_two_seconds_after_the_last_key(qtbot: QtBot, services: Services) -> None:
    request_id = record(services)
    with opened(qtbot, services, request_id, "relative") as desk:
        write(desk, relative(desk).form, "note", "Rang twice")
        timer = relative(desk).keeper._timer
        assert timer.isActive()
        assert timer.interval() == 2000
        qtbot.waitUntil(lambda: not timer.isActive(), timeout=4000)
        desk.settle()
    with opened(qtbot, services, request_id, "relative") as desk:
        assert offers(relative(desk)) == ["Typing from 08:30 was kept."]


def test_typing_is_offered_and_brought_back(qtbot: QtBot, services: Services, clock: MovableClock) -> None:
    request_id = record(services)
    clock.move(timedelta(minutes=41))
    with opened(qtbot, services, request_id, "relative") as desk:
        choose(desk, relative(desk).form, "knowledge", "Could not")
        write(desk, relative(desk).form, "note", "Rang twice")
        desk.page.keep_typing()
        desk.settle()
    clock.move(timedelta(minutes=5))
    with opened(qtbot, services, request_id, "relative") as desk:
        assert offers(relative(desk)) == ["Typing from 09:11 was kept."]
        assert relative(desk).form.draft() == RelativeDraft()
        press(desk, relative(desk), "Bring back")
        assert relative(desk).form.draft() == RelativeDraft(Knowledge.NOT_ASCERTAINED, note="Rang twice")
        assert desk.page.has_unsaved
        assert not offers(relative(desk))
    with opened(qtbot, services, request_id, "relative") as desk:
        press(desk, relative(desk), "Bring back")  # it was only looked at: it is still kept
        save(desk)
        assert desk.view.relative is not None
    with opened(qtbot, services, request_id, "relative") as desk:
        assert relative(desk).form.draft().note == "Rang twice"
        assert not offers(relative(desk))


def test_saved_typing_is_not_offered(qtbot: QtBot, services: Services) -> None:
    request_id = record(services)
    with opened(qtbot, services, request_id, "relative") as desk:
        choose(desk, relative(desk).form, "knowledge", "Could not")
        write(desk, relative(desk).form, "note", "Rang twice")
        desk.page.keep_typing()
        save(desk)
        assert not desk.page.has_unsaved
        desk.page.keep_typing()
    with opened(qtbot, services, request_id, "relative") as desk:
        assert not offers(relative(desk))


def test_typing_undone_or_thrown_away_is_not_offered(qtbot: QtBot, services: Services) -> None:
    request_id = record(services)
    with opened(qtbot, services, request_id, "relative") as desk:
        write(desk, relative(desk).form, "note", "Wrong person")
        desk.page.keep_typing()
        relative(desk).undo_typing()
        desk.settle()
        write(desk, relative(desk).form, "note", "Wrong again")
        desk.page.keep_typing()
        desk.page.desk.throw_away()
        desk.settle()
    with opened(qtbot, services, request_id, "relative") as desk:
        assert not offers(relative(desk))


def test_new_typing_does_not_write_over_what_is_still_offered(qtbot: QtBot, services: Services) -> None:
    request_id = record(services)
    for words in ("Rang twice", "Rang again"):
        with opened(qtbot, services, request_id, "relative") as desk:
            write(desk, relative(desk).form, "note", words)
            desk.page.keep_typing()
            desk.settle()
    with opened(qtbot, services, request_id, "relative") as desk:
        assert len(offers(relative(desk))) == 2
        press(desk, relative(desk), "Discard")
        assert len(offers(relative(desk))) == 1
        press(desk, relative(desk), "Bring back")
        assert relative(desk).form.draft().note in {"Rang twice", "Rang again"}


def test_what_a_colleague_stored_meanwhile_stays(
    qtbot: QtBot, services: Services, colleague: Services
) -> None:
    request_id = record(services)
    with opened(qtbot, services, request_id, "relative") as desk:
        write(desk, relative(desk).form, "note", "Mine")
        desk.page.keep_typing()
        desk.settle()
    theirs = RelativeDraft(Knowledge.KNOWN, "Prentice", "Adam", relationship="son", address="2 High Street")
    colleague.assessments.save_relative(request_id, None, theirs, operation("relative:record"))
    with opened(qtbot, services, request_id, "relative") as desk:
        press(desk, relative(desk), "Bring back")
        assert relative(desk).form.draft() == replace(theirs, note="Mine")


def test_another_visit_begun_does_not_come_back_over_the_first(qtbot: QtBot, services: Services) -> None:
    request_id = record(services)
    accept(services, request_id)
    able = next(one.staff_id for one in services.allocations.candidates() if not one.cannot)
    services.allocations.allocate(request_id, AllocationDraft(able, "Nearest"), operation("request:allocate"))
    with opened(qtbot, services, request_id, "assessment") as desk:
        write(desk, assessment(desk).visit.form, "notes", "Nobody opened")
        desk.page.keep_typing()
        desk.settle()
    first = AssessmentDraft(
        services.identity.staff_id, services.clock(), place="12 Mill Lane", notes="The first visit"
    )
    services.assessments.add_assessment(request_id, first, operation("assessment:record"))
    with opened(qtbot, services, request_id, "assessment") as desk:
        visit = assessment(desk).visit
        assert visit.form.draft().notes == "The first visit"
        press(desk, visit, "Bring back")
        assert visit.form.draft().notes == "Nobody opened"
        assert visit.form.draft().place == ""
        assert visit.loaded is None


_TYPIST = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.support import isolation
isolation.prepare_environment(sys.argv[2])
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.request_page import RequestPage
from tests.support.clock import MovableClock
from tests.support.service import open_local

app = QApplication([])
services = open_local(Path(sys.argv[2]), MovableClock()).services
page = RequestPage(services, TaskRunner())
page.show()
page.show_place(Place("request", int(sys.argv[3]), "relative"))

def look():
    section = page.desk.stack.section
    kept = services.drafts.kept("relative:record", tuple)
    if kept:
        print("kept", flush=True)
    elif section is not None and not section.has_unsaved:
        section.form.fields["note"].page.insertPlainText("Rang twice")

timer = QTimer(interval=100)
timer.timeout.connect(look)
timer.start()
app.exec()
"""


def test_typing_survives_a_killed_program(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    request_id = record(services)
    root = Path(__file__).parents[3]
    typist = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(root), str(tmp_path), str(request_id)],
        stdout=subprocess.PIPE,
        env=os.environ.copy(),
    )
    assert typist.stdout is not None
    with typist.stdout as said:
        assert said.readline() == b"kept\n"
        typist.send_signal(signal.SIGKILL)
        assert typist.wait() == -signal.SIGKILL
    with opened(qtbot, services, request_id, "relative") as desk:
        press(desk, relative(desk), "Bring back")
        assert relative(desk).form.draft().note == "Rang twice"
