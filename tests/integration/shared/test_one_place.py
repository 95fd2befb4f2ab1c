"""Nobody is on two duties at once, whoever asks first and on whichever engine."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import insert, text

from amhp_desktop.domain.changes import operation
from amhp_desktop.storage.database import ConstraintRefused
from amhp_desktop.storage.schema import METADATA
from tests.integration.audit.records import example_values
from tests.support.databases import Opened

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
PARENTS = ("lssa", "organisation", "staff", "shift")


@pytest.fixture
def book(opened: Opened) -> Callable[[int, int], None]:
    """Give the way to book the one member of staff from one hour of the day to another."""
    with opened.database.changing(operation("test:prepare")) as change:
        for table in (METADATA.tables[name] for name in PARENTS):
            change.session.execute(insert(table).values(**example_values(table)))

    def booked(starts: int, ends: int) -> None:
        duty = METADATA.tables["duty"]
        times = {"starts_at": NINE + timedelta(hours=starts), "ends_at": NINE + timedelta(hours=ends)}
        with opened.database.changing(operation("duty:add")) as change:
            change.session.execute(insert(duty).values(**example_values(duty) | times))

    return booked


@pytest.mark.parametrize("times", [(0, 8), (1, 2), (-4, 1), (7, 12), (-1, 9)])
def test_a_second_duty_at_the_same_time_is_refused(
    book: Callable[[int, int], None], times: tuple[int, int]
) -> None:
    book(0, 8)
    with pytest.raises(ConstraintRefused) as refused:
        book(*times)
    assert refused.value.constraint == "duty_nobody_in_two_places"


@pytest.mark.parametrize("times", [(8, 12), (-4, 0), (24, 32)])
def test_one_duty_may_begin_when_another_ends(
    opened: Opened, book: Callable[[int, int], None], times: tuple[int, int]
) -> None:
    book(0, 8)
    book(*times)
    assert opened.rows("SELECT count(*) FROM duty") == [(2,)]


def test_a_duty_cannot_be_moved_or_brought_back_onto_another(
    opened: Opened, book: Callable[[int, int], None]
) -> None:
    book(0, 8)
    with opened.database.changing(operation("duty:void")) as change:
        change.session.execute(text("UPDATE duty SET version = 2, voided_at = starts_at WHERE id = 1"))
    book(0, 8)
    with pytest.raises(ConstraintRefused) as refused, opened.database.changing(operation("t:t")) as change:
        change.session.execute(text("UPDATE duty SET version = 3, voided_at = NULL WHERE id = 1"))
    assert refused.value.constraint == "duty_nobody_in_two_places"
    book(8, 16)
    with pytest.raises(ConstraintRefused), opened.database.changing(operation("duty:move")) as change:
        change.session.execute(
            text(
                "UPDATE duty SET version = 2, starts_at = (SELECT starts_at FROM duty WHERE id = 2)"
                " WHERE starts_at = (SELECT max(starts_at) FROM duty)"
            )
        )


def test_of_many_who_book_at_once_one_wins(opened: Opened, book: Callable[[int, int], None]) -> None:
    refused: list[str] = []
    start = Barrier(3)

    def try_it() -> None:
        start.wait()
        for day in range(10):
            try:
                book(day * 24, day * 24 + 8)
            except ConstraintRefused as error:
                refused.append(error.constraint)

    threads = [Thread(target=try_it) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened.rows("SELECT count(*) FROM duty") == [(10,)]
    assert refused == ["duty_nobody_in_two_places"] * 20
