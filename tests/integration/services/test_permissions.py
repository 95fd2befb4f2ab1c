"""Whoever may do something can do it on either engine, and whoever may not is told who can."""

from collections.abc import Callable
from datetime import date

import pytest

from amhp_desktop.domain.access import PERMISSIONS, Identity, Permission, Role
from amhp_desktop.domain.assessments import (
    ContactDraft,
    ContactOutcome,
    OutcomeDraft,
    OutcomeKind,
    Told,
    ToldDraft,
    ToldState,
)
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.people import DoctorDraft
from amhp_desktop.domain.requests import IntakeDraft, Risk, State
from amhp_desktop.services.allocations import AllocationDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.storage.people import AccountRow
from amhp_desktop.storage.shared.accounts import create_login
from amhp_desktop.storage.shared.engine import engine_for
from tests.integration.services import acts
from tests.support.databases import target_on
from tests.support.demonstrations import Demonstration, SharedWay
from tests.support.postgres import PostgresServer
from tests.support.service import PASSWORD

_LOGINS = {
    Role.COORDINATOR: "priya.raman",
    Role.MANAGER: "marcus.oyelaran",
    Role.AMHP: "tomasz.wilk",
    Role.EDT: "orla.keane",
    Role.PRINTER: "beth.lang",
    Role.PARTNER: "jo.partner",
    Role.LEAD: "sam.lead",
    Role.ADMIN: "admin",
    Role.AUDITOR: "kim.auditor",
}
_NOT_IN_THE_STORY = (Role.PARTNER, Role.LEAD, Role.AUDITOR)
_DAY = date(2027, 1, 4)
_WILK, _KEANE, _DAY_SHIFT = 4, 7, 1  # ids in the demonstration, whose plan names them in this order

Try = Callable[[Services, int], object]


@pytest.fixture
def people(demonstration: Demonstration, request: pytest.FixtureRequest) -> Demonstration:
    """Give the demonstration with an account for every role."""
    with demonstration.open("admin").database.changing(operation("account:add")) as change:
        for role in _NOT_IN_THE_STORY:
            change.add(AccountRow(login=_LOGINS[role], staff_id=None, role=role, also=(), active=True))
    if isinstance(demonstration.way, SharedWay):
        server: PostgresServer = request.getfixturevalue("postgres_server")
        engine = engine_for(target_on(server, demonstration.way.place.database), lambda: server.password)
        with server.connect() as connection:
            found = connection.execute("SELECT rolname FROM pg_roles").fetchall()
        for role in _NOT_IN_THE_STORY:
            if (_LOGINS[role],) not in found:
                create_login(engine, _LOGINS[role], PASSWORD, role)
        engine.dispose()
    return demonstration


def _contact(desk: Services) -> ContactDraft:
    return ContactDraft(desk.clock(), name="Bed manager", outcome=ContactOutcome.NO)


def _outcome(desk: Services) -> OutcomeDraft:
    return OutcomeDraft(OutcomeKind.NOT_DETAINED, desk.clock(), reasons="Agreed.")


def _allocate(desk: Services, request: int) -> object:
    draft = AllocationDraft(_KEANE, "On duty")
    return desk.allocations.allocate(request, draft, operation("request:allocate"))


def _triage(desk: Services, request: int) -> object:
    return desk.requests.triage(
        request, acts.version(desk, request), acts.ACCEPTED, operation("request:triage")
    )


def _visit(desk: Services, request: int) -> object:
    draft = acts.AssessmentDraft(_KEANE, desk.clock())
    return desk.assessments.add_assessment(request, draft, operation("assessment:record"))


def _save_person(desk: Services, request: int) -> object:
    loaded = desk.persons.load(_person(desk, request))
    draft = acts.replace(loaded.draft, phone="07700 900101")
    return desk.persons.save(loaded, draft, operation("person:save"))


def _person(desk: Services, request: int) -> int:
    return desk.reader.view(request).person.id


_TRIES: dict[str, tuple[Permission, Try]] = {
    "load": (Permission.READ_REQUESTS, lambda desk, request: desk.requests.load(request)),
    "load person": (Permission.READ_REQUESTS, lambda desk, _: desk.persons.load(1)),
    "seen before": (Permission.READ_REQUESTS, lambda desk, _: desk.persons.seen_before(acts.PERSON)),
    "candidates": (Permission.READ_REQUESTS, lambda desk, _: desk.allocations.candidates()),
    "board": (Permission.READ_REQUESTS, lambda desk, _: desk.board.board()),
    "view": (Permission.READ_REQUESTS, lambda desk, request: desk.reader.view(request)),
    "search": (Permission.READ_REQUESTS, lambda desk, _: desk.reader.search(acts.NEWEST)),
    "record": (
        Permission.RECORD_REQUESTS,
        lambda desk, _: desk.requests.record(IntakeDraft(acts.call(desk)), operation("request:record")),
    ),
    "save": (
        Permission.RECORD_REQUESTS,
        lambda desk, request: desk.requests.save(
            desk.requests.load(request), acts.call(desk, caller="Another"), operation("request:save")
        ),
    ),
    "person": (Permission.RECORD_REQUESTS, _save_person),
    "alert": (
        Permission.RECORD_REQUESTS,
        lambda desk, request: desk.persons.add_alert(
            _person(desk, request), Risk.DOG, "", operation("alert:add")
        ),
    ),
    "triage": (Permission.TRIAGE, _triage),
    "allocate": (Permission.ALLOCATE, _allocate),
    "contact": (
        Permission.RECORD_REQUESTS,
        lambda desk, request: desk.assessments.log_contact(request, _contact(desk), operation("contact:log")),
    ),
    "move": (
        Permission.RECORD_REQUESTS,
        lambda desk, request: desk.requests.move(
            request, acts.version(desk, request), State.ASSESSING, operation("request:move")
        ),
    ),
    "visit": (Permission.ASSESS, _visit),
    "examination": (
        Permission.ASSESS,
        lambda desk, request: desk.assessments.add_examination(
            request, acts.ExaminationDraft(1, desk.requests.today()), operation("examination:record")
        ),
    ),
    "relative": (
        Permission.RECORD_REQUESTS,
        lambda desk, request: desk.assessments.save_relative(
            request, None, acts.RELATIVE, operation("relative:record")
        ),
    ),
    "paper": (
        Permission.PAPERWORK,
        lambda desk, request: desk.papers.prepare(request, "A2", operation("paper:prepare")),
    ),
    "outcome": (
        Permission.ASSESS,
        lambda desk, request: desk.outcomes.record(
            request, None, _outcome(desk), operation("outcome:record")
        ),
    ),
    "told": (
        Permission.RECORD_REQUESTS,
        lambda desk, request: desk.outcomes.tell(
            request, Told.GP, ToldDraft(ToldState.TOLD, desk.clock()), operation("told:record")
        ),
    ),
    "rota": (Permission.READ_ROTA, lambda desk, _: desk.rota.week(desk.rota.today())),
    "duty": (
        Permission.EDIT_ROTA,
        lambda desk, _: desk.rota.assign(_WILK, _DAY_SHIFT, _DAY, operation("rota:assign")),
    ),
    "doctor": (
        Permission.EDIT_PEOPLE,
        lambda desk, _: desk.doctors.add(
            DoctorDraft(family="Amin", given="Leila", phone="01632 960111"), operation("doctor:add")
        ),
    ),
}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_the_table_of_permissions_holds_on_either_engine(people: Demonstration, role: Role) -> None:
    coordinator = people.services()
    desk = people.services(_LOGINS[role])
    assert desk.identity.role is role
    request = acts.accepted(coordinator)
    wrong: list[str] = []
    for name, (permission, attempt) in _TRIES.items():
        may = permission in PERMISSIONS[role]
        try:
            attempt(desk, request)
        except Refused as refused:
            told = {desk.identity.why_not(one) for one in (permission, Permission.READ_REQUESTS)}
            if may or refused.problems[0].sentence not in told:
                wrong.append(f"{name}: refused with “{refused}”")
        except Exception as error:  # noqa: BLE001 -- every kind is a finding, named below
            wrong.append(f"{name}: {'may' if may else 'may not'}, and met {type(error).__name__}: {error}")
        else:
            if not may:
                wrong.append(f"{name}: done without the permission")
    assert not wrong, "\n".join(wrong)


def test_a_second_role_adds_its_permissions() -> None:
    both = Identity("kim", None, "Kim", Role.PRINTER, 1, (Role.AMHP,))
    assert both.may(Permission.ASSESS)
    assert not both.may(Permission.TRIAGE)
    assert both.why_not(Permission.TRIAGE).startswith("Printing may not triage requests. Ask: Coordinator")
