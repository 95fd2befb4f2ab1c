"""Assessment: the visits with who was there, and the doctors' examinations with their days."""

from typing_extensions import override

from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.examinations import ExaminationsPanel
from amhp_desktop.ui.requests.sections.section import Section
from amhp_desktop.ui.requests.sections.visits import VisitSection


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
