"""The way from *Print* to a logged copy: the questions before it and the words after it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.errors import Refused, Stale, Trouble
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.when import show_time
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit.ask import Answer, ask
from amhp_desktop.ui.kit.messages import Message, MessageAction, message_of
from amhp_desktop.ui.kit.printing import FileChooser, Printers
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.paperwork.asking import ReasonDialog
from amhp_desktop.ui.paperwork.outputs import PDF_FILE, Output, to_file, to_printer
from amhp_desktop.ui.paperwork.print_panel import PrintPanel
from amhp_desktop.ui.paperwork.print_run import PrintOrder, PrintRun, UnloggedCopy
from amhp_desktop.ui.paperwork.weights import problem_count

Proceed = Callable[[str], object]
"""Goes on with the reason to log."""


class PrintDesk(QObject):
    """Prints and saves one page's papers; never blocks an unfinished form, only asks."""

    message = Signal(object)
    """Fires with something to say above the page."""
    busy_changed = Signal()
    """Fires when a run begins or ends."""

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        page: QWidget,
        *,
        printers: Printers,
        choose: FileChooser,
    ) -> None:
        super().__init__(page)
        self._services, self._page = services, page
        self._printers, self._choose = printers, choose
        self._run = PrintRun(services, tasks, self)
        self._run.finished.connect(self._on_finished)
        self._run.failed.connect(self._on_failed)
        self._run.unlogged.connect(self._on_unlogged)

    @property
    def is_busy(self) -> bool:
        """Say whether copies are being printed."""
        return self._run.is_running

    def print_paper(self, view: PaperView, values: FormValues, problems: int, panel: PrintPanel) -> None:
        """Print on the panel's printer, after the questions that apply."""
        wish = panel.wish()
        if wish is None:
            self.message.emit(Message("warning", self.tr("Nothing was printed."), panel.why_not()))
            return
        if self.is_busy:
            return

        def send(reason: str) -> None:
            output = to_printer(self._printers, wish)
            self._start(PrintOrder(view, values, view.copies + 1, wish.copies, output, reason))

        question = self.tr("Print anyway as a working copy? {problems}")
        print_it = Answer(True, self.tr("Print working copy"), "primary", "printer")  # noqa: FBT003
        self._ask_unfinished(view, problems, question, print_it, send)

    def save_paper(self, view: PaperView, values: FormValues, problems: int) -> None:
        """Save one copy as a PDF file, after the same questions."""
        if self.is_busy:
            return

        def choose(reason: str) -> None:
            name = f"{PrintOrder(view, values, view.copies + 1, 1, _NOWHERE).job}.pdf"
            self._choose(self._page, name, partial(save, reason))

        def save(reason: str, path: Path) -> None:
            self._start(PrintOrder(view, values, view.copies + 1, 1, to_file(path), reason))

        question = self.tr("Save anyway as a working copy? {problems}")
        save_it = Answer(True, self.tr("Save working copy"), "primary", "download")  # noqa: FBT003
        self._ask_unfinished(view, problems, question, save_it, choose)

    def _ask_unfinished(
        self, view: PaperView, problems: int, question: str, verb: Answer[bool], proceed: Proceed
    ) -> None:
        if not problems:
            self._ask_reason(view, "", proceed)
            return
        count = problem_count(problems)
        working = self.tr("Working copy, {problems}").format(problems=count)

        def answered(goes_on: bool) -> None:  # noqa: FBT001 - the answer of a yes-or-no question
            if goes_on:
                self._ask_reason(view, working, proceed)

        ask(
            self._page,
            question.format(problems=count),
            self.tr("The findings stay listed beside the form. The copy is logged as a working copy."),
            (Answer(False, self.tr("Back to the form"), is_safe=True), verb),  # noqa: FBT003
            answered,
        )

    def _ask_reason(self, view: PaperView, working: str, proceed: Proceed) -> None:
        if not view.copies:
            proceed(working)
            return

        def given(reason: str) -> None:
            proceed(f"{reason} ({working})" if working else reason)

        ReasonDialog(
            self._page,
            self.tr("Why another copy?"),
            self.tr("Go on"),
            given,
            subtitle=self.tr(
                "{count} copied before. The reason stands in the print log, not on the form."
            ).format(count=view.copies),
            icon="printer",
        ).open()

    def _start(self, order: PrintOrder) -> None:
        self._run.start(order)
        self.busy_changed.emit()

    def _on_finished(self, order: PrintOrder) -> None:
        words = self.tr("Copy {number} printed, {time}.")
        if order.output.name == PDF_FILE:
            words = self.tr("Copy {number} saved as PDF, {time}.")
        time = show_time(self._services.clock())
        self.message.emit(Message("success", words.format(number=order.copy_number, time=time)))
        self.busy_changed.emit()

    def _on_failed(self, error: Refused | Trouble) -> None:
        if isinstance(error, Trouble):
            self.message.emit(message_of(error))
        else:
            self.message.emit(Message("error", self.tr("Nothing was printed."), str(error)))
        self.busy_changed.emit()

    def _on_unlogged(self, copy: UnloggedCopy, error: Refused | Stale | Trouble) -> None:
        why = error.happened if isinstance(error, Trouble) else str(error)
        happened = self.tr("Copy {number} was printed but is not in the log yet.")
        again = MessageAction(self.tr("Log it now"), lambda: self._run.log(copy), "refresh-cw")
        number = copy.order.copy_number
        self.message.emit(
            Message("error", happened.format(number=number), why, (again,), key=f"unlogged-{number}")
        )
        self.busy_changed.emit()


_NOWHERE = Output("", lambda _rendering, _job: None)
