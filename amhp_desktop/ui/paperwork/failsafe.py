"""Blank forms when everything else is broken: no database, no network, nobody signed in."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.when import london_day
from amhp_desktop.services.blanks import forms
from amhp_desktop.ui.kit.ask import Dialog
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.messages import Message, MessageArea
from amhp_desktop.ui.kit.printing import FileChooser, Printers, SystemPrinters, choose_file
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.kit.widths import keep_width
from amhp_desktop.ui.paperwork.blank_forms import BlankForms
from amhp_desktop.ui.paperwork.form_library import FormLibrary

_LIBRARY_WIDTH = 280
_WIDTH, _HEIGHT = 1180, 560


class FailsafeForms(QWidget):
    """The forms in use, the chosen one as it prints, and the way to paper; needs no services at all."""

    def __init__(
        self,
        tasks: TaskRunner,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        printers: Printers | None = None,
        choose: FileChooser = choose_file,
        training: bool = False,
    ) -> None:
        super().__init__(parent)
        self.library = FormLibrary(self.tr("Show"))
        keep_width(self.library, _LIBRARY_WIDTH)
        self.blank = BlankForms(
            tasks, clock, printers=printers or SystemPrinters(), choose=choose, training=training
        )
        self.messages = MessageArea()
        body = QFrame()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.library)
        row.addWidget(self.blank, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.messages)
        column.addWidget(body, 1)
        self.library.chosen.connect(self.blank.show_form)
        self.blank.message.connect(self._say)
        lines = forms(london_day(clock()))
        self.library.show_forms(lines)
        if lines:
            self.blank.show_form(lines[0].form)

    def _say(self, message: Message) -> None:
        self.messages.say(message)


def open_failsafe(
    parent: QWidget, tasks: TaskRunner, clock: Callable[[], datetime], *, training: bool = False
) -> Dialog:
    """Open the blank forms over a window, also over the one for signing in; return the dialog."""
    forms_here = FailsafeForms(tasks, clock, training=training)
    forms_here.setMinimumHeight(_HEIGHT)
    dialog = Dialog(
        parent,
        forms_here.tr("Blank forms"),
        forms_here.tr("Prints without the database, the network and a sign-in."),
        width=_WIDTH,
    )
    dialog.body.setContentsMargins(0, 0, 0, 0)
    dialog.body.addWidget(forms_here)
    back = Button(forms_here.tr("Close"), "", "", "Esc")
    back.clicked.connect(dialog.dismiss)
    dialog.foot.addWidget(back)
    dialog.open()
    ready = forms_here.blank.print_button
    (ready if ready.isEnabled() else forms_here.blank.save_button).setFocus()
    return dialog
