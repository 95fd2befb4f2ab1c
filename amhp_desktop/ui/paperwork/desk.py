"""One form at work: entries at the left, the page as it prints in the middle, findings at the right."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.documents.forms import Rendering
from amhp_desktop.domain.errors import Refused, Weight
from amhp_desktop.domain.form_finding import Finding, FindingWeight
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.hospitals import HospitalLine
from amhp_desktop.services.papers import PaperView
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.panels import frame
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.kit.widths import keep_least_width, keep_most_width
from amhp_desktop.ui.paperwork.editor import FormEditor
from amhp_desktop.ui.paperwork.findings_list import FindingsList
from amhp_desktop.ui.paperwork.hospital import HOSPITAL_KEY, HospitalField
from amhp_desktop.ui.paperwork.preview import FormPreview
from amhp_desktop.ui.paperwork.weights import (
    marks_of,
    numbered,
    sentences_by_key,
    states_by_key,
)

_NARROWEST, _WIDEST = 380, 620


class _Side(QFrame):
    """The right-hand column, as wide as side panels are."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        is_wide = self.window().width() >= theme.size("wide_from")
        return QSize(theme.size("side_panel_wide" if is_wide else "side_panel"), 400)


class FormDesk(QWidget):
    """Keeps the three panes of one paper true to one another."""

    changed = Signal()
    """Fires when a person changed an entry."""

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        view: PaperView,
        hospitals: tuple[HospitalLine, ...],
        foot: QWidget,
    ) -> None:
        super().__init__()
        self._services = services
        self._view = view
        self._unprintable: dict[str, str] = {}
        self._choices = frozenset(choice.key for choice in view.definition.choices)
        self.editor = FormEditor(view.definition, services.clock)
        self.preview = FormPreview(tasks)
        self.findings = FindingsList()
        self.side = _Side()
        self._lay_out(foot)
        self.editor.set_hospitals(hospitals)
        self.editor.changed.connect(self._on_changed)
        self.findings.chosen.connect(self._on_finding_chosen)
        self.preview.rendered.connect(self._on_rendered)
        self.preview.refused.connect(self._on_refused)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def _lay_out(self, foot: QWidget) -> None:
        form = frame("header")
        inside = QVBoxLayout(form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.editor)
        keep_least_width(form, _NARROWEST)
        keep_most_width(form, _WIDEST)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.findings, 1)
        holder = frame("side-foot")
        held = QVBoxLayout(holder)
        held.setContentsMargins(12, 10, 12, 12)
        held.addWidget(foot)
        column.addWidget(holder)
        middle = frame("side")
        shown = QVBoxLayout(middle)
        shown.setContentsMargins(1, 0, 0, 0)
        shown.addWidget(self.preview)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(form, 1)
        row.addWidget(middle, 1)
        row.addWidget(self.side)

    # ---- what is shown

    def show_view(self, view: PaperView, values: FormValues) -> None:
        """Show the paper as stored with these values, which may hold newer typing."""
        self._view = view
        self.editor.show_values(values)
        self._tell()
        self.preview.show_now(self._renderer())

    def values(self) -> FormValues:
        """Return the form as it stands on screen."""
        return self.editor.value()

    def problem_count(self) -> int:
        """Return how many findings should be put right before printing."""
        return sum(one.is_problem for one in self.findings.rows)

    def panes(self) -> tuple[QWidget, ...]:
        """Return form, preview and findings."""
        return (self.editor, self.preview, self.side)

    def _renderer(self) -> Callable[[], Rendering]:
        view, values, papers = self._view, self.values(), self._services.papers
        return lambda: papers.render(view, values, view.copies + 1)

    def _on_changed(self) -> None:
        self._tell()
        self.preview.ask(self._renderer())
        self.changed.emit()

    def _tell(self) -> None:
        """Judge the form as it stands and say so in every pane."""
        values = self.values()
        told = (*self._services.papers.findings(self._view, values), *self._overflows())
        found = numbered(tuple(sorted(told, key=lambda one: one.weight.rank)), self._extras(values))
        said = sentences_by_key(found, values)
        said |= {key: (sentence, Weight.STOPS) for key, sentence in self._unprintable.items()}
        self.findings.show_findings(found)
        self.editor.show_problems(said, self._view.signatory)
        self.editor.show_states(states_by_key(found, self._choices))
        self.editor.show_sources(self._view.carried)
        self._mark()

    def _overflows(self) -> tuple[Finding, ...]:
        rendering = self.preview.rendering
        words = self.tr("{label}: too long for the form; it goes on, whole, on a continuation sheet.")
        return tuple(
            Finding(
                key,
                words.format(label=self._view.definition.field(key).label),
                "",
                FindingWeight.LOOK,
            )
            for key in (rendering.overflow if rendering is not None else ())
        )

    def _extras(self, values: FormValues) -> dict[str, str]:
        field = self.editor.fields.get(HOSPITAL_KEY)
        name = field.lacks_postcode() if isinstance(field, HospitalField) else ""
        if not name or not values.has(HOSPITAL_KEY):
            return {}
        words = self.tr("The directory has none for {hospital} either.")
        return {HOSPITAL_KEY: words.format(hospital=name)}

    def _mark(self) -> None:
        rendering = self.preview.rendering
        if rendering is not None:
            current = self.editor.current_key()
            self.preview.set_marks(marks_of(self.findings.rows, rendering.positions, current))

    def _on_rendered(self, _rendering: Rendering) -> None:
        self._unprintable = {}
        self._tell()

    def _on_refused(self, refused: Refused) -> None:
        self._unprintable = {problem.field: problem.sentence for problem in refused.problems}
        self._tell()

    # ---- the way about

    def _on_finding_chosen(self, key: str) -> None:
        self.editor.go_to(key)
        self._show_page_of(key)

    def _show_page_of(self, key: str) -> None:
        rendering = self.preview.rendering
        places = rendering.positions if rendering is not None else ()
        page = next((place.page for place in places if place.key == key), 0)
        if page:
            self.preview.view.go_to_page(page - 1)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.editor.isAncestorOf(now):
            self._mark()
