"""How people's names are shown on screen and written on forms."""


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
    """Return lower-case letters and digits only, so that O'Rourke, O’Rourke and orourke meet."""
    return "".join(sign for part in parts for sign in part.casefold() if sign.isalnum())


def split_name(typed: str) -> tuple[str, str]:
    """Return family and given name from ``Lee, Ada`` or ``Ada Lee``."""
    family, comma, given = typed.partition(",")
    if not comma:
        given, _, family = typed.strip().rpartition(" ")
    return family.strip(), given.strip()
