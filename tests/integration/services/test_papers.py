"""Forms prepared for a request: carried over, kept as typed, printed with a log, never lost between two people."""

from datetime import date

import pytest

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.paperwork import CompletedWhere, PaperState
from amhp_desktop.services.papers import PaperView
from amhp_desktop.storage.paperwork import PrintRow
from tests.integration.services import acts
from tests.support.demonstrations import Demonstration

TODAY = date(2026, 11, 24)


def _prepared(demonstration: Demonstration) -> PaperView:
    desk = demonstration.services()
    request = acts.accepted(desk)
    acts.visit(desk, request, acts.somebody_on_duty(desk), seen=TODAY)
    desk.assessments.save_relative(request, None, acts.RELATIVE, operation("relative:record"))
    paper = desk.papers.prepare(request, "A2", operation("paper:prepare")).id
    return desk.papers.view(paper)


def test_a_form_takes_over_names_and_dates_and_asserts_nothing(demonstration: Demonstration) -> None:
    view = _prepared(demonstration)
    values = view.loaded.draft
    assert values.text("nr_name_address") == "Adam Zephyr, 4 Station Parade"
    assert values.day("date_last_saw_patient") == TODAY
    assert values.text("patient_name_address").startswith("Noor Zephyr")
    assert (values.choices, values.ticks) == ((), ()), "facts and opinions stay for the signatory"
    assert view.signatory == "KEANE"


def test_what_was_typed_is_kept_to_the_letter(demonstration: Demonstration) -> None:
    desk, view = demonstration.services(), _prepared(demonstration)
    typed = view.loaded.draft.with_text("hospital_name_address", "St Brannoc’s\nŁódź – “x” \u202e é ")
    desk.papers.save(view.loaded, typed, operation("paper:save"))
    assert desk.papers.view(view.loaded.id).loaded.draft == typed


def test_two_people_on_one_form_are_told_blank_by_blank(demonstration: Demonstration) -> None:
    desk, other = demonstration.services(), demonstration.services("beth.lang")
    view = _prepared(demonstration)
    theirs = view.loaded.draft.with_text("hospital_name_address", "St Brannoc’s Hospital")
    other.papers.save(view.loaded, theirs, operation("paper:save"))
    mine = view.loaded.draft.with_text("hospital_name_address", "Northmere General Hospital")
    with pytest.raises(Stale) as stale:
        desk.papers.save(view.loaded, mine, operation("paper:save"))
    (clash,) = stale.value.clashes
    assert (clash.theirs, clash.mine) == ("St Brannoc’s Hospital", "Northmere General Hospital")
    assert stale.value.theirs_by == "LANG"
    assert desk.papers.view(view.loaded.id).loaded.draft == theirs


def test_a_print_in_between_is_no_conflict(demonstration: Demonstration) -> None:
    desk, printing = demonstration.services(), demonstration.services("beth.lang")
    view = _prepared(demonstration)
    rendering = printing.papers.render(view, view.loaded.draft, 1)
    printing.papers.log_print(view.loaded.id, rendering, "Office", operation("paper:print"))
    typed = view.loaded.draft.with_text("hospital_name_address", "St Brannoc’s Hospital")
    desk.papers.save(view.loaded, typed, operation("paper:save"))
    after = desk.papers.view(view.loaded.id)
    assert (after.loaded.draft, after.state) == (typed, PaperState.PRINTED)


def test_every_copy_is_logged_and_a_second_one_says_why(demonstration: Demonstration) -> None:
    printing = demonstration.services("beth.lang")
    view = _prepared(demonstration)
    rendering = printing.papers.render(view, view.loaded.draft, 1)
    assert rendering.pdf == printing.papers.render(view, view.loaded.draft, 1).pdf
    printed = operation("paper:print")
    printing.papers.log_print(view.loaded.id, rendering, "Office", printed)
    printing.papers.log_print(view.loaded.id, rendering, "Office", printed)
    with pytest.raises(Refused, match="another copy"):
        printing.papers.log_print(view.loaded.id, rendering, "Office", operation("paper:print"))
    printing.papers.log_print(view.loaded.id, rendering, "Office", operation("paper:print", "For the ward"))
    copies = acts.rows(demonstration.open(), PrintRow, paper_id=view.loaded.id)
    assert [(row.copy_number, row.reason, row.created_by) for row in copies] == [
        (1, "", "beth.lang"), (2, "For the ward", "beth.lang"),
    ]  # fmt: skip
    assert {row.content_hash for row in copies} == {rendering.sha256}
    (line,) = printing.papers.papers(view.request_id)
    assert line.copies == 2
    assert [one.copy_number for one in printing.papers.print_log()] == [2, 1]


def test_a_paper_taken_out_of_use_says_why_and_leaves_the_list(demonstration: Demonstration) -> None:
    desk, view = demonstration.services(), _prepared(demonstration)
    with pytest.raises(Refused, match="Say why"):
        desk.papers.void(view.loaded.id, operation("paper:void"))
    desk.papers.void(view.loaded.id, operation("paper:void", "Wrong form"))
    assert desk.papers.papers(view.request_id) == ()
    with pytest.raises(Refused, match="no longer in use"):
        desk.papers.save(view.loaded, FormValues(), operation("paper:save"))


def test_a_signed_paper_is_recorded_with_where(demonstration: Demonstration) -> None:
    desk, view = demonstration.services(), _prepared(demonstration)
    signed = operation("paper:sign")
    desk.papers.set_state(view.loaded.id, PaperState.SIGNED, CompletedWhere.HERE, signed)
    assert desk.papers.view(view.loaded.id).state is PaperState.SIGNED


def test_papers_of_a_restricted_request_are_hidden(demonstration: Demonstration) -> None:
    desk, view = demonstration.services(), _prepared(demonstration)
    acts.restrict(demonstration.open(), view.request_id)
    assert desk.papers.papers() == ()
    with pytest.raises(Refused, match="restricted"):
        desk.papers.view(view.loaded.id)
    assert len(demonstration.services("marcus.oyelaran").papers.papers()) == 1
