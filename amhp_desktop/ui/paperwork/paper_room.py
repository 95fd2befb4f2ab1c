"""One paper on its way: opened, typed into, printed, marked as it goes, taken out of use."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit.banner import PatientBanner
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.panels import EmptyState
from amhp_desktop.ui.kit.printing import FileChooser, Printers
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.paperwork.desk import FormDesk
from amhp_desktop.ui.paperwork.marking import PaperMarking
from amhp_desktop.ui.paperwork.paper_head import PaperHead
from amhp_desktop.ui.paperwork.person_banner import show_in_banner
from amhp_desktop.ui.paperwork.print_desk import PrintDesk
from amhp_desktop.ui.paperwork.session import OpenedPaper, PaperSession
from amhp_desktop.ui.paperwork.standing import PaperFoot


class PaperRoom(QWidget):
    """Holds the form desk of the paper that is open, and what is done with the paper."""

    navigate = Signal(object)
    """Fires when the paper leads elsewhere; carries a ``Place``."""
    message = Signal(object)
    """Fires when something is to be said above the page; carries a kit message."""
    title_changed = Signal()
    """Fires when another paper, or another state of it, is shown."""
    handles_changed = Signal()
    """Fires when other commands can be carried out than before."""
    was_read = Signal()
    """Fires when fresh data is on screen."""

    def __init__(
        self, services: Services, tasks: TaskRunner, *, printers: Printers, choose: FileChooser
    ) -> None:
        super().__init__()
        self._services, self._tasks = services, tasks
        self.desk: FormDesk | None = None
        self.banner = PatientBanner()
        self.head = PaperHead()
        self.foot = PaperFoot(printers)
        self.session = PaperSession(services, tasks, self)
        self.printing = PrintDesk(services, tasks, self, printers=printers, choose=choose)
        self.marking = PaperMarking(services, tasks, self)
        self._empty = EmptyState("file-text", self.tr("Opening the form"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        for lent in (self.banner, self.head, self.head.chip):
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

    def open_blanks(self) -> None:
        """Go to the blank forms."""
        self.navigate.emit(Place("paperwork", section="blank"))

    def _on_opened(self, opened: OpenedPaper) -> None:
        before = self.desk
        show_in_banner(self.banner, opened.request)
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
