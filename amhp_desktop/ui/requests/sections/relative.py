"""The nearest relative: what is known, how to reach them, and whether they were informed (s.11(3), s.26)."""

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import Knowledge, RelativeDraft
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice, LongText, MomentField, PhoneField, TextField
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.editing import EditedForm, SaveRow


class RelativeForm(DraftForm[RelativeDraft]):
    """What is recorded of the nearest relative; nothing is assumed."""

    def __init__(self, services: Services) -> None:
        super().__init__(RelativeDraft())
        self.add(self.tr("What is known"), Choice((one, one.label) for one in Knowledge), "knowledge")
        family, given, title = (
            TextField(self.tr("Family name")),
            TextField(self.tr("Given name")),
            TextField(self.tr("Title")),
        )
        for field, name in (
            (family, self.tr("Nearest relative’s family name")),
            (given, self.tr("Nearest relative’s given name")),
            (title, self.tr("Nearest relative’s title")),
        ):
            field.set_name(name)
        self.add_row(self.tr("Name"), (("family", family), ("given", given), ("title", title)), stretch=0)
        self.add(self.tr("Relationship"), TextField(self.tr("Mother, husband, son")), "relationship")
        self.add(self.tr("Address"), TextField(), "address")
        self.add(self.tr("Postcode"), TextField(), "postcode")
        self.add(self.tr("Telephone"), PhoneField(), "phone")
        self.add_section(self.tr("Informed"), self.tr("owed with an application, s.11(3)"))
        self.add(self.tr("Informed at"), MomentField(services.clock), "informed_at")
        self.add(self.tr("If not, why"), TextField(), "not_informed_reason")
        self.add(self.tr("Note"), LongText(lines=3), "note")


class RelativeSection(EditedForm[RelativeDraft]):
    """Records the nearest relative for this request."""

    action = "relative:record"

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks, RelativeForm(services))
        self.said = self.tr("The nearest relative was saved.")
        panel = Panel(self.tr("Nearest relative"), self.tr("s.26"), icon="user-check")
        panel.add(
            label(
                self.tr("Who it is follows from s.26, not from what the person or the family say. Ask; do not assume."),
                "small", "secondary", wrap=True,
            )
        )  # fmt: skip
        panel.add(self.form)
        self.save_row = SaveRow(self, services.identity.why_not(Permission.RECORD_REQUESTS), is_for_open=True)
        panel.add(self.save_row)
        self.column.addWidget(panel)
        self.column.addStretch(1)

    @override
    def stored(self, view: RequestView) -> Loaded[RelativeDraft] | None:
        return view.relative

    @override
    def empty(self) -> RelativeDraft:
        return RelativeDraft()

    @override
    def send(
        self, loaded: Loaded[RelativeDraft] | None, draft: RelativeDraft, operation: Operation
    ) -> Changed:
        if self.view is None:
            raise RuntimeError("a request is shown before it is saved")
        return self.services.assessments.save_relative(self.view.id, loaded, draft, operation)
