"""Print what is on the screen: the board and a week of the rota; works with the database gone."""

from collections.abc import Mapping
from datetime import date, datetime

from amhp_desktop.documents.board import BoardSheet, BoardSheetRow, render_board
from amhp_desktop.documents.duty import DutyCell, DutySheet, DutySheetRow, render_duty
from amhp_desktop.documents.marks import PrintMarks
from amhp_desktop.domain.clocks import ClockState
from amhp_desktop.domain.names import show_name
from amhp_desktop.domain.rota import CoverState, Shift
from amhp_desktop.domain.when import london_day, show_date, show_day, show_moment, show_short_date, show_time
from amhp_desktop.services.board import Board, BoardLine
from amhp_desktop.services.board_words import age_words, clock_left, clock_title, next_when, since_words
from amhp_desktop.services.rota import RotaWeek

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _marks(now: datetime, by: str, *, training: bool) -> PrintMarks:
    who = f" by {by}" if by else ""
    return PrintMarks(training=training, printed_stamp=f"Printed {show_moment(now)}{who}")


def board_sheet(board: Board, now: datetime, training: bool, *, by: str = "") -> bytes:  # noqa: FBT001 - a value
    """Return the PDF of the open requests; times left are counted at ``now``, facts are as the board was read."""
    rows = tuple(_board_row(line, now) for line in board.open)
    as_at = f"{show_day(london_day(board.as_at))} {show_time(board.as_at)}"
    return render_board(BoardSheet("Board", as_at, rows), marks=_marks(now, by, training=training))


def _board_row(line: BoardLine, now: datetime) -> BoardSheetRow:
    overdue = line.clock is not None and line.clock.state(now) is ClockState.EXPIRED
    return BoardSheetRow(
        priority=line.priority.label if line.priority else "Not set",
        reference=line.reference,
        person=_lines(line.person, line.age, line.alert),
        place=_lines(line.place, line.place_detail),
        clock=_lines(clock_left(line, now), clock_title(line, now)),
        state=_lines(line.state.label, since_words(line.state_since, now)),
        amhp=line.amhp or "Not allocated",
        next=_lines(line.next_action or "Not set", next_when(line, now)),
        age=age_words(line, now),
        overdue=overdue,
    )


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def rota_sheet(week: RotaWeek, now: datetime, training: bool, *, by: str = "") -> bytes:  # noqa: FBT001 - a value
    """Return the PDF of a week's duties; every cell with too few people is framed and says how many."""
    names = {person.id: person.name for person in week.people}
    held = _held(week, names)
    rows = tuple(_duty_row(shift, week, held) for shift in week.shifts)
    sheet = DutySheet(
        title=f"Duty rota, week of {show_date(week.days[0])}",
        state=f"As at {show_moment(now)}",
        days=tuple(f"{_DAYS[day.weekday()]} {show_short_date(day)}" for day in week.days),
        rows=rows,
    )
    return render_duty(sheet, marks=_marks(now, by, training=training))


def _held(week: RotaWeek, names: Mapping[int, str]) -> Mapping[tuple[int, date], tuple[str, ...]]:
    found: dict[tuple[int, date], tuple[str, ...]] = {}
    for duty in week.duties:
        key = (duty.shift_id, duty.day)
        found[key] = (*found.get(key, ()), names.get(duty.staff_id, show_name("Not listed")))
    return found


def _duty_row(shift: Shift, week: RotaWeek, held: Mapping[tuple[int, date], tuple[str, ...]]) -> DutySheetRow:
    hours = f"{shift.starts:%H:%M} to {shift.ends:%H:%M}"
    cells = tuple(_duty_cell(shift, day, week, held.get((shift.id, day), ())) for day in week.days)
    return DutySheetRow(f"{shift.name}\n{hours}", cells)


def _duty_cell(shift: Shift, day: date, week: RotaWeek, people: tuple[str, ...]) -> DutyCell:
    found = next((one for one in week.cover if one.shift.id == shift.id and one.day == day), None)
    is_missing = found is not None and found.state in {CoverState.HOLE, CoverState.SHORT}
    if found is None or not is_missing:
        return DutyCell("\n".join(people))
    count = f"{found.held} of {found.needed}"
    return DutyCell("\n".join((*people, count)) if people else f"Nobody\n{count}", uncovered=True)
