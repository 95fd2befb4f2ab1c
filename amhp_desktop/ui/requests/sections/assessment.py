"""Assessment: the visits with who was there, and the doctors' examinations with their days."""

from functools import partial

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import AssessmentDraft, ExaminationDraft, Recommendation
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.doctors import DoctorLine
from amhp_desktop.services.request_view import ExaminationView, RequestView
from amhp_desktop.ui.kit.ask import FormDialog
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.draft_keeper import KeptTyping
from amhp_desktop.ui.kit.fields import Choice, DateField, LongText, MomentField, TextField
from amhp_desktop.ui.kit.panels import EmptyState, Panel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable, Span
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.choices import amhp_options, doctor_options, yes_no
from amhp_desktop.ui.requests.sections.conflicts import settle
from amhp_desktop.ui.requests.sections.editing import EditedForm, SaveRow
from amhp_desktop.ui.requests.sections.people_lines import PeopleLines
from amhp_desktop.ui.requests.sections.reason import ask_reason
from amhp_desktop.ui.requests.sections.section import Section


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


class VisitSection(EditedForm[AssessmentDraft]):
    """Records the latest visit, or the first one."""

    action = "assessment:record"

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks, VisitForm(services))
        self.said = self.tr("The assessment was saved.")
        self._why_not = services.identity.why_not(Permission.ASSESS)
        self._is_new = False
        self._panel = Panel(self.tr("Visit"), icon="map-pin")
        self.another = button(self.tr("Record another visit"), "plus", "quiet")
        self.another.clicked.connect(self._begin_another)
        self._panel.add_action(self.another)
        self._panel.add(self.form)
        self.save_row = SaveRow(self, self._why_not)
        self._panel.add(self.save_row)
        self.column.addWidget(self._panel)
        self.unsaved_changed.connect(self._judge_another)

    @override
    def show_view(self, view: RequestView) -> None:
        if (
            self.view is None
            or self.view.id != view.id
            or len(view.assessments) != len(self.view.assessments)
        ):
            self._is_new = False
        super().show_view(view)
        count = len(view.assessments)
        words = self.tr("%1 visits, the latest below").replace("%1", str(count)) if count > 1 else ""
        self._panel.set_subtitle(self.tr("another visit") if self._is_new else words)
        self._judge_another()
        self.tasks.query(
            self.services.staff.lines,
            owner=self,
            done=lambda lines: self.offer("staff_id", amhp_options(lines)),
        )

    @override
    def stored(self, view: RequestView) -> Loaded[AssessmentDraft] | None:
        return None if self._is_new or not view.assessments else view.assessments[-1].loaded

    @override
    def empty(self) -> AssessmentDraft:
        view = self.view
        return AssessmentDraft(
            staff_id=view.allocation.staff_id if view is not None and view.allocation else None
        )

    def _judge_another(self) -> None:
        """Say why no other visit can be begun now, if so."""
        reason = self._why_not
        if not reason and self.loaded is None:
            reason = self.tr("Record the visit below first.")
        elif not reason and self.has_unsaved:
            reason = self.tr("Save the visit below first.")
        self.another.refuse(reason)

    def _begin_another(self) -> None:
        if self.view is not None and not self.has_unsaved:
            self._is_new = True
            self.show_view(self.view)
            self.take_focus()

    @override
    def bring_back(self, kept: KeptTyping[AssessmentDraft]) -> None:
        """Bring typing back to the visit it was about; where another is the latest, as another visit."""
        if self.view is not None and self.loaded is not None and self.loaded.id != kept.typed.of:
            self._is_new = True
            self.show_view(self.view)
        super().bring_back(kept)

    @override
    def undo_typing(self) -> None:
        self._is_new = False
        super().undo_typing()

    @override
    def send(
        self, loaded: Loaded[AssessmentDraft] | None, draft: AssessmentDraft, operation: Operation
    ) -> Changed:
        if self.view is None:
            raise RuntimeError("a request is shown before it is saved")
        if loaded is None:
            return self.services.assessments.add_assessment(self.view.id, draft, operation)
        return self.services.assessments.save_assessment(loaded, draft, operation)


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
        self.tasks.query(self.services.doctors.lines, owner=self, done=self._take_doctors)

    def _take_doctors(self, lines: tuple[DoctorLine, ...]) -> None:
        self._doctors = doctor_options(lines)

    def _ask(self, line: ExaminationView | None) -> None:
        view = self.view
        if view is None or self._why_not:
            return
        form = ExaminationForm(self.services)
        form.doctor.set_options(self._doctors)
        if line is not None:
            form.show_draft(line.loaded.draft)
        title = self.tr("Examination") if line is None else line.doctor
        dialog = FormDialog(self.window(), title, self.tr("Save"))
        if line is not None:
            void = button(self.tr("Take back"), "", "danger")
            void.clicked.connect(partial(self._void, dialog, line))
            dialog.foot.insertWidget(0, void)
        dialog.add(form)
        dialog.accepted.connect(partial(self._save, view, line, form, dialog))
        dialog.open()
        form.go_to("doctor_id")

    def _save(
        self, view: RequestView, line: ExaminationView | None, form: ExaminationForm, dialog: FormDialog
    ) -> None:
        if not form.go_to_unreadable():
            self._store(view, line.loaded if line is not None else None, form, dialog)

    def _store(
        self,
        view: RequestView,
        loaded: Loaded[ExaminationDraft] | None,
        form: ExaminationForm,
        dialog: FormDialog,
    ) -> None:
        draft = form.draft()
        assessments = self.services.assessments

        def store(operation: Operation) -> Changed:
            if loaded is None:
                return assessments.add_examination(view.id, draft, operation)
            return assessments.save_examination(loaded, draft, operation)

        def again(theirs: Loaded[ExaminationDraft], merged: ExaminationDraft) -> None:
            form.show_draft(merged)
            self._store(view, theirs, form, dialog)

        def refused(error: Exception) -> None:
            if isinstance(error, Refused):
                self.say_problems(form.show_problems(error.problems))
            elif isinstance(error, Stale) and loaded is not None:
                settle(self, error, (loaded, draft), lambda: assessments.load_examination(loaded.id), again)

        self.keep(
            "examination:record", store, said=self.tr("The examination was saved."), refused=refused,
            done=lambda _changed: dialog.finish(), what=draft,
        )  # fmt: skip

    def _void(self, dialog: FormDialog, line: ExaminationView) -> None:
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


class AssessmentSection(Section):
    """The visit and the examinations, one below the other."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks)
        self.visit = VisitSection(services, tasks)
        self.keeper = self.visit.keeper
        self.examinations = ExaminationsPanel(services, tasks)
        for part in self._parts():
            part.message.connect(self.message)
            part.unsaved_changed.connect(self.unsaved_changed)
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _parts(self) -> tuple[Section, ...]:
        return (self.visit, self.examinations)

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        for part in self._parts():
            part.show_view(view)

    @property
    @override
    def has_unsaved(self) -> bool:
        return self.visit.has_unsaved

    @override
    def save(self) -> None:
        self.visit.save()

    @override
    def take_focus(self) -> None:
        self.visit.take_focus()
