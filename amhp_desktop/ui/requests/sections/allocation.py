"""Allocation: who is on duty and can take the request, why, and who is responsible now."""

from dataclasses import replace
from functools import partial

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.domain.requests import State
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.allocations import AllocationDraft, Candidate
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.buttons import Button, compact_button
from amhp_desktop.ui.kit.chips import Avatar
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Clock, MomentField, TextField
from amhp_desktop.ui.kit.labels import row_of
from amhp_desktop.ui.kit.panels import LineRow, Panel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.request_acts import ReasonDialog
from amhp_desktop.ui.requests.sections.candidate_list import CandidateList
from amhp_desktop.ui.requests.sections.editing import unreadable
from amhp_desktop.ui.requests.sections.section import Section


class AllocationForm(DraftForm[AllocationDraft]):
    """The reason, and when the AMHP goes and is due back."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(AllocationDraft())
        self.add(self.tr("Reason"), TextField(), "reason")
        self.add(self.tr("Visit at"), MomentField(clock), "visit_at")
        self.add(self.tr("Due back"), MomentField(clock), "due_back_at")


class AllocationSection(Section):
    """Everybody on duty as a list to choose from; the one responsible stands above it."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks)
        self.now_panel = Panel(self.tr("Responsible now"), icon="user-check", is_padded=False)
        self.relieve = compact_button(self.tr("Relieve…"))
        self._now_row = LineRow("")
        self.candidates = CandidateList()
        self.form = AllocationForm(services.clock)
        self.allocate = Button(self.tr("Allocate"), "user-check", "", "Ctrl S")
        self._why_not = services.identity.why_not(Permission.ALLOCATE)
        self._lay_out()
        self.relieve.clicked.connect(self._on_relieve_clicked)
        self.allocate.clicked.connect(self.save)
        self.candidates.chosen_changed.connect(self._on_changed)
        for field in self.form.fields.values():
            field.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        self.now_panel.add_action(self.relieve)
        self.now_panel.add(self._now_row)
        self.list_panel = Panel(self.tr("On duty now"), icon="users", is_padded=False)
        self.list_panel.add(self.candidates)
        panel = Panel(self.tr("Allocate"), icon="user-check")
        panel.add(self.form)
        panel.add(row_of(None, self.allocate))
        for part in (self.now_panel, self.list_panel, panel):
            self.column.addWidget(part)
        self.column.addStretch(1)

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        self._say_now(view)
        self._tell()
        self.tasks.query(self.services.allocations.candidates, owner=self, done=self._on_candidates)

    def _say_now(self, view: RequestView) -> None:
        allocation, now = view.allocation, self.services.clock()
        self.now_panel.setVisible(allocation is not None)
        if allocation is None:
            return
        since = self.tr("since %1").replace("%1", show_moment_from(allocation.allocated_at, now))
        parts = [since, allocation.reason, allocation.phone]
        if allocation.visit_at is not None:
            parts.append(self.tr("visit %1").replace("%1", show_moment_from(allocation.visit_at, now)))
        if allocation.due_back_at is not None:
            parts.append(self.tr("due back %1").replace("%1", show_moment_from(allocation.due_back_at, now)))
        fresh = LineRow(
            allocation.name, " · ".join(part for part in parts if part), lead=Avatar(allocation.initials)
        )
        self.now_panel.body.replaceWidget(self._now_row, fresh)
        self._now_row.hide()
        self._now_row.deleteLater()
        self._now_row = fresh

    def _tell(self) -> None:
        """Say why nobody can be allocated now, if so."""
        view, reason = self.view, self._why_not
        if view is not None and not reason:
            if view.closed_at is not None:
                reason = self.tr("This request is closed.")
            elif view.state is State.RECEIVED:
                reason = self.tr("Triage the request first.")
        self.allocate.refuse(reason)
        self.relieve.refuse(reason)
        again = view is not None and view.allocation is not None
        self.allocate.setText(self.tr("Allocate instead") if again else self.tr("Allocate"))
        self.allocate.updateGeometry()

    def _on_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        self.candidates.set_candidates(candidates)
        can = sum(not one.cannot for one in candidates)
        words = self.tr("%1 can take it, the first in fair order on top").replace("%1", str(can))
        self.list_panel.set_subtitle(words if candidates else "")

    @override
    def take_focus(self) -> None:
        self.candidates.setFocus()

    @property
    @override
    def has_unsaved(self) -> bool:
        return (
            self.candidates.chosen is not None
            or self.form.draft() != AllocationDraft()
            or bool(unreadable(self.form, "?"))
        )

    def _on_changed(self) -> None:
        self.unsaved_changed.emit()

    @override
    def save(self) -> None:
        view = self.view
        wrong = unreadable(self.form, self.tr("This date and time cannot be read."))
        if wrong:
            self.form.show_problems(wrong)
            self.form.go_to(wrong[0].field)
        elif view is not None and self.allocate.isEnabled():
            draft = replace(self.form.draft(), staff_id=self.candidates.chosen)
            self.keep(
                f"request:allocate-{draft.staff_id}",
                partial(self.services.allocations.allocate, view.id, draft),
                said=self.tr("The request was allocated."),
                refused=self._on_problems,
                done=self._on_stored,
                what=draft,
            )

    def _on_stored(self, _changed: Changed) -> None:
        self.candidates.choose(None)
        self.form.show_draft(AllocationDraft())

    def _on_problems(self, error: Exception) -> None:
        problems: tuple[Problem, ...] = error.problems if isinstance(error, Refused) else ()
        left = self.form.show_problems(problems)
        about = next((one.sentence for one in left if one.field == "staff_id"), "")
        self.candidates.set_problem(about)
        self.say_problems(tuple(one for one in left if one.field != "staff_id"))
        if about:
            self.candidates.setFocus()
        elif problems:
            self.form.go_to(problems[0].field)

    def _on_relieve_clicked(self) -> None:
        view = self.view
        if view is None or view.allocation is None:
            return
        allocations = self.services.allocations
        ReasonDialog(
            self, self.tasks, self.tr("Relieve %1").replace("%1", view.allocation.name),
            self.tr("Relieve"), act=("request:relieve", lambda act: allocations.end(view.id, act)),
            subtitle=self.tr("The request goes back to triaged and waits for another AMHP."),
        ).open()  # fmt: skip
