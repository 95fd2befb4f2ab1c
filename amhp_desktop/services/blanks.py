"""Blank forms: they print with no database, no network and nobody signed in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from amhp_desktop.domain.form_values import EMPTY
from amhp_desktop.domain.forms import FormDefinition, Wording
from amhp_desktop.library.forms import edition_for, form_ids

if TYPE_CHECKING:  # what draws pages is loaded with the first print, not with the window
    from amhp_desktop.documents.forms import Rendering


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form of the library in a list."""

    form: str
    title: str
    regulation: str
    act: str
    completed_by: str
    used_when: str
    edition: str
    verbatim: bool


def forms(on: date) -> tuple[FormLine, ...]:
    """Return the forms in use on a day."""
    return tuple(_line(edition_for(form_id, on)) for form_id in form_ids())


def _line(definition: FormDefinition) -> FormLine:
    return FormLine(
        definition.form, definition.title, definition.regulation, definition.act, definition.completed_by,
        definition.used_when, edition_of(definition), definition.wording_status is Wording.VERBATIM,
    )  # fmt: skip


def edition_of(definition: FormDefinition) -> str:
    """Return how an edition is called: the day from which it is in use."""
    return definition.valid_from.isoformat()


def blank(form_id: str, on: date, *, training: bool) -> "Rendering":
    """Return a blank form as it prints; Refused where the edition has ended."""
    from amhp_desktop.documents.forms import render
    from amhp_desktop.documents.marks import PrintMarks

    return render(edition_for(form_id, on), EMPTY, marks=PrintMarks(training=training))
