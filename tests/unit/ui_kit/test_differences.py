"""Two versions of a text side by side show what differs, and can be kept one after the other."""

from hypothesis import given
from hypothesis import strategies as st

from amhp_desktop.ui.kit.differences import both, marked


def test_only_the_words_that_differ_are_marked() -> None:
    runs = marked("17 Larch Court, NM4 7QR", "17 Larch Court, NM4 7QP")
    assert [run.text for run in runs if run.is_different] == ["7QR"]


def test_keeping_both_says_what_they_share_once() -> None:
    assert both("Side door. Key safe.", "Side door. Mother home.") == "Side door. Key safe. Mother home."


def test_keeping_both_of_equal_texts_gives_the_text() -> None:
    assert both("Side door.", "Side door.") == "Side door."


@given(st.text(), st.text())
def test_runs_joined_are_the_text_again(text: str, other: str) -> None:
    assert "".join(run.text for run in marked(text, other)) == text
