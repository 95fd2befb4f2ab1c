"""The body of an intake: form, who was seen before, what is missing, and drafts that were kept."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.requests import CallDraft, IntakeDraft, PersonDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.drafts import KeptDraft
from amhp_desktop.services.persons import PersonMatch
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.panels import frame, scrolled
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.kit.widths import keep_most_width
from amhp_desktop.ui.requests.intake_foot import IntakeFoot
from amhp_desktop.ui.requests.intake_form import IntakeForm
from amhp_desktop.ui.requests.intake_keeper import DraftKeeper
from amhp_desktop.ui.requests.intake_offers import IntakeOffers
from amhp_desktop.ui.requests.intake_search import SeenSearch
from amhp_desktop.ui.requests.intake_seen import SeenPanel

_FORM_WIDTH = 1100
_FORM_HEIGHT = 700
_MOST_TEXT = 220


class IntakeDesk(QWidget):
    """Holds one intake at a time; knows its person and keeps its draft."""

    changed = Signal()
    """Fires when anything was typed or chosen, and when another intake was put on the desk."""

    begun = Signal()
    """Fires when a new intake, or one kept earlier, was put on the desk."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__()
        self._services = services
        self.form = IntakeForm(services.clock)
        self.seen = SeenPanel()
        self.foot = IntakeFoot()
        self.search = SeenSearch(self, tasks, services.persons.seen_before)
        self.keeper = DraftKeeper(self, tasks, services.drafts, self.draft)
        self.offers = IntakeOffers(self.keeper, services.clock)
        self._used: PersonMatch | None = None
        self._person_id: int | None = None
        self._not_them: frozenset[int] = frozenset()
        self.started = services.clock()
        self._lay_out()
        self.form.changed.connect(self._on_changed)
        self.form.person_changed.connect(self._on_person_changed)
        self.search.found.connect(self._on_found)
        self.seen.used.connect(self._on_used)
        self.seen.not_them.connect(self._on_not_them)
        self.offers.opened.connect(self._on_kept_opened)
        self.start()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QHBoxLayout(inside)
        column.setContentsMargins(20, 12, 20, 12)
        column.addWidget(self.form, 1000)
        column.addStretch(1)
        keep_most_width(self.form, _FORM_WIDTH)
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
        self.started = self._services.clock()
        now = self.started.replace(second=0, microsecond=0)
        self.show_draft(IntakeDraft(CallDraft(received_at=now)))
        self.begun.emit()

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

    def begin_another(self) -> None:
        """Keep what is on the desk and put a new intake there."""
        if not self.is_blank:
            self.keeper.keep_now()
            self.start()
        self.form.go_to("caller")
        self.offers.look()

    def discard(self) -> IntakeDraft:
        """Throw the intake away, put a new one on the desk, and return the old for bringing it back."""
        draft = self.draft()
        self.keeper.discard()
        self.start()
        self.form.go_to("caller")
        return draft

    def bring_back(self, draft: IntakeDraft) -> None:
        """Put an intake that was thrown away on the desk again."""
        self.begin_another()
        self.show_draft(draft)
        self.keeper.keep_now()

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

    def _on_kept_opened(self, kept: KeptDraft[IntakeDraft]) -> None:
        if not self.is_blank:
            self.keeper.keep_now()
        self.keeper.begin(kept.key)
        self.show_draft(kept.draft)
        self.begun.emit()
        self.form.go_to("caller")
        self.offers.look()

    # ---- coming and going

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_blank:
            self.start()
        self.offers.look()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self.keeper.is_waiting:
            self.keeper.keep_now()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.window().width() >= theme.size("wide_from") * theme.scale()
        width = theme.size("side_panel_wide") if is_wide else round(theme.size("side_panel") * 1.15)
        self.seen.setFixedWidth(width)
        page = self.form.asked.what_happened.page
        spare = self.height() - round(_FORM_HEIGHT * theme.scale())
        page.setMinimumHeight(page.sizeHint().height() + max(0, min(_MOST_TEXT, spare)))
