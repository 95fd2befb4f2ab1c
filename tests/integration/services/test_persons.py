"""People are found again, identified later and followed by their warnings; NHS numbers are checked."""

from dataclasses import replace
from datetime import date

import pytest

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.requests import Gender, IntakeDraft, PersonDraft, Risk
from amhp_desktop.storage.requests import PersonRow
from tests.integration.services import acts
from tests.support.demonstrations import Demonstration

HOLLOWAY = PersonDraft(family="Holloway", given="Darren")


def test_somebody_seen_before_is_found_with_what_happened_then(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    (match,) = desk.persons.seen_before(HOLLOWAY)
    assert (match.name, match.age) == ("HOLLOWAY, Darren (Mr)", 42)
    assert [request.reference for request in match.earlier] == ["R-0962", "R-0874"]
    assert match.in_twelve_months == 2
    assert not match.same_number


def test_the_same_number_comes_first_whatever_the_name(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    acts.record(desk, PersonDraft(family="Hollowell", given="Dan"))
    found = desk.persons.seen_before(PersonDraft(family="Hollow", nhs_number="999 318 8026"))
    assert [(match.name, match.same_number) for match in found] == [
        ("HOLLOWAY, Darren (Mr)", True), ("HOLLOWELL, Dan", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "draft",
    [PersonDraft(), PersonDraft(family="Ho"), PersonDraft(nhs_number="999 318 8027"), PersonDraft(given="D")],
)
def test_too_little_or_a_wrong_number_finds_nobody(demonstration: Demonstration, draft: PersonDraft) -> None:
    assert demonstration.services().persons.seen_before(draft) == ()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("999 318 8027", "Check digit"),
        ("999 318 802", "10 digits; this has 9"),
        ("999 318 80X6", "digits only"),
    ],
)
def test_a_wrong_nhs_number_is_refused_with_what_is_wrong(
    demonstration: Demonstration, typed: str, words: str
) -> None:
    desk = demonstration.services()
    with pytest.raises(Refused, match=words) as refused:
        acts.record(desk, replace(acts.PERSON, nhs_number=typed))
    assert [problem.field for problem in refused.value.problems] == ["nhs_number"]


def test_a_number_is_kept_as_ten_digits_however_it_was_pasted(demonstration: Demonstration) -> None:
    desk = demonstration.services()
    request = acts.record(desk, replace(acts.PERSON, nhs_number="\u200b999-752 0947 "))
    assert desk.reader.view(request).person.draft.nhs_number == "9997520947"


def test_a_request_for_somebody_known_makes_no_second_record(demonstration: Demonstration) -> None:
    desk, opened = demonstration.services(), demonstration.open()
    known = desk.persons.seen_before(HOLLOWAY)[0]
    before = len(acts.rows(opened, PersonRow))
    draft = IntakeDraft(acts.call(desk), person_id=known.id)
    request = desk.requests.record(draft, operation("request:record")).id
    assert len(acts.rows(opened, PersonRow)) == before
    view = desk.reader.view(request)
    assert (view.person.id, view.earlier_count) == (known.id, 2)


def test_an_unknown_person_is_identified_later_and_found_from_then_on(demonstration: Demonstration) -> None:
    desk, manager = demonstration.services(), demonstration.open("marcus.oyelaran")
    request = acts.record(desk, PersonDraft(gender=Gender.MALE, about_age=25))
    loaded = desk.persons.load(desk.reader.view(request).person.id)
    named = replace(loaded.draft, family="Osei", given="Kwame", born_on=date(2001, 5, 4))
    desk.persons.save(loaded, named, operation("person:save", "His sister rang"))
    assert desk.reader.view(request).person_name == "OSEI, Kwame"
    assert [match.id for match in desk.persons.seen_before(PersonDraft(family="osei"))] == [loaded.id]
    last = acts.events(manager, "person", loaded.id)
    changed = [event for event in last if event.action == "UPDATE"]
    assert (changed[-1].reason, changed[-1].actor) == ("His sister rang", "priya.raman")
    assert '"family": ""' in (changed[-1].before or "").replace('":"', '": "')


def test_a_warning_follows_the_person_until_it_is_taken_away_with_a_reason(
    demonstration: Demonstration,
) -> None:
    desk = demonstration.services()
    first = acts.record(desk, risks=(Risk.WEAPON, Risk.NONE_KNOWN), risk_note="Knife by the door")
    person = desk.reader.view(first).person.id
    second = desk.requests.record(
        IntakeDraft(acts.call(desk, risks=(Risk.WEAPON,)), person_id=person), operation("request:record")
    ).id
    (alert,) = desk.reader.view(second).alerts
    assert (alert.words, alert.note) == ("Do not visit alone", "Knife by the door")
    with pytest.raises(Refused, match="no longer holds"):
        desk.persons.void_alert(alert.id, operation("alert:void"))
    desk.persons.void_alert(alert.id, operation("alert:void", "Moved house"))
    assert desk.reader.view(first).alerts == ()
    with pytest.raises(Refused, match="Choose what"):
        desk.persons.add_alert(person, Risk.NOT_ASKED, "", operation("alert:add"))
    desk.persons.add_alert(person, Risk.DOG, "Two", operation("alert:add"))
    assert [one.words for one in desk.reader.view(first).alerts] == ["Dog at address"]


def test_a_restricted_person_is_not_offered_to_those_who_may_not_see_them(
    demonstration: Demonstration,
) -> None:
    desk, manager = demonstration.services(), demonstration.services("marcus.oyelaran")
    acts.restrict(demonstration.open(), acts.record(desk))
    assert desk.persons.seen_before(acts.PERSON) == ()
    assert len(manager.persons.seen_before(acts.PERSON)) == 1


def test_a_restricted_request_is_not_among_the_earlier_ones(demonstration: Demonstration) -> None:
    desk, opened = demonstration.services(), demonstration.open()
    request = acts.record(desk)
    person = desk.reader.view(request).person.id
    hidden = desk.requests.record(
        IntakeDraft(acts.call(desk), person_id=person), operation("request:record")
    ).id
    acts.restrict_request(opened, hidden)
    (match,) = desk.persons.seen_before(acts.PERSON)
    assert [earlier.id for earlier in match.earlier] == [request]
    manager = demonstration.services("marcus.oyelaran")
    assert len(manager.persons.seen_before(acts.PERSON)[0].earlier) == 2
