"""What every test shares: an environment of its own, a clock that stands still, a real PostgreSQL server."""

import logging
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings
from typing_extensions import override

from tests.support import isolation

_HOME = tempfile.mkdtemp(prefix="amhp-home-")
isolation.prepare_environment(_HOME)  # before Qt is imported, by whichever test module comes first
isolation.close_network()

from tests.support.clock import MovableClock  # noqa: E402
from tests.support.leaks import Snapshot  # noqa: E402
from tests.support.postgres import PostgresServer, running_server  # noqa: E402

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_QT_FIXTURES = frozenset({"qtbot", "qapp"})


def pytest_sessionfinish() -> None:
    """Remove the program's folder of this test run."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Remember what exists before a test of the window; see the teardown below."""
    if _QT_FIXTURES & set(getattr(item, "fixturenames", ())):
        item.stash[_BEFORE] = Snapshot()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test of the window that leaves a window, a running timer or a thread behind."""
    result = yield
    before = item.stash.get(_BEFORE, None)
    left = before.left_behind() if before else ()
    if left:
        pytest.fail("The test left behind: " + "; ".join(left), pytrace=False)
    return result


_BEFORE = pytest.StashKey[Snapshot]()


class _Warnings(logging.Handler):
    """Collect the program's own log lines of level warning and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose program logs a warning, unless the test asks for `caplog` and judges it itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    handler = _Warnings()
    logger = logging.getLogger("amhp_desktop")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)
    assert not handler.lines, f"The program logged warnings that the test did not expect: {handler.lines}"


@pytest.fixture
def clock() -> MovableClock:
    """Give a clock that stands at 08:30 London time on Tuesday 24 November 2026 until it is moved."""
    return MovableClock()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Give the one real PostgreSQL server of this test process, started when first asked for.

    Tests share it, so each makes a database of its own and leaves the server as it was; a test
    that kills the server or changes its certificate takes `running_server()` for itself.
    """
    with running_server() as server:
        yield server
