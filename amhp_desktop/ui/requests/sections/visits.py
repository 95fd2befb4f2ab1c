"""The visits of a request: a list to choose from, and one of them in a form below it."""

from functools import partial

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import AssessmentDraft
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import AssessmentView, RequestView
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.draft_keeper import KeptTyping
from amhp_desktop.ui.kit.fields import Choice, DateField, LongText, MomentField, TextField
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.choices import amhp_options, yes_no
from amhp_desktop.ui.requests.sections.editing import EditedForm, SaveRow
from amhp_desktop.ui.requests.sections.people_lines import PeopleLines
from amhp_desktop.ui.requests.sections.reason import ask_reason


class VisitForm(DraftForm[AssessmentDraft]):
    """One visit."""

    def __init__(self, services: Services) -> None:
        super().__init__(AssessmentDraft())
        self.add(self.tr("AMHP"), Choice((), self.tr("Choose the AMHP")), "staff_id")
        self.add(self.tr("Began"), MomentField(services.clock), "began_at")
        self.add(self.tr("Ended"), MomentField(services.clock), "ended_at")
        self.add(self.tr("Place"), TextField(), "place")
        self.add(self.tr("Who was there"), PeopleLines(), "present")
        self.add(self.tr("Last saw the person"), DateField(services.clock), "last_seen_on")
        self.add(
            self.tr("Suitable manner"),
            yes_no(self.tr("Interviewed in a suitable manner, s.13(2)")),
            "interviewed_suitably",
        )
        self.add(self.tr("Interpreter used"), yes_no(self.tr("Interpreter used")), "interpreter_used")
        self.add(self.tr("Notes"), LongText(lines=4), "notes")


class VisitList(Panel):
    """Every visit by its number; Enter opens one in the form below."""

    def __init__(self, services: Services) -> None:
        super().__init__(self.tr("Visits"), icon="clipboard-list", is_padded=False)
        self._clock = services.clock
        self._shown: int | None = None
        self._numbers: dict[int, int] = {}
        self._model = RowsModel[AssessmentView](self._columns(), key=lambda line: line.loaded.id)
        self.table = RowsTable(self._model, name=self.tr("Visits"))
        self.table.setFixedHeight(140)
        self.take_back = button(self.tr("Take back the selected one"), "undo-2", "quiet")
        self.add_action(self.take_back)
        self.add(self.table)

    def _columns(self) -> tuple[Column[AssessmentView], ...]:
        return (
            Column(self.tr("Visit"), self._number_cell, width=70),
            Column(self.tr("Began"), self._began_cell, width=150),
            Column(self.tr("AMHP"), lambda line: Cell(line.amhp), width=200, grow=1),
            Column(self.tr("Below"), self._below_cell, width=110),
        )

    def _number_cell(self, line: AssessmentView) -> Cell:
        return Cell(str(self._numbers.get(line.loaded.id, "")), is_strong=True)

    def _began_cell(self, line: AssessmentView) -> Cell:
        began = line.loaded.draft.began_at
        return Cell(show_moment_from(began, self._clock()) if began is not None else "")

    def _below_cell(self, line: AssessmentView) -> Cell:
        return Cell(self.tr("shown below") if line.loaded.id == self._shown else "")

    def show_visits(self, visits: tuple[AssessmentView, ...], shown: int | None) -> None:
        """List the visits in the order in which they began; ``shown`` is the one in the form."""
        self._numbers = {line.loaded.id: number for number, line in enumerate(visits, 1)}
        self._shown = shown
        self._model.set_rows(visits)
        self.setVisible(bool(visits))

    def number(self, visit_id: int) -> int:
        """Return which visit it is, counted from one."""
        return self._numbers[visit_id]


class VisitSection(EditedForm[AssessmentDraft]):
    """Records the visits: the latest stands in the form until another is opened from the list."""

    action = "assessment:record"

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks, VisitForm(services))
        self.said = self.tr("The assessment was saved.")
        self._why_not = services.identity.why_not(Permission.ASSESS)
        self._is_new = False
        self._chosen: int | None = None
        self.list = VisitList(services)
        self._panel = Panel(self.tr("Visit"), icon="map-pin")
        self.another = button(self.tr("Record another visit"), "plus", "quiet")
        self._panel.add_action(self.another)
        self._panel.add(self.form)
        self.save_row = SaveRow(self, self._why_not, is_for_open=True)
        self._panel.add(self.save_row)
        self.column.addWidget(self.list)
        self.column.addWidget(self._panel)
        self.another.clicked.connect(self._begin_another)
        self.list.table.activated_row.connect(self._open)
        self.list.take_back.clicked.connect(self._take_back)
        self.unsaved_changed.connect(self._judge_buttons)

    @override
    def show_view(self, view: RequestView) -> None:
        if (
            self.view is None
            or self.view.id != view.id
            or len(view.assessments) != len(self.view.assessments)
        ):
            self._is_new, self._chosen = False, None
        super().show_view(view)
        self._show_list(view)
        self._judge_buttons()
        self.tasks.query(
            self.services.staff.lines,
            owner=self,
            done=lambda lines: self.offer("staff_id", amhp_options(lines)),
        )

    def _show_list(self, view: RequestView) -> None:
        shown = self.loaded.id if self.loaded is not None else None
        self.list.show_visits(view.assessments, shown)
        count = len(view.assessments)
        words = ""
        if self._is_new:
            words = self.tr("another visit")
        elif count > 1 and shown in {line.loaded.id for line in view.assessments} and shown is not None:
            words = self.tr("%1 of %2").replace("%1", str(self.list.number(shown))).replace("%2", str(count))
        self._panel.set_subtitle(words)

    @override
    def stored(self, view: RequestView) -> Loaded[AssessmentDraft] | None:
        if self._is_new or not view.assessments:
            return None
        chosen = (line.loaded for line in view.assessments if line.loaded.id == self._chosen)
        return next(chosen, view.assessments[-1].loaded)

    @override
    def empty(self) -> AssessmentDraft:
        view = self.view
        return AssessmentDraft(
            staff_id=view.allocation.staff_id if view is not None and view.allocation else None
        )

    def _judge_buttons(self) -> None:
        """Say why no other visit can be begun, opened or taken back now, if so."""
        reason = self._why_not or self.why_closed
        unsaved = self.tr("Save the visit below first.") if self.has_unsaved else ""
        none_yet = self.tr("Record the visit below first.") if self.loaded is None else ""
        self.another.refuse(reason or none_yet or unsaved)
        self.list.take_back.refuse(reason or unsaved)

    def _begin_another(self) -> None:
        if self.view is not None and not self.has_unsaved:
            self._is_new = True
            self.show_view(self.view)
            self.take_focus()

    def _open(self, line: AssessmentView) -> None:
        if self.has_unsaved:
            self.message.emit(Message("warning", self.tr("Save the visit below first."), key="visit"))
        elif self.view is not None:
            self._is_new, self._chosen = False, line.loaded.id
            self.show_view(self.view)
            self.take_focus()

    def _take_back(self) -> None:
        line = self.list.table.current_row()
        if line is None or self.has_unsaved:
            return

        def void(reason: str) -> None:
            self.keep(
                "assessment:void",
                partial(self.services.assessments.void_assessment, line.loaded.id),
                said=self.tr("The visit was taken back."),
                reason=reason,
                what=line.loaded.id,
            )

        title = self.tr("Take back visit %1?").replace("%1", str(self.list.number(line.loaded.id)))
        ask_reason(self, title, self.tr("Take back"), void)

    @override
    def bring_back(self, kept: KeptTyping[AssessmentDraft]) -> None:
        """Bring typing back to the visit it was about; where that is gone, as another visit."""
        if self.view is not None and self.loaded is not None and self.loaded.id != kept.typed.of:
            self._is_new = kept.typed.of not in {line.loaded.id for line in self.view.assessments}
            self._chosen = kept.typed.of
            self.show_view(self.view)
        super().bring_back(kept)

    @override
    def undo_typing(self) -> None:
        self._is_new = False
        super().undo_typing()
        if self.view is not None:
            self._show_list(self.view)

    @override
    def send(
        self, loaded: Loaded[AssessmentDraft] | None, draft: AssessmentDraft, operation: Operation
    ) -> Changed:
        if self.view is None:
            raise RuntimeError("a request is shown before it is saved")
        if loaded is None:
            return self.services.assessments.add_assessment(self.view.id, draft, operation)
        return self.services.assessments.save_assessment(loaded, draft, operation)
