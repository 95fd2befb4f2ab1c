"""The library of forms as a list: title, regulation, edition and how far the wording was compared."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.when import show_date
from amhp_desktop.services.blanks import FormLine
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button, compact_button
from amhp_desktop.ui.kit.labels import IconLabel, label
from amhp_desktop.ui.kit.panels import scrolled
from amhp_desktop.ui.paperwork.weights import whole_dates


def wording_words(line: FormLine) -> str:
    """Return how far the wording was compared with the official form, and from when the edition is in use."""
    since = show_date(date.fromisoformat(line.edition))
    if line.verbatim:
        words = QCoreApplication.translate("FormLibrary", "Word for word, SI 2008/1184 as changed {day}")
    else:
        words = QCoreApplication.translate("FormLibrary", "Draft wording of {day}, prints with a watermark")
    return whole_dates(words.format(day=since))


class _Row(QFrame):
    """One form: what it is, who completes it, how sure its wording is, and a button."""

    def __init__(self, line: FormLine, verb: str) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        form = self.tr("Form {form}").format(form=line.form)
        self.button: Button = compact_button(verb, "file-text")
        self.button.setAccessibleName(f"{verb}: {form}")
        self.button.setProperty("form", line.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(theme.space("s2"))
        head.addWidget(label(form, "strong"))
        head.addWidget(label(line.regulation, "small", "secondary"), 1)
        head.addWidget(self.button)
        column.addLayout(head)
        column.addWidget(label(line.title, wrap=True))
        completed = self.tr("Completed by: {who}").format(who=line.completed_by)
        column.addWidget(label(completed, "small", "secondary", wrap=True))
        column.addSpacing(4)
        kind, icon = ("green", "circle-check") if line.verbatim else ("amber", "triangle-alert")
        wording = QHBoxLayout()
        wording.setSpacing(6)
        wording.addWidget(IconLabel(icon, 14, f"rag.{kind}.mark"), 0, Qt.AlignmentFlag.AlignTop)
        wording.addWidget(label(wording_words(line), "small", kind, wrap=True), 1)
        column.addLayout(wording)


class FormLibrary(QWidget):
    """The forms in use, each with one button."""

    chosen = Signal(str)
    """Fires with the form whose button was pressed."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self._verb = verb
        self._rows: tuple[_Row, ...] = ()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self.setAccessibleName(self.tr("Forms in use"))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return the buttons in the order of the list."""
        return tuple(row.button for row in self._rows)

    def show_forms(self, lines: tuple[FormLine, ...]) -> None:
        """List forms."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = tuple(_Row(line, self._verb) for line in lines)
        for place, row in enumerate(self._rows):
            self._column.insertWidget(place, row)
            row.button.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.chosen.emit(str(self.sender().property("form")))
