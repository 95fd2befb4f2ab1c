"""The columns of the board: each makes a two-line cell of a row."""

from PySide6.QtCore import QObject

from amhp_desktop.domain.clocks import ClockState
from amhp_desktop.domain.requests import State
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.board_words import (
    age_words,
    clock_left,
    clock_title,
    doctors_words,
    next_is_late,
    next_when,
    since_words,
    type_words,
    visit_words,
)
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.tables import Align, Cell, Column, Span
from amhp_desktop.ui.today.board_rows import BoardRow

CLOCK_COLUMN = 3
_ORDER = {"red": 0, "amber": 1, "green": 2, "none": 3}


class BoardColumns(QObject):
    """Makes the board's cells; ``is_wide`` says that place and doctors have columns of their own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_wide = False

    def columns(self) -> tuple[Column[BoardRow], ...]:
        """Return the columns from left to right; place and doctors are dropped where there is no room."""
        return (
            Column(self.tr("Priority"), self._priority, width=88, sort=_priority_order),
            Column(self.tr("Person"), self._person, width=174, grow=3),
            Column(self.tr("Place"), self._place, width=150, grow=2, optional=True),
            Column(self.tr("Clock"), self._clock, width=158, grow=1, sort=_deadline),
            Column(self.tr("State"), self._state, width=102, sort=_state_order),
            Column(self.tr("AMHP"), self._amhp, width=160, grow=2),
            Column(self.tr("Doctors"), self._doctors, width=124, optional=True),
            Column(self.tr("Next"), self._next, width=156, grow=3),
            Column(self.tr("Age"), self._age, width=90, align=Align.RIGHT, sort=_received),
        )

    def _priority(self, row: BoardRow) -> Cell:
        priority = row.line.priority
        words = priority.label if priority else self.tr("Not set")
        return Cell(words, row.line.reference, rag=priority.value if priority else "none")

    def _person(self, row: BoardRow) -> Cell:
        line = row.line
        about = line.age
        if self.is_wide or not line.place:
            about = f"{about} · {type_words(line)}"
        elif not line.alert:
            about = f"{about} · {line.place}"
        if not line.alert or row.is_closed:
            return Cell(line.person, about, is_strong=True)
        alert = Span(line.alert, "rag.red.text", "shield-alert")
        spoken = self.tr("%1, warning: %2, %3")
        for place, words in enumerate((line.person, line.alert, about), 1):
            spoken = spoken.replace(f"%{place}", words)
        return Cell(line.person, (alert, Span(f"· {about}")), is_strong=True, spoken=spoken)

    def _place(self, row: BoardRow) -> Cell:
        return Cell(row.line.place or self.tr("Not known"), row.line.place_detail)

    def _clock(self, row: BoardRow) -> Cell:
        line, now = row.line, row.now
        left, title = clock_left(line, now), clock_title(line, now)
        if line.clock is None or row.is_closed:
            return Cell((Span(left, "text.muted"),), title)
        state = line.clock.state(now)
        look = theme.clock_look(state.value)
        prefix = f"clock.{state.value}"
        if state is ClockState.EXPIRED:
            words: tuple[Span, ...] = (Span(left, "rag.red.text", look.icon, is_strong=True),)
        else:
            ink = "" if state is ClockState.RUNNING else f"{prefix}.text"
            words = (Span("", f"{prefix}.mark", look.icon), Span(left, ink, is_strong=True))
        return Cell(words, title, spoken=f"{left}, {look.word}, {title}")

    def _state(self, row: BoardRow) -> Cell:
        line = row.line
        if row.is_fresh:
            when = show_moment_from(line.changed_at, row.now)
            new = Span(self.tr("new %1").replace("%1", when), "accent.text", is_strong=True)
            return Cell(line.state.label, (new,))
        if row.is_closed and line.outcome is not None:
            return Cell(line.state.label, line.outcome.label)
        return Cell(line.state.label, since_words(line.state_since, row.now))

    def _amhp(self, row: BoardRow) -> Cell:
        line = row.line
        if line.amhp_id is None:
            is_new = line.state is State.RECEIVED
            return Cell(self.tr("Not allocated"), self.tr("Not triaged") if is_new else "", avatar="-")
        parts = [visit_words(line, row.now)]
        if not self.is_wide:
            parts.append(self.tr("Drs %1").replace("%1", doctors_words(line)))
        mark = "*" if row.is_mine else ""
        second = ", ".join(part for part in parts if part)
        return Cell(line.amhp, second, avatar=f"{mark}{line.amhp_initials}", spoken=f"{line.amhp}, {second}")

    def _doctors(self, row: BoardRow) -> Cell:
        return Cell(doctors_words(row.line))

    def _next(self, row: BoardRow) -> Cell:
        line = row.line
        if row.is_closed:
            return Cell(self.tr("Nothing left to do"))
        when = next_when(line, row.now)
        if next_is_late(line, row.now):
            return Cell(line.next_action, (Span(when, "rag.amber.text", "clock-alert"),))
        return Cell(line.next_action or self.tr("Not set"), when)

    def _age(self, row: BoardRow) -> Cell:
        return Cell((Span(age_words(row.line, row.now), "text.secondary"),))


def _priority_order(row: BoardRow) -> int:
    return _ORDER[row.line.priority.value if row.line.priority else "none"]


def _deadline(row: BoardRow) -> float | None:
    """Order by the next deadline; what has no running clock keeps the board's own order, last."""
    clock = row.line.clock
    return clock.ends_at.timestamp() if clock is not None and clock.met_at is None else None


def _state_order(row: BoardRow) -> int:
    return list(State).index(row.line.state)


def _received(row: BoardRow) -> float:
    return -row.line.received_at.timestamp()
