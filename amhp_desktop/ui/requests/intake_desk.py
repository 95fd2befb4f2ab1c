"""The body of an intake: form, who was seen before, what is missing, and drafts that were kept."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.errors import Problem, Weight
from amhp_desktop.domain.requests import (
    CallDraft,
    IntakeDraft,
    PersonDraft,
    intake_problems,
    long_text_warning,
)
from amhp_desktop.domain.when import london_day, show_moment_from
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.drafts import KeptDraft
from amhp_desktop.services.persons import PersonMatch
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.messages import Message, MessageAction, MessageArea
from amhp_desktop.ui.kit.panels import frame, scrolled
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.intake_foot import IntakeFoot
from amhp_desktop.ui.requests.intake_form import IntakeForm
from amhp_desktop.ui.requests.intake_keeper import DraftKeeper
from amhp_desktop.ui.requests.intake_search import SeenSearch
from amhp_desktop.ui.requests.intake_seen import SeenPanel

_FORM_WIDTH = 1100
_FORM_HEIGHT = 640
_MOST_TEXT = 320


class IntakeDesk(QWidget):
    """Holds one intake at a time; knows its person and keeps its draft."""

    changed = Signal()
    """Fires when anything was typed or chosen, and when another intake was put on the desk."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__()
        self._services = services
        self.form = IntakeForm(services.clock)
        self.seen = SeenPanel()
        self.foot = IntakeFoot()
        self.offers = MessageArea()
        self.search = SeenSearch(self, tasks, services.persons.seen_before)
        self.keeper = DraftKeeper(self, tasks, services.drafts, self.draft)
        self._used: PersonMatch | None = None
        self._person_id: int | None = None
        self._not_them: frozenset[int] = frozenset()
        self._is_wide: bool | None = None
        self._lay_out()
        self.form.changed.connect(self._on_changed)
        self.form.person_changed.connect(self._on_person_changed)
        self.search.found.connect(self._on_found)
        self.seen.used.connect(self._on_used)
        self.seen.not_them.connect(self._on_not_them)
        self.start()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QHBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.addWidget(self.form, 1000)
        column.addStretch(1)
        self.form.setMaximumWidth(round(_FORM_WIDTH * theme.scale()))
        area = scrolled(inside)
        paper = frame("plain")
        left = QVBoxLayout(paper)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.offers)
        left.addWidget(area, 1)
        left.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(paper, 1)
        row.addWidget(self.seen)

    # ---- the intake on the desk

    def draft(self) -> IntakeDraft:
        """Return the intake as it stands."""
        return self.form.draft(self._person_id)

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was typed yet; the time the call came fills itself in."""
        draft = self.draft()
        call = replace(draft.call, received_at=None)
        is_untouched = call == CallDraft() and draft.person == PersonDraft() and draft.person_id is None
        return is_untouched and not self.form.unreadable()

    def start(self) -> None:
        """Put a new intake on the desk, received now."""
        self.keeper.begin()
        now = self._services.clock().replace(second=0, microsecond=0)
        self.show_draft(IntakeDraft(CallDraft(received_at=now)))

    def show_draft(self, draft: IntakeDraft) -> None:
        """Put an intake on the desk in place of the one there."""
        self.search.forget()
        self._used, self._not_them = None, frozenset()
        self._person_id = draft.person_id
        self.form.show_draft(draft)
        self.form.person.lock(is_locked=draft.person_id is not None)
        self.form.person.says.setText("")
        self.seen.clear()
        if draft.person != PersonDraft():
            self.search.ask(draft.person)
        self._say_missing()
        self.changed.emit()

    def check(self) -> tuple[Problem, ...]:
        """Show everything that is wrong beside its field and return what stops a save."""
        unreadable = self.form.unreadable()
        names = {problem.field for problem in unreadable}
        now = self._services.clock()
        draft = self.draft()
        found = [
            problem for problem in intake_problems(draft, now, london_day(now)) if problem.field not in names
        ]
        warned = long_text_warning("what_happened", draft.call.what_happened)
        return self.show_problems((*unreadable, *found, *warned))

    def show_problems(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        """Show problems beside their fields, go to the first, and return those that stop a save."""
        self.form.show_problems(problems)
        order = list(self.form.fields)
        stops = [problem for problem in problems if problem.weight is Weight.STOPS]
        stops.sort(key=lambda one: order.index(one.field) if one.field in order else -1)
        here = [problem for problem in stops if problem.field in order]
        if here:
            self.form.go_to(here[0].field)
        return tuple(stops)

    def go_problem(self, step: int) -> None:
        """Put the keyboard into the next (1) or previous (-1) field with a problem."""
        wrong = [name for name, field in self.form.fields.items() if field.problem]
        if not wrong:
            return
        here = self.form.focused()
        names = [name for name, field in self.form.fields.items() if field is here]
        place = wrong.index(names[0]) if names and names[0] in wrong else (-1 if step > 0 else 0)
        self.form.go_to(wrong[(place + step) % len(wrong)])

    # ---- typing

    def _on_changed(self) -> None:
        self.keeper.touch()
        self._say_missing()
        self.changed.emit()

    def _say_missing(self) -> None:
        self.foot.set_draft(self.draft())

    def _on_person_changed(self) -> None:
        if self._person_id is None:
            self.search.ask(self.form.person.person())

    def _on_found(self, matches: tuple[PersonMatch, ...]) -> None:
        used = next((match for match in matches if match.id == self._person_id), None)
        if used is not None:
            self._used = used
            self.seen.show_used(used)
            return
        shown = tuple(match for match in matches if match.id not in self._not_them)
        self.seen.show_matches(shown)
        has_number = self.form.person.nhs_number.value() is not None
        same = sum(match.same_number for match in shown)
        found = self.tr("Check digit right. 1 person found.") if same else self.tr("Check digit right.")
        self.form.person.says.setText(found if has_number else "")

    def _on_used(self, match: PersonMatch) -> None:
        self._used, self._person_id = match, match.id
        self.search.forget()
        self.form.person.show_person(match.draft)
        self.form.person.lock(is_locked=True)
        self.form.person.says.setText("")
        self.seen.show_used(match)
        self.form.person.where_now.setFocus(Qt.FocusReason.TabFocusReason)
        self._on_changed()

    def _on_not_them(self, match: PersonMatch) -> None:
        self._not_them |= {match.id}
        if self._person_id is not None:
            self._used = self._person_id = None
            self.form.person.lock(is_locked=False)
            self.form.person.show_person(PersonDraft())
        self.search.ask(self.form.person.person())
        self.form.person.family.setFocus(Qt.FocusReason.TabFocusReason)
        self._on_changed()

    # ---- drafts kept earlier

    def offer_kept(self) -> None:
        """Ask for drafts of intakes that were never saved and offer each."""
        self.keeper.find(self._offer)

    def _offer(self, found: tuple[KeptDraft[IntakeDraft], ...]) -> None:
        self.offers.clear()
        for kept in reversed(found):
            when = show_moment_from(kept.at, self._services.clock())
            bold = self.tr("1 draft from %1 was kept.").replace("%1", when)
            actions = (
                MessageAction(self.tr("Open"), partial(self._open_kept, kept)),
                MessageAction(self.tr("Discard"), partial(self._discard_kept, kept)),
            )
            self.offers.say(Message("warning", bold, self._about(kept.draft), actions, key=kept.key))

    def _about(self, draft: IntakeDraft) -> str:
        caller = draft.call.caller or self.tr("caller not said")
        person = draft.person.family or self.tr("person not known")
        return self.tr("%1, about %2").replace("%1", caller).replace("%2", person)

    def _open_kept(self, kept: KeptDraft[IntakeDraft], _checked: object = None) -> None:
        if not self.is_blank:
            self.keeper.keep_now()
        self.keeper.begin(kept.key)
        self.show_draft(kept.draft)
        self.form.go_to("caller")
        self.offer_kept()

    def _discard_kept(self, kept: KeptDraft[IntakeDraft], _checked: object = None) -> None:
        self.keeper.discard(kept.key)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.window().width() >= theme.size("wide_from")
        width = theme.size("side_panel_wide") if is_wide else round(theme.size("side_panel") * 1.15)
        self.seen.setFixedWidth(width)
        page = self.form.asked.what_happened.page
        spare = self.height() - round(_FORM_HEIGHT * theme.scale())
        page.setMinimumHeight(page.sizeHint().height() + max(0, min(_MOST_TEXT, spare)))
