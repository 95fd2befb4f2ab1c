"""The one way to leave the GUI thread: order, announcing, refusing, gone owners, cancelling."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import Changed, Topic
from amhp_desktop.domain.errors import Problem, Refused, Stale, Trouble
from amhp_desktop.ui.kit.tasks import Progress, TaskRunner

CHANGED = Changed(frozenset({Topic.REQUESTS}), (7,))


@pytest.fixture
def threaded() -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def _raiser(error: Exception) -> Callable[[], object]:
    def work() -> object:
        raise error

    return work


def test_answers_arrive_on_the_gui_thread_in_the_order_asked(
    qtbot: QtBot, threaded: TaskRunner, owner: QObject
) -> None:
    seen = []
    for number in range(50):
        threaded.query(
            lambda n=number: (n, threading.current_thread().name),
            owner=owner,
            done=lambda answer: seen.append((*answer, threading.current_thread())),
        )
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert [number for number, _, _ in seen] == list(range(50))
    assert {name.startswith("database") for _, name, _ in seen} == {True}
    assert {thread for _, _, thread in seen} == {threading.main_thread()}


def test_a_command_announces_what_changed_before_done(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    told = []
    runner.announced.connect(lambda changed: told.append(("announced", changed)))
    runner.command(lambda: CHANGED, owner=owner, done=lambda answer: told.append(("done", answer)))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [("announced", CHANGED), ("done", CHANGED)]


def test_a_result_that_carries_what_changed_is_announced_by_it(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    @dataclass
    class Answer:
        changed: Changed

    with qtbot.waitSignal(runner.announced) as caught:
        runner.command(lambda: Answer(CHANGED), owner=owner)
    assert caught.args == [CHANGED]


def test_a_query_announces_nothing(qtbot: QtBot, runner: TaskRunner, owner: QObject) -> None:
    told, done = [], []
    runner.announced.connect(told.append)
    runner.query(lambda: CHANGED, owner=owner, done=done.append)
    qtbot.waitUntil(lambda: done == [CHANGED])
    assert told == []


@pytest.mark.parametrize(
    "error",
    [
        Refused(Problem("caller", "Say who called.")),
        Stale("R-1", version=2, theirs_by="VOSS", theirs_at="10:00", clashes=()),
    ],
)
def test_a_refusal_goes_to_the_one_who_asked(
    qtbot: QtBot, runner: TaskRunner, owner: QObject, error: Exception
) -> None:
    refused = []
    runner.command(_raiser(error), owner=owner, refused=refused.append)
    qtbot.waitUntil(lambda: refused == [error])


def test_a_refusal_nobody_handles_is_shown_as_trouble(
    qtbot: QtBot, runner: TaskRunner, owner: QObject
) -> None:
    with qtbot.waitSignal(runner.trouble) as caught:
        runner.command(_raiser(Refused(Problem("caller", "Say who called."))), owner=owner)
    assert caught.args[0].happened == "Say who called."


def test_trouble_goes_to_failed_or_to_everybody(qtbot: QtBot, runner: TaskRunner, owner: QObject) -> None:
    error, mine = Trouble("No connection."), []
    runner.query(_raiser(error), owner=owner, done=mine.append, failed=mine.append)
    qtbot.waitUntil(lambda: mine == [error])
    with qtbot.waitSignal(runner.trouble) as caught:
        runner.query(_raiser(error), owner=owner, done=mine.append)
    assert caught.args == [error]


def test_anything_else_is_a_bug(qtbot: QtBot, runner: TaskRunner, owner: QObject) -> None:
    error = KeyError("x")
    with qtbot.waitSignal(runner.bug) as caught:
        runner.query(_raiser(error), owner=owner, done=print)
    assert caught.args == [error]


def test_an_answer_for_a_page_that_is_gone_is_dropped_but_still_announced(
    qtbot: QtBot, threaded: TaskRunner
) -> None:
    gone, done, may_end = QObject(), [], threading.Event()

    def work() -> Changed:
        may_end.wait(5)
        return CHANGED

    with qtbot.waitSignal(threaded.announced):
        threaded.command(work, owner=gone, done=done.append)
        shiboken6.delete(gone)
        may_end.set()
    qtbot.waitUntil(lambda: not threaded.is_busy)
    assert done == []


def test_busy_is_told_once_at_the_start_and_once_at_the_end(
    qtbot: QtBot, threaded: TaskRunner, owner: QObject
) -> None:
    told, done = [], []
    threaded.busy_changed.connect(told.append)
    for _ in range(3):
        threaded.query(lambda: None, owner=owner, done=done.append)
    qtbot.waitUntil(lambda: len(done) == 3 and not threaded.is_busy)
    assert told == [True, False]


def test_long_work_reports_steps_and_a_cancelled_answer_is_dropped(
    qtbot: QtBot, threaded: TaskRunner, owner: QObject
) -> None:
    steps, done = [], []
    begun, may_end = threading.Event(), threading.Event()

    def work(progress: Progress) -> bool:
        progress(1, 2, "half")
        begun.set()
        may_end.wait(5)
        return progress.is_cancelled

    task = threaded.long(
        work, owner=owner, done=done.append, progressed=lambda a, b, words: steps.append((a, b, words))
    )
    qtbot.waitUntil(lambda: steps == [(1, 2, "half")])
    assert begun.is_set()
    task.cancel()
    may_end.set()
    qtbot.waitUntil(lambda: not threaded.is_busy)
    assert done == []


def test_closing_waits_for_what_was_begun(qtbot: QtBot, owner: QObject) -> None:
    runner, finished = TaskRunner(), []
    runner.command(lambda: finished.append(1), owner=owner)
    runner.close()
    assert finished == [1]
    runner.command(lambda: finished.append(2), owner=owner)
    assert finished == [1]
    runner.deleteLater()
