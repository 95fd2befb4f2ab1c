"""What stands in the header of a paper: its state, whether typing is saved, and *Save PDF*."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from amhp_desktop.domain.paperwork import PaperState
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.chips import Chip
from amhp_desktop.ui.kit.labels import IconLabel, label

_KINDS = {PaperState.DRAFT: "accent", PaperState.PRINTED: "outline"}


class PaperHead(QWidget):
    """Whether everything typed is saved, and the way to a PDF file; ``chip`` stands after the title."""

    pdf_asked = Signal()
    """Fires when *Save PDF* is pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.chip = Chip(PaperState.DRAFT.label, "accent")
        self._icon = IconLabel("check", 14)
        self._saved = label("", "small", "secondary")
        self.pdf = button(self.tr("Save PDF"), "download")
        self.pdf.clicked.connect(self.pdf_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._saved)
        row.addSpacing(6)
        row.addWidget(self.pdf)
        self._icon.hide()

    def show_view(self, view: PaperView) -> None:
        """Show the state, with the number of copies once there are any."""
        words = view.state.label
        if view.state is PaperState.PRINTED:
            words = self.tr("Printed {count}").format(count=view.copies)
        self.chip.set_chip(words, _KINDS.get(view.state, "green"))

    def say_saved(self, words: str, is_saved: bool) -> None:  # noqa: FBT001 - the signal says both
        """Say when the form was saved, or that it is not yet."""
        self._saved.setText(words)
        self._icon.setVisible(is_saved)
