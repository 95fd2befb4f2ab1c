"""Processes of their own that all begin at one moment, each signed in as one of the people."""

from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

from amhp_desktop.services.opening import Opened
from tests.support.clock import MovableClock
from tests.support.demonstrations import Way

PEOPLE = ("priya.raman", "marcus.oyelaran", "orla.keane", "tomasz.wilk", "helen.voss")
ROTA_PEOPLE = ("priya.raman", "marcus.oyelaran")
Job = Callable[[Opened, int], Any]
_SECONDS = 60

# One process imports the program once and the others are its copies: a start costs milliseconds.
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.integration.races.crowd", "tests.integration.races.jobs"])


def crowd(way: Way, job: Job, size: int, logins: tuple[str, ...] = PEOPLE) -> list[Any]:
    """Let so many processes do a job at once and return their answers; one that failed fails the test."""
    answers: Any = CONTEXT.SimpleQueue()
    gate = CONTEXT.Barrier(size)
    workers = [
        CONTEXT.Process(target=_work, args=(way, job, number, logins[number % len(logins)], gate, answers))
        for number in range(size)
    ]
    for worker in workers:
        worker.start()
    found = [answers.get() for _ in workers]
    for worker in workers:
        worker.join(_SECONDS)
    answers.close()
    failed = [answer for answer in found if isinstance(answer, BaseException)]
    if failed:
        raise failed[0]
    return found


def _work(way: Way, job: Job, number: int, login: str, gate: Any, answers: Any) -> None:
    try:
        opened = way.open(login, MovableClock())
        try:
            gate.wait(_SECONDS)
            answers.put(job(opened, number))
        finally:
            opened.close()
    except Exception as error:  # noqa: BLE001 -- the test raises it again
        gate.abort()
        answers.put(AssertionError(f"{login}: {type(error).__name__}: {error}"))
