"""All requests, open and closed: type and the list narrows."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Topic
from amhp_desktop.domain.requests import State
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestFilter, RequestLine
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.fields import Choice, SearchField
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.panels import EmptyState, frame
from amhp_desktop.ui.kit.tables import RowsModel, RowsTable, WidthMemory
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.list_columns import ListColumns

WAIT_MS = 150
LIMIT = 500
_OPEN = "open"
_ALL = "all"


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
        self._asked = RequestFilter(open_only=True)
        self._is_first = True
        self.search = SearchField(self.tr("Reference, name or NHS No."), "Ctrl F")
        self.which: Choice[str] = Choice(
            (
                (_OPEN, self.tr("Open requests")),
                (_ALL, self.tr("All, open and closed")),
                *((state.value, state.label) for state in State),
            )
        )
        self.which.set_value(_OPEN)
        self.which.set_name(self.tr("Show"))
        self.count = label("", "small", "secondary")
        self.clear_button = Button(self.tr("Clear the search"), "x")
        self.widen_button = Button(self.tr("Search all requests"), "search")
        self.new_button = Button(self.tr("New request"), "plus", "", "Ctrl N")
        self.empty = EmptyState("search", "", "", (self.widen_button, self.clear_button, self.new_button))
        self.model: RowsModel[RequestLine] = RowsModel(ListColumns(self).columns(), key=lambda line: line.id)
        self.table = RowsTable(
            self.model, name=self.tr("Requests"), is_two_line=True, memory=memory, empty=self.empty
        )
        self.table.set_sortable()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        panel = QFrame()
        panel.setProperty("kind", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        bar = frame("panel-head")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(theme.space("s2"))
        self.search.setMinimumWidth(round(320 * theme.scale()))
        self.which.setFixedWidth(round(200 * theme.scale()))
        row.addWidget(self.search, 2)
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.count)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.space("s4"), theme.space("s3"), theme.space("s4"), theme.space("s3"))
        page.addWidget(panel)

    def _connect(self) -> None:
        self.search.changed.connect(self._timer.start)
        self.search.submitted.connect(self._on_submitted)
        self.which.changed.connect(self._ask)
        self._timer.timeout.connect(self._ask)
        self.table.activated_row.connect(self._open)
        self.clear_button.clicked.connect(self._on_clear_clicked)
        self.widen_button.clicked.connect(self._on_widen_clicked)
        self.new_button.clicked.connect(self._new_request)

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return self.tr("Requests")

    @override
    def primary(self) -> HeaderButton:
        return HeaderButton("request.new")

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.search, self.table)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {
            "request.new": self._new_request,
            "page.refresh": self.refresh,
            "page.find": self._find,
        }

    @override
    def reasons_off(self) -> Mapping[str, str]:
        reason = self._services.identity.why_not(Permission.RECORD_REQUESTS)
        return {"request.new": reason} if reason else {}

    @override
    def show_place(self, place: Place) -> None:
        self._find()
        self.refresh()

    @override
    def refresh(self) -> None:
        self._ask()

    # ---- asking and answering

    def wanted(self) -> RequestFilter:
        """Return what the search field and the filter ask for."""
        which = self.which.value()
        states = tuple(state for state in State if state.value == which)
        return RequestFilter(self.search.value(), open_only=which == _OPEN, states=states)

    def _ask(self) -> None:
        self._timer.stop()
        why_not = self._services.identity.why_not(Permission.READ_REQUESTS)
        if why_not:
            self._say_forbidden(why_not)
            return
        self._number += 1
        number, wanted = self._number, self.wanted()
        self._tasks.query(
            lambda: self._services.reader.search(wanted, LIMIT),
            owner=self,
            done=lambda lines: self._take(number, wanted, lines),
        )

    def _take(self, number: int, wanted: RequestFilter, lines: tuple[RequestLine, ...]) -> None:
        """Show an answer unless a later question was asked since."""
        if number != self._number:
            return
        self._say_empty(wanted)
        if wanted == self._asked and not self._is_first:
            self.model.refresh_rows(lines)
            self.model.sort_again()
        else:
            self.model.set_rows(lines)
        self._asked, self._is_first = wanted, False
        self._say_count(len(lines))
        self.was_read.emit()

    def _say_count(self, count: int) -> None:
        words = self.tr("1 request") if count == 1 else self.tr("%1 requests").replace("%1", str(count))
        if count >= LIMIT:
            words = self.tr("The newest %1; type to narrow").replace("%1", str(count))
        self.count.setText(words)

    def _say_empty(self, wanted: RequestFilter) -> None:
        is_narrow = wanted.open_only or bool(wanted.states)
        if wanted.text:
            fact = self.tr("Nothing matches “%1”").replace("%1", wanted.text)
            where = self.which.box.currentText().lower()
            searched = self.tr("Searched names, NHS No. and references of: %1.").replace("%1", where)
            self.empty.set_words(fact, searched)
        elif is_narrow:
            state = self.which.box.currentText()
            fact = self.tr("No open requests") if wanted.open_only else self.tr("No request is “%1”")
            self.empty.set_words(fact.replace("%1", state), self.tr("Closed ones are found under “All”."))
        else:
            self.empty.set_words(self.tr("No requests yet"), self.tr("Take down the first call."))
        self.clear_button.setVisible(bool(wanted.text))
        self.widen_button.setVisible(is_narrow)
        self.new_button.setVisible(not wanted.text and not is_narrow)

    def _say_forbidden(self, why_not: str) -> None:
        self.empty.set_words(why_not)
        for one in (self.clear_button, self.widen_button, self.new_button):
            one.hide()

    # ---- what people do

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    def _on_submitted(self, _text: str) -> None:
        if self.model.rowCount() == 1 and not self._timer.isActive():
            self._open(self.model.rows[0])
        elif self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clear_clicked(self) -> None:
        self.search.set_value("")
        self._find()

    def _on_widen_clicked(self) -> None:
        self.which.set_value(_ALL)
        self._find()

    def _open(self, line: RequestLine) -> None:
        self.navigate.emit(Place("request", line.id))

    def _new_request(self) -> None:
        self.navigate.emit(Place("intake"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.line.hasFocus() and self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
