"""The page of one paper: filled, checked, previewed, printed and marked as it goes on its way."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.changes import Topic
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit.banner import PatientBanner
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.panels import EmptyState
from amhp_desktop.ui.kit.printing import FileChooser, Printers, SystemPrinters, choose_file
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.paperwork.desk import FormDesk
from amhp_desktop.ui.paperwork.marking import PaperMarking
from amhp_desktop.ui.paperwork.paper_head import PaperHead
from amhp_desktop.ui.paperwork.person_banner import show_in_banner
from amhp_desktop.ui.paperwork.print_desk import PrintDesk
from amhp_desktop.ui.paperwork.session import OpenedPaper, PaperSession
from amhp_desktop.ui.paperwork.standing import PaperFoot


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
        self._services, self._tasks = services, tasks
        self._printers = printers or SystemPrinters()
        self.desk: FormDesk | None = None
        self._banner = PatientBanner()
        self.head = PaperHead()
        self.foot = PaperFoot(self._printers)
        self.session = PaperSession(services, tasks, self)
        self.printing = PrintDesk(services, tasks, self, printers=self._printers, choose=choose)
        self.marking = PaperMarking(services, tasks, self)
        self._empty = EmptyState("file-text", self.tr("Opening the form"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        for lent in (self._banner, self.head, self.head.chip):
            self.destroyed.connect(lent.deleteLater)
        self._connect()

    def _connect(self) -> None:
        self.session.opened.connect(self._on_opened)
        self.session.shown.connect(self._on_shown)
        self.session.gone.connect(self._on_gone)
        self.session.saved_words.connect(self.head.say_saved)
        for speaker in (self.session, self.printing, self.marking):
            speaker.message.connect(self.message)
        self.printing.busy_changed.connect(self.handles_changed)
        self.marking.voided.connect(self._on_voided)
        self.head.pdf_asked.connect(self.save_pdf)
        self.foot.standing_asked.connect(self._on_standing_asked)
        self.foot.void_asked.connect(self._on_void_asked)

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return (
            self.tr("Form {form}").format(form=self.session.view.definition.form) if self.session.view else ""
        )

    @override
    def subtitle(self) -> str:
        return self.session.view.definition.title if self.session.view else ""

    @override
    def window_words(self) -> str:
        return self.session.view.reference if self.session.view else ""

    @override
    def back_place(self) -> Place | None:
        return Place("paperwork")

    @override
    def banner(self) -> QWidget | None:
        return self._banner if self.session.view else None

    @override
    def header_lead(self) -> tuple[QWidget, ...]:
        return (self.head.chip,) if self.session.view else ()

    @override
    def header_widgets(self) -> tuple[QWidget, ...]:
        return (self.head,) if self.session.view else ()

    @override
    def primary(self) -> HeaderButton | None:
        return HeaderButton("paper.print", self.tr("Check and print")) if self.session.view else None

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return self.desk.panes() if self.desk else (self,)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        desk = self.desk
        if desk is None:
            return {}
        return {
            "paper.print": self.print_paper,
            "paper.blank": self._open_blanks,
            "page.save": self.session.saver.save_now,
            "problem.next": desk.findings.go_next,
            "problem.previous": desk.findings.go_previous,
            "section.next": desk.editor.next_section,
            "section.previous": desk.editor.previous_section,
        }

    @override
    def reasons_off(self) -> Mapping[str, str]:
        return {"paper.print": self.tr("A copy is being printed.")} if self.printing.is_busy else {}

    @property
    @override
    def has_unsaved(self) -> bool:
        return self.session.saver.is_dirty

    @override
    def may_leave(self) -> bool:
        self.session.saver.leave()
        return True

    @override
    def show_place(self, place: Place) -> None:
        if place.record_id is not None:
            self.session.open(place.record_id)

    @override
    def refresh(self) -> None:
        self.session.refresh()

    # ---- what the person asks

    def print_paper(self) -> None:
        """Print the form as it stands, after the questions that apply."""
        view, desk = self.session.view, self.desk
        if view is not None and desk is not None:
            self.session.saver.save_now()
            self.printing.print_paper(view, desk.values(), desk.problem_count(), self.foot.panel)

    def save_pdf(self) -> None:
        """Save the form as it stands as a PDF file."""
        view, desk = self.session.view, self.desk
        if view is not None and desk is not None:
            self.session.saver.save_now()
            self.printing.save_paper(view, desk.values(), desk.problem_count())

    def _on_standing_asked(self) -> None:
        if self.session.view is not None:
            self.marking.ask_standing(self.session.view)

    def _on_void_asked(self) -> None:
        if self.session.view is not None:
            self.marking.ask_void(self.session.view)

    def _open_blanks(self) -> None:
        self.navigate.emit(Place("paperwork", section="blank"))

    # ---- what the paper does

    def _on_opened(self, opened: OpenedPaper) -> None:
        before = self.desk
        show_in_banner(self._banner, opened.request)
        self.foot.setParent(None)
        self.desk = FormDesk(self._services, self._tasks, opened.view, opened.hospitals, self.foot)
        self.desk.changed.connect(self._on_typed)
        self._stack.addWidget(self.desk)
        self._stack.setCurrentWidget(self.desk)
        self.foot.panel.look_again()
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self.handles_changed.emit()

    def _on_typed(self) -> None:
        if self.desk is not None:
            self.session.typed(self.desk.values())

    def _on_shown(self, view: PaperView, values: FormValues) -> None:
        if self.desk is not None:
            self.desk.show_view(view, values)
        self.foot.show_view(view)
        self.head.show_view(view)
        self.title_changed.emit()
        self.was_read.emit()

    def _on_gone(self, reason: str) -> None:
        self._empty.set_words(reason, self.tr("The print queue shows the forms in use."))
        self._stack.setCurrentWidget(self._empty)
        self.title_changed.emit()

    def _on_voided(self) -> None:
        self.navigate.emit(Place("paperwork"))
