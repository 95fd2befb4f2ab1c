"""One blank form, shown and printed with no database and nobody signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.documents.forms import Rendering
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.domain.when import london_day, show_time
from amhp_desktop.services.blanks import blank
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.panels import SidePanel
from amhp_desktop.ui.kit.printing import FileChooser, Printers
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.paperwork.outputs import PDF_FILE, Output, render_and_send, to_file, to_printer
from amhp_desktop.ui.paperwork.preview import FormPreview
from amhp_desktop.ui.paperwork.print_panel import PrintPanel


@dataclass(frozen=True, slots=True)
class PrintedBlank:
    """One blank copy that left: the form, what was printed and where to."""

    form: str
    rendering: Rendering
    printer: str


class BlankForms(QWidget):
    """The blank form as it prints, with printer, copies and *Save PDF* at its right."""

    message = Signal(object)
    """Fires with something to say."""
    printed = Signal(object)
    """Fires with the ``PrintedBlank`` of each copy that left the printer."""

    def __init__(
        self,
        tasks: TaskRunner,
        clock: Callable[[], datetime],
        *,
        printers: Printers,
        choose: FileChooser,
        training: bool,
    ) -> None:
        super().__init__()
        self._tasks, self._clock = tasks, clock
        self._printers, self._choose, self._training = printers, choose, training
        self._is_busy = False
        self.form = ""
        self.preview = FormPreview(tasks)
        self.panel = PrintPanel(printers)
        self.print_button = button(self.tr("Print blank form"), "printer")
        self.save_button = button(self.tr("Save PDF"), "download")
        self.print_button.clicked.connect(self.print_form)
        self.save_button.clicked.connect(self.save_form)
        side = SidePanel("", is_closable=False)
        side.body.addWidget(self.panel)
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.space("s2"))
        for made in (self.print_button, self.save_button):
            made.set_left()
            buttons.addWidget(made)
        side.body.addLayout(buttons)
        side.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.preview, 1)
        row.addWidget(side)

    def show_form(self, form: str) -> None:
        """Show a blank form in the edition in use today."""
        self.form = form
        self.panel.look_again()
        self.print_button.refuse(self.panel.why_not())
        self.preview.show_now(self._renderer())

    def _renderer(self) -> Callable[[], Rendering]:
        form, day, training = self.form, london_day(self._clock()), self._training
        return lambda: blank(form, day, training=training)

    def print_form(self) -> None:
        """Print the form on the chosen printer."""
        wish = self.panel.wish()
        if wish is None:
            self.message.emit(Message("warning", self.tr("Nothing was printed."), self.panel.why_not()))
        elif self.form and not self._is_busy:
            self._send(to_printer(self._printers, wish), wish.copies)

    def save_form(self) -> None:
        """Save the form as a PDF file."""
        if self.form and not self._is_busy:
            self._choose(self, f"{self.form}-blank.pdf", self._on_path_chosen)

    def _on_path_chosen(self, path: Path) -> None:
        self._send(to_file(path), 1)

    def _send(self, output: Output, copies: int) -> None:
        self._is_busy = True
        self._tasks.long(
            render_and_send(self._renderer(), output, f"{self.form}-blank"),
            owner=self,
            done=partial(self._on_sent, self.form, output, copies),
            failed=self._on_failed,
        )

    def _on_sent(self, form: str, output: Output, copies: int, answer: Rendering | Refused) -> None:
        self._is_busy = False
        if isinstance(answer, Refused):
            self.message.emit(Message("error", self.tr("Nothing was printed."), str(answer)))
            return
        self.printed.emit(PrintedBlank(form, answer, output.name))
        if copies > 1:
            self._send(output, copies - 1)
            return
        words = self.tr("Blank Form {form} printed, {time}.")
        if output.name == PDF_FILE:
            words = self.tr("Blank Form {form} saved as PDF, {time}.")
        self.message.emit(Message("success", words.format(form=form, time=show_time(self._clock()))))

    def _on_failed(self, trouble: Trouble) -> None:
        self._is_busy = False
        self.message.emit(message_of(trouble))
