"""The one place that gives pages their services: each page is made when it is first shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from amhp_desktop.app.finder import blank_forms, finder_for
from amhp_desktop.app.machine import Machine
from amhp_desktop.app.printing import Means
from amhp_desktop.services.opening import Opened
from amhp_desktop.ui.kit.page import Page, Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell.pages import PageFactory
from amhp_desktop.ui.shell.workspace import Workspace

PrintPdf = Callable[[bytes, str], None]


@dataclass(frozen=True, slots=True)
class Wiring:
    """What every page of one signed-in person is made from."""

    opened: Opened
    tasks: TaskRunner
    machine: Machine
    print_pdf: PrintPdf
    means: Means = field(default_factory=Means)

    def workspace(self) -> Workspace:
        """Return what the main window needs."""
        services = self.opened.services
        return Workspace(
            factories=self.factories(), first=Place("today"), runner=self.tasks, clock=services.clock,
            memory=self.machine, finder=finder_for(services), unlock=self.opened.check_passphrase,
            forms=blank_forms(services), is_training=services.training,
        )  # fmt: skip

    def factories(self) -> Mapping[str, PageFactory]:
        """Return how each page is made, by its name."""
        return {
            "today": self._today,
            "requests": self._requests,
            "intake": self._intake,
            "request": self._request,
            "rota": self._rota,
            "people": self._people,
            "paperwork": self._paperwork,
            "paper": self._paper,
            "settings": self._settings,
        }

    # Imported one by one: the window stands before pages nobody has asked for are loaded.

    def _today(self) -> Page:
        from amhp_desktop.ui.today.page import TodayPage

        return TodayPage(self.opened.services, self.tasks, print_pdf=self.print_pdf)

    def _requests(self) -> Page:
        from amhp_desktop.ui.requests.list_page import RequestsPage

        return RequestsPage(self.opened.services, self.tasks)

    def _intake(self) -> Page:
        from amhp_desktop.ui.requests.intake_page import IntakePage

        return IntakePage(self.opened.services, self.tasks)

    def _request(self) -> Page:
        from amhp_desktop.ui.requests.request_page import RequestPage

        return RequestPage(self.opened.services, self.tasks)

    def _rota(self) -> Page:
        from amhp_desktop.ui.rota.page import RotaPage

        return RotaPage(self.opened.services, self.tasks, print_pdf=self.print_pdf)

    def _people(self) -> Page:
        from amhp_desktop.ui.people.page import PeoplePage

        return PeoplePage(self.opened.services, self.tasks)

    def _paperwork(self) -> Page:
        from amhp_desktop.ui.paperwork.paperwork_page import PaperworkPage

        return PaperworkPage(
            self.opened.services, self.tasks, printers=self.means.printers, choose=self.means.files
        )

    def _paper(self) -> Page:
        from amhp_desktop.ui.paperwork.paper_page import PaperPage

        return PaperPage(
            self.opened.services, self.tasks, printers=self.means.printers, choose=self.means.files
        )

    def _settings(self) -> Page:
        from amhp_desktop.ui.settings.page import SettingsPage

        return SettingsPage(
            self.opened.services, self.tasks, appearance=self.machine, print_pdf=self.print_pdf
        )
