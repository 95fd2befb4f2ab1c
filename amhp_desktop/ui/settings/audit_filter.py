"""What to look for in the audit trail: who, which request, which words, which days."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amhp_desktop.domain.errors import Problem
from amhp_desktop.services.audit import Actor, AuditQuery
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.fields import Choice, Clock, DateField, SearchField, TextField
from amhp_desktop.ui.kit.flow import FlowLayout
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import frame
from amhp_desktop.ui.kit.widths import keep_width
from amhp_desktop.ui.settings.panel_form import above

_EVERYBODY = ""


class AuditFilter(QWidget):
    """A bar of fields; Enter in any of them searches."""

    asked = Signal(object)
    """Fires with the ``AuditQuery`` to answer."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.who = Choice[str](((_EVERYBODY, self.tr("Everybody")),))
        self.who.set_value(_EVERYBODY)
        self.request = TextField(self.tr("R-1048"))
        self.text = SearchField(self.tr("A name, a value, a reason"))
        self.first_day, self.last_day = DateField(clock), DateField(clock)
        self.search_button = button(self.tr("Search"), "search")
        self.clear_button = button(self.tr("Clear"), "", "quiet")
        self._lay_out()
        for field in (self.request, self.first_day, self.last_day):
            field.line.returnPressed.connect(self.ask)
        self.text.submitted.connect(self.ask)
        self.who.changed.connect(self.ask)
        self.search_button.clicked.connect(self.ask)
        self.clear_button.clicked.connect(self.clear)

    def _lay_out(self) -> None:
        bar = frame("toolbar")
        inside = QWidget()
        flow = FlowLayout(inside, gap=theme.space("s2"), row_gap=theme.space("s1"))
        framed = QVBoxLayout(bar)
        framed.setContentsMargins(theme.space("s4"), theme.space("s2"), theme.space("s4"), theme.space("s2"))
        framed.addWidget(inside)
        parts = (
            (self.tr("Who"), self.who, 190),
            (self.tr("Request"), self.request, 96),
            (self.tr("Words"), self.text, 300),
            (self.tr("From"), self.first_day, 112),
            (self.tr("To"), self.last_day, 112),
        )
        for words, field, width in parts:
            holder = above(words, field)
            keep_width(holder, width)
            flow.addWidget(holder)
        # The buttons stand on the line of the fields, below an empty label.
        for made in (self.search_button, self.clear_button):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(label(" ", "small"))
            column.addWidget(made)
            flow.addWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(bar)

    def set_actors(self, actors: tuple[Actor, ...]) -> None:
        """Offer everybody who appears in the trail."""
        self.who.set_options(
            ((_EVERYBODY, self.tr("Everybody")), *((each.login, each.name) for each in actors))
        )

    def query(self) -> AuditQuery:
        """Return what is asked for at present."""
        return AuditQuery(
            self.who.value() or "", self.request.value(), self.text.value(),
            self.first_day.value(), self.last_day.value(),
        )  # fmt: skip

    def ask(self) -> None:
        """Search for what stands in the fields, unless a day cannot be read."""
        self.request.set_problem(None)
        if self.first_day.is_readable and self.last_day.is_readable:
            self.asked.emit(self.query())

    def clear(self) -> None:
        """Empty every field and search again."""
        for field in (self.request, self.text):
            field.set_value("")
        for day in (self.first_day, self.last_day):
            day.set_value(None)
        self.who.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.who.set_value(_EVERYBODY)
        self.who.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.ask()

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Show what is wrong with the question."""
        for problem in problems:
            field = self.request if problem.field == "request" else self.text
            field.set_problem(problem.sentence)
