"""A demonstration on each engine with forty open requests, and any number of closed ones behind them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Table, text

from amhp_desktop.services.shared_opening import SharedPlace
from amhp_desktop.storage.requests import (
    AllocationRow,
    ClockRow,
    ContactRow,
    ExaminationRow,
    OutcomeRow,
    PersonRow,
    RequestRow,
    StateChangeRow,
    ToldRow,
)
from amhp_desktop.storage.rota import DutyRow
from amhp_desktop.storage.shared.engine import engine_for
from tests.integration.services import acts
from tests.support.clock import TUESDAY_MORNING, MovableClock
from tests.support.databases import target_on
from tests.support.demonstrations import Demonstration, SharedWay, copy_local, make_local_template
from tests.support.postgres import PostgresServer, running_server
from tests.support.service import shared_demonstration

OPEN = 40
_FIRST_COPY = 1_000_000
_OF_A_ROTA = (
    48 * 42
)  # a copy lies half an hour before the last, and the demonstration's rota is six weeks long
_OF_A_REQUEST = (AllocationRow, ClockRow, ContactRow, ExaminationRow, OutcomeRow, StateChangeRow, ToldRow)


class Stage:
    """One demonstration and the way in for whoever fills it, past the triggers."""

    def __init__(self, name: str, demonstration: Demonstration, server: PostgresServer | None) -> None:
        self.name = name
        self.demonstration = demonstration
        self._server = server
        self._copies = 0

    def prepare(self) -> None:
        """Open forty requests and finish one, through the services."""
        desk = self.demonstration.services()
        for _ in range(OPEN - 2):
            request = acts.accepted(desk)
            acts.examine(desk, request, desk.requests.today())
        self._model = acts.finished(desk)

    def fill(self, total: int) -> None:
        """Copy the finished request, with all that belongs to it, until the file holds so many requests."""
        wanted = total - OPEN - 3
        with self._unwatched() as connection:
            _copy(connection, self._model, self._copies + 1, wanted)
            _copy_duties(connection, self._copies // _OF_A_ROTA + 1, wanted // _OF_A_ROTA)
        self._copies = wanted

    @contextmanager
    def _unwatched(self) -> Iterator[Connection]:
        """Give a transaction that no trigger watches: the trail is not what is measured here."""
        if self._server is None:
            with self.demonstration.open().database.engine.begin() as connection:
                found = connection.exec_driver_sql(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                ).fetchall()
                for name, _ in found:
                    connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
                yield connection
                for _, sql in found:
                    connection.exec_driver_sql(sql)
            return
        assert isinstance(self.demonstration.way, SharedWay)
        password = self._server.password
        engine = engine_for(
            target_on(self._server, self.demonstration.way.place.database), lambda: password, patient=True
        )
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield connection
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself within minutes
        engine.dispose()


@contextmanager
def stages() -> Iterator[tuple[Stage, ...]]:
    """Give the two stages, ready, and put everything away afterwards."""
    with TemporaryDirectory(prefix="amhp-bench-") as folder, running_server(safe=True) as server:
        root = Path(folder)
        made = shared_demonstration(server, root, MovableClock())
        place = SharedPlace(server.host, server.port, made.database)
        local = copy_local(make_local_template(root / "template"), root / "local")
        found = (
            Stage("SQLite", Demonstration(local, MovableClock(TUESDAY_MORNING)), None),
            Stage("PostgreSQL", Demonstration(SharedWay(place, root), MovableClock(TUESDAY_MORNING)), server),
        )
        for stage in found:
            stage.prepare()
        yield found
        for stage in found:
            stage.demonstration.close()


def _copy(connection: Connection, model: int, first: int, last: int) -> None:
    person = connection.execute(
        text("SELECT person_id FROM assessment_request WHERE id = :model"), {"model": model}
    ).scalar_one()
    request = str(_FIRST_COPY) + " + s.n"
    _insert(connection, PersonRow.__table__, f"id = {person}", first, last, {
        "id": request, "search_key": "t.search_key || s.n",
    })  # fmt: skip
    _insert(connection, RequestRow.__table__, f"id = {model}", first, last, {
        "id": request, "person_id": request, "number": request,
        "received_at": _earlier(connection, "received_at"), "closed_at": _earlier(connection, "closed_at"),
    })  # fmt: skip
    for kind in _OF_A_REQUEST:
        table = kind.__table__
        (most,) = connection.execute(
            text(f"SELECT coalesce(max(id), 0) + 1 FROM {table.name} WHERE id < {_FIRST_COPY}")
        ).one()
        _insert(connection, table, f"request_id = {model}", first, last, {
            "id": f"{_FIRST_COPY} + s.n * {most} + t.id", "request_id": request,
        })  # fmt: skip


def _copy_duties(connection: Connection, first: int, last: int) -> None:
    if last < first:
        return
    ago = "- s.n * interval '42 days'"
    instead = {name: f"t.{name} {ago}" for name in ("starts_at", "ends_at")} | {"day": f"(t.day {ago})::date"}
    if connection.dialect.name == "sqlite":
        moved = "strftime('{}', t.{}, '-' || (s.n * 42) || ' days')"
        instead = {
            name: moved.format("%Y-%m-%d %H:%M:%S.000000", name) for name in ("starts_at", "ends_at")
        } | {"day": moved.format("%Y-%m-%d", "day")}
    instead["id"] = f"{_FIRST_COPY} + s.n * 10000 + t.id"
    _insert(connection, DutyRow.__table__, f"id < {_FIRST_COPY}", first, last, instead)


def _insert(
    connection: Connection, table: Table, where: str, first: int, last: int, instead: dict[str, str]
) -> None:
    columns = [column.name for column in table.columns]
    values = ", ".join(instead.get(name, f"t.{name}") for name in columns)
    connection.execute(
        text(
            f"WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {last}) "
            f"INSERT INTO {table.name} ({', '.join(columns)}) "
            + ("OVERRIDING SYSTEM VALUE " if connection.dialect.name == "postgresql" else "")
            + f"SELECT {values} FROM {table.name} AS t, s WHERE t.{where}"
        )
    )


def _earlier(connection: Connection, column: str) -> str:
    """Say the same instant a day and so many half hours earlier, in the engine's own words."""
    if connection.dialect.name == "postgresql":
        return f"t.{column} - interval '1 day' - s.n * interval '30 minutes'"
    return (
        f"strftime('%Y-%m-%d %H:%M:%S', t.{column}, '-1 day', '-' || (s.n * 30) || ' minutes') || '.000000'"
    )
