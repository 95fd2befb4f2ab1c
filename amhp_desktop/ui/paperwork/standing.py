"""What the foot of the paper page says and asks: print panel, where the original stands, out of use."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.paperwork import PaperState
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.printing import Printers
from amhp_desktop.ui.paperwork.print_panel import PrintPanel

_UNSIGNED = frozenset({PaperState.DRAFT, PaperState.PRINTED})


class PaperFoot(QWidget):
    """The group of actions below the findings."""

    standing_asked = Signal()
    """Fires when somebody wants to record where the paper stands."""
    void_asked = Signal()
    """Fires when somebody wants to take the paper out of use."""

    def __init__(self, printers: Printers) -> None:
        super().__init__()
        self.panel = PrintPanel(printers)
        self._standing = label("", "small", "secondary", wrap=True)
        self.standing_button = compact_button(self.tr("Change"), "", "link")
        self.standing_button.setAccessibleName(self.tr("Change where the signed original stands"))
        self.void_button = compact_button(self.tr("Take out of use"), "", "link")
        self.standing_button.clicked.connect(self.standing_asked)
        self.void_button.clicked.connect(self.void_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s2"))
        column.addWidget(self.panel)
        self.panel.sides.addWidget(self.void_button)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s2"))
        row.addWidget(self._standing, 1)
        row.addWidget(self.standing_button)
        column.addLayout(row)

    def show_view(self, view: PaperView) -> None:
        """Say which copy comes next and where the signed original stands."""
        note = self.tr("copy {number}, logged when it prints")
        self.panel.say(note.format(number=view.copies + 1))
        signed = self.tr("not yet") if view.state in _UNSIGNED else view.state.label.lower()
        words = self.tr("Signed original: {state}. Completed: {where}.")
        self._standing.setText(words.format(state=signed, where=view.completed_where.label))
