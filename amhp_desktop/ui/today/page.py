"""Today: what runs out next, every open request, who is on duty, and what nobody has finished."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Topic
from amhp_desktop.domain.rota import Cover
from amhp_desktop.domain.when import london_day, show_day, show_time
from amhp_desktop.services.board import Board, BoardLine
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.prints import board_sheet
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.chips import Chip
from amhp_desktop.ui.kit.labels import row_of
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.panels import scrolled
from amhp_desktop.ui.kit.tables import WidthMemory
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.today.board_panel import BoardPanel
from amhp_desktop.ui.today.board_rows import BoardRow
from amhp_desktop.ui.today.changes import Looked
from amhp_desktop.ui.today.clock_strip import ClockStrip
from amhp_desktop.ui.today.duty_panel import DutyPanel
from amhp_desktop.ui.today.side_panels import ChangesPanel, CoverPanel, LooseEndsPanel, WaitingPanel

PrintPdf = Callable[[bytes, str], None]
_WEEKS = 3
_BELOW = 284
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class _Shown:
    """One answer: the board, and the duties that lack people."""

    board: Board
    holes: tuple[Cover, ...]


class TodayPage(Page):
    """The live board of one service; ``print_pdf`` gets the bytes of the printed board and their title."""

    topics = frozenset({Topic.REQUESTS, Topic.ROTA, Topic.PERSONS, Topic.PEOPLE})

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        print_pdf: PrintPdf,
        memory: WidthMemory | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._tasks, self._print_pdf = services, tasks, print_pdf
        self._looked = Looked(services.identity.login)
        self._shown: _Shown | None = None
        self._is_wide: bool | None = None
        may_edit = services.identity.may(Permission.EDIT_ROTA)
        self.news = Chip("", "accent", "bell")
        self.news.hide()
        self._news_row = row_of(
            self.news
        )  # only what is inside is shown and hidden: the header lends it a place
        self.clocks = ClockStrip()
        self.board = BoardPanel(memory)
        self.duty = DutyPanel()
        self.waiting = WaitingPanel()
        self.ends = LooseEndsPanel()
        self.cover = CoverPanel(self.tr("Find cover") if may_edit else self.tr("Show"))
        self.changes = ChangesPanel()
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setTimerType(Qt.TimerType.PreciseTimer)
        self._minute.timeout.connect(self._on_minute)
        self._lay_out()
        self._connect()
        self.setTabOrder(self.clocks.cards[-1], self.board.chips.buttons[self.board.chips.current])

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

    def _connect(self) -> None:
        self.clocks.opened.connect(self._open)
        self.board.opened.connect(self._open)
        self.board.looked_at.connect(self._on_looked_at)
        self.board.print_asked.connect(self._print)
        self.board.new_asked.connect(self._new_request)
        self.ends.pressed.connect(self._on_end_pressed)
        self.cover.pressed.connect(self._on_hole_pressed)
        theme.notifier().changed.connect(self._fit)

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return self.tr("Today")

    @override
    def subtitle(self) -> str:
        now = self._services.clock()
        return f"{show_day(london_day(now))}  {show_time(now)}"

    @override
    def header_widgets(self) -> tuple[QWidget, ...]:
        return (self._news_row,)

    @override
    def primary(self) -> HeaderButton:
        return HeaderButton("request.new")

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.board, self.side)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {
            "request.new": self._new_request,
            "page.refresh": self.refresh,
            "page.find": self.board.chips.setFocus,
            "paper.print": self._print,
        }

    @override
    def reasons_off(self) -> Mapping[str, str]:
        reason = self._services.identity.why_not(Permission.RECORD_REQUESTS)
        return {"request.new": reason} if reason else {}

    @override
    def show_place(self, place: Place) -> None:
        self.board.table.setFocus()
        self.refresh()

    @override
    def refresh(self) -> None:
        why_not = self._services.identity.why_not(Permission.READ_REQUESTS)
        if why_not:
            self.board.forbid(why_not)
            return
        self._tasks.query(self._read, owner=self, done=self._show)

    def _read(self) -> _Shown:
        board = self._services.board.board()
        may_see_rota = self._services.identity.may(Permission.READ_ROTA)
        today = london_day(board.as_at)
        return _Shown(board, self._services.rota.holes(today, _WEEKS) if may_see_rota else ())

    # ---- what is on the screen

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        self._looked.take(shown.board)
        self._word()
        self.was_read.emit()

    def _word(self) -> None:
        """Put everything on the page into words as at now."""
        shown = self._shown
        if shown is None:
            return
        now = self._services.clock()
        self.clocks.set_board(shown.board, now)
        self._word_rows()
        for panel in (self.duty, self.waiting, self.ends):
            panel.set_board(shown.board, now)
        self.cover.set_cover(shown.holes, london_day(now))
        since = self._looked.since or now
        self.changes.set_changes(self._looked.changes, since, now)
        self._say_news(show_time(since))
        self.title_changed.emit()

    def _word_rows(self) -> None:
        if self._shown is None:
            return
        board = self._shown.board
        still_open = tuple(self._row(line) for line in board.open)
        closed = tuple(self._row(line, is_closed=True) for line in board.closed_today)
        self.board.show_rows((*still_open, *closed))

    def _row(self, line: BoardLine, *, is_closed: bool = False) -> BoardRow:
        me = self._services.identity.staff_id
        return BoardRow(
            line, self._services.clock(), is_fresh=self._looked.is_fresh(line),
            is_mine=me is not None and line.amhp_id == me, is_closed=is_closed,
        )  # fmt: skip

    def _say_news(self, since: str) -> None:
        count = len(self._looked.changes)
        words = self.tr("1 change since %2") if count == 1 else self.tr("%1 changes since %2")
        self.news.set_chip(words.replace("%1", str(count)).replace("%2", since), "accent", "bell")
        self.news.setVisible(bool(count))

    def _on_minute(self) -> None:
        self._word()
        self._wait_for_minute()

    def _wait_for_minute(self) -> None:
        now = self._services.clock()
        gone = now.second * 1000 + now.microsecond // 1000
        self._minute.start(_MINUTE_MS - gone + 20)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._word()
        self._wait_for_minute()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._minute.stop()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the side its width; from 1600 px show the further panels below the board."""
        is_wide = self.window().width() >= theme.size("wide_from")
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

    # ---- what people do

    def _open(self, request_id: int) -> None:
        self.navigate.emit(Place("request", request_id))

    def _new_request(self) -> None:
        self.navigate.emit(Place("intake"))

    def _on_looked_at(self, row: BoardRow) -> None:
        if self._looked.look_at(row.line):
            self._word_rows()

    def _on_end_pressed(self, key: tuple[int, str]) -> None:
        request_id, section = key
        self.navigate.emit(Place("request", request_id, section))

    def _on_hole_pressed(self, day: str) -> None:
        self.navigate.emit(Place("rota", None, day))

    def _print(self) -> None:
        shown = self._shown
        if shown is None:
            return
        now, training = self._services.clock(), self._services.training
        by = self._services.identity.name
        title = self.tr("Board %1").replace("%1", show_day(london_day(now)))
        self._tasks.long(
            lambda _progress: board_sheet(shown.board, now, training, by=by),
            owner=self,
            done=lambda pdf: self._print_pdf(pdf, title),
        )
