"""All requests, open and closed: type and the list narrows."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Topic
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestFilter, RequestLine
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.tables import RowsModel, RowsTable, WidthMemory
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.list_columns import ListColumns
from amhp_desktop.ui.requests.list_empty import ListEmpty
from amhp_desktop.ui.requests.list_nearest import nearest
from amhp_desktop.ui.requests.list_search import LIMIT, ListSearch


class RequestsPage(Page):
    """Search over every request by reference, name and NHS number, and a filter by state."""

    topics = frozenset({Topic.REQUESTS, Topic.PERSONS})

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        memory: WidthMemory | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._number = 0
        self._asked: RequestFilter | None = None
        self._near: RequestLine | None = None
        self.bar = ListSearch()
        self.empty = ListEmpty()
        self.model: RowsModel[RequestLine] = RowsModel(ListColumns(self).columns(), key=lambda line: line.id)
        self.table = RowsTable(
            self.model, name=self.tr("Requests"), is_two_line=True, memory=memory, empty=self.empty
        )
        self.table.set_sortable()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        panel = QFrame()
        panel.setProperty("kind", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.space("s4"), theme.space("s3"), theme.space("s4"), theme.space("s3"))
        page.addWidget(panel)

    def _connect(self) -> None:
        self.bar.asked.connect(self.refresh)
        self.bar.search.submitted.connect(self._on_submitted)
        self.table.activated_row.connect(self._open)
        self.empty.near_button.clicked.connect(self._on_near_clicked)
        self.empty.clear_button.clicked.connect(self.bar.clear)
        self.empty.widen_button.clicked.connect(self.bar.widen)
        self.empty.new_button.clicked.connect(self._new_request)

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return self.tr("Requests")

    @override
    def primary(self) -> HeaderButton:
        return HeaderButton("request.new")

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.bar, self.table)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {
            "request.new": self._new_request,
            "page.refresh": self.refresh,
            "page.find": self.bar.go_to_search,
        }

    @override
    def reasons_off(self) -> Mapping[str, str]:
        reason = self._services.identity.why_not(Permission.RECORD_REQUESTS)
        return {"request.new": reason} if reason else {}

    @override
    def show_place(self, place: Place) -> None:
        """Show the list; a place's section is the text to search for, in open and closed requests."""
        if place.section:
            self.bar.search_all(place.section)
        self.bar.go_to_search()
        self.refresh()

    @override
    def refresh(self) -> None:
        why_not = self._services.identity.why_not(Permission.READ_REQUESTS)
        if why_not:
            self.empty.forbid(why_not)
            return
        self._number += 1
        number, wanted = self._number, self.bar.wanted()
        self._tasks.query(
            lambda: self._services.reader.search(wanted, LIMIT),
            owner=self,
            done=lambda lines: self._take(number, wanted, lines),
        )

    # ---- answers

    def _take(self, number: int, wanted: RequestFilter, lines: tuple[RequestLine, ...]) -> None:
        """Show an answer unless a later question was asked since."""
        if number != self._number:
            return
        self._near = None
        self.empty.say(wanted, self.bar.which_words())
        if wanted == self._asked:
            self.model.refresh_rows(lines)
            self.model.sort_again()
        else:
            self.model.set_rows(lines)
        self._asked = wanted
        self.bar.say_count(len(lines))
        if wanted.text and not lines:
            self._look_for_nearest(number, wanted)
        self.was_read.emit()

    def _look_for_nearest(self, number: int, wanted: RequestFilter) -> None:
        self._tasks.query(
            lambda: nearest(wanted.text, self._services.reader.search(RequestFilter(), LIMIT)),
            owner=self,
            done=lambda near: self._take_nearest(number, wanted, near),
        )

    def _take_nearest(self, number: int, wanted: RequestFilter, near: RequestLine | None) -> None:
        if number == self._number and near is not None:
            self._near = near
            self.empty.say(wanted, self.bar.which_words(), near)

    # ---- what people do

    def _on_submitted(self, _text: str) -> None:
        if self.model.rowCount() == 1 and not self.bar.is_waiting:
            self._open(self.model.rows[0])
        elif self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_near_clicked(self) -> None:
        if self._near is not None:
            self._open(self._near)

    def _open(self, line: RequestLine) -> None:
        self.navigate.emit(Place("request", line.id))

    def _new_request(self) -> None:
        self.navigate.emit(Place("intake"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.bar.search.line.hasFocus() and self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
