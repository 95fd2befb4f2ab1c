"""What Today looks like: clocks over the board, panels at its side and, in wide windows, below it."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Identity
from amhp_desktop.domain.rota import Cover
from amhp_desktop.domain.when import london_day
from amhp_desktop.services.board import Board, BoardLine
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.panels import scrolled
from amhp_desktop.ui.kit.tables import WidthMemory
from amhp_desktop.ui.today.board_panel import BoardPanel
from amhp_desktop.ui.today.board_rows import BoardRow
from amhp_desktop.ui.today.changes import Looked
from amhp_desktop.ui.today.clock_strip import ClockStrip
from amhp_desktop.ui.today.duty_panel import DutyPanel
from amhp_desktop.ui.today.side_panels import ChangesPanel, CoverPanel, LooseEndsPanel, WaitingPanel

_BELOW = 284


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer: the board, and the duties that lack people."""

    board: Board
    holes: tuple[Cover, ...]


class TodayView(QWidget):
    """Puts a board into words as at an instant; knows nothing of where it comes from."""

    asked = Signal(object)
    """Fires with the Place somebody wants to go to."""

    def __init__(self, identity: Identity, verb: str, memory: WidthMemory | None) -> None:
        super().__init__()
        self._me = identity.staff_id
        self.looked = Looked(identity.login)
        self._shown: Shown | None = None
        self._now: datetime | None = None
        self._is_wide: bool | None = None
        self.clocks = ClockStrip()
        self.board = BoardPanel(memory)
        self.duty = DutyPanel()
        self.waiting = WaitingPanel()
        self.ends = LooseEndsPanel()
        self.cover = CoverPanel(verb)
        self.changes = ChangesPanel()
        self._lay_out()
        self.clocks.opened.connect(self._on_opened)
        self.board.opened.connect(self._on_opened)
        self.board.looked_at.connect(self._on_looked_at)
        self.ends.pressed.connect(self._on_end_pressed)
        self.cover.pressed.connect(self._on_hole_pressed)
        theme.notifier().changed.connect(self._fit)

    def _lay_out(self) -> None:
        gap = theme.space("s3")
        self._below = QWidget()
        self._below_row = QHBoxLayout(self._below)
        self._below_row.setContentsMargins(0, 0, 0, 0)
        self._below_row.setSpacing(gap)
        self._below_row.addWidget(self.changes, 1)
        self._below.setMaximumHeight(round(_BELOW * theme.scale()))
        main = QVBoxLayout()
        main.setSpacing(gap)
        main.addWidget(self.clocks)
        main.addWidget(self.board, 3)
        main.addWidget(self._below, 2)
        inside = QWidget()
        self._side_column = QVBoxLayout(inside)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(gap)
        for panel in (self.duty, self.cover, self.waiting, self.ends):
            self._side_column.addWidget(panel)
        self._side_column.addStretch(1)
        self.side = scrolled(inside)
        page = QHBoxLayout(self)
        page.setContentsMargins(theme.space("s4"), gap, theme.space("s4"), gap)
        page.setSpacing(gap)
        page.addLayout(main, 1)
        page.addWidget(self.side)

    def take(self, shown: Shown, now: datetime) -> None:
        """Show a newer answer as at an instant."""
        self._shown = shown
        self.looked.take(shown.board)
        self.word(now)

    def word(self, now: datetime) -> None:
        """Put what is shown into words as at an instant."""
        self._now = now
        if self._shown is None:
            return
        board = self._shown.board
        self.clocks.set_board(board, now)
        self._word_rows()
        for panel in (self.duty, self.waiting, self.ends):
            panel.set_board(board, now)
        self.cover.set_cover(self._shown.holes, london_day(now))
        self.changes.set_changes(self.looked.changes, self.looked.since or now, now)

    def _word_rows(self) -> None:
        if self._shown is None or self._now is None:
            return
        board, now = self._shown.board, self._now
        still_open = tuple(self._row(line, now) for line in board.open)
        closed = tuple(self._row(line, now, is_closed=True) for line in board.closed_today)
        self.board.show_rows((*still_open, *closed))

    def _row(self, line: BoardLine, now: datetime, *, is_closed: bool = False) -> BoardRow:
        is_mine = self._me is not None and line.amhp_id == self._me
        is_fresh = self.looked.is_fresh(line)
        return BoardRow(line, now, is_fresh=is_fresh, is_mine=is_mine, is_closed=is_closed)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the side its width; from 1600 px show the further panels below the board."""
        is_wide = self.window().width() >= theme.size("wide_from") * theme.scale()
        self.side.setFixedWidth(theme.size("side_panel_wide" if is_wide else "side_panel"))
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._below.setVisible(is_wide)
        if is_wide:
            self._below_row.addWidget(self.cover, 1)
        else:
            self._side_column.insertWidget(1, self.cover)
        self.board.columns.is_wide = is_wide
        self._word_rows()

    def _on_opened(self, request_id: int) -> None:
        self.asked.emit(Place("request", request_id))

    def _on_looked_at(self, row: BoardRow) -> None:
        if self.looked.look_at(row.line):
            self._word_rows()

    def _on_end_pressed(self, key: tuple[int, str]) -> None:
        request_id, section = key
        self.asked.emit(Place("request", request_id, section))

    def _on_hole_pressed(self, day: str) -> None:
        self.asked.emit(Place("rota", None, day))
