"""What the palette finds besides commands: requests, people, staff, doctors, hospitals, blank forms."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.blanks import forms
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestFilter
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.shell.palette_items import Finder, PaletteItem, best


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


def finder_for(services: Services) -> Finder:
    """Return the function that answers the palette off the GUI thread."""

    def find(typed: str) -> tuple[PaletteItem, ...]:
        if len(typed.strip()) < 2:
            return ()
        return (*_requests(services, typed), *_people(services, typed))

    return find


def blank_forms(services: Services) -> tuple[PaletteItem, ...]:
    """Return the blank forms, which print without the database."""
    return tuple(
        PaletteItem(
            _tr("Forms"), _tr("Print blank form {form}").format(form=line.form), Place("paperwork", section=line.form),
            line.title, _tr("Paperwork"), "file-text",
        )
        for line in forms(services.papers.today())
    )  # fmt: skip


def _requests(services: Services, typed: str) -> Iterable[PaletteItem]:
    if not services.identity.may(Permission.READ_REQUESTS):
        return ()
    return tuple(
        PaletteItem(
            _tr("Requests and people"), line.person, Place("request", line.id),
            f"{line.reference}, {line.state.label.lower()}, {show_date(line.born_on)}, {line.nhs_number}",
            line.reference, "inbox",
        )
        for line in services.reader.search(RequestFilter(typed), limit=12)
    )  # fmt: skip


def _people(services: Services, typed: str) -> Iterable[PaletteItem]:
    group = _tr("Staff and services")
    staff = [
        PaletteItem(
            group, line.name, Place("people", line.id, "staff"), line.position.label, line.phone, "id-card"
        )
        for line in services.staff.lines()
    ]
    doctors = [
        PaletteItem(
            group, line.name, Place("people", line.id, "doctors"),
            _tr("s.12 to {date}").format(date=show_date(line.s12_until)) if line.s12_approved else line.base,
            line.phone, "stethoscope",
        )
        for line in services.doctors.lines()
    ]  # fmt: skip
    hospitals = [
        PaletteItem(
            group, line.name, Place("people", line.id, "hospitals"), line.managers, line.phone, "hospital"
        )
        for line in services.hospitals.lines()
    ]
    return best((*staff, *doctors, *hospitals), typed)
