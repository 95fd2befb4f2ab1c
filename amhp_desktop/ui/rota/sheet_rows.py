"""The rota sheet as values: rows of cells with what is drawn and what is said, made from one week."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain.people import Position, Standing
from amhp_desktop.domain.rota import Cover, CoverState, Shift
from amhp_desktop.domain.when import show_long_date, show_short_date
from amhp_desktop.services.rota import RotaPerson, RotaWeek
from amhp_desktop.services.rota_read import DutyView

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class RowKind(Enum):
    """What a row of the sheet is about."""

    COVER = "cover"
    HEAD = "head"
    PERSON = "person"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class SheetChip:
    """One duty in a cell; ``mark`` is red for no cover, amber for too little rest, or nothing."""

    letter: str
    hours: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: duties, names or a state of cover; ``spoken`` is a whole sentence, ``tip`` what is wrong."""

    chips: tuple[SheetChip, ...] = ()
    lines: tuple[str, ...] = ()
    state: CoverState | None = None
    text: str = ""
    is_barred: bool = False
    spoken: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class SheetEnd:
    """The last column: plain words, and a warning in red, amber or green."""

    text: str = ""
    warning: str = ""
    rag: str = ""

    @property
    def spoken(self) -> str:
        """Return all its words."""
        return ", ".join(part for part in (self.text, self.warning) if part)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row; ``id`` is the person's or the shift's."""

    kind: RowKind
    id: int
    name: str
    letter: str = ""
    count: int = 0
    is_muted: bool = False
    cells: tuple[SheetCell, ...] = ()
    end: SheetEnd = SheetEnd()


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of the sheet by what it means."""

    kind: RowKind
    id: int
    name: str
    day: date


def _tr(text: str) -> str:
    return QCoreApplication.translate("RotaSheet", text)


def say(text: str, *values: str) -> str:
    """Return the translated words with their placeholders %1, %2 … filled in."""
    words = _tr(text)
    for place, value in enumerate(values, 1):
        words = words.replace(f"%{place}", value)
    return words


def spoken_day(day: date) -> str:
    """Return ``Tuesday 24 November 2026``."""
    return f"{_WEEKDAYS[day.weekday()]} {show_long_date(day)}"


def short_hours(starts: time, ends: time) -> str:
    """Return ``09–17`` or ``08:30–17``."""
    return f"{_short(starts)}–{_short(ends)}"


def _short(clock: time) -> str:
    return f"{clock:%H}" if clock.minute == 0 else f"{clock:%H:%M}"


def show_hours(hours: float) -> str:
    """Return ``28 hr`` or ``42.5 hr``."""
    return f"{hours:.1f}".removesuffix(".0") + " hr"


# ---- cover


def cover_rows(week: RotaWeek) -> tuple[SheetRow, ...]:
    """Return a row for each shift that is needed or held in this week."""
    rows = []
    for shift in week.shifts:
        covers = [one for one in week.cover if one.shift.id == shift.id]
        if any(one.needed or one.held for one in covers):
            rows.append(_cover_row(shift, covers))
    return tuple(rows)


def _cover_row(shift: Shift, covers: list[Cover]) -> SheetRow:
    holes = sum(one.state is CoverState.HOLE for one in covers)
    short = sum(one.state is CoverState.SHORT for one in covers)
    words = [count_words(holes, "hole"), count_words(short, "short")]
    said = ", ".join(word for word in words if word)
    return SheetRow(
        kind=RowKind.COVER, id=shift.id, name=_shift_words(shift), letter=shift.kind.value,
        cells=tuple(_cover_cell(one) for one in covers),
        end=SheetEnd(said or _tr("met"), rag="red" if holes else "amber" if short else "green"),
    )  # fmt: skip


def count_words(count: int, what: str) -> str:
    """Return ``2 holes`` or ``3 short``; nothing for none."""
    if not count:
        return ""
    if what == "short":
        return say("%1 short", str(count))
    return _tr("1 hole") if count == 1 else say("%1 holes", str(count))


def _shift_words(shift: Shift) -> str:
    return f"{shift.name} {short_hours(shift.starts, shift.ends)}"


def _cover_cell(one: Cover) -> SheetCell:
    states = {
        CoverState.MET: _tr("Met."),
        CoverState.SHORT: say("Short: %1 missing.", str(one.needed - one.held)),
        CoverState.HOLE: _tr("Hole: nobody is on this duty."),
        CoverState.NOT_NEEDED: _tr("Not needed."),
    }
    counted = say("%1 of %2 people.", str(one.held), str(one.needed))
    said = f"{one.shift.name}, {spoken_day(one.day)}: {counted} {states[one.state]}"
    text = f"{one.held}/{one.needed}" if one.state in {CoverState.SHORT, CoverState.HOLE} else ""
    if one.state is CoverState.NOT_NEEDED and one.held:
        text = str(one.held)
    return SheetCell(state=one.state, text=text, spoken=said, tip="" if not text else said)


# ---- by person

_GROUPS = (
    (frozenset({Position.AMHP, Position.STANDBY}), ""),
    (frozenset({Position.EDT_AMHP}), "Out of hours, EDT"),
    (frozenset({Position.COORDINATOR, Position.MANAGER}), "Coordination"),
)


def person_rows(week: RotaWeek) -> tuple[SheetRow, ...]:
    """Return everybody who can be rostered: AMHPs by employer, then out of hours, then coordination."""
    duties: dict[tuple[int, date], list[DutyView]] = {}
    for duty in week.duties:
        duties.setdefault((duty.staff_id, duty.day), []).append(duty)
    shifts = {shift.id: shift for shift in week.shifts}
    rows: list[SheetRow] = []
    sizes = Counter(_group_of(one) for one in week.people)
    # the largest employer first, so that agency staff do not head the sheet for their name
    ordered = sorted(week.people, key=lambda one: _order_of(_group_of(one), sizes))
    for (_, title), members in groupby(ordered, key=_group_of):
        people = tuple(members)
        rows.append(SheetRow(RowKind.HEAD, 0, title, count=len(people)))
        rows += [_person_row(person, week, duties, shifts) for person in people]
    return tuple(rows)


def _order_of(group: tuple[int, str], sizes: Counter[tuple[int, str]]) -> tuple[int, int, str]:
    return group[0], -sizes[group], group[1]


def _group_of(person: RotaPerson) -> tuple[int, str]:
    for place, (positions, title) in enumerate(_GROUPS):
        if person.position in positions:
            return place, _tr(title) if title else say("AMHPs, %1", person.employer)
    return len(_GROUPS), _tr("Others")


def _person_row(
    person: RotaPerson,
    week: RotaWeek,
    duties: dict[tuple[int, date], list[DutyView]],
    shifts: dict[int, Shift],
) -> SheetRow:
    cells = tuple(
        _person_cell(person, day, duties.get((person.id, day), []), shifts, person.cannot[place])
        for place, day in enumerate(week.days)
    )
    is_out = all(person.cannot)
    return SheetRow(
        kind=RowKind.PERSON, id=person.id, name=person.name, is_muted=is_out, cells=cells, end=_end_of(person)
    )


def _person_cell(
    person: RotaPerson, day: date, duties: list[DutyView], shifts: dict[int, Shift], cannot: str
) -> SheetCell:
    chips, said, wrong = [], [], []
    for duty in duties:
        shift = shifts.get(duty.shift_id)
        name = shift.name if shift is not None else duty.kind.label
        hours = short_hours(shift.starts, shift.ends) if shift is not None else ""
        chips.append(
            SheetChip(duty.kind.value, hours, "red" if duty.lapsed else "amber" if duty.rest else "")
        )
        said.append(" ".join(part for part in (name, hours.replace("–", _tr(" to "))) if part))
        wrong += [part for part in (duty.lapsed, duty.rest) if part]
    words = _tr(" and ").join(said) or _tr("no duty")
    why = " ".join(wrong) or ("" if duties else cannot)
    spoken = f"{person.name}, {spoken_day(day)}: {words}. {why}".strip()
    return SheetCell(
        chips=tuple(chips), is_barred=bool(cannot) and not duties, spoken=spoken, tip=why,
        text=" ".join(chip.letter for chip in chips),
    )  # fmt: skip


def _end_of(person: RotaPerson) -> SheetEnd:
    state = person.approval
    hours = show_hours(person.hours)
    if state.standing is Standing.ENDING and state.day is not None:
        return SheetEnd(hours, say("to %1", show_short_date(state.day)), "amber")
    if state.standing is Standing.NONE:
        return SheetEnd(hours if person.hours else "", _tr("not approved"), "red")
    if state.standing in {Standing.ENDED, Standing.SUSPENDED, Standing.BEGINS}:
        return SheetEnd(hours if person.hours else "", state.words, "red")
    return SheetEnd(hours)


# ---- by duty


def duty_rows(week: RotaWeek) -> tuple[SheetRow, ...]:
    """Return a row for each shift with the names of those on it."""
    names = tight_names(week)
    rows = []
    for shift in week.shifts:
        covers = [one for one in week.cover if one.shift.id == shift.id]
        if any(one.needed or one.held for one in covers):
            row = _cover_row(shift, covers)
            cells = tuple(_duty_cell(one, week, names) for one in covers)
            rows.append(SheetRow(RowKind.DUTY, shift.id, row.name, row.letter, cells=cells, end=row.end))
    return tuple(rows)


def tight_names(week: RotaWeek) -> dict[int, str]:
    """Return family names, with the initial of the given name where two people share one."""
    families = [person.name.partition(", ")[0] for person in week.people]
    found = {}
    for person in week.people:
        family, _, given = person.name.partition(", ")
        found[person.id] = f"{family} {given[:1]}" if families.count(family) > 1 and given else family
    return found


def _duty_cell(one: Cover, week: RotaWeek, names: dict[int, str]) -> SheetCell:
    found = _cover_cell(one)
    held = [duty for duty in week.duties if duty.shift_id == one.shift.id and duty.day == one.day]
    lines = [_name_line(duty, names) for duty in held]
    missing = one.needed - one.held
    if one.state is CoverState.HOLE:
        lines.append(_tr("Nobody"))
    elif missing > 0:
        lines.append(say("%1 more", str(missing)))
    said = f"{found.spoken} {', '.join(lines)}.".strip()
    wrong = " ".join(duty.lapsed for duty in held if duty.lapsed)
    return SheetCell(lines=tuple(lines), state=one.state, text=", ".join(lines), spoken=said, tip=wrong)


def _name_line(duty: DutyView, names: dict[int, str]) -> str:
    name = names.get(duty.staff_id, _tr("no longer in use"))
    return say("%1 (no cover)", name) if duty.lapsed else name
