"""Ask for the reason of a step that needs one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.errors import Problem
from amhp_desktop.ui.kit.ask import FormDialog
from amhp_desktop.ui.kit.fields import LongText
from amhp_desktop.ui.kit.form import FormGrid


def ask_reason(parent: QWidget, title: str, verb: str, go_on: Callable[[str], object]) -> FormDialog:
    """Ask without blocking; ``go_on`` gets the reason, which is never empty."""
    words = QCoreApplication.translate("Reason", "Why")
    dialog = FormDialog(parent, title, verb)
    form = FormGrid()
    reason = LongText(lines=3)
    form.add(words, reason, "reason")
    dialog.add(form)

    def accept() -> None:
        if reason.value().strip():
            dialog.finish()
            go_on(reason.value().strip())
        else:
            sentence = QCoreApplication.translate("Reason", "Give the reason; it is kept with the change.")
            form.show_problems((Problem("reason", sentence),))

    dialog.accepted.connect(accept)
    dialog.open()
    form.go_to("reason")
    return dialog
