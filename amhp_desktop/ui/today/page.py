"""Today: what runs out next, every open request, who is on duty, and what nobody has finished."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Topic
from amhp_desktop.domain.when import london_day, show_day, show_time
from amhp_desktop.services.board import Board
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.chips import Chip
from amhp_desktop.ui.kit.labels import row_of
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.tables import WidthMemory
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.today.minute import EveryMinute
from amhp_desktop.ui.today.view import Shown, TodayView

PrintPdf = Callable[[bytes, str], None]
_WEEKS = 3  # from any day of the first week, three weeks hold the next 14 days


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
        self._board: Board | None = None
        self.news = Chip("", "accent", "bell")
        self.news.hide()
        self._news_row = row_of(
            self.news
        )  # only what is inside is shown and hidden: the header lends it a place
        may_edit = services.identity.may(Permission.EDIT_ROTA)
        verb = self.tr("Find cover") if may_edit else self.tr("Show")
        self.view = TodayView(services.identity, verb, memory)
        self.minute = EveryMinute(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.asked.connect(self.navigate)
        self.view.board.print_asked.connect(self._print)
        self.view.board.new_asked.connect(self._new_request)
        self.minute.passed.connect(self._on_minute_passed)

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
        return (self.view.board, self.view.side)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {
            "request.new": self._new_request,
            "page.refresh": self.refresh,
            "page.find": self.view.board.chips.setFocus,
            "paper.print": self._print,
        }

    @override
    def reasons_off(self) -> Mapping[str, str]:
        reason = self._services.identity.why_not(Permission.RECORD_REQUESTS)
        return {"request.new": reason} if reason else {}

    @override
    def show_place(self, place: Place) -> None:
        self.view.board.table.setFocus()
        self.refresh()

    @override
    def refresh(self) -> None:
        why_not = self._services.identity.why_not(Permission.READ_REQUESTS)
        if why_not:
            self.view.board.forbid(why_not)
            return
        self._tasks.query(self._read, owner=self, done=self._show)

    def _read(self) -> Shown:
        board = self._services.board.board()
        may_see_rota = self._services.identity.may(Permission.READ_ROTA)
        today = london_day(board.as_at)
        return Shown(board, self._services.rota.holes(today, _WEEKS) if may_see_rota else ())

    # ---- what is on the screen

    def _show(self, shown: Shown) -> None:
        self._board = shown.board
        self.view.take(shown, self._services.clock())
        count, since = len(self.view.looked.changes), self.view.looked.since
        words = self.tr("1 change since %2") if count == 1 else self.tr("%1 changes since %2")
        shown_since = show_time(since) if since is not None else ""
        self.news.set_chip(words.replace("%1", str(count)).replace("%2", shown_since), "accent", "bell")
        self.news.setVisible(bool(count))
        self.title_changed.emit()
        self.was_read.emit()

    def _on_minute_passed(self) -> None:
        now = self._services.clock()
        self.view.word(now)
        self.title_changed.emit()
        self.minute.begin(now)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_minute_passed()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.minute.stop()
        super().hideEvent(event)

    # ---- what people do

    def _new_request(self) -> None:
        self.navigate.emit(Place("intake"))

    def _print(self) -> None:
        from amhp_desktop.services.prints import board_sheet  # what draws pages, loaded with the first print

        board = self._board
        if board is None:
            return
        now, training = self._services.clock(), self._services.training
        by = self._services.identity.name
        title = self.tr("Board %1").replace("%1", show_day(london_day(now)))
        self._tasks.long(
            lambda _progress: board_sheet(board, now, training, by=by),
            owner=self,
            done=lambda pdf: self._print_pdf(pdf, title),
        )
