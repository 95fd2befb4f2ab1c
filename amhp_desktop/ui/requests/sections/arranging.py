"""Arranging: every attempt to reach a doctor, a bed manager, a relative, with its time and result."""

from datetime import datetime
from functools import partial

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.assessments import ContactDraft, ContactKind, ContactOutcome
from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.errors import Refused
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.doctors import DoctorLine
from amhp_desktop.services.request_view import ContactView, RequestView
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice, MomentField, TextField
from amhp_desktop.ui.kit.panels import EmptyState, Panel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable, Span
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.choices import doctor_options, doctor_words
from amhp_desktop.ui.requests.sections.editing import unreadable
from amhp_desktop.ui.requests.sections.reason import ask_reason
from amhp_desktop.ui.requests.sections.section import Section

_LOOK = {
    ContactOutcome.YES: ("rag.green.text", "circle-check"),
    ContactOutcome.INFORMED: ("rag.green.text", "circle-check"),
    ContactOutcome.DONE: ("rag.green.text", "circle-check"),
    ContactOutcome.NO: ("rag.red.text", "octagon-x"),
    ContactOutcome.WILL_RING: ("rag.amber.text", "hourglass"),
    ContactOutcome.MESSAGE: ("text.secondary", "message-square"),
    ContactOutcome.NO_ANSWER: ("text.secondary", "circle-dashed"),
}


class ContactForm(DraftForm[ContactDraft]):
    """One attempt, in the order it happens: whom, the result, a word about it, when."""

    def __init__(self, services: Services) -> None:
        super().__init__(ContactDraft())
        self.kind: Choice[ContactKind] = Choice((one, one.label) for one in ContactKind)
        self.doctor: Choice[int] = Choice((), self.tr("Choose the doctor"))
        self.name = TextField(self.tr("Name, role, number"))
        self.kind.set_name(self.tr("Who was rung"))
        self.doctor.set_name(self.tr("Doctor"))
        self.name.set_name(self.tr("Name of who was rung"))
        whom = (("kind", self.kind), ("doctor_id", self.doctor), ("name", self.name))
        self.add_row(self.tr("Rung"), whom)
        result: Choice[ContactOutcome] = Choice(
            ((one, one.label) for one in ContactOutcome), self.tr("How it ended")
        )
        note = TextField(self.tr("Note (optional)"))
        note.set_name(self.tr("Note on the call"))
        self.add_row(self.tr("Result"), (("outcome", result), ("note", note)))
        self.add(self.tr("At"), MomentField(services.clock), "at")
        self.kind.changed.connect(self.judge)

    def judge(self) -> None:
        """Offer the directory for a doctor and a name for anybody else."""
        is_doctor = self.kind.value() is ContactKind.DOCTOR
        self.doctor.setVisible(is_doctor)
        self.name.setVisible(not is_doctor)
        if not is_doctor:
            self.doctor.set_value(None)


class ArrangingSection(Section):
    """Logs attempts and lists them, the newest on top."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks)
        self.form = ContactForm(services)
        self.log = button(self.tr("Log this attempt"), "phone", "", "Ctrl ↵")
        self.log.clicked.connect(self.save)
        self._why_not = services.identity.why_not(Permission.RECORD_REQUESTS)
        self.log.refuse(self._why_not)
        self._prefilled = services.clock()
        self._status: dict[int, str] = {}
        entry = Panel(
            self.tr("Log a call"), self.tr("each attempt counts as evidence of the wait"), icon="phone"
        )
        entry.add(self.form)
        entry.add_action(self.log)
        self._model = RowsModel[ContactView](self._columns(), key=lambda line: line.id)
        empty = EmptyState(
            "phone", self.tr("Nobody was rung yet"), self.tr("Log each attempt, answered or not.")
        )
        self.table = RowsTable(self._model, name=self.tr("Contact attempts"), is_two_line=True, empty=empty)
        self.table.menu_asked.connect(self._on_menu_asked)
        self.take_back = button(self.tr("Take back the selected one"), "undo-2", "quiet")
        self.take_back.clicked.connect(self._take_back)
        listed = Panel(self.tr("Contact attempts"), icon="clipboard-list", is_padded=False)
        listed.add_action(self.take_back)
        self.table.setMinimumHeight(240)
        listed.add(self.table, 1)
        self.column.addWidget(entry)
        self.column.addWidget(listed, 1)
        self._clear()
        for field in self.form.fields.values():
            field.changed.connect(self.unsaved_changed)

    def _columns(self) -> tuple[Column[ContactView], ...]:
        return (
            Column(
                self.tr("Rung"),
                self._whom_cell,
                width=200,
                grow=2,
            ),
            Column(self.tr("Result"), self._result_cell, width=190, grow=2),
            Column(self.tr("At"), self._time_cell, width=120),
        )

    def _whom_cell(self, line: ContactView) -> Cell:
        status = self._status.get(line.doctor_id) if line.doctor_id is not None else None
        return Cell(line.name, f"{line.kind.label}, {status}" if status else line.kind.label, is_strong=True)

    def _result_cell(self, line: ContactView) -> Cell:
        ink, icon = _LOOK.get(line.outcome, ("text.secondary", "circle-dashed"))
        return Cell((Span(line.outcome.label, ink, icon),), line.note)

    def _time_cell(self, line: ContactView) -> Cell:
        return Cell(show_moment_from(line.at, self.services.clock()), line.by)

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        self._model.set_rows(view.contacts)
        nothing = "" if view.contacts else self.tr("Nothing was logged yet.")
        self.log.refuse(self._why_not or self.why_closed)
        self.take_back.refuse(self._why_not or self.why_closed or nothing)
        self._put_now()
        self.tasks.query(self.services.doctors.lines, owner=self, done=self._offer_doctors)

    def _offer_doctors(self, lines: tuple[DoctorLine, ...]) -> None:
        self.form.doctor.set_options(doctor_options(lines))
        status = {line.id: doctor_words(line) for line in lines}
        if status != self._status and self.view is not None:
            self._status = status
            self._model.set_rows(self.view.contacts)

    @property
    @override
    def has_unsaved(self) -> bool:
        return self._is_begun or self.form.draft().at != self._prefilled

    @property
    def _is_begun(self) -> bool:
        draft = self.form.draft()
        is_said = bool(draft.doctor_id or draft.name or draft.outcome or draft.note)
        return is_said or bool(unreadable(self.form, "?"))

    def _put_now(self) -> None:
        """Keep the time at now until somebody types; nobody logs a call at the time the page was opened."""
        if not self.has_unsaved:
            self._prefilled = _minute(self.services.clock())
            self.form.fields["at"].set_value(self._prefilled)  # type: ignore[attr-defined]

    @override
    def take_focus(self) -> None:
        self._put_now()
        self.form.go_to("kind")

    @override
    def save(self) -> None:
        view = self.view
        if view is None or not self.log.isEnabled():
            return
        wrong = unreadable(self.form, self.tr("This date and time cannot be read."))
        if wrong:
            self.form.show_problems(wrong)
            self.form.go_to(wrong[0].field)
            return
        draft = self.form.draft()

        def log(operation: Operation) -> Changed:
            return self.services.assessments.log_contact(view.id, draft, operation)

        self.keep(
            "contact:log",
            log,
            said=self.tr("The attempt was logged."),
            refused=self._on_refused_draft,
            done=lambda _changed: self._after(draft),
            what=draft,
        )

    def _on_refused_draft(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.say_problems(self.form.show_problems(error.problems))

    def _after(self, logged: ContactDraft) -> None:
        """Make room for the next attempt, unless its words are being typed already."""
        if self.form.draft() == logged:
            self._clear()
            self.take_focus()

    def _clear(self) -> None:
        kind = self.form.kind.value() or ContactKind.DOCTOR
        self._prefilled = _minute(self.services.clock())
        self.form.show_draft(ContactDraft(at=self._prefilled, kind=kind))
        self.form.judge()

    def _on_menu_asked(self, _row: ContactView, _point: object) -> None:
        self._take_back()

    def _take_back(self) -> None:
        line = self.table.current_row()
        if line is None or not self.take_back.isEnabled():
            return

        def void(contact_id: int, reason: str) -> None:
            self.keep(
                "contact:void",
                partial(self.services.assessments.void_contact, contact_id),
                said=self.tr("The attempt was taken back."),
                reason=reason,
            )

        title = self.tr("Take back the call to {name}?").format(name=line.name)
        ask_reason(self, title, self.tr("Take back"), partial(void, line.id))


def _minute(moment: datetime) -> datetime:
    """Return the moment as a field gives it back: to the minute."""
    return moment.replace(second=0, microsecond=0)
