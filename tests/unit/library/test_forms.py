"""What one can rely on when asking the library for a form."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.domain.forms import Wording
from amhp_desktop.library.form_reading import read, wording_sha256
from amhp_desktop.library.forms import edition_for, form_ids, pick
from amhp_desktop.paths import resource

DAY = date(2026, 11, 24)
WORDING = Path(__file__).parents[2] / "golden" / "A2-wording.txt"


def test_form_a2_is_in_the_library_word_for_word() -> None:
    definition = edition_for("A2", DAY)
    assert form_ids() == ("A2",)
    assert definition.wording_status is Wording.VERBATIM
    assert definition.wording() == tuple(WORDING.read_text("utf-8").splitlines())


def test_the_recorded_hash_is_that_of_the_wording() -> None:
    definition = edition_for("A2", DAY)
    assert wording_sha256(definition) == definition.wording_sha256


def test_an_edition_that_ended_is_refused_with_its_last_day() -> None:
    old = replace(edition_for("A2", DAY), valid_to=date(2027, 1, 31))
    assert pick((old,), "A2", date(2027, 1, 31)) is old
    with pytest.raises(Refused, match="ended on 31-Jan-2027"):
        pick((old,), "A2", date(2027, 2, 1))


def test_of_two_editions_the_one_of_the_day_is_given() -> None:
    first = replace(edition_for("A2", DAY), valid_to=date(2026, 11, 30))
    second = replace(first, valid_from=date(2026, 12, 1), valid_to=None)
    assert pick((first, second), "A2", DAY) is first
    assert pick((first, second), "A2", date(2026, 12, 1)) is second


def test_a_day_before_the_first_edition_is_refused_with_the_day_it_begins() -> None:
    with pytest.raises(Refused, match="from 01-Dec-2020"):
        edition_for("A2", date(2020, 11, 30))


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(Refused, match="Form A99"):
        edition_for("A99", DAY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"most appropriate way", b"best way"),
        (b'blank = "lssa_approving"', b'blank = "lssa_aproving"'),
        (b'when = "nr_known.authorised"', b'when = "nr_known.authorized"'),
        (b'kind = "date"', b'kind = "day"'),
        (b"[[field]]", b"[[field]"),
    ],
)
def test_a_damaged_file_is_trouble_and_never_a_form(old: bytes, new: bytes) -> None:
    data = resource("forms", "A2.toml").read_bytes()
    assert old in data
    with pytest.raises(Trouble, match=r"damaged: A2\.toml"):
        read(data.replace(old, new, 1), "A2.toml")


def test_every_blank_stands_on_the_form_once_and_no_choice_is_made_beforehand() -> None:
    definition = edition_for("A2", DAY)
    for field in definition.fields:
        definition.guard_of(field.key)
    assert all(len(choice.options) == 2 for choice in definition.choices)
