"""Print the board of open requests on landscape A4."""

from dataclasses import dataclass

from amhp_desktop.documents.marks import PrintMarks
from amhp_desktop.documents.tables import Abbreviation, Cell, Column, Table, print_table

KEY = (
    Abbreviation("AMHP", "Approved Mental Health Professional"),
    Abbreviation("EDT", "emergency duty team"),
    Abbreviation("s.", "section of the Mental Health Act 1983"),
    Abbreviation("hr, min", "hours, minutes"),
)
_COLUMNS = (
    Column("Priority", 8.5),
    Column("Reference", 7.5),
    Column("Person", 15),
    Column("Place", 15),
    Column("Clock", 13.5),
    Column("State", 9.5),
    Column("AMHP", 11),
    Column("Next action", 14),
    Column("Age", 6),
)


@dataclass(frozen=True, slots=True)
class BoardSheetRow:
    """One open request in words, as the screen shows it; ``overdue`` makes its clock stand out."""

    priority: str
    reference: str
    person: str
    place: str
    clock: str
    state: str
    amhp: str
    next: str
    age: str
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """The board at one time; ``as_at`` is that time in words, ``key`` explains every abbreviation used."""

    title: str
    as_at: str
    rows: tuple[BoardSheetRow, ...]
    key: tuple[Abbreviation, ...] = KEY


def render_board(sheet: BoardSheet, *, marks: PrintMarks) -> bytes:
    """Return the PDF; the same sheet and marks give the same bytes."""
    count = len(sheet.rows)
    requests = "1 open request" if count == 1 else f"{count} open requests"
    table = Table(
        title=sheet.title,
        subtitle=f"As at {sheet.as_at}  ·  {requests}",
        columns=_COLUMNS,
        rows=tuple(_cells(row) for row in sheet.rows),
        key=sheet.key,
        nothing="No open requests.",
        footing="Working print with personal information: keep it with you, destroy it after the shift.",
    )
    return print_table(table, marks=marks)


def _cells(row: BoardSheetRow) -> tuple[Cell, ...]:
    return (
        Cell(row.priority, bold=True),
        Cell(row.reference),
        Cell(row.person, bold=True),
        Cell(row.place),
        Cell(row.clock, loud=row.overdue),
        Cell(row.state),
        Cell(row.amhp),
        Cell(row.next),
        Cell(row.age),
    )
