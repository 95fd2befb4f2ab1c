"""The form of a new request: its sections in the order callers speak, as one value, by keyboard alone."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from amhp_desktop.domain.errors import Problem, Weight
from amhp_desktop.domain.requests import IntakeDraft, intake_problems, long_text_warning
from amhp_desktop.domain.when import london, london_day
from amhp_desktop.ui.kit.fields import Clock, Field, MomentField, ParsedField
from amhp_desktop.ui.kit.fields.line import Line
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.requests.intake_asked import AskedSection, RiskSection
from amhp_desktop.ui.requests.intake_call import CallSection
from amhp_desktop.ui.requests.intake_person import PersonSection
from amhp_desktop.ui.requests.intake_section import IntakeSection


class IntakeForm(FormGrid):
    """Every field of an intake; ``draft`` and ``show_draft`` turn them into one value and back."""

    changed = Signal()
    """Fires when anything was typed or chosen."""
    person_changed = Signal()
    """Fires when what somebody could be found by (name, NHS number) was changed by the person typing."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._is_showing = False
        self.call = CallSection(self, clock)
        self.person = PersonSection(self, clock)
        self.asked = AskedSection(self, clock)
        self.risk = RiskSection(self)
        self._sections: tuple[IntakeSection, ...] = (self.call, self.person, self.asked, self.risk)
        for field in self.fields.values():
            field.changed.connect(self._on_changed)
        self.person.person_changed.connect(self._on_person_changed)
        for first, second in pairwise(one for part in self._sections for one in part.tab_chain()):
            self.setTabOrder(first, second)
        self._adapt()

    def draft(self, person_id: int | None = None) -> IntakeDraft:
        """Return what stands in the fields; ``person_id`` where somebody seen before is used."""
        made = IntakeDraft(person_id=person_id)
        for section in self._sections:
            made = section.put_into(made)
        return made

    def show_draft(self, draft: IntakeDraft) -> None:
        """Put a draft into the fields; what was wrong before goes."""
        self._is_showing = True
        for section in self._sections:
            section.show_draft(draft)
        self._is_showing = False
        self.show_problems(())
        self._adapt()

    def unreadable(self) -> tuple[Problem, ...]:
        """Name every field whose text cannot be read; what was typed stays."""
        found = []
        for name, field in self.fields.items():
            is_hidden = field is self.asked.power_began and not self.asked.has_power
            if field is self.person.nhs_number:
                continue  # it goes into the draft as typed, and the domain says what is wrong with it
            if isinstance(field, (ParsedField, MomentField)) and not field.is_readable and not is_hidden:
                sentence = field.problem or self.tr("This cannot be read. What you typed is still there.")
                found.append(Problem(name, sentence))
        return tuple(found)

    def check(self, draft: IntakeDraft, now: datetime) -> tuple[Problem, ...]:
        """Show everything that is wrong with a draft beside its field and return what stops a save."""
        unreadable = self.unreadable()
        names = {problem.field for problem in unreadable}
        said = intake_problems(draft, now, london_day(now))
        warned = long_text_warning("what_happened", draft.call.what_happened)
        return self.tell((*unreadable, *(one for one in said if one.field not in names), *warned))

    def tell(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Show problems beside their fields, go to the first, and return those that stop a save."""
        self.show_problems(problems)
        order = list(self.fields)
        stops = [problem for problem in problems if problem.weight is Weight.STOPS]
        stops.sort(key=lambda one: order.index(one.field) if one.field in order else -1)
        here = [problem for problem in stops if problem.field in order]
        if here:
            self.go_to(here[0].field)
        return tuple(stops)

    def go_problem(self, step: int) -> None:
        """Put the keyboard into the next (1) or previous (-1) field with a problem."""
        wrong = [name for name, field in self.fields.items() if field.problem]
        if not wrong:
            return
        here = self.focused()
        names = [name for name, field in self.fields.items() if field is here]
        place = wrong.index(names[0]) if names and names[0] in wrong else (-1 if step > 0 else 0)
        self.go_to(wrong[(place + step) % len(wrong)])

    def go_section(self, step: int) -> None:
        """Put the keyboard into the first field of the section after (1) or before (-1) this one."""
        order = list(self.fields.values())
        starts = [order.index(section.first()) for section in self._sections]
        here = self.focused()
        place = order.index(here) if here is not None else 0
        current = max(at for at, start in enumerate(starts) if start <= place)
        wanted = starts[max(0, min(len(starts) - 1, current + step))]
        self.go_to(list(self.fields)[wanted])

    def focused(self) -> Field | None:
        """Return the field with the keyboard."""
        widget = QApplication.focusWidget()
        known = tuple(self.fields.values())
        while widget is not None and widget is not self:
            if isinstance(widget, Field) and widget in known:
                return widget
            widget = widget.parentWidget()
        return None

    def enter_now(self) -> None:
        """Put today or the time now into the field with the keyboard; into long text, at the cursor."""
        widget = QApplication.focusWidget()
        if widget is self.asked.what_happened.page:
            self.asked.what_happened.page.insertPlainText(f"{london(self._clock()):%H:%M} ")
        elif isinstance(widget, Line):
            widget.now_asked.emit()

    def mark_not_known(self) -> None:
        """Say that the value of the field with the keyboard is not known, and go on."""
        field = self.focused()
        if field is None:
            return
        answers = (section.mark_not_known(field) for section in self._sections)
        goes_to = next((answer for answer in answers if answer is not None), None)
        if goes_to is None:
            self.focusNextChild()
        else:
            goes_to.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changed(self) -> None:
        if not self._is_showing:
            self._adapt()
            self.changed.emit()

    def _on_person_changed(self) -> None:
        if not self._is_showing:
            self.person_changed.emit()

    def _adapt(self) -> None:
        for section in self._sections:
            section.adapt()
