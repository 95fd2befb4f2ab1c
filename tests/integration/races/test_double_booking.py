"""R2: six people book, take off, put back and move duties of four AMHPs, and nobody is in two places.

The control takes the constraint out of the database and lets everybody look first whether the person is free: it
must end with overlaps, which shows that looking first is not enough and that the constraint is what holds.
"""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from amhp_desktop.domain.rota import ShiftKind
from amhp_desktop.services.trail import check_trail
from amhp_desktop.storage.people import StaffRow
from amhp_desktop.storage.rota import ShiftRow
from tests.integration.races.crowd import ROTA_PEOPLE, crowd
from tests.integration.races.jobs import Bookings, next_days, overlaps
from tests.integration.services import acts
from tests.support.demonstrations import Demonstration, SharedWay
from tests.support.postgres import PostgresServer

_PROCESSES, _BOOKINGS = 6, 400
_KINDS = (ShiftKind.DAY, ShiftKind.LATE, ShiftKind.NIGHT, ShiftKind.BACKUP)
_FAMILIES = ("Voss", "Wilk", "Perera", "Adeyemi")


def _bookings(demonstration: Demonstration, times: int, *, looks_first: bool) -> Bookings:
    with demonstration.open().database.reading() as session:
        staff = tuple(session.scalars(select(StaffRow.id).where(StaffRow.family.in_(_FAMILIES))))
        shifts = tuple(session.scalars(select(ShiftRow.id).where(ShiftRow.kind.in_(_KINDS))))
    days = next_days(acts.at(1, 4, 12).replace(year=2027), 3)
    return Bookings(staff, shifts, days, times, looks_first)


def test_nobody_is_ever_in_two_places(
    demonstration: Demonstration, record_property: Callable[[str, object], None]
) -> None:
    job = _bookings(demonstration, _BOOKINGS, looks_first=False)
    answers = crowd(demonstration.way, job, _PROCESSES, ROTA_PEOPLE)
    kept, refused = (sum(answer[part] for answer in answers) for part in (0, 1))
    record_property("kept", kept)
    record_property("refused", refused)
    assert kept + refused == _PROCESSES * _BOOKINGS
    assert kept > _PROCESSES, "something was booked"
    assert refused > _PROCESSES, "they met"
    assert overlaps(demonstration.open()) == []


def test_control_without_the_constraint_people_are_in_two_places(
    demonstration: Demonstration,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    _take_the_constraint_away(demonstration, request)
    job = _bookings(demonstration, 40, looks_first=True)
    crowd(demonstration.way, job, _PROCESSES, ROTA_PEOPLE)
    found = overlaps(demonstration.open())
    record_property("overlaps of the control", len(found))
    assert found


def _take_the_constraint_away(demonstration: Demonstration, request: pytest.FixtureRequest) -> None:
    if isinstance(demonstration.way, SharedWay):
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.connect(demonstration.way.place.database) as connection:
            connection.execute("ALTER TABLE duty DROP CONSTRAINT duty_nobody_in_two_places")
        return
    with demonstration.open().database.engine.begin() as connection:
        for when in ("insert", "update"):
            connection.exec_driver_sql(f"DROP TRIGGER amhp_duty_one_place_{when}")


def test_the_trail_of_a_race_is_whole(demonstration: Demonstration) -> None:
    crowd(demonstration.way, _bookings(demonstration, 20, looks_first=False), _PROCESSES, ROTA_PEOPLE)
    assert check_trail(demonstration.open("marcus.oyelaran").database) == ()
