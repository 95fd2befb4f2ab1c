"""The rule for passphrases: long, not one of the well-known ones, not made from the login."""

import re
import unicodedata
from itertools import pairwise

from amhp_desktop.domain.errors import Problem

SHORTEST = 12
_FEWEST_DIFFERENT = 5
# What is left of a passphrase after folding may not be one of these, however often it is repeated.
_WELL_KNOWN = frozenset({
    "abcabc", "admin", "administrator", "amhp", "amhpdesktop", "approvedmentalhealth",
    "approvedmentalhealthprofessional", "changeme", "changethis", "default", "dragon", "england",
    "football", "hello", "iloveyou", "letmein", "liverpool", "login", "master", "mentalhealth",
    "mentalhealthact", "monkey", "nationalhealthservice", "nhs", "password", "passphrase", "passw",
    "princess", "qwerty", "qwertyuiop", "secret", "section", "socialwork", "socialworker", "sunshine",
    "superman", "temporary", "test", "testing", "trustno", "trustnoone", "welcome", "whatever", "winter",
    "summer", "autumn", "spring",
})  # fmt: skip
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)
_LEET = str.maketrans("013457@$!", "oieastasi")


def problems_with(passphrase: str, login: str, *, field: str = "passphrase") -> tuple[Problem, ...]:
    """Return all that is wrong with a new passphrase (Cyber Essentials v3.3: 12 characters, a deny list)."""
    found = []
    if len(passphrase) < SHORTEST:
        found.append(
            f"Use at least {SHORTEST} characters; three or four unrelated words are easy to remember."
        )
    if _contains_login(passphrase, login):
        found.append("Leave your login out of the passphrase.")
    if _is_well_known(passphrase) or _is_a_run(passphrase) or _says_little(passphrase):
        found.append("Choose something less common; this is among the first that would be guessed.")
    return tuple(Problem(field, sentence) for sentence in found)


def _folded(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKC", text).casefold() if mark.isalnum())


def _contains_login(passphrase: str, login: str) -> bool:
    name = _folded(login)
    return len(name) >= 3 and name in _folded(passphrase)


def _is_well_known(passphrase: str) -> bool:
    trimmed = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", passphrase.casefold())
    cores = (re.sub(r"\d+", "", _folded(passphrase)), _folded(trimmed.translate(_LEET)))
    return any(_repeats_one_of(_WELL_KNOWN, core) for core in cores if core)


def _repeats_one_of(words: frozenset[str], text: str) -> bool:
    return any(text.replace(word, "") == "" for word in words)


def _is_a_run(passphrase: str) -> bool:
    """Tell whether nearly every character merely follows its neighbour on the keyboard or in the alphabet."""
    plain = _folded(passphrase)
    steps = [a + b for a, b in pairwise(plain)]
    followers = sum(
        any(step in row or step[::-1] in row for row in _ROWS) or step[0] == step[1] for step in steps
    )
    return len(steps) > 0 and followers >= len(steps) * 0.8


def _says_little(passphrase: str) -> bool:
    return len(set(passphrase.casefold())) < _FEWEST_DIFFERENT
