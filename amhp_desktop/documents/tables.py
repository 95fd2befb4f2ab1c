"""Print tables on landscape A4 that hide nothing: cells wrap, headings repeat, long rows run on."""

from collections.abc import Iterable
from dataclasses import dataclass

from amhp_desktop.documents.fonts import Face, Wanted, check, normal
from amhp_desktop.documents.marks import Foot, PrintMarks, mark_foot, mark_ground
from amhp_desktop.documents.sheets import LONG, SHORT, Sheets
from amhp_desktop.documents.wrapping import wrap

_LEFT, _TOP, _BOTTOM = 36.0, 44.0, SHORT - 60.0
_ROOM = LONG - 2 * _LEFT
_PAD, _LEADING = 4.0, 10.8
_KEY = Face(7.5, grey=0.15)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One entry of the key printed under a table."""

    short: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and the column's share of the width."""

    heading: str
    share: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a table; ``loud`` sets it bold in a heavy frame, so that nobody overlooks it."""

    text: str
    bold: bool = False
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A whole print: title, a line under it, the table, its key and what to say when there are no rows."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[Abbreviation, ...]
    nothing: str
    footing: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A measured row, or the part of one that fits on a page: the lines of each cell."""

    cells: tuple[Cell, ...]
    lines: tuple[tuple[str, ...], ...]

    @property
    def height(self) -> float:
        return max(len(lines) for lines in self.lines) * _LEADING + 2 * _PAD


def print_table(table: Table, *, marks: PrintMarks) -> bytes:
    """Return the PDF; refuses characters the paper font cannot print."""
    check((*_wanted(table), *marks.wanted()))
    widths = _widths(table.columns)
    key = _key_lines(table.key)
    start = _TOP + 34
    bottom = _BOTTOM - (len(key) * 9.5 + 6 if key else 0)
    heading = _measured(tuple(Cell(column.heading, bold=True) for column in table.columns), widths)
    pages = _pages(_rows(table, widths, bottom - start - heading.height), bottom - start - heading.height)
    sheets = Sheets(table.title, landscape=True)
    for number, rows in enumerate(pages, 1):
        mark_ground(sheets, marks)
        sheets.text(_LEFT, _TOP + 10, table.title, Face(15, bold=True))
        sheets.text(_LEFT, _TOP + 24, table.subtitle, Face(9, grey=0.2))
        top = _draw_row(sheets, heading, widths, start, ground=0.9)
        for row in rows:
            top = _draw_row(sheets, row, widths, top)
        if not table.rows:
            sheets.text(_LEFT + _PAD, top + 16, table.nothing, Face(10))
        for line_number, line in enumerate(key):
            sheets.text(_LEFT, bottom + 12 + line_number * 9.5, line, _KEY)
        mark_foot(sheets, marks, Foot(table.title, table.footing, "", number, len(pages)), margin=_LEFT)
        sheets.end_page()
    return sheets.finish()


def _wanted(table: Table) -> Iterable[Wanted]:
    yield Wanted("title", "The title", table.title)
    yield Wanted("subtitle", "The line under the title", table.subtitle)
    for column in table.columns:
        yield Wanted("columns", f"The heading “{column.heading}”", column.heading)
    for number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, row, strict=True):
            yield Wanted(f"rows.{number}", f"{column.heading} in row {number}", cell.text)
    for one in table.key:
        yield Wanted("key", "The key", f"{one.short} {one.meaning}")


def _widths(columns: tuple[Column, ...]) -> tuple[float, ...]:
    whole = sum(column.share for column in columns)
    return tuple(_ROOM * column.share / whole for column in columns)


def _face(cell: Cell) -> Face:
    return Face(8.8, bold=cell.bold or cell.loud)


def _measured(cells: tuple[Cell, ...], widths: tuple[float, ...]) -> _Row:
    lines = tuple(
        wrap(normal(cell.text), _face(cell), width - 2 * _PAD)
        for cell, width in zip(cells, widths, strict=True)
    )
    return _Row(cells, lines)


def _rows(table: Table, widths: tuple[float, ...], room: float) -> list[_Row]:
    """Return the rows, one too high for a page cut into several."""
    most = max(1, int((room - 2 * _PAD) / _LEADING))
    rows: list[_Row] = []
    for cells in table.rows:
        row = _measured(cells, widths)
        longest = max(len(lines) for lines in row.lines)
        for start in range(0, longest, most):
            rows.append(_Row(cells, tuple(lines[start : start + most] for lines in row.lines)))
    return rows


def _pages(rows: list[_Row], room: float) -> list[list[_Row]]:
    pages: list[list[_Row]] = [[]]
    used = 0.0
    for row in rows:
        if pages[-1] and used + row.height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += row.height
    return pages


def _draw_row(
    sheets: Sheets, row: _Row, widths: tuple[float, ...], top: float, *, ground: float | None = None
) -> float:
    left = _LEFT
    for cell, lines, width in zip(row.cells, row.lines, widths, strict=True):
        sheets.box(left, top, (width, row.height), thick=0.4, grey=0.45, fill=ground)
        if cell.loud:
            sheets.box(left + 1.6, top + 1.6, (width - 3.2, row.height - 3.2), thick=1.6)
        for number, line in enumerate(lines):
            sheets.text(left + _PAD, top + _PAD + 8.2 + number * _LEADING, line, _face(cell))
        left += width
    return top + row.height


def _key_lines(key: tuple[Abbreviation, ...]) -> tuple[str, ...]:
    if not key:
        return ()
    return wrap("Key:  " + ";  ".join(f"{one.short} = {one.meaning}" for one in key) + ".", _KEY, _ROOM)
