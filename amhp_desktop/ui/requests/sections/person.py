"""The person a request is about: identifying somebody unknown happens here, and warnings are kept here."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.requests import Gender, PersonDraft
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice, Clock, DateField, NhsNumberField, PhoneField, TextField
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.intake_person import TITLES, AgeField
from amhp_desktop.ui.requests.intake_section import wide
from amhp_desktop.ui.requests.sections.alerts import AlertsPanel
from amhp_desktop.ui.requests.sections.editing import EditedForm, SaveRow


class PersonForm(DraftForm[PersonDraft]):
    """Everything known about the person; all of it may be unknown."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(PersonDraft())
        self.called: Choice[str] = Choice((("", self.tr("None")), *((one, one) for one in TITLES)))
        self.born_on = DateField(clock, self.tr("dd/mm/yyyy"))
        self.about_age = AgeField(self.tr("About age"))
        self._add_names()
        self._add_rest()
        self.born_on.changed.connect(self._adapt)
        self._adapt()

    def _add_names(self) -> None:
        family, given = TextField(self.tr("Family name")), TextField(self.tr("Given name"))
        preferred = TextField()
        self.add_row(self.tr("NHS No."), (("nhs_number", wide(NhsNumberField(), 170)), ("", QWidget())))
        self.add_row(
            self.tr("Name"),
            (("family", family), ("given", wide(given, 170)), ("title", wide(self.called, 88))),
            stretch=0,
        )
        self.add(self.tr("Prefers"), preferred, "preferred")
        gender: Choice[Gender] = Choice((one, one.label) for one in Gender)
        born = (("born_on", wide(self.born_on, 120)), ("about_age", wide(self.about_age, 96)))
        self.add_row(self.tr("Born"), (*born, ("gender", wide(gender, 140)), ("", QWidget())))
        family.set_name(self.tr("Family name"))
        given.set_name(self.tr("Given name"))
        self.called.set_name(self.tr("Title"))
        preferred.set_name(self.tr("Prefers to be called"))
        self.about_age.set_name(self.tr("About age in years"))
        gender.set_name(self.tr("Gender"))

    def _add_rest(self) -> None:
        postcode = TextField()
        lives = (("address", TextField()), ("postcode", wide(postcode, 110)))
        self.add_row(self.tr("Address"), lives, stretch=0)
        self.add_row(self.tr("Phone"), (("phone", wide(PhoneField(), 200)), ("", QWidget())))
        self.add(self.tr("GP"), TextField(), "gp")
        self.add_row(self.tr("Language"), (("language", wide(TextField(), 200)), ("", QWidget())))
        postcode.set_name(self.tr("Postcode"))

    def _adapt(self) -> None:
        self.about_age.setVisible(self.born_on.value() is None)

    @override
    def show_draft(self, draft: PersonDraft) -> None:
        known = draft.title not in {"", *TITLES}
        titles = (*TITLES, draft.title) if known else TITLES
        self.called.set_options((("", self.tr("None")), *((one, one) for one in titles)))
        super().show_draft(draft)


class PersonSection(EditedForm[PersonDraft]):
    """The person's record, shared by every request about them, and the warnings that follow them."""

    action = "person:save"

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks, PersonForm(services.clock))
        self.said = self.tr("The person was saved.")
        why_not = services.identity.why_not(Permission.RECORD_REQUESTS)
        panel = Panel(self.tr("Person"), self.tr("leave blank whatever is not known"), icon="id-card")
        panel.add(self.form)
        self.save_row = SaveRow(self, why_not)
        panel.add(self.save_row)
        self.alerts = AlertsPanel(services, tasks)
        self.column.setSpacing(12)
        self.column.addWidget(self.alerts)
        self.column.addWidget(panel)
        self.column.addStretch(1)
        self.setTabOrder(self.alerts, panel)

    @override
    def stored(self, view: RequestView) -> Loaded[PersonDraft]:
        return view.person

    @override
    def empty(self) -> PersonDraft:
        return PersonDraft()

    @override
    def send(self, loaded: Loaded[PersonDraft] | None, draft: PersonDraft, operation: Operation) -> Changed:
        if loaded is None:
            raise TypeError("A request is about somebody from its beginning")
        return self.services.persons.save(loaded, draft, operation)

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        self.alerts.show_alerts(view.person.id, view.alerts)
