"""The outcome: how it ended, who decided, why, and the hospital where there is one."""

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import OutcomeDraft, OutcomeKind
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.hospitals import HospitalLine
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice, LongText, MomentField
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.choices import amhp_options, hospital_options, ward_options
from amhp_desktop.ui.requests.sections.editing import EditedForm, SaveRow


class OutcomeForm(DraftForm[OutcomeDraft]):
    """The outcome from the standard list."""

    def __init__(self, services: Services) -> None:
        super().__init__(OutcomeDraft())
        self.hospital: Choice[int] = Choice((), self.tr("Where admitted"))
        self.ward: Choice[int] = Choice((), self.tr("Not said"))
        self.add(
            self.tr("Outcome"), Choice(((one, one.label) for one in OutcomeKind), self.tr("Choose")), "kind"
        )
        self.add(self.tr("Decided at"), MomentField(services.clock), "decided_at")
        self.add(self.tr("Decided by"), Choice((), self.tr("Choose the AMHP")), "staff_id")
        self.add(self.tr("Hospital"), self.hospital, "hospital_id")
        self.add(self.tr("Ward"), self.ward, "ward_id")
        self.add(self.tr("Reasons"), LongText(lines=6), "reasons")


class OutcomeSection(EditedForm[OutcomeDraft]):
    """Records how the request ended and opens the told-list."""

    action = "outcome:record"

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        self._form = OutcomeForm(services)
        super().__init__(services, tasks, self._form)
        self.said = self.tr("The outcome was saved.")
        self._hospitals: tuple[HospitalLine, ...] = ()
        panel = Panel(self.tr("Outcome"), icon="clipboard-check")
        panel.add(self.form)
        panel.add(
            label(
                self.tr("With the outcome the told-list opens. A person who waits for a bed stays on the board."),
                "small", "secondary", wrap=True,
            )
        )  # fmt: skip
        self.save_row = SaveRow(self, services.identity.why_not(Permission.ASSESS), is_for_open=True)
        panel.add(self.save_row)
        self.column.addWidget(panel)
        self.column.addStretch(1)
        self._form.hospital.changed.connect(self._offer_wards)

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        self.tasks.query(
            self.services.staff.lines,
            owner=self,
            done=lambda lines: self.offer("staff_id", amhp_options(lines)),
        )
        self.tasks.query(self.services.hospitals.lines, owner=self, done=self._take_hospitals)

    def _take_hospitals(self, lines: tuple[HospitalLine, ...]) -> None:
        self._hospitals = lines
        ward = self.form.draft().ward_id
        self.offer("hospital_id", hospital_options(lines))
        self._offer_wards()
        self._form.ward.set_value(ward)

    def _offer_wards(self) -> None:
        self._form.ward.set_options(ward_options(self._hospitals, self._form.hospital.value()))

    @override
    def stored(self, view: RequestView) -> Loaded[OutcomeDraft] | None:
        return view.outcome

    @override
    def empty(self) -> OutcomeDraft:
        view = self.view
        return OutcomeDraft(
            staff_id=view.allocation.staff_id if view is not None and view.allocation else None
        )

    @override
    def send(self, loaded: Loaded[OutcomeDraft] | None, draft: OutcomeDraft, operation: Operation) -> Changed:
        if self.view is None:
            raise RuntimeError("a request is shown before it is saved")
        return self.services.outcomes.record(self.view.id, loaded, draft, operation)
