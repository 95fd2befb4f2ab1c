"""Print the recovery key of a local database on one sheet, to be locked away."""

from dataclasses import dataclass

from amhp_desktop.documents.fonts import Face, Wanted, check, width
from amhp_desktop.documents.marks import Foot, PrintMarks, mark_foot, mark_ground
from amhp_desktop.documents.sheets import Sheets
from amhp_desktop.documents.wrapping import wrap

_LEFT = 54.0
_GROUPS_IN_LINE = 4


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says: the key in groups as it is typed, which database, where the sheet is kept, the day.

    ``made_on`` is the day in words. The bytes hold a secret: they are printed and not kept.
    """

    service: str
    database: str
    groups: tuple[str, ...]
    kept_where: str
    made_on: str


def render_recovery(sheet: RecoverySheet, *, marks: PrintMarks) -> bytes:
    """Return the PDF of one page."""
    check((*_wanted(sheet), *marks.wanted()))
    sheets = Sheets("Recovery key")
    mark_ground(sheets, marks)
    sheets.text(_LEFT, 72, "Recovery key", Face(22, bold=True))
    sheets.text(_LEFT, 90, sheet.service, Face(11, grey=0.2))
    sheets.line((_LEFT, 100), (sheets.width - _LEFT, 100), thick=1.2)
    top = _paragraph(
        sheets,
        118,
        "This key opens the database named below when every passphrase is lost. Whoever holds this sheet and the "
        "database file can read everything in it: keep the two apart, under lock, and tell two people where.",
    )
    top = _key_box(sheets, top + 12, sheet.groups)
    top = _particulars(sheets, top + 16, sheet)
    top = _paragraph(
        sheets,
        top + 22,
        "To use it: start the program and, at sign-in, type the groups in order in place of your passphrase. "
        "After use, set new passphrases, make a new key and destroy this sheet.",
    )
    _lines_to_fill(sheets, top + 30)
    mark_foot(sheets, marks, Foot("Recovery key: secret", "Not for filing with patient records.", "", 1, 1))
    sheets.end_page()
    return sheets.finish()


def _wanted(sheet: RecoverySheet) -> tuple[Wanted, ...]:
    return (
        Wanted("service", "The service’s name", sheet.service),
        Wanted("database", "The database’s name", sheet.database),
        Wanted("groups", "The key", " ".join(sheet.groups)),
        Wanted("kept_where", "The place it is kept", sheet.kept_where),
        Wanted("made_on", "The date", sheet.made_on),
    )


def _paragraph(sheets: Sheets, top: float, text: str) -> float:
    face = Face(10.5)
    lines = wrap(text, face, sheets.width - 2 * _LEFT)
    for number, line in enumerate(lines):
        sheets.text(_LEFT, top + 10 + number * 14, line, face)
    return top + len(lines) * 14


def _key_box(sheets: Sheets, top: float, groups: tuple[str, ...]) -> float:
    rows = [groups[start : start + _GROUPS_IN_LINE] for start in range(0, len(groups), _GROUPS_IN_LINE)]
    height = len(rows) * 36 + 20
    room = sheets.width - 2 * _LEFT
    sheets.box(_LEFT, top, (room, height), thick=1.4)
    step = (room - 24) / _GROUPS_IN_LINE
    widest = max((width(group, Face(1, bold=True)) for group in groups), default=1.0)
    face = Face(min(18.0, (step - 14) / widest), bold=True)
    for row_number, row in enumerate(rows):
        for number, group in enumerate(row):
            left, baseline = _LEFT + 18 + number * step, top + 38 + row_number * 36
            place = row_number * _GROUPS_IN_LINE + number + 1
            sheets.text(left, baseline - 19, str(place), Face(7, grey=0.3))
            sheets.text(left, baseline, group, face)
    return top + height


def _particulars(sheets: Sheets, top: float, sheet: RecoverySheet) -> float:
    for label, text in (("Database", sheet.database), ("Kept", sheet.kept_where), ("Made on", sheet.made_on)):
        sheets.text(_LEFT, top + 10, label, Face(9.5, grey=0.25))
        for line in wrap(text, Face(10.5), sheets.width - 2 * _LEFT - 90):
            sheets.text(_LEFT + 90, top + 10, line, Face(10.5))
            top += 15
        top += 5
    return top


def _lines_to_fill(sheets: Sheets, top: float) -> None:
    for number, label in enumerate(
        ("Sealed by, name and signature", "Second person who knows the place", "Date")
    ):
        baseline = top + number * 34
        sheets.text(_LEFT, baseline, label, Face(9.5, grey=0.25))
        sheets.line((_LEFT + 170, baseline + 2), (sheets.width - _LEFT, baseline + 2), thick=0.8)
