"""The place for paperwork: forms in use, what waits to be printed, what was printed, and blank forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Topic, operation
from amhp_desktop.domain.when import london_day
from amhp_desktop.services.blanks import forms
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperLine, PrintLine
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.printing import FileChooser, Printers, SystemPrinters, choose_file
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.kit.widths import keep_width
from amhp_desktop.ui.paperwork.blank_forms import BlankForms, PrintedBlank
from amhp_desktop.ui.paperwork.form_library import FormLibrary
from amhp_desktop.ui.paperwork.queue_tables import log_table, queue_table


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the two tables show."""

    papers: tuple[PaperLine, ...]
    prints: tuple[PrintLine, ...]


class PaperworkPage(Page):
    """Lists paper; a form of the queue opens on Enter, a blank one beside the library.

    A section of its place is a form to show blank, or ``blank`` for the one shown last.
    """

    topics = frozenset({Topic.PAPERWORK, Topic.REQUESTS, Topic.PERSONS})

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
        self.library = FormLibrary(self.tr("Blank form"))
        self.queue = queue_table(services.clock)
        self.log = log_table()
        self.blank = BlankForms(
            tasks,
            services.clock,
            printers=printers or SystemPrinters(),
            choose=choose,
            training=services.training,
        )
        self._lay_out()
        self.library.show_forms(forms(london_day(services.clock())))
        self.library.chosen.connect(self.show_blank)
        self.queue.activated_row.connect(self._on_paper_activated)
        self.blank.message.connect(self.message)
        self.blank.printed.connect(self._on_blank_printed)

    def _lay_out(self) -> None:
        self._library_panel = Panel(self.tr("Forms in use"), is_padded=False)
        self._library_panel.add(self.library, 1)
        self._queue_panel = Panel(self.tr("Print queue"), is_padded=False)
        self._queue_panel.add(self.queue, 1)
        self._log_panel = Panel(
            self.tr("Print log"), self.tr("Every copy that left a printer or was saved"), is_padded=False
        )
        self._log_panel.add(self.log, 1)
        back = compact_button(self.tr("Back to the queue"), "chevron-left")
        back.clicked.connect(self.show_lists)
        self._blank_panel = Panel(self.tr("Blank form"), actions=(back,), is_padded=False)
        self._blank_panel.add(self.blank, 1)
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s3"))
        column.addWidget(self._queue_panel, 3)
        column.addWidget(self._log_panel, 2)
        self._right = QStackedWidget()
        self._right.addWidget(lists)
        self._right.addWidget(self._blank_panel)
        keep_width(self._library_panel, 340)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space("s4"),) * 4)
        row.setSpacing(theme.space("s3"))
        row.addWidget(self._library_panel)
        row.addWidget(self._right, 1)

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return self.tr("Paperwork")

    @override
    def subtitle(self) -> str:
        return self.tr("Statutory forms of open requests, and blank ones")

    @override
    def primary(self) -> HeaderButton | None:
        return HeaderButton("paper.blank")

    @override
    def panes(self) -> tuple[QWidget, ...]:
        if self._right.currentIndex():
            return (self.library, self.blank.preview, self.blank.panel)
        return (self.library, self.queue, self.log)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        found: dict[str, Callable[[], None]] = {"paper.blank": self._show_first_blank}
        if self._right.currentIndex():
            found["paper.print"] = self.blank.print_form
        return found

    @override
    def show_place(self, place: Place) -> None:
        self.refresh()
        known = {line.form for line in forms(london_day(self._services.clock()))}
        if place.section in known:
            self.show_blank(place.section)
        elif place.section == "blank":
            self._show_first_blank()
        else:
            self.show_lists()

    @override
    def refresh(self) -> None:
        if not self._services.identity.may(Permission.PAPERWORK):
            return
        papers = self._services.papers
        self._tasks.query(
            lambda: _Lists(papers.papers(), papers.print_log()), owner=self, done=self._on_lists
        )

    # ---- what is shown

    def show_lists(self) -> None:
        """Show queue and log."""
        self._right.setCurrentIndex(0)
        self.handles_changed.emit()

    def show_blank(self, form: str) -> None:
        """Show one blank form, ready to print."""
        self._blank_panel.set_title(self.tr("Form {form}, blank").format(form=form))
        self.blank.show_form(form)
        self._right.setCurrentIndex(1)
        self.blank.print_button.setFocus()
        self.handles_changed.emit()

    def _show_first_blank(self) -> None:
        lines = forms(london_day(self._services.clock()))
        if lines:
            self.show_blank(self.blank.form or lines[0].form)

    def _on_lists(self, lists: _Lists) -> None:
        self.queue.rows_model.refresh_rows(lists.papers)
        self.log.rows_model.set_rows(lists.prints)
        drafts = sum(not line.copies for line in lists.papers)
        waiting = self.tr("{count} not printed yet").format(count=drafts)
        self._queue_panel.set_subtitle(waiting if drafts else "")
        self.was_read.emit()

    def _on_paper_activated(self, line: PaperLine) -> None:
        self.navigate.emit(Place("paper", line.id))

    def _on_blank_printed(self, printed: PrintedBlank) -> None:
        """Log a blank printed while signed in; without the right or the database it prints all the same."""
        if not self._services.identity.may(Permission.PAPERWORK):
            return
        papers, wanted = self._services.papers, operation("paper:blank")

        def work() -> Changed:
            return papers.log_blank(printed.form, printed.rendering, printed.printer, wanted)

        self._tasks.command(work, owner=self)
