"""The told-list: who knows of the outcome, and closing the request once everybody does."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import Told, ToldDraft, ToldState
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.requests import State
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView, ToldView
from amhp_desktop.ui.kit.buttons import Button, button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice, LongText, MomentField
from amhp_desktop.ui.kit.panels import Chip, EmptyState, LineRow, Panel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.draft_dialog import DraftDialog
from amhp_desktop.ui.requests.sections.section import Section

_LOOK = {
    ToldState.TOLD: ("green", "check"),
    ToldState.NOT_APPROPRIATE: ("grey", "check"),
    ToldState.PENDING: ("amber", "triangle-alert"),
}


class ToldForm(DraftForm[ToldDraft]):
    """One line of the told-list."""

    def __init__(self, services: Services) -> None:
        super().__init__(ToldDraft())
        self.add(self.tr("State"), Choice((one, one.label) for one in ToldState), "state")
        self.add(self.tr("When"), MomentField(services.clock), "at")
        self.add(self.tr("How, or why not"), LongText(lines=3), "note")


class ToldSection(Section):
    """Shows who has been told, records it, and closes the request."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks)
        self.close_request = button(self.tr("Close request"), "circle-check", "primary")
        self.close_request.clicked.connect(self._close)
        self._why_not = services.identity.why_not(Permission.RECORD_REQUESTS)
        self._panel = Panel(self.tr("Told list"), icon="megaphone", is_padded=False)
        self._rows = QWidget()
        self._panel.add(self._rows)
        self.column.addWidget(self._panel)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_request)
        self.column.addLayout(foot)
        self.column.addStretch(1)

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        told = [line for line in view.told if line.state is not ToldState.PENDING]
        self._panel.set_subtitle(self.tr("{done} of {all}").format(done=len(told), all=len(view.told)))
        focused = next((line.who for line in view.told if self._has_focus(line.who)), None)
        rows = self._made_rows(view)
        self._panel.body.replaceWidget(self._rows, rows)
        self._rows.deleteLater()
        self._rows = rows
        self._judge_close(view)
        if focused is not None:
            self._button(focused).setFocus()

    def _has_focus(self, who: Told) -> bool:
        found = self._rows.findChild(Button, who.value)
        return found is not None and found.hasFocus()

    def _button(self, who: Told) -> QWidget:
        return self._rows.findChild(Button, who.value) or self._rows

    def _made_rows(self, view: RequestView) -> QWidget:
        if not view.told:
            return EmptyState(
                "megaphone",
                self.tr("Nobody is to be told yet"),
                self.tr("The list opens with the outcome."),
            )
        rows = Panel(is_padded=False)
        rows.setProperty("kind", "plain")
        for line in view.told:
            rows.add(self._made_row(line))
        return rows

    def _made_row(self, line: ToldView) -> LineRow:
        kind, icon = _LOOK[line.state]
        pending = line.state is ToldState.PENDING
        record = button(self.tr("Record") if pending else self.tr("Change"))
        record.setObjectName(line.who.value)
        record.setAccessibleName(
            self.tr("{who}: {state}. Record who was told").format(who=line.who.label, state=line.state.label)
        )
        record.refuse(self._why_not or self.why_closed)
        record.clicked.connect(partial(self._ask, line))
        when = show_moment_from(line.at, self.services.clock()) if line.at else ""
        detail = " · ".join(part for part in (when, line.note, "" if pending else line.by) if part)
        return LineRow(line.who.label, detail, ends=(Chip(line.state.label, kind, icon), record))

    def _judge_close(self, view: RequestView) -> None:
        waiting = [line.who.label for line in view.told if line.state is ToldState.PENDING]
        if self._why_not:
            self.close_request.refuse(self._why_not)
        elif view.state is State.CLOSED:
            self.close_request.refuse(self.tr("This request is closed."))
        elif view.outcome is None:
            self.close_request.refuse(self.tr("Record the outcome before closing."))
        elif waiting:
            self.close_request.refuse(self.tr("Not yet told: {names}.").format(names=", ".join(waiting)))
        else:
            self.close_request.refuse("")

    def _ask(self, line: ToldView) -> None:
        view = self.view
        if view is None:
            return
        form = ToldForm(self.services)
        told = line.state is not ToldState.PENDING
        form.show_draft(
            ToldDraft(line.state, line.at, line.note)
            if told
            else ToldDraft(ToldState.TOLD, self.services.clock())
        )
        dialog = DraftDialog(
            self.window(), line.who.label, self.tr("Save"), form, subtitle=self.tr("Have they been told?")
        )

        def refused(error: Exception) -> None:
            if isinstance(error, Refused):
                dialog.show_problems(error.problems)

        def save() -> None:
            if not form.go_to_unreadable():
                draft = form.draft()
                self.keep(
                    "told:record",
                    lambda operation: self.services.outcomes.tell(view.id, line.who, draft, operation),
                    said=self.tr("{who}: recorded.").format(who=line.who.label),
                    refused=refused,
                    done=lambda _changed: dialog.finish(),
                    failed=dialog.show_trouble,
                    what=(line.who, draft),
                )

        dialog.accepted.connect(save)
        dialog.open()
        form.go_to("state")

    def _close(self) -> None:
        view = self.view
        if view is None:
            return

        def close(operation: Operation) -> Changed:
            return self.services.requests.close(view.id, view.version, operation)

        self.keep(
            "request:close", close, said=self.tr("{reference} is closed.").format(reference=view.reference)
        )

    @override
    def take_focus(self) -> None:
        waiting = [
            line.who for line in (self.view.told if self.view else ()) if line.state is ToldState.PENDING
        ]
        target = self._button(waiting[0]) if waiting else self.close_request
        target.setFocus()
