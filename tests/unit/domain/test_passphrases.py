"""The passphrase rule refuses what is guessed first and lets ordinary words through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amhp_desktop.domain.passphrases import problems_with


@pytest.mark.parametrize(
    "passphrase",
    [
        "copper kettle on the moor",
        "correct horse battery",
        "Łódź-Gdańsk night train",
        "x9#kQ2!vLm7p",
        "four blue owls sing",
    ],
)
def test_ordinary_words_are_enough(passphrase: str) -> None:
    assert problems_with(passphrase, "jo.bloggs") == ()


@pytest.mark.parametrize("passphrase", ["", "short", "eleven char"])
def test_fewer_than_twelve_characters_are_too_few(passphrase: str) -> None:
    assert any("12 characters" in problem.sentence for problem in problems_with(passphrase, "jo"))


@pytest.mark.parametrize(
    "passphrase",
    [
        "passwordpassword", "Password1234!", "P@ssw0rd2026!!", "123456789012", "qwertyuiop123", "aaaaaaaaaaaaaa",
        "abcdefghijkl", "letmeinletmein", "Welcome2026!!", "Mental Health Act 1983", "121212121212", "zyxwvutsrqpon",
        "Summer2026 Summer2026", "AMHP AMHP AMHP AMHP",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(passphrase: str) -> None:
    assert any("less common" in problem.sentence for problem in problems_with(passphrase, "jo"))


def test_the_login_may_not_be_part_of_it() -> None:
    found = problems_with("My name is Jo-Bloggs, hello", "jo.bloggs", field="new")
    assert [(problem.field, "login" in problem.sentence) for problem in found] == [("new", True)]
    assert problems_with("the jolly green giraffe", "jo") == ()  # too short a login to mean anything


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_gets_an_answer(passphrase: str, login: str) -> None:
    assert isinstance(problems_with(passphrase, login), tuple)
