"""Who is on duty now and next, with the numbers to ring and what they are busy with."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.board import Board, DutyPerson
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.labels import Elided, IconLabel, label
from amhp_desktop.ui.kit.panels import Avatar, LineRow, Panel, frame
from amhp_desktop.ui.today.duty_bars import DutyBars

_NEXT_SHOWN = 3


class DutyPanel(Panel):
    """Bars over the day, a row for everybody on duty, and who comes next; *Free* has no open request."""

    def __init__(self) -> None:
        super().__init__(self.tr("On duty"), is_padded=False)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bars = DutyBars()
        self._shown: tuple[object, ...] = ()
        self._rows: tuple[QWidget, ...] = ()
        self._next = Elided("", "small", "secondary")
        self._foot = self._next_row()
        self.add(self._bars)
        self.add(self._foot)

    def _next_row(self) -> QFrame:
        made = frame("foot")
        row = QHBoxLayout(made)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(theme.space("s2"))
        row.addWidget(IconLabel("calendar-clock", 14))
        row.addWidget(self._next, 1)
        return made

    def set_board(self, board: Board, now: datetime) -> None:
        """Show who is on duty as at an instant."""
        people = tuple(sorted(board.on_duty, key=lambda one: (not one.kind.needs_approval, one.starts_at)))
        self._bars.set_duties((*people, *board.next_on[:_NEXT_SHOWN]), now)
        amhps = [one for one in people if one.kind.needs_approval]
        free = sum(not one.busy_with for one in amhps)
        one = self.tr("1 AMHP, %2 free")
        words = one if len(amhps) == 1 else self.tr("%1 AMHPs, %2 free").replace("%1", str(len(amhps)))
        words = words.replace("%2", str(free))
        self.set_subtitle(words if people else self.tr("Nobody is on duty now"))
        coming = ", ".join(
            f"{one.family} {show_moment_from(one.starts_at, now)}" for one in board.next_on[:_NEXT_SHOWN]
        )
        self._next.setText(self.tr("Next: %1").replace("%1", coming))
        self._foot.setVisible(bool(coming))
        rows = tuple((one.name, one.initials, self._doing(one, now), one.phone) for one in people)
        if rows != self._shown:
            self._shown = rows
            self._fill(people, now)

    def _fill(self, people: tuple[DutyPerson, ...], now: datetime) -> None:
        for old in self._rows:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = tuple(self._row(one, now) for one in people)
        for place, row in enumerate(self._rows):
            self.body.insertWidget(1 + place, row)

    def _row(self, person: DutyPerson, now: datetime) -> LineRow:
        phone = label(person.phone or self.tr("No number"), "body", "secondary")
        phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        phone.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = LineRow(person.name, self._doing(person, now), lead=Avatar(person.initials), ends=(phone,))
        if self._is_free(person):
            theme.ink(row.second, "green")
        return row

    @staticmethod
    def _is_free(person: DutyPerson) -> bool:
        return person.kind.needs_approval and not person.busy_with

    def _doing(self, person: DutyPerson, now: datetime) -> str:
        until = self.tr("to %1").replace("%1", show_moment_from(person.ends_at, now))
        if not person.kind.needs_approval:
            return f"{person.kind.label}, {until}"
        if not person.busy_with:
            return self.tr("Free, %1").replace("%1", until)
        out = person.out_until
        busy = ", ".join(person.busy_with)
        if out is not None and out > now:
            visit = self.tr("visit %1").replace("%1", show_moment_from(out, now))
            return f"{busy}, {visit}"
        return f"{busy}, {until}"
