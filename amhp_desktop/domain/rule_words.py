"""How each clock is counted, in one sentence, with the provision it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleWords:
    """One rule in words: the sentence, what starts and ends it, and its citation.

    An empty ``citation`` means practice, not law; ``source`` then says whose practice it is.
    """

    sentence: str
    starts: str
    ends: str
    citation: str = ""
    source: str = ""


RULES: Mapping[str, RuleWords] = {
    "DET.S136": RuleWords(
        "24 hours from the time of arrival at the place of safety, counted in elapsed hours.",
        "Arrived",
        "Detention ends",
        "s.136(2), (2A)(a)(i)",
    ),
    "DET.S5_2": RuleWords(
        "72 hours from the time when the report was furnished to the managers, counted in elapsed hours.",
        "Report furnished",
        "Holding power ends",
        "s.5(2)",
    ),
    "APP.CONVEY": RuleWords(
        "14 days beginning with the day of the last examination: that day is day one, and the last day runs "
        "to midnight.",
        "Last examination",
        "Last day",
        "s.6(1)(a)",
    ),
    "APP.SEEN": RuleWords(
        "The applicant must have seen the person within the 14 days ending with the date of the application.",
        "Last seen",
        "Last day to apply",
        "s.11(5)",
    ),
    "LOCAL.STANDARD": RuleWords(
        "The service’s own standard for this priority, from when the request was received.",
        "Received",
        "See by",
        source="The service’s own standard: practice, not law.",
    ),
}


def rule_words(rule_id: str) -> RuleWords:
    """Return the words of a stored clock's rule; KeyError for a rule this version does not know."""
    return RULES[rule_id]
