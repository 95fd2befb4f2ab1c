"""The doctors' examinations with their days: listed, added, changed and taken back."""

from functools import partial

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import ExaminationDraft, Recommendation
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.doctors import DoctorLine
from amhp_desktop.services.request_view import ExaminationView, RequestView
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice, DateField
from amhp_desktop.ui.kit.panels import EmptyState, Panel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable, Span
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.choices import doctor_options, yes_no
from amhp_desktop.ui.requests.sections.conflicts import settle
from amhp_desktop.ui.requests.sections.draft_dialog import DraftDialog
from amhp_desktop.ui.requests.sections.reason import ask_reason
from amhp_desktop.ui.requests.sections.section import Section


class ExaminationForm(DraftForm[ExaminationDraft]):
    """One doctor's examination; the law counts its day, not its hour."""

    def __init__(self, services: Services) -> None:
        super().__init__(ExaminationDraft())
        self.doctor: Choice[int] = Choice((), self.tr("Choose the doctor"))
        self.add(self.tr("Doctor"), self.doctor, "doctor_id")
        self.add(self.tr("Examined on"), DateField(services.clock), "examined_on")
        self.add(
            self.tr("Knew the person"),
            yes_no(self.tr("Previous acquaintance"), self.tr("Not known")),
            "acquainted",
        )
        recommendation: Choice[Recommendation] = Choice(
            ((one, one.label) for one in Recommendation), self.tr("Choose")
        )
        self.add(self.tr("Recommends"), recommendation, "recommendation")
        self.add(self.tr("Signed on"), DateField(services.clock), "signed_on")


class ExaminationsPanel(Section):
    """Lists the examinations; adds, changes and takes them back."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks)
        self._doctors: tuple[tuple[int, str], ...] = ()
        self._model = RowsModel[ExaminationView](self._columns(), key=lambda line: line.loaded.id)
        empty = EmptyState(
            "stethoscope", self.tr("No examination is recorded yet"),
            self.tr("With two recommendations the last day to sign and admit is counted."),
        )  # fmt: skip
        self.table = RowsTable(self._model, name=self.tr("Examinations"), is_two_line=True, empty=empty)
        self.table.activated_row.connect(self._ask)
        self.table.setMinimumHeight(170)
        self.add_one = button(self.tr("Add examination"), "plus")
        self.add_one.clicked.connect(lambda: self._ask(None))
        self._why_not = services.identity.why_not(Permission.ASSESS)
        self.add_one.refuse(self._why_not)
        panel = Panel(
            self.tr("Doctors’ examinations"),
            self.tr("s.12: at most five days between"),
            icon="stethoscope",
            is_padded=False,
        )
        panel.add_action(self.add_one)
        panel.add(self.table, 1)
        self.column.addWidget(panel)

    def _columns(self) -> tuple[Column[ExaminationView], ...]:
        return (
            Column(self.tr("Doctor"), self._doctor_cell, width=200, grow=2),
            Column(
                self.tr("Examined"), lambda line: Cell(show_date(line.loaded.draft.examined_on)), width=110
            ),
            Column(self.tr("Knows the person"), self._acquainted_cell, width=120),
            Column(self.tr("Recommends"), self._recommendation_cell, width=170, grow=1),
        )

    def _doctor_cell(self, line: ExaminationView) -> Cell:
        approval = self.tr("s.12 to {day}").format(day=show_date(line.s12_until)) if line.s12_until else ""
        return Cell(
            line.doctor,
            approval or (self.tr("GP") if line.is_gp else self.tr("not s.12 approved")),
            is_strong=True,
        )

    def _acquainted_cell(self, line: ExaminationView) -> Cell:
        words = {True: self.tr("Yes"), False: self.tr("No"), None: self.tr("Not known")}
        return Cell(words[line.loaded.draft.acquainted])

    def _recommendation_cell(self, line: ExaminationView) -> Cell:
        chosen = line.loaded.draft.recommendation
        if chosen is None:
            return Cell((Span(self.tr("Not recorded"), "text.muted"),))
        signed = line.loaded.draft.signed_on
        return Cell(
            chosen.label,
            self.tr("signed {day}").format(day=show_date(signed)) if signed else self.tr("not signed"),
        )

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        self._model.set_rows(view.examinations)
        self.add_one.refuse(self._why_not or self.why_closed)
        self.tasks.query(self.services.doctors.lines, owner=self, done=self._take_doctors)

    def _take_doctors(self, lines: tuple[DoctorLine, ...]) -> None:
        self._doctors = doctor_options(lines)

    def _ask(self, line: ExaminationView | None) -> None:
        view = self.view
        if view is None or not self.add_one.isEnabled():
            return
        form = ExaminationForm(self.services)
        form.doctor.set_options(self._doctors)
        if line is not None:
            form.show_draft(line.loaded.draft)
        title = self.tr("Examination") if line is None else line.doctor
        dialog = DraftDialog(self.window(), title, self.tr("Save"), form)
        if line is not None:
            void = button(self.tr("Take back"), "", "danger")
            void.clicked.connect(partial(self._void, dialog, line))
            dialog.foot.insertWidget(0, void)
        dialog.accepted.connect(partial(self._save, view, line, dialog))
        dialog.open()
        form.go_to("doctor_id")

    def _save(
        self, view: RequestView, line: ExaminationView | None, dialog: DraftDialog[ExaminationDraft]
    ) -> None:
        if not dialog.form.go_to_unreadable():
            self._store(view, line.loaded if line is not None else None, dialog)

    def _store(
        self,
        view: RequestView,
        loaded: Loaded[ExaminationDraft] | None,
        dialog: DraftDialog[ExaminationDraft],
    ) -> None:
        draft = dialog.form.draft()
        assessments = self.services.assessments

        def store(operation: Operation) -> Changed:
            if loaded is None:
                return assessments.add_examination(view.id, draft, operation)
            return assessments.save_examination(loaded, draft, operation)

        def again(theirs: Loaded[ExaminationDraft], merged: ExaminationDraft) -> None:
            dialog.form.show_draft(merged)
            self._store(view, theirs, dialog)

        def refused(error: Exception) -> None:
            if isinstance(error, Refused):
                dialog.show_problems(error.problems)
            elif isinstance(error, Stale) and loaded is not None:
                settle(self, error, (loaded, draft), lambda: assessments.load_examination(loaded.id), again)

        self.keep(
            "examination:record",
            store,
            said=self.tr("The examination was saved."),
            refused=refused,
            done=lambda _changed: dialog.finish(),
            failed=dialog.show_trouble,
            what=(loaded, draft),
        )

    def _void(self, dialog: DraftDialog[ExaminationDraft], line: ExaminationView) -> None:
        dialog.finish()

        def void(reason: str) -> None:
            self.keep(
                "examination:void",
                partial(self.services.assessments.void_examination, line.loaded.id),
                said=self.tr("The examination was taken back."),
                reason=reason,
            )

        ask_reason(self, self.tr("Take back this examination?"), self.tr("Take back"), void)

    @override
    def take_focus(self) -> None:
        (self.table if self._model.rows else self.add_one).setFocus()
