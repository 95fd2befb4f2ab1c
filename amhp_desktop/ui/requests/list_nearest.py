"""Find the request somebody may have meant when nothing matches what they typed."""

from difflib import SequenceMatcher

from amhp_desktop.domain.names import search_key
from amhp_desktop.services.request_view import RequestLine

_ALIKE = 0.75


def nearest(typed: str, lines: tuple[RequestLine, ...]) -> RequestLine | None:
    """Return the request whose person's name is most like what was typed, the newest of equals, or None."""
    wanted = search_key(typed)
    if len(wanted) < 3 or wanted.isdigit():
        return None
    scored = [(_likeness(wanted, line.person), -place, line) for place, line in enumerate(lines)]
    best = max(scored, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] >= _ALIKE else None


def _likeness(wanted: str, person: str) -> float:
    name = person.partition("(")[0]
    family, _, given = name.partition(",")
    forms = (search_key(family), search_key(given), search_key(name), search_key(given, family))
    return max(SequenceMatcher(None, wanted, form).ratio() for form in forms)
