"""The page of one paper: filled, checked, previewed, printed and marked as it goes on its way."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.changes import Topic
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.printing import FileChooser, Printers, SystemPrinters, choose_file
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.paperwork.paper_room import PaperRoom


class PaperPage(Page):
    """One paper, by its id as ``record_id``."""

    topics = frozenset({Topic.PAPERWORK, Topic.REQUESTS, Topic.PERSONS})
    belongs_to = "paperwork"

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        printers: Printers | None = None,
        choose: FileChooser = choose_file,
    ) -> None:
        super().__init__(parent)
        self.room = PaperRoom(services, tasks, printers=printers or SystemPrinters(), choose=choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.room)
        self.room.navigate.connect(self.navigate)
        self.room.message.connect(self.message)
        self.room.title_changed.connect(self.title_changed)
        self.room.handles_changed.connect(self.handles_changed)
        self.room.was_read.connect(self.was_read)

    @property
    def _view(self) -> PaperView | None:
        return self.room.session.view

    @override
    def title(self) -> str:
        return self.tr("Form {form}").format(form=self._view.definition.form) if self._view else ""

    @override
    def subtitle(self) -> str:
        return self._view.definition.title if self._view else ""

    @override
    def window_words(self) -> str:
        return self._view.reference if self._view else ""

    @override
    def back_place(self) -> Place | None:
        return Place("paperwork")

    @override
    def banner(self) -> QWidget | None:
        return self.room.banner if self._view else None

    @override
    def header_lead(self) -> tuple[QWidget, ...]:
        return (self.room.head.chip,) if self._view else ()

    @override
    def header_widgets(self) -> tuple[QWidget, ...]:
        return (self.room.head,) if self._view else ()

    @override
    def primary(self) -> HeaderButton | None:
        return HeaderButton("paper.print", self.tr("Check and print")) if self._view else None

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return self.room.desk.panes() if self.room.desk else (self,)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        desk = self.room.desk
        if desk is None:
            return {}
        return {
            "paper.print": self.room.print_paper,
            "paper.blank": self.room.open_blanks,
            "page.save": self.room.session.saver.save_now,
            "problem.next": desk.findings.go_next,
            "problem.previous": desk.findings.go_previous,
            "section.next": desk.editor.next_section,
            "section.previous": desk.editor.previous_section,
        }

    @override
    def reasons_off(self) -> Mapping[str, str]:
        return {"paper.print": self.tr("A copy is being printed.")} if self.room.printing.is_busy else {}

    @property
    @override
    def has_unsaved(self) -> bool:
        return self.room.session.saver.is_dirty

    @override
    def keep_typing(self) -> None:
        self.room.session.saver.leave()

    @override
    def may_leave(self) -> bool:
        self.keep_typing()
        return True

    @override
    def show_place(self, place: Place) -> None:
        if place.record_id is not None:
            self.room.session.open(place.record_id)

    @override
    def refresh(self) -> None:
        self.room.session.refresh()
