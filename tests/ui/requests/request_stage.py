"""A request's page in a window over the demonstration, driven by keys, and a colleague at another computer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import (
    CallDraft,
    Decision,
    IntakeDraft,
    PersonDraft,
    Priority,
    TriageDraft,
)
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.ask import Dialog
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.requests.request_page import RequestPage
from amhp_desktop.ui.requests.sections.allocation import AllocationSection
from amhp_desktop.ui.requests.sections.intake import IntakeSection
from amhp_desktop.ui.requests.sections.person import PersonSection
from amhp_desktop.ui.requests.sections.triage import TriageSection
from tests.support.page_stage import PageStage

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

_Dialog = TypeVar("_Dialog", bound=Dialog)


@dataclass
class Desk:
    """One request on the screen of somebody with a keyboard."""

    stage: PageStage
    services: Services
    request_id: int

    @property
    def page(self) -> RequestPage:
        page = self.stage.page
        assert isinstance(page, RequestPage)
        return page

    @property
    def view(self) -> RequestView:
        """Return the request as it is stored."""
        return self.services.reader.view(self.request_id)

    def open(self, section: str = "") -> None:
        self.stage.open(Place("request", self.request_id, section))
        self.settle()

    def settle(self) -> None:
        """Let answers arrive and the keyboard be where it is put after them."""
        self.stage.settle()
        self.stage.bot.wait(0)
        self.stage.settle()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        self.stage.press(key, *modifiers)
        self.settle()

    def tab(self, times: int = 1) -> None:
        for _ in range(times):
            self.press(Key.Key_Tab)

    def write(self, words: str) -> None:
        """Type in place of what stands in the field with the keyboard."""
        self.press(Key.Key_A, CONTROL)
        self.stage.type(words)

    def dialog(self, kind: type[_Dialog]) -> _Dialog:
        return next(one for one in self.stage.window.findChildren(kind) if one.isVisible())

    def section(self) -> object:
        return self.page.desk.stack.section

    def intake(self) -> IntakeSection:
        section = self.section()
        assert isinstance(section, IntakeSection)
        return section

    def person(self) -> PersonSection:
        section = self.section()
        assert isinstance(section, PersonSection)
        return section

    def triage(self) -> TriageSection:
        section = self.section()
        assert isinstance(section, TriageSection)
        return section

    def allocation(self) -> AllocationSection:
        section = self.section()
        assert isinstance(section, AllocationSection)
        return section


def record(services: Services) -> int:
    """Take a call about somebody new, half an hour ago."""
    received = services.clock() - timedelta(minutes=30)
    call = CallDraft(received_at=received, caller="Her son", call_back="07700 900190", where_now="At home")
    draft = IntakeDraft(call, PersonDraft(family="Prentice", given="Margaret", title="Mrs"))
    return services.requests.record(draft, operation("request:record")).id


def accept(services: Services, request_id: int) -> None:
    version = services.requests.load(request_id).version
    draft = TriageDraft(Priority.RED, Decision.ACCEPT, "Danger", None, referrer_told=True)
    services.requests.triage(request_id, version, draft, operation("request:triage"))


def in_four_hours(desk: Desk) -> datetime:
    """Return when the standard of a red request wants the person seen."""
    received = desk.view.call.draft.received_at
    assert received is not None
    return received + timedelta(hours=4)


def known(services: Services, person: str) -> int:
    """Return the id of an open request of the demonstration."""
    return next(line.id for line in services.board.board().open if line.person.startswith(person))


def at_desk(qtbot: QtBot, services: Services, request_id: int) -> Desk:
    stage = PageStage(qtbot, lambda tasks: RequestPage(services, tasks))
    banner, above = stage.page.banner(), stage.window.layout()
    assert banner is not None
    assert isinstance(above, QVBoxLayout)
    above.insertWidget(0, banner)
    return Desk(stage, services, request_id)
