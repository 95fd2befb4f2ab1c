"""Time saving a request through the service against the same rows written by bare SQL, on both engines.

Run as ``python -m tests.benchmarks.save_against_bare_sql``. The bare side sends, on the driver alone, the five
statements that a hand-written program would: next number, person, request, first step, operation; with the same
values, in one transaction, under the same triggers and with the same durable commit. The ratio is what rules,
drafts and SQLAlchemy cost on top. The two take turns in one run, so that a busy machine slows both.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from psycopg.types.json import Json

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import CallDraft, IntakeDraft, PersonDraft
from amhp_desktop.services.opening import Opened
from tests.benchmarks.stages import stages

_ROUNDS = 150


def _record(opened: Opened) -> int:
    desk = opened.services
    call = CallDraft(received_at=desk.clock(), caller="Ruth Amis", call_back="01632 960140", where_now="A&E")
    draft = IntakeDraft(call, PersonDraft(family="Zephyr", given="Noor"))
    return desk.requests.record(draft, operation("request:record")).id


class Bare:
    """Writes on the driver the rows that the service writes for one request."""

    def __init__(self, opened: Opened, model: int) -> None:
        self._database = opened.database
        self._mark = "?" if opened.database.engine.dialect.name == "sqlite" else "%s"
        with opened.database.engine.connect() as connection:
            cursor = connection.connection.driver_connection.cursor()
            self._request = self._read(cursor, "assessment_request", "id", model)
            self._person = self._read(cursor, "person", "id", self._request["person_id"])
            self._step = self._read(cursor, "state_change", "request_id", model)
        for row in (self._request, self._person, self._step):
            del row["id"]

    def save(self) -> None:
        """Write one more request with everything that belongs to it, and commit."""
        act = operation("request:record")
        database, local = self._database, self._mark == "?"
        with database.engine.connect() as connection, connection.begin():
            database.engines.begin_as(connection, database.actor, act, database.clock())
            cursor = connection.connection.driver_connection.cursor()
            stamp: UUID | str = act.id.hex if local else act.id
            cursor.execute(
                "UPDATE counter SET value = value + 1, version = version + 1,"
                f" operation_id = {self._mark} WHERE name = 'request' RETURNING value",
                (stamp,),
            )
            (number,) = cursor.fetchone()
            person = self._insert(cursor, "person", self._person | {"operation_id": stamp})
            request = self._insert(
                cursor,
                "assessment_request",
                self._request | {"operation_id": stamp, "person_id": person, "number": number},
            )
            self._insert(cursor, "state_change", self._step | {"operation_id": stamp, "request_id": request})
            actor = database.actor
            kept = {
                "id": stamp, "at": self._request["received_at"], "login": actor.login,
                "workstation": actor.workstation, "program": actor.program, "action": act.action,
                "reason": "", "result": f"[{request}]" if local else Json([request]),
            }  # fmt: skip
            self._insert(cursor, "operation", kept)

    def _read(self, cursor: Any, table: str, column: str, value: object) -> dict[str, Any]:
        cursor.execute(f"SELECT * FROM {table} WHERE {column} = {self._mark}", (value,))
        names = [one[0] for one in cursor.description]
        values = [Json(one) if isinstance(one, list) else one for one in cursor.fetchone()]
        return dict(zip(names, values, strict=True))

    def _insert(self, cursor: Any, table: str, row: dict[str, Any]) -> Any:
        marks = ", ".join([self._mark] * len(row))
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) RETURNING id", tuple(row.values())
        )
        return cursor.fetchone()[0]


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print the two medians and their ratio for each engine."""
    with stages() as both:
        for stage in both:
            opened = stage.demonstration.open()
            bare = Bare(opened, _record(opened))
            record = partial(_record, opened)
            pairs = [(_ms(record), _ms(bare.save)) for _ in range(_ROUNDS + 5)][5:]
            service, plain = (statistics.median(pair[part] for pair in pairs) for part in (0, 1))
            print(
                f"{stage.name}: through the service {service:.2f} ms, bare SQL {plain:.2f} ms; "
                f"ratio {service / plain:.2f}"
            )


if __name__ == "__main__":
    main()
