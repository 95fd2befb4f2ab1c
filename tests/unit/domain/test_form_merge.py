"""Two people's entries on one form: what clashes is named by its label, what does not is kept of both."""

from amhp_desktop.domain.form_merge import compare_forms, merge_forms, take_entry
from amhp_desktop.library.forms import edition_for
from tests.unit.documents.a2_values import DAY, FILLED

A2 = edition_for("A2", DAY)
THEIRS = FILLED.with_text("lssa_acting_for", "Fenwick Council").with_choice("informed", "have_not_yet")
MINE = FILLED.with_text("lssa_acting_for", "Harbour Council").with_day("date_signed", DAY)


def test_a_clash_shows_both_entries_under_the_words_of_the_form() -> None:
    clashes, kept_theirs, kept_mine = compare_forms(A2, FILLED, THEIRS, MINE)
    (clash,) = clashes
    assert clash.label == "Local social services authority acted for"
    assert (clash.theirs, clash.mine, clash.loaded) == (
        "Fenwick Council",
        "Harbour Council",
        "Northmere Council",
    )
    assert kept_theirs == ("Informed, or not yet?",)
    assert kept_mine == ("Date signed",)


def test_what_does_not_clash_is_kept_of_both() -> None:
    merged = merge_forms(A2, FILLED, THEIRS, MINE)
    assert merged.chosen("informed") == ("have_not_yet",)
    assert merged.day("date_signed") == DAY
    assert merged.text("lssa_acting_for") == "Fenwick Council"
    assert take_entry(merged, "lssa_acting_for", MINE).text("lssa_acting_for") == "Harbour Council"


def test_the_same_change_twice_is_no_clash() -> None:
    assert compare_forms(A2, FILLED, MINE, MINE) == ((), (), ())


def test_a_choice_is_compared_in_words() -> None:
    theirs, mine = (FILLED.with_choice("informed", key) for key in ("have_not_yet", "have"))
    (clash,), _, _ = compare_forms(A2, FILLED.with_choice("informed"), theirs, mine)
    assert (clash.theirs, clash.mine, clash.loaded) == ("I have not yet", "I have", "")
