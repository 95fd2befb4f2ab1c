"""The print panel: which printer, how many copies, one side or both."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import Choice
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.printing import Printers
from amhp_desktop.ui.kit.widths import keep_width
from amhp_desktop.ui.paperwork.outputs import PrintWish

_MOST_COPIES = 20


class PrintPanel(QWidget):
    """Asks where and how to print; the page that holds it prints."""

    def __init__(self, printers: Printers, *, note: str = "") -> None:
        super().__init__()
        self._printers = printers
        self._note = label(note, "small", "secondary")
        self.printer: Choice[str] = Choice(placeholder=self.tr("No printer found"))
        self.printer.set_name(self.tr("Printer"))
        self.copies: Choice[int] = Choice((count, str(count)) for count in range(1, _MOST_COPIES + 1))
        self.copies.set_value(1)
        self.copies.set_name(self.tr("Copies"))
        keep_width(self.copies, 64)
        self.both_sides = QCheckBox(self.tr("Both sides"))
        self.both_sides.setChecked(True)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Print"), "strong"), 1)
        head.addWidget(self._note)
        where = QHBoxLayout()
        where.setSpacing(theme.space("s2"))
        where.addWidget(self.printer, 1)
        where.addWidget(self.copies)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s2"))
        column.addLayout(head)
        column.addLayout(where)
        self.sides = QHBoxLayout()
        self.sides.addWidget(self.both_sides, 1)
        column.addLayout(self.sides)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.look_again()

    def look_again(self) -> None:
        """Ask the computer for its printers; the chosen one stays, else its usual one is proposed."""
        names = self._printers.names()
        self.printer.set_options((name, name) for name in names)
        if self.printer.value() is None:
            usual = self._printers.usual()
            self.printer.set_value(usual if usual in names else next(iter(names), None))

    def say(self, note: str) -> None:
        """Say beside the title what a print does."""
        self._note.setText(note)

    def wish(self) -> PrintWish | None:
        """Return what is asked for, or None where there is no printer."""
        name = self.printer.value()
        if name is None:
            return None
        return PrintWish(name, self.copies.value() or 1, self.both_sides.isChecked())

    def why_not(self) -> str:
        """Return why nothing can be printed here, or nothing."""
        if self.printer.value() is not None:
            return ""
        return self.tr("No printer was found on this computer. Save the PDF instead.")
