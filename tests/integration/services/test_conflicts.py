"""Two people on one record: nobody's work is lost, and a save whose answer was lost is not made twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.requests import IntakeDraft, PersonDraft, State, Urgency
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.storage.history import OperationRow
from amhp_desktop.storage.requests import (
    AllocationRow,
    LogEntryRow,
    PersonRow,
    RequestRow,
    StateChangeRow,
)
from tests.integration.services import acts
from tests.support.clock import MovableClock
from tests.support.demonstrations import Demonstration


def test_two_who_changed_one_field_are_shown_all_three_values(
    demonstration: Demonstration, clock: MovableClock
) -> None:
    mine, theirs = demonstration.services(), demonstration.services("orla.keane")
    request = acts.record(mine, where_now="Home", caller="Ruth Amis")
    loaded = mine.requests.load(request)
    clock.move(acts.HALF_AN_HOUR)
    theirs.requests.save(
        loaded, replace(loaded.draft, where_now="A&E", urgency=Urgency.NOW), operation("request:save")
    )
    with pytest.raises(Stale) as found:
        mine.requests.save(
            loaded, replace(loaded.draft, where_now="Ward 3", caller="R. Amis"), operation("request:save")
        )
    stale = found.value
    (clash,) = stale.clashes
    assert (clash.field, clash.theirs, clash.mine, clash.loaded) == ("where_now", "A&E", "Ward 3", "Home")
    assert (stale.kept_theirs, stale.kept_mine) == (("Urgency",), ("Caller",))
    assert (stale.theirs_by, stale.theirs_at) == ("KEANE", "09:00")
    stored = mine.requests.load(request)
    assert (stored.draft.where_now, stored.draft.caller) == ("A&E", "Ruth Amis"), "nothing was overwritten"

    chosen = replace(stored.draft, where_now="Ward 3", caller="R. Amis")
    again = Loaded(request, stale.version, chosen, stored.changed_by, stored.changed_at)
    mine.requests.save(again, chosen, operation("request:save"))
    kept = mine.requests.load(request).draft
    assert (kept.where_now, kept.caller, kept.urgency) == ("Ward 3", "R. Amis", Urgency.NOW)


def test_a_third_save_while_choosing_is_noticed_too(demonstration: Demonstration) -> None:
    mine, theirs = demonstration.services(), demonstration.services("orla.keane")
    loaded = mine.requests.load(acts.record(mine))
    theirs.requests.save(loaded, replace(loaded.draft, where_now="A&E"), operation("request:save"))
    with pytest.raises(Stale) as first:
        mine.requests.save(loaded, replace(loaded.draft, where_now="Home"), operation("request:save"))
    now = theirs.requests.load(loaded.id)
    theirs.requests.save(now, replace(now.draft, where_now="Police car"), operation("request:save"))
    chosen = replace(loaded.draft, where_now="Home")
    again = Loaded(loaded.id, first.value.version, chosen, loaded.changed_by, loaded.changed_at)
    with pytest.raises(Stale):
        mine.requests.save(again, chosen, operation("request:save"))


@pytest.mark.parametrize("what", ["person", "relative", "outcome", "assessment", "examination"])
def test_every_record_of_a_request_says_when_it_is_stale(demonstration: Demonstration, what: str) -> None:
    mine, theirs = demonstration.services(), demonstration.services("orla.keane")
    save, changes = _edits(mine, what)
    first, mine_changed, _ = changes
    _edits_of(theirs, what)(first, changes[2])
    with pytest.raises(Stale) as stale:
        save(first, mine_changed)
    assert len(stale.value.clashes) == 1
    assert stale.value.theirs_by == "KEANE"


Save = Callable[[Loaded[Any], Any], Changed]


def _edits(desk: Services, what: str) -> tuple[Save, tuple[Loaded[Any], Any, Any]]:
    """Return how a record is saved, and the record with two different changes of one field."""
    request = acts.accepted(desk)
    acts.visit(desk, request, acts.somebody_on_duty(desk))
    acts.examine(desk, request, desk.requests.today())
    acts.conclude(desk, request)
    relative = acts.RELATIVE
    desk.assessments.save_relative(request, None, relative, operation("relative:record"))
    view = desk.reader.view(request)
    loaded, name, values = {
        "person": (view.person, "address", ("1 Quay Street", "2 Quay Street")),
        "relative": (view.relative, "phone", ("07700 900101", "07700 900102")),
        "outcome": (view.outcome, "reasons", ("One reason", "Another reason")),
        "assessment": (view.assessments[0].loaded, "notes", ("One note", "Another note")),
        "examination": (view.examinations[0].loaded, "acquainted", (True, False)),
    }[what]
    assert loaded is not None
    mine, theirs = (replace(loaded.draft, **{name: value}) for value in values)
    return _edits_of(desk, what, request), (loaded, mine, theirs)


def _edits_of(desk: Services, what: str, request: int | None = None) -> Save:
    act = operation(f"{what}:save")
    target = request or desk.reader.search(acts.NEWEST)[0].id
    saves: dict[str, Save] = {
        "person": lambda loaded, draft: desk.persons.save(loaded, draft, act),
        "relative": lambda loaded, draft: desk.assessments.save_relative(target, loaded, draft, act),
        "outcome": lambda loaded, draft: desk.outcomes.record(target, loaded, draft, act),
        "assessment": lambda loaded, draft: desk.assessments.save_assessment(loaded, draft, act),
        "examination": lambda loaded, draft: desk.assessments.save_examination(loaded, draft, act),
    }
    return saves[what]


def test_a_decision_on_an_outdated_request_is_refused_with_who_changed_it(
    demonstration: Demonstration,
) -> None:
    mine, theirs = demonstration.services(), demonstration.services("orla.keane")
    request = acts.accepted(mine)
    before = acts.version(mine, request)
    theirs.requests.set_next(request, before, "Ring the ward", None, operation("request:plan"))
    with pytest.raises(Refused, match=r"KEANE changed this request"):
        mine.requests.move(request, before, State.ARRANGING, operation("request:move"))


Act = Callable[[Services, int, Operation], Changed]
_ACTS: dict[str, Act] = {
    "record": lambda desk, _request, act: desk.requests.record(
        IntakeDraft(acts.call(desk), PersonDraft()), act
    ),
    "note": lambda desk, request, act: desk.requests.note(request, "Rang back", act),
    "triage": lambda desk, request, act: desk.requests.triage(
        request, acts.version(desk, request), acts.ACCEPTED, act
    ),
    "visit": lambda desk, request, act: desk.assessments.add_examination(
        request, acts.examination(desk, desk.requests.today()), act
    ),
    "save": lambda desk, request, act: desk.requests.save(
        desk.requests.load(request), acts.call(desk, caller="Somebody else"), act
    ),
    "prepare": lambda desk, request, act: desk.papers.prepare(request, "A2", act),
}


@pytest.mark.parametrize("name", sorted(_ACTS))
def test_the_same_operation_again_changes_nothing_and_gives_the_first_answer(
    demonstration: Demonstration, clock: MovableClock, name: str
) -> None:
    desk, manager = demonstration.services(), demonstration.open("marcus.oyelaran")
    request = acts.record(desk)
    act = operation("something:once", "Once")
    first = _ACTS[name](desk, request, act)
    before, kept = len(acts.events(manager)), acts.version(desk, request)
    clock.move(timedelta(seconds=20))
    assert _ACTS[name](desk, request, act) == first
    assert (len(acts.events(manager)), acts.version(desk, request)) == (before, kept)


def test_a_refused_save_leaves_nothing_behind_and_may_be_tried_again(demonstration: Demonstration) -> None:
    desk, opened = demonstration.services(), demonstration.open()
    request = acts.record(desk)
    manager = demonstration.open("marcus.oyelaran")
    before = len(acts.events(manager))
    act = operation("request:allocate")
    with pytest.raises(Refused, match="Triage"):
        desk.allocations.allocate(request, acts.AllocationDraft(acts.somebody_on_duty(desk), "Nearest"), act)
    assert len(acts.events(manager)) == before
    assert opened.database.result_of(act.id) is None
    acts.triage(desk, request)
    desk.allocations.allocate(request, acts.AllocationDraft(acts.somebody_on_duty(desk), "Nearest"), act)
    assert len(acts.rows(opened, AllocationRow, request_id=request)) == 1


def test_a_save_that_fails_half_way_keeps_nothing(
    demonstration: Demonstration, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, opened = demonstration.services(), demonstration.open()

    class Interrupted(BaseException):
        """The program ended here."""

    def interrupted(*_: object) -> None:
        raise Interrupted

    counts = [len(acts.rows(opened, kind)) for kind in (RequestRow, PersonRow, StateChangeRow, LogEntryRow)]
    monkeypatch.setattr(desk.requests, "_carry_risks", interrupted)
    with pytest.raises(Interrupted):
        acts.record(desk)
    assert counts == [
        len(acts.rows(opened, kind)) for kind in (RequestRow, PersonRow, StateChangeRow, LogEntryRow)
    ]
    monkeypatch.undo()
    assert desk.reader.view(acts.record(desk)).reference == "R-1048", "no number was spent"


def test_every_save_keeps_one_operation(demonstration: Demonstration) -> None:
    desk, opened = demonstration.services(), demonstration.open()
    act = operation("request:record", "The ward rang twice")
    made = desk.requests.record(IntakeDraft(acts.call(desk)), act)
    with opened.database.reading() as session:
        kept = session.query(OperationRow.id, OperationRow.result).filter(OperationRow.id == act.id).one()
    assert tuple(kept.result) == made.ids == opened.database.result_of(act.id)
