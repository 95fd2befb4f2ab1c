"""Offer the packaged statutory forms by id and day of use."""

from datetime import date
from functools import lru_cache

from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.forms import FormDefinition
from amhp_desktop.domain.when import show_date
from amhp_desktop.library.form_reading import read
from amhp_desktop.paths import resource


@lru_cache(maxsize=1)
def editions() -> tuple[FormDefinition, ...]:
    """Return every packaged edition, by form id and first day of use; a damaged file is Trouble."""
    files = sorted(resource("forms").glob("*.toml"))
    found = [read(file.read_bytes(), file.name) for file in files]
    return tuple(sorted(found, key=lambda edition: (edition.form, edition.valid_from)))


def form_ids() -> tuple[str, ...]:
    """Return the ids of the forms in the library, each once, in order."""
    return tuple(dict.fromkeys(edition.form for edition in editions()))


def edition_for(form_id: str, on: date) -> FormDefinition:
    """Return the edition of a form prescribed on that day.

    Refuses a form that is not in the library, and a day on which no edition of it may be used, naming
    the day the last one ended or the first one begins.
    """
    return pick(editions(), form_id, on)


def pick(among: tuple[FormDefinition, ...], form_id: str, on: date) -> FormDefinition:
    """Return the edition of ``among`` prescribed on that day, or refuse as edition_for does."""
    known = [edition for edition in among if edition.form == form_id]
    if not known:
        raise Refused(Problem("form", f"Form {form_id} is not in the form library."))
    for edition in known:
        if edition.valid_from <= on and (edition.valid_to is None or on <= edition.valid_to):
            return edition
    raise Refused(Problem("form", _why_none(known, on), citation=known[-1].amended_by))


def _why_none(known: list[FormDefinition], on: date) -> str:
    form = known[0].form
    ended = [edition.valid_to for edition in known if edition.valid_to is not None and edition.valid_to < on]
    if ended:
        return f"The edition of Form {form} in the library ended on {show_date(max(ended))}."
    first = min(edition.valid_from for edition in known)
    return f"The edition of Form {form} in the library may be used from {show_date(first)}, not before."
