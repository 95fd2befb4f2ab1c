"""Words, numbers and addresses that do not belong in the project's files."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import texts

RULES = ("tests/architecture/words.py", "tests/architecture/test_contracts_bite.py")
NOT_OUR_WORDS = (
    "LICENCE",
    "THIRD-PARTY-NOTICES.md",
    "resources/fonts/",
    "resources/icons/",
    "resources/forms/",
)

UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
SKIPPED = re.compile(r"pytest\.(?:skip|xfail|importorskip)|mark\.(?:skip|skipif|xfail)\b|unittest\.skip")
MACHINE = re.compile(r"(?<![\w.~$}/-])/(?:root|work|home|Users|opt/pypi)(?:/|\b(?=[\"'`\s]))|[A-Z]:\\Users\\")
# One letter of each name stands in brackets, so that the rule does not hold what it forbids.
REGISTRY = re.compile(
    r"pyp[i]\.org|pythonhoste[d]\.org|registry\.npmj[s]|npmj[s]\.(?:com|org)|deb\.debia[n]\.org|--(?:extra-)?index-url"
)
NHS_NUMBER = re.compile(r"(?<![\w.+-])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\w-])")
AMERICAN = re.compile(
    r"\b(?:colou?rize|color(?:s|ed|ing)?|gray|behavior(?:s|al)?|centers?|centered|favorites?|honor(?:s|ed)?|"
    r"labor|neighbors?|defense|catalog(?:s|ed)?|cancel(?:ed|ing)|labeled|labeling|traveled|modeled|"
    r"license(?:s)?(?= (?:text|file|notice|of))|"
    r"(?:author|organ|recogn|initial|normal|summar|priorit|minim|maxim|categor|custom|final|synchron|"
    r"optim|util|anonym|emphas|real|special|standard|visual|serial)iz(?:e|es|ed|ing|ation|ations|er|ers))\b",
    re.IGNORECASE,
)
VISIBLE = re.compile(r"(?:\btr|\btranslate)\(([^)]*)\)", re.DOTALL)
QUOTED = re.compile(r"`[^`]*`|```.*?```|\]\([^)]*\)|https?:\S+", re.DOTALL)

WHY = {
    "unfinished": "What is not finished is not in the product; what is planned stands in the plan.",
    "skipped": "A skipped test looks like a passed one. Make it run here, or take it out.",
    "machine": "A path of one machine works on no other.",
    "registry": "Which index or mirror packages come from is a setting of each machine.",
    "NHS number": "It could be a real person's. Invented people have numbers that begin with 999.",
    "American": "The people who read this write British English, and so does the law they work under.",
}


def misplaced(root: Path) -> tuple[str, ...]:
    """List every finding as `path:line: rule: what stands there`."""
    return tuple(
        finding for path, text in texts(root) if path not in RULES for finding in _findings(path, text)
    )


def _findings(path: str, text: str) -> Iterator[str]:
    """Judge one file by every rule that concerns it."""
    rules = {"unfinished": UNFINISHED, "machine": MACHINE, "registry": REGISTRY}
    if path.startswith("tests/"):
        rules["skipped"] = SKIPPED
    if path == "LICENCE" or path.endswith(".lock"):
        rules = {"registry": REGISTRY, "machine": MACHINE}
    for rule, pattern in rules.items():
        yield from (_at(path, text, match.start(), rule, match[0]) for match in pattern.finditer(text))
    yield from _real_numbers(path, text)
    yield from _american(path, text)


def _real_numbers(path: str, text: str) -> Iterator[str]:
    """Find ten digits that are a valid NHS number outside the range that is never given out."""
    if path.endswith(".lock"):
        return
    for match in NHS_NUMBER.finditer(text):
        digits = match[1] + match[3] + match[4]
        if not digits.startswith("999") and is_valid(digits):
            yield _at(path, text, match.start(), "NHS number", match[0])


def is_valid(digits: str) -> bool:
    """Tell whether ten digits pass the modulus 11 check of NHS numbers (written here independently)."""
    rest = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return rest != 10 and int(digits[9]) == rest % 11


def _american(path: str, text: str) -> Iterator[str]:
    """Find American spellings in documents and in the words that people see."""
    if path.startswith(NOT_OUR_WORDS):
        return
    if path.endswith(".md"):
        prose = QUOTED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        places = [(match.start(), match[0]) for match in AMERICAN.finditer(prose)]
    elif path.endswith(".py") and path.startswith("amhp_desktop/"):
        places = [
            (visible.start(1) + match.start(), match[0])
            for visible in VISIBLE.finditer(text)
            for match in AMERICAN.finditer(visible[1])
        ]
    else:
        return
    yield from (_at(path, text, place, "American", word) for place, word in places)


def _at(path: str, text: str, position: int, rule: str, found: str) -> str:
    return f"{path}:{text.count(chr(10), 0, position) + 1}: {rule}: {found}"
