"""What is told about a filled Form A2: rules, dates and citations, and never a verdict."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from amhp_desktop.domain.application_dates import ApplicationFacts
from amhp_desktop.domain.form_finding import Finding, FindingWeight
from amhp_desktop.domain.form_findings import findings
from amhp_desktop.domain.form_values import EMPTY, FormValues
from amhp_desktop.domain.forms import Wording
from amhp_desktop.library.forms import edition_for
from tests.unit.documents.a2_values import DAY, DELEGATE, FILLED, UNKNOWN

A2 = edition_for("A2", DAY)
CANNOT, CAN = FindingWeight.CANNOT_BE_PUT_RIGHT, FindingWeight.CAN_BE_PUT_RIGHT
LOOK, MET = FindingWeight.LOOK, FindingWeight.MET
FACTS = ApplicationFacts(
    today=DAY,
    examined_on=(DAY, DAY),
    s12_approved=(True, False),
    acquaintance=(True, False),
    recommended_on=(DAY, DAY),
)


def _told(values: FormValues = FILLED, facts: ApplicationFacts = FACTS) -> tuple[Finding, ...]:
    return findings(A2, values, facts)


def _on(citation: str, values: FormValues = FILLED, facts: ApplicationFacts = FACTS) -> list[FindingWeight]:
    return [finding.weight for finding in _told(values, facts) if finding.citation == citation]


def _at(key: str, values: FormValues, facts: ApplicationFacts = FACTS) -> list[FindingWeight]:
    return [finding.weight for finding in _told(values, facts) if finding.key == key]


@pytest.mark.parametrize("values", [FILLED, DELEGATE, UNKNOWN])
def test_a_whole_form_leaves_only_the_signature_to_look_at(values: FormValues) -> None:
    open_points = [finding for finding in _told(values) if finding.weight is not MET]
    assert [(finding.key, finding.weight) for finding in open_points] == [("signature_applicant", LOOK)]


def test_no_sentence_passes_a_verdict() -> None:
    late = replace(FACTS, examined_on=(DAY - timedelta(days=40), DAY), s12_approved=(False, False))
    for values in (EMPTY, FILLED, DELEGATE, UNKNOWN):
        for finding in (*_told(values), *_told(values, late), *_told(values, ApplicationFacts(DAY))):
            assert "valid" not in finding.sentence.lower()
            assert "lawful" not in finding.sentence.lower()
            assert finding.citation


def test_an_empty_form_asks_for_what_stands_in_every_case_and_chooses_nothing() -> None:
    missing = {finding.key for finding in _told(EMPTY) if finding.weight is CAN}
    assert missing == {
        "hospital_name_address", "applicant_name_address_email", "patient_name_address", "lssa_acting_for",
        "date_last_saw_patient", "approved_by", "nearest_relative",
    }  # fmt: skip


def test_a_blank_is_asked_for_once_its_alternative_is_chosen() -> None:
    assert _at("nr_delegate_name_address", DELEGATE.with_text("nr_delegate_name_address", " ")) == [CAN]
    assert _at("nr_delegate_name_address", FILLED) == []
    assert _at("lssa_approving", FILLED.with_choice("approved_by", "another")) == [CAN]


def test_a_choice_inside_an_alternative_is_asked_for_once_that_is_kept() -> None:
    known = EMPTY.with_choice("nearest_relative", "known")
    assert _at("nr_known", known) == _at("informed", known) == [CAN]
    assert _at("authorised_by", known) == _at("nr_not_known", known) == []
    assert _at("authorised_by", known.with_choice("nr_known", "authorised")) == [CAN]


def test_both_alternatives_left_in_contradict() -> None:
    assert _at("nearest_relative", FILLED.with_choice("nearest_relative", "known", "not_known")) == [CAN]


def test_answers_in_both_parts_on_the_nearest_relative_contradict() -> None:
    assert _at("nr_not_known", FILLED.with_choice("nr_not_known", "unable")) == [CAN]
    assert _at("nr_name_address", UNKNOWN.with_text("nr_name_address", "Anne Holloway")) == [LOOK]


def test_the_approving_authority_repeats_the_one_acted_for() -> None:
    values = DELEGATE.with_text("lssa_approving", " northmere  COUNCIL")
    assert _at("lssa_approving", values) == [CAN]


def test_an_address_without_a_postcode_deserves_a_look() -> None:
    values = FILLED.with_text("hospital_name_address", "Fenwick Ward, Harbour Road")
    assert _at("hospital_name_address", values) == [LOOK]


@pytest.mark.parametrize(
    ("seen", "weight"),
    [
        (date(2026, 11, 11), MET),
        (date(2026, 11, 10), CANNOT),
        (date(2026, 11, 24), MET),
        (date(2026, 11, 25), CAN),
    ],
)
def test_last_seen_within_fourteen_days_ending_on_the_day_of_signing(
    seen: date, weight: FindingWeight
) -> None:
    values = FILLED.with_day("date_last_saw_patient", seen).with_day("date_signed", DAY)
    assert _on("s.11(5)", values) == [weight]


@pytest.mark.parametrize(
    ("first", "second", "weight"),
    [
        (date(2026, 11, 18), date(2026, 11, 24), MET),
        (date(2026, 11, 17), date(2026, 11, 24), CANNOT),
        (date(2026, 11, 24), date(2026, 11, 18), MET),
        (date(2026, 11, 24), None, LOOK),
        (date(2026, 11, 24), date(2026, 11, 25), CANNOT),
    ],
)
def test_not_more_than_five_days_between_examinations(
    first: date, second: date | None, weight: FindingWeight
) -> None:
    told = _told(facts=replace(FACTS, examined_on=(first, second)))
    examined = [one.weight for one in told if "xamin" in one.sentence and one.citation == "s.12(1)"]
    assert weight in examined
    assert (CANNOT in examined) == (weight is CANNOT)


def test_a_recommendation_dated_after_the_application_is_told() -> None:
    late = replace(FACTS, recommended_on=(DAY, DAY + timedelta(days=1)))
    assert CANNOT in _on("s.12(1)", facts=late)
    assert CANNOT not in _on("s.12(1)")
    assert LOOK in _on("s.12(1)", facts=replace(FACTS, recommended_on=()))


@pytest.mark.parametrize(
    ("approved", "weight"),
    [((True, None), MET), ((False, True), MET), ((False, None), LOOK), ((), LOOK), ((False, False), CANNOT)],
)
def test_one_doctor_is_approved_under_section_12(
    approved: tuple[bool | None, ...], weight: FindingWeight
) -> None:
    told = _told(facts=replace(FACTS, s12_approved=approved))
    assert [one.weight for one in told if "section 12" in one.sentence] == [weight]


@pytest.mark.parametrize(
    ("known", "reason", "weights"),
    [
        ((True, False), "", [MET]),
        ((True, False), "The GP was away.", [CAN]),
        ((False, False), "", [CAN]),
        ((False, False), "The GP was away.", [MET]),
        ((None, False), "", [LOOK]),
        ((None, False), "The GP was away.", []),
    ],
)
def test_the_explanation_belongs_to_doctors_who_did_not_know_the_patient(
    known: tuple[bool | None, ...], reason: str, weights: list[FindingWeight]
) -> None:
    values = FILLED.with_text("no_acquaintance_reason", reason)
    assert _at("no_acquaintance_reason", values, replace(FACTS, acquaintance=known)) == weights


def test_the_authority_to_convey_runs_fourteen_days_from_the_last_examination() -> None:
    told = [one for one in _told() if one.citation == "s.6(1)(a)"]
    assert "07-Dec-2026" in told[0].sentence
    assert told[0].weight is MET
    assert _on("s.6(1)(a)", facts=replace(FACTS, today=date(2026, 12, 7))) == [MET]
    assert _on("s.6(1)(a)", facts=replace(FACTS, today=date(2026, 12, 8))) == [CANNOT]


def test_a_signature_dated_ahead_and_an_edition_out_of_use_are_told() -> None:
    assert CAN in _at("date_signed", FILLED.with_day("date_signed", DAY + timedelta(days=1)))
    ended = replace(A2, valid_to=date(2026, 11, 23))
    assert CANNOT in [one.weight for one in findings(ended, FILLED, FACTS) if one.citation == A2.amended_by]
    draft = replace(A2, wording_status=Wording.DRAFT)
    assert LOOK in [one.weight for one in findings(draft, FILLED, FACTS) if one.citation == A2.amended_by]


def test_the_gravest_comes_first() -> None:
    ranks = [one.weight.rank for one in _told(EMPTY, replace(FACTS, s12_approved=(False, False)))]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0


def test_values_with_equal_entries_are_equal_whatever_the_order() -> None:
    one = EMPTY.with_text("a", "1").with_text("b", "2").with_choice("c", "x").with_tick("t", ticked=True)
    other = EMPTY.with_tick("t", ticked=True).with_choice("c", "x").with_text("b", "2").with_text("a", "1")
    assert one == other
    assert one.with_text("a", "").with_text("b", "").with_choice("c").with_tick("t", ticked=False) == EMPTY
