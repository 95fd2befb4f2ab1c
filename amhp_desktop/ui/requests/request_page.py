"""The page of one request: who it is about, where it stands, and its sections."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Topic
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.ask import Answer, ask
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.tasks import Task, TaskRunner
from amhp_desktop.ui.requests.request_desk import RequestDesk, Shown
from amhp_desktop.ui.requests.request_moves import RequestMoves
from amhp_desktop.ui.requests.request_news import news_of


class RequestPage(Page):
    """One request at a time; a change by somebody else is shown and never touches what is being typed."""

    topics = frozenset({Topic.REQUESTS, Topic.PERSONS, Topic.PAPERWORK})
    belongs_to = "requests"

    def __init__(self, services: Services, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._place = Place("request")
        self._reading: Task | None = None
        self.desk = RequestDesk(services, tasks)
        self.moves = RequestMoves(services, tasks, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.desk)
        self.desk.changed.connect(self.title_changed)
        self.desk.stack.navigate.connect(self.navigate)
        for speaker in (self.desk.stack.message, self.desk.log.said, self.moves.said):
            speaker.connect(self.message)
        self.moves.outdated.connect(self.refresh)
        self.desk.head.papers.clicked.connect(partial(self.desk.go, "papers"))
        self.desk.head.navigate.connect(self.navigate)
        self.desk.head.more.clicked.connect(self._on_more_clicked)

    @override
    def title(self) -> str:
        return self.desk.shown.view.reference if self.desk.shown is not None else ""

    @override
    def subtitle(self) -> str:
        return self.desk.shown.view.call.draft.type.label if self.desk.shown is not None else ""

    @override
    def window_words(self) -> str:
        return self.title()

    @override
    def back_place(self) -> Place:
        return Place("today")

    @override
    def banner(self) -> QWidget:
        return self.desk.head.banner

    @override
    def header_lead(self) -> tuple[QWidget, ...]:
        return self.desk.head.lead

    @override
    def header_widgets(self) -> tuple[QWidget, ...]:
        return self.desk.head.ends

    @override
    def header_buttons(self) -> tuple[HeaderButton, ...]:
        return (HeaderButton("call.log"),)

    @override
    def primary(self) -> HeaderButton | None:
        if self.desk.stack.has_unsaved_here:
            return HeaderButton("page.primary", self.tr("Save"), "save")
        step = self.desk.next_step
        return HeaderButton("page.primary", step.words, step.icon) if step is not None else None

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.desk.outline, self.desk.stack, self.desk.side)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        desk = self.desk
        return {
            "page.primary": desk.do_next,
            "page.save": desk.stack.save,
            "page.refresh": self.refresh,
            "section.next": partial(desk.step, 1),
            "section.previous": partial(desk.step, -1),
            "request.allocate": partial(desk.go, "allocation"),
            "request.outcome": partial(desk.go, "outcome"),
            "told.open": partial(desk.go, "told"),
            "call.log": partial(desk.go, "arranging"),
        }

    @override
    def show_place(self, place: Place) -> None:
        is_other = place.record_id != self._place.record_id
        self._place = place
        if is_other:
            self.desk.clear()
        elif place.section:
            self.desk.go(place.section)
        self.refresh()

    @override
    def refresh(self) -> None:
        if self._place.record_id is None:
            return
        if self._reading is not None:
            self._reading.cancel()
        read = partial(self._read, self._place.record_id)
        self._reading = self._tasks.query(read, owner=self, done=self._show)

    def _read(self, request_id: int) -> Shown:
        view = self._services.reader.view(request_id)
        may_see = self._services.identity.may(Permission.PAPERWORK)
        return Shown(view, self._services.papers.papers(request_id) if may_see else ())

    def _show(self, shown: Shown) -> None:
        before = self.desk.shown
        self.desk.show_answer(shown, self._place.section)
        news = news_of(before.view, shown.view, self._services.identity) if before is not None else None
        if news is not None:
            self.message.emit(news)
        self.was_read.emit()

    @property
    @override
    def has_unsaved(self) -> bool:
        return self.desk.has_unsaved

    @override
    def keep_typing(self) -> None:
        self.desk.stack.keep_typing()

    @override
    def may_leave(self) -> bool:
        """Ask what shall become of typing that is not saved; answer no until that is decided."""
        if not self.has_unsaved:
            return True
        ask(
            self,
            self.tr("Something typed here is not saved"),
            self.tr("Go back and save it, or throw the typing away."),
            (
                Answer("keep", self.tr("Back to editing"), is_safe=True),
                Answer("discard", self.tr("Throw typing away"), "danger"),
            ),
            lambda answer: self.desk.throw_away() if answer == "discard" else None,
        )
        return False

    def _on_more_clicked(self) -> None:
        if self.desk.shown is not None:
            more = self.desk.head.more
            self.moves.pop_up(self.desk.shown.view, more.mapToGlobal(more.rect().bottomLeft()))
