"""The paperwork of a request: forms prepared for it, and preparing another."""

from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.blanks import FormLine, forms
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperLine
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.buttons import Button, button
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.panels import EmptyState, Panel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.section import Section


class PapersSection(Section):
    """Lists the forms prepared for this request; Enter opens one."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(services, tasks)
        self._why_not = services.identity.why_not(Permission.PAPERWORK)
        self._forms = forms(services.papers.today())
        self._model = RowsModel[PaperLine](self._columns(), key=lambda line: line.id)
        empty = EmptyState(
            "file-text", self.tr("No form is prepared yet"),
            self.tr("Names, dates and places are carried over; statements stay for the signatory."),
        )  # fmt: skip
        self.table = RowsTable(
            self._model, name=self.tr("Forms of this request"), is_two_line=True, empty=empty
        )
        self.table.activated_row.connect(self._open)
        panel = Panel(self.tr("Paperwork"), icon="file-text", is_padded=False)
        self._prepare_buttons = [self._prepare_button(line) for line in self._forms]
        for made in self._prepare_buttons:
            panel.add_action(made)
        self.table.setMinimumHeight(220)
        panel.add(self.table, 1)
        self.column.addWidget(panel, 1)

    def _prepare_button(self, line: FormLine) -> Button:
        made = button(self.tr("Prepare form {form}").format(form=line.form), "file-plus")
        made.setToolTip(line.title)
        if self._why_not:
            made.refuse(self._why_not)
        made.clicked.connect(lambda: self._prepare(line.form))
        return made

    def _columns(self) -> tuple[Column[PaperLine], ...]:
        return (
            Column(self.tr("Form"), self._form_cell, width=160, grow=1),
            Column(self.tr("State"), lambda line: Cell(line.state.label, chip="outline"), width=110),
            Column(self.tr("Copies"), lambda line: str(line.copies), width=80),
            Column(self.tr("Changed"), self._changed_cell, width=180, grow=1),
        )

    def _form_cell(self, line: PaperLine) -> Cell:
        title = next((form.act.split(",")[0] for form in self._forms if form.form == line.form), "")
        return Cell(self.tr("Form {form}").format(form=line.form), title, is_strong=True)

    def _changed_cell(self, line: PaperLine) -> Cell:
        return Cell(show_moment_from(line.changed_at, self.services.clock()), line.changed_by)

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        if not self._why_not:
            papers = self.services.papers
            self.tasks.query(lambda: papers.papers(view.id), owner=self, done=self._model.set_rows)

    def _prepare(self, form_id: str) -> None:
        view = self.view
        if view is None:
            return
        self.keep(
            "paper:prepare",
            lambda operation: self.services.papers.prepare(view.id, form_id, operation),
            said=self.tr("Form {form} was prepared.").format(form=form_id),
            done=self._open_prepared,
        )

    def _open_prepared(self, changed: Changed) -> None:
        self.navigate.emit(Place("paper", changed.id))

    def _open(self, line: PaperLine) -> None:
        self.navigate.emit(Place("paper", line.id))

    @override
    def take_focus(self) -> None:
        (self.table if self._model.rows else self._prepare_buttons[0]).setFocus()
