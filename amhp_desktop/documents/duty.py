"""Print a week of the duty rota on landscape A4."""

from dataclasses import dataclass

from amhp_desktop.documents.marks import PrintMarks
from amhp_desktop.documents.tables import Abbreviation, Cell, Column, Table, print_table

KEY = (
    Abbreviation("AMHP", "Approved Mental Health Professional"),
    Abbreviation("EDT", "emergency duty team"),
    Abbreviation("–", "no such duty that day"),
    Abbreviation("framed", "nobody is on this duty"),
)


@dataclass(frozen=True, slots=True)
class DutyCell:
    """Who is on one duty on one day, a person to a line; ``uncovered`` frames the cell."""

    text: str
    uncovered: bool = False


@dataclass(frozen=True, slots=True)
class DutySheetRow:
    """One duty over the week: its name and hours, and a cell for each day."""

    duty: str
    cells: tuple[DutyCell, ...]


@dataclass(frozen=True, slots=True)
class DutySheet:
    """A week of duties; ``days`` are the column headings, ``state`` says which version of the rota this is."""

    title: str
    state: str
    days: tuple[str, ...]
    rows: tuple[DutySheetRow, ...]
    key: tuple[Abbreviation, ...] = KEY


def render_duty(sheet: DutySheet, *, marks: PrintMarks) -> bytes:
    """Return the PDF; an uncovered cell without words says so, so that no hole prints as white paper."""
    table = Table(
        title=sheet.title,
        subtitle=sheet.state,
        columns=(Column("Duty", 1.25), *(Column(day, 1) for day in sheet.days)),
        rows=tuple((Cell(row.duty, bold=True), *(_cell(cell) for cell in row.cells)) for row in sheet.rows),
        key=sheet.key,
        nothing="No duties in this week.",
        footing="Working print: the rota on screen may have changed since.",
    )
    return print_table(table, marks=marks)


def _cell(cell: DutyCell) -> Cell:
    return Cell(cell.text or ("Nobody" if cell.uncovered else "–"), loud=cell.uncovered)
