"""The demonstration at 08:30, a colleague at another computer, and Today in a window."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import CallDraft, IntakeDraft, PersonDraft, RequestType
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.today.page import TodayPage
from tests.support.page_stage import PageStage


def record(services: Services, family: str = "Prentice", **call: object) -> int:
    """Record a request and return its id."""
    taken = CallDraft(received_at=services.clock(), caller="Her son", call_back="07700 900190", **call)  # type: ignore[arg-type]
    draft = IntakeDraft(taken, PersonDraft(family=family, given="Margaret", title="Mrs"))
    return services.requests.record(draft, operation("request:record")).id


def s136(services: Services) -> int:
    """Record somebody brought to a place of safety now."""
    return record(services, "Okoro", type=RequestType.S136, power_began_at=services.clock())


@dataclass
class Today:
    """Today in a window, and what it sent to the printer."""

    stage: PageStage
    printed: list[tuple[bytes, str]] = field(default_factory=list)

    @property
    def page(self) -> TodayPage:
        page = self.stage.page
        assert isinstance(page, TodayPage)
        return page

    def people(self) -> list[str]:
        """Return the persons on the board from the top down."""
        return [row.line.person for row in self.page.view.board.model.rows]

    def refresh(self) -> None:
        self.page.refresh()
        self.stage.settle()


@pytest.fixture
def today(qtbot: QtBot, services: Services) -> Iterator[Today]:
    printed: list[tuple[bytes, str]] = []
    stage = PageStage(
        qtbot,
        lambda tasks: TodayPage(services, tasks, print_pdf=lambda pdf, name: printed.append((pdf, name))),
    )
    made = Today(stage, printed)
    stage.open(Place("today"))
    yield made
    assert not stage.bugs
    stage.close()
