"""R3: thirty saves whose answers the network loses are tried again, and thirty requests stand.

The control tries again as a new act, as a program without operations would: it must end with requests that were
recorded twice, which shows that the server had kept what the answer was lost of.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from amhp_desktop.domain.changes import Operation, operation
from amhp_desktop.domain.errors import OutcomeUnknown, Trouble
from amhp_desktop.services.opening import Opened
from amhp_desktop.storage.requests import RequestRow
from amhp_desktop.storage.shared.impatient import ImpatientConnection
from tests.integration.races.jobs import record_one
from tests.integration.services import acts
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration, SharedWay
from tests.support.proxy import Proxy

_SAVES = 30


class BadLine:
    """One person's connection through a network that loses the answer to a commit when told to."""

    def __init__(self, opened: Opened, proxy: Proxy) -> None:
        self.opened = opened
        self._proxy = proxy
        self.losing = False

    def before_commit(self, _session: Session) -> None:
        """Lose every answer from here on, if it is to be lost."""
        if self.losing:
            self.losing = False
            self._proxy.drop_replies()

    def record_and_lose_the_answer(self, act: Operation) -> None:
        """Record a request whose answer is lost, and let the network recover."""
        self.losing = True
        with pytest.raises(OutcomeUnknown):
            record_one(self.opened, act)
        self._proxy.reset()
        self._proxy.pass_on()


@pytest.fixture
def line(
    demonstration: Demonstration, monkeypatch: pytest.MonkeyPatch, clock: MovableClock
) -> Iterator[BadLine]:
    way: Any = demonstration.way
    assert isinstance(way, SharedWay)
    monkeypatch.setattr(ImpatientConnection, "patience_seconds", 0.15)
    with Proxy(way.place.host, way.place.port) as proxy:
        place = replace(way.place, host=proxy.host, port=proxy.port)
        opened = SharedWay(place, way.folder).open("priya.raman", clock)
        found = BadLine(opened, proxy)
        event.listen(Session, "before_commit", found.before_commit)
        yield found
        event.remove(Session, "before_commit", found.before_commit)
        opened.close()


@pytest.mark.parametrize("way", ["shared"], indirect=True)
def test_as_many_requests_as_operations(
    demonstration: Demonstration, line: BadLine, record_property: Callable[[str, object], None]
) -> None:
    there = len(acts.rows(demonstration.open(), RequestRow))
    for _ in range(_SAVES):
        act = operation("request:record")
        line.record_and_lose_the_answer(act)
        made = record_one(line.opened, act)
        assert line.opened.database.result_of(act.id) == (made,)
    rows = len(acts.rows(demonstration.open(), RequestRow)) - there
    record_property("operations", _SAVES)
    record_property("rows", rows)
    assert rows == _SAVES


@pytest.mark.parametrize("way", ["shared"], indirect=True)
def test_control_a_new_act_for_every_try_records_twice(
    demonstration: Demonstration, line: BadLine, record_property: Callable[[str, object], None]
) -> None:
    there = len(acts.rows(demonstration.open(), RequestRow))
    for _ in range(5):
        line.record_and_lose_the_answer(operation("request:record"))
        record_one(line.opened, operation("request:record"))
    rows = len(acts.rows(demonstration.open(), RequestRow)) - there
    record_property("rows for 5 saves", rows)
    assert rows > 5


@pytest.mark.parametrize("way", ["shared"], indirect=True)
def test_a_dead_network_is_said_in_words_and_the_next_try_goes_on(line: BadLine) -> None:
    act = operation("request:record")
    line.losing = True
    with pytest.raises(Trouble) as trouble:
        record_one(line.opened, act)
    assert trouble.value.kept == "What you typed is kept. Whether it was saved will be looked up."
    line._proxy.reset()
    line._proxy.pass_on()
    assert record_one(line.opened, act) > 0
