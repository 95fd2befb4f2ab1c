"""The list of everybody who might take a duty, in order, each with why they can or cannot."""

from PySide6.QtCore import QCoreApplication

from amhp_desktop.services.rota_cover import Candidate
from amhp_desktop.ui.kit.tables import Align, Cell, Column, Group, RowsModel, RowsTable, Span
from amhp_desktop.ui.rota.sheet_rows import show_hours


def _tr(text: str) -> str:
    return QCoreApplication.translate("Candidates", text)


def candidates_table() -> RowsTable[Candidate]:
    """Return the table: those who can first, fewest hours this week first; Enter gives the row the duty."""
    columns = (
        Column[Candidate](_tr("Person"), _person, width=140, grow=1, tip=full_reason),
        Column[Candidate](_tr("Hours"), _hours, align=Align.RIGHT, width=60),
    )
    model = RowsModel(columns, key=_key, group=_group, muted=_is_muted)
    return RowsTable(model, name=_tr("Who can take it"), is_two_line=True)


def _key(one: Candidate) -> int:
    return one.staff_id


def _is_muted(one: Candidate) -> bool:
    return bool(one.cannot)


def _group(one: Candidate) -> Group:
    if one.cannot:
        return Group(_tr("Cannot"), 3)
    if one.rest:
        return Group(_tr("Too little rest"), 2)
    return Group(_tr("Can take it"), 1)


def _hours(one: Candidate) -> str:
    return show_hours(one.hours)


def _person(one: Candidate) -> Cell:
    words, icon, ink = _reason(one)
    return Cell(
        one.name, (Span(words, ink, icon),), avatar=one.initials, spoken=f"{one.name}. {full_reason(one)}"
    )


def _reason(one: Candidate) -> tuple[str, str, str]:
    """Return the second line: the one thing to know, its icon and its colour."""
    if one.cannot:
        return one.cannot.rstrip("."), "", ""
    if one.rest:
        return one.rest.rstrip("."), "triangle-alert", "rag.amber.text"
    if one.warning:
        return one.warning, "triangle-alert", "rag.amber.text"
    if one.instead_of is not None:
        return _tr("On backup then"), "check", "rag.green.text"
    return one.position.label, "check", "rag.green.text"


def full_reason(one: Candidate) -> str:
    """Return everything there is to know about somebody for this duty, in sentences."""
    if one.cannot:
        return one.cannot
    parts = [_tr("On backup then: taken off the backup duty.")] if one.instead_of is not None else []
    parts += [f"{part.rstrip('.')}." for part in (one.rest, one.warning) if part]
    return " ".join(parts) or _tr("%1, free then.").replace("%1", one.position.label)
