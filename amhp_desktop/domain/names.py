"""How people's names are shown on screen, written on forms and found again."""

from unicodedata import normalize

# Letters that are no letter with a mark, so that taking marks away leaves them as they are.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def show_name(family: str, given: str = "", title: str = "") -> str:
    """Return ``HOLLOWAY, Darren (Mr)`` (NHS CUI name display); missing parts are left out."""
    shown = family.upper()
    if given:
        shown = f"{shown}, {given}" if shown else given
    return f"{shown} ({title})" if title and shown else shown


def paper_name(family: str, given: str = "") -> str:
    """Return ``Darren Holloway``, as the statutory forms ask for a full name."""
    return " ".join(part for part in (given, family) if part)


def initials(family: str, given: str = "") -> str:
    """Return ``DH`` for the round mark beside a name."""
    return (given[:1] + family[:1]).upper()


def search_key(*parts: str) -> str:
    """Return plain lower-case letters and digits, so that O'Rourke and orourke, Müller and Muller meet."""
    plain = normalize("NFKD", "".join(parts).casefold().translate(_PLAIN))
    return "".join(sign for sign in plain if sign.isalnum())


def split_name(typed: str) -> tuple[str, str]:
    """Return family and given name from ``Lee, Ada`` or ``Ada Lee``."""
    family, comma, given = typed.partition(",")
    if not comma:
        given, _, family = typed.strip().rpartition(" ")
    return family.strip(), given.strip()
