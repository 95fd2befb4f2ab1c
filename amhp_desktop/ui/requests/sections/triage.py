"""Triage: the decision, its reasons, how soon, and that the caller has been told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.requests import Decision, Priority, TriageDraft, Urgency, due_at
from amhp_desktop.domain.when import show_duration, show_moment_from
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import CheckField, Clock, LongText, MomentField, SegmentedChoice
from amhp_desktop.ui.kit.labels import label, row_of
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.intake_section import at_top
from amhp_desktop.ui.requests.sections.editing import unreadable
from amhp_desktop.ui.requests.sections.section import Section


class TriageForm(DraftForm[TriageDraft]):
    """The decision; the due time follows priority and standard until somebody types another."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(TriageDraft())
        self.decision: SegmentedChoice[Decision] = SegmentedChoice((one, one.label) for one in Decision)
        self.priority: SegmentedChoice[Priority] = SegmentedChoice((one, one.label) for one in Priority)
        self.due = MomentField(clock)
        self.standard = label("", "small", "secondary")
        self.reasons = LongText(lines=4)
        self.told = CheckField(self.tr("The caller has been told"))
        self.decision.set_name(self.tr("Decision"))
        self.priority.set_name(self.tr("Priority"))
        self.told.set_name(self.tr("The caller has been told"))
        self.add(self.tr("Decision"), self.decision, "decision")
        self._priority_label = self.add_row(self.tr("Priority"), (("priority", self.priority),))
        due = (("due_at", self.due), ("", at_top(self.standard)))
        self._due_label = self.add_row(self.tr("See by"), due)
        self.add(self.tr("Reasons"), self.reasons, "reasons")
        self.add(self.tr("Told"), self.told, "referrer_told")

    def adapt(self) -> None:
        """Show priority and due time only where the request is accepted, or nothing is decided yet."""
        is_open = self.decision.value() in {None, Decision.ACCEPT}
        for part in (self._priority_label, self.priority, self._due_label, self.due, self.standard):
            part.setVisible(is_open)


class TriageSection(Section):
    """The triage decision; it may be made again while the request is open."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks)
        self.form = TriageForm(services.clock)
        self.made = label("", "small", "secondary", wrap=True)
        self.keep_button = Button(self.tr("Keep the decision"), "flag", "", "Ctrl S")
        self._standard: Mapping[Priority, timedelta] = {}
        self._began = TriageDraft()
        self._is_showing = False
        self._is_due_typed = False
        panel = Panel(self.tr("Triage"), icon="flag")
        panel.add(self.made)
        panel.add(self.form)
        panel.add(row_of(None, self.keep_button))
        self.column.addWidget(panel)
        self.column.addStretch(1)
        self.keep_button.clicked.connect(self.save)
        for field in self.form.fields.values():
            field.changed.connect(self._on_changed)
        self.form.due.changed.connect(self._on_due_changed)
        self.form.priority.changed.connect(self._count_due)
        tasks.query(services.requests.standard, owner=self, done=self._on_standard)

    @override
    def show_view(self, view: RequestView) -> None:
        is_first = self.view is None
        keeps = self.has_unsaved
        super().show_view(view)
        if is_first or not keeps:
            self._take(view)
        self._say_made(view)
        why_not = self.services.identity.why_not(Permission.TRIAGE)
        closed = self.tr("This request is closed.") if view.closed_at is not None else ""
        self.keep_button.refuse(why_not or closed)

    def _take(self, view: RequestView) -> None:
        stored = TriageDraft(
            view.priority, view.decision, view.decision_reasons, view.due_at, view.decision is not None
        )
        self._is_showing = True
        self.form.show_draft(stored)
        self._is_showing, self._is_due_typed = False, False
        self.form.adapt()
        self._began = self.form.draft()
        self._say_standard()
        self.unsaved_changed.emit()

    def _say_made(self, view: RequestView) -> None:
        call = view.call.draft
        soon = "" if call.urgency is Urgency.NOT_SAID else f", {call.urgency.label.lower()}"
        words = self.tr("Asked for: %1.").replace("%1", f"{call.type.label}{soon}")
        if view.triaged_at is not None:
            when = show_moment_from(view.triaged_at, self.services.clock())
            decided = self.tr("Decided %1 by %2.").replace("%1", when).replace("%2", view.triaged_by or "")
            words = f"{words} {decided}"
        self.made.setText(words)

    @override
    def take_focus(self) -> None:
        self.form.go_to("decision")

    @property
    @override
    def has_unsaved(self) -> bool:
        if self.view is None:
            return False
        return self.form.draft() != self._began or bool(unreadable(self.form, "?"))

    @override
    def save(self) -> None:
        view = self.view
        wrong = unreadable(self.form, self.tr("This date and time cannot be read."))
        if wrong:
            self.form.show_problems(wrong)
            self.form.go_to(wrong[0].field)
        elif view is not None and self.keep_button.isEnabled():
            draft = self.form.draft()
            requests = self.services.requests
            self.keep(
                "request:triage",
                partial(requests.triage, view.id, view.version, draft),
                said=self.tr("The decision was kept."),
                refused=self._on_problems,
                done=lambda _changed: self._on_stored(draft),
                what=draft,
            )

    def _on_stored(self, draft: TriageDraft) -> None:
        self._began = draft
        self.form.show_problems(())

    def _on_problems(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            return
        self.say_problems(self.form.show_problems(error.problems))
        named = {problem.field for problem in error.problems}
        if not self.form.go_to(next((name for name in self.form.fields if name in named), "")):
            self._read_again()

    def _read_again(self) -> None:
        """Take the request's present version, so that keeping the same decision can be tried again."""
        view = self.view
        if view is not None:
            read = partial(self.services.reader.view, view.id)
            self.tasks.query(read, owner=self, done=self.show_view)

    # ---- the due time

    def _on_standard(self, standard: Mapping[Priority, timedelta]) -> None:
        self._standard = standard
        self._say_standard()

    def _on_changed(self) -> None:
        if not self._is_showing:
            self.form.adapt()
            self.unsaved_changed.emit()

    def _on_due_changed(self) -> None:
        if not self._is_showing:
            self._is_due_typed = True

    def _count_due(self) -> None:
        """Put the standard's time into the field unless another was typed."""
        due = self._counted()
        if not self._is_showing and not self._is_due_typed and due is not None:
            self._is_showing = True
            self.form.due.set_value(due)
            self._is_showing = False
            self.unsaved_changed.emit()
        self._say_standard()

    def _counted(self) -> datetime | None:
        priority = self.form.priority.value()
        received = self.view.call.draft.received_at if self.view is not None else None
        if priority is None or received is None or priority not in self._standard:
            return None
        return due_at(received, priority, self._standard)

    def _say_standard(self) -> None:
        priority = self.form.priority.value()
        if priority is None or priority not in self._standard:
            self.form.standard.setText("")
            return
        words = self.tr("%1: %2 from when it was received").replace("%1", priority.label)
        self.form.standard.setText(words.replace("%2", show_duration(self._standard[priority])))
