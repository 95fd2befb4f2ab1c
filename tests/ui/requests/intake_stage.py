"""An intake page in a window over the demonstration, driven by keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.errors import OutcomeUnknown
from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestFilter, RequestLine
from amhp_desktop.services.requests import RequestService
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.requests.intake_desk import IntakeDesk
from amhp_desktop.ui.requests.intake_form import IntakeForm
from amhp_desktop.ui.requests.intake_page import IntakePage
from tests.support.page_stage import PageStage

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Intake:
    """The page with shortcuts to its parts."""

    stage: PageStage
    services: Services

    @property
    def page(self) -> IntakePage:
        return cast(IntakePage, self.stage.page)

    @property
    def desk(self) -> IntakeDesk:
        return self.page.desk

    @property
    def form(self) -> IntakeForm:
        return self.page.desk.form

    def minimum(self) -> None:
        """Type who called and how to reach them, the only things that are needed."""
        self.form.call.caller.setFocus()
        self.stage.type("Jo Redfern")
        self.form.call.call_back.setFocus()
        self.stage.type("07700 900178")

    def focus_name(self) -> str:
        """Return the spoken name of what has the keyboard."""
        widget = QApplication.focusWidget()
        text = getattr(widget, "text", str)() if widget is not None else ""
        return (widget.accessibleName() if widget is not None else "") or text

    def save_for_later(self) -> None:
        self.stage.press(Qt.Key.Key_S, CONTROL)

    def save_and_triage(self) -> None:
        self.stage.press(Qt.Key.Key_Return, CONTROL)

    def use_person(self) -> None:
        """Press Alt+U; Qt shows a mnemonic's button pressed for a tenth of a second before it acts."""
        self.stage.press(Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
        self.stage.bot.waitUntil(lambda: self.desk.draft().person_id is not None)
        self.stage.settle()

    def found(self) -> None:
        """Wait until the look-up of people seen before has answered."""
        timer = self.desk.search._timer
        self.stage.bot.waitUntil(lambda: not timer.isActive())
        self.stage.settle()

    def recorded(self) -> tuple[RequestLine, ...]:
        """Return the requests that were open besides the demonstration's own two."""
        lines = self.services.reader.search(RequestFilter(open_only=True))
        return tuple(line for line in lines if line.reference not in {"R-1041", "R-1047"})

    def problems(self) -> dict[str, str]:
        """Return what is said to be wrong, by field, in the order of the form."""
        return {name: field.problem for name, field in self.form.fields.items() if field.problem}


@contextmanager
def intake_on(qtbot: QtBot, services: Services) -> Iterator[Intake]:
    """Open the intake page."""
    stage = PageStage(qtbot, lambda tasks: IntakePage(services, tasks))
    made = Intake(stage, services)
    stage.open(Place("intake"))
    yield made
    assert not stage.bugs
    stage.close()


class LostAnswers:
    """Requests whose first answer is lost on the way back, after the change was kept."""

    def __init__(self, real: RequestService) -> None:
        self._real = real
        self.asked: list[Operation] = []

    def record(self, draft: IntakeDraft, operation: Operation) -> Changed:
        changed = self._real.record(draft, operation)
        self.asked.append(operation)
        if len(self.asked) == 1:
            raise OutcomeUnknown("The answer was lost.", kept="What you typed is kept.")
        return changed


def losing_answers(services: Services) -> tuple[Services, LostAnswers]:
    """Return the same services on a bad line."""
    requests = LostAnswers(services.requests)
    return replace(services, requests=cast(Any, requests)), requests
