"""AMHPs and other staff of every employer, with their approvals."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.names import show_name
from amhp_desktop.domain.people import (
    OrganisationDraft,
    OrganisationKind,
    Position,
    StaffDraft,
    Standing,
)
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.people import Choice as Named
from amhp_desktop.services.people import StaffLine
from amhp_desktop.ui.kit.buttons import compact_button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice, LongText, TextField
from amhp_desktop.ui.kit.tables import Cell, Column
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.people.approvals import ApprovalList
from amhp_desktop.ui.people.dialogs import EntryDialog
from amhp_desktop.ui.people.directory import Directory, DirectoryKind
from amhp_desktop.ui.people.editor import EntryEditor
from amhp_desktop.ui.people.keeping import Keeper
from amhp_desktop.ui.people.standing_words import approval_cell, approval_sort

_LOOK_AT = frozenset({Standing.ENDING, Standing.ENDED, Standing.SUSPENDED, Standing.NONE, Standing.BEGINS})


class OrganisationForm(DraftForm[OrganisationDraft]):
    """One body that employs staff."""

    def __init__(self) -> None:
        super().__init__(OrganisationDraft())
        self.add(self.tr("Name"), TextField(), "name")
        kinds = ((one, one.label) for one in OrganisationKind)
        self.add(self.tr("Kind"), Choice[OrganisationKind](kinds), "kind")
        self.show_draft(OrganisationDraft())


class StaffForm(DraftForm[StaffDraft]):
    """One member of staff."""

    employer_asked = Signal()
    """Fires when an employer is to be added."""

    def __init__(self) -> None:
        super().__init__(StaffDraft())
        self.add(self.tr("Family name"), TextField(), "family")
        self.add(self.tr("Given name"), TextField(), "given")
        self.add(self.tr("Title"), TextField(), "title")
        self.add(self.tr("Position"), Choice[Position]((one, one.label) for one in Position), "position")
        self.employer = Choice[int]()
        self.add_employer = compact_button(self.tr("Add"), "plus", "quiet")
        self.add_employer.setAccessibleName(self.tr("Add an employer"))
        self.add_employer.clicked.connect(self.employer_asked)
        self.add_row(
            self.tr("Employer"), (("employer_id", self.employer), ("", self.add_employer)), stretch=0
        )
        self.add(self.tr("Home team"), TextField(), "home_team")
        self.add(self.tr("Telephone"), TextField(), "phone")
        self.add(self.tr("E-mail"), TextField(), "email")
        self.add_section(self.tr("For forms"), self.tr("printed on statutory forms"))
        self.add(self.tr("Work address"), LongText(lines=3), "work_address")
        self.add(self.tr("Postcode"), TextField(), "work_postcode")
        self.add(self.tr("Note"), LongText(lines=2), "note")


class StaffEditor(EntryEditor[StaffDraft]):
    """Read and edit one member of staff and their approvals."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        form = StaffForm()
        super().__init__(services.staff, tasks, form, StaffDraft(), "staff", drafts=services.drafts)
        self._services = services
        self._staff_form = form
        self._more: Loaded[StaffDraft] | None = None
        self.approvals = ApprovalList(services, tasks, self)
        self.approvals.refuse(self._why)
        self.approvals.said.connect(self.said)
        self.approvals.hide()
        self.body.insertWidget(0, self.approvals)
        form.add_employer.refuse(self._why)
        form.employer_asked.connect(self._on_employer_asked)

    @override
    def title_of(self, draft: StaffDraft) -> str:
        return show_name(draft.family, draft.given, draft.title)

    @override
    def new_title(self) -> str:
        return self.tr("New member of staff")

    @override
    def show_more(self, loaded: Loaded[StaffDraft] | None) -> None:
        self._more = loaded
        self.approvals.setVisible(loaded is not None)
        if loaded is not None:
            self.approvals.show_staff(loaded.id)

    @override
    def refresh(self) -> None:
        super().refresh()
        self._tasks.query(self._services.organisations.choices, owner=self, done=self.show_employers)
        if self.is_dirty:
            self.show_more(self._more)

    def show_employers(self, employers: tuple[Named, ...]) -> None:
        """Offer these employers; the one chosen stays."""
        wanted = self.form.draft().employer_id
        self._staff_form.employer.set_options((one.id, one.label) for one in employers)
        self._staff_form.employer.set_value(wanted)

    def _on_employer_asked(self) -> None:
        keeper: Keeper[OrganisationDraft] = Keeper(
            self._services.organisations, self._tasks, "organisation", self
        )
        keeper.said.connect(self.said)
        keeper.kept.connect(self._on_employer_kept)
        EntryDialog(self, self.tr("Add an employer"), OrganisationForm(), keeper).open()

    def _on_employer_kept(self, changed: Changed) -> None:
        def choose(employers: tuple[Named, ...]) -> None:
            self.show_employers(employers)
            self._staff_form.employer.set_value(changed.id)
            self._staff_form.employer.setFocus(Qt.FocusReason.OtherFocusReason)

        self._tasks.query(self._services.organisations.choices, owner=self, done=choose)


class StaffKind(DirectoryKind[StaffLine]):
    """AMHPs and staff."""

    place = "staff"

    @override
    def read(self) -> Callable[[], tuple[StaffLine, ...]]:
        return self.services.staff.lines

    @override
    def columns(self) -> tuple[Column[StaffLine], ...]:
        return (
            Column(self.tr("Name"), self._name, sort=lambda one: one.name.casefold(), width=210, grow=2),
            Column(
                self.tr("Approval"),
                lambda one: approval_cell(one.approval),
                sort=lambda one: approval_sort(one.approval),
                spoken=self._spoken,
                width=200,
                grow=1,
            ),
            Column(
                self.tr("Employer"),
                lambda one: one.employer,
                second=lambda one: one.home_team,
                width=190,
                grow=1,
                optional=True,
            ),
            Column(self.tr("Telephone"), lambda one: one.phone, width=120),
        )

    def _name(self, one: StaffLine) -> Cell:
        own = "*" if one.id == self.services.identity.staff_id else ""
        return Cell(one.name, one.position.label, avatar=f"{own}{one.initials}")

    def _spoken(self, one: StaffLine) -> str:
        words = one.approval.words or self.tr("not needed")
        return f"{self.tr('Approval')}: {words}. {one.cannot_act}".strip()

    @override
    def filters(self) -> tuple[tuple[str, str], ...]:
        return (
            ("all", self.tr("All")),
            ("amhps", self.tr("AMHPs")),
            ("look", self.tr("Approval ending or ended")),
        )

    @override
    def keeps(self, line: StaffLine, wanted: str) -> bool:
        if wanted == "look":
            return line.approval.standing in _LOOK_AT
        return line.approval.standing is not Standing.NOT_NEEDED

    @override
    def words_of(self, line: StaffLine) -> tuple[str, ...]:
        return (line.name, line.position.label, line.employer, line.home_team, line.phone, line.email)

    @override
    def search_words(self) -> str:
        return self.tr("Find by name, team, employer")

    @override
    def add_words(self) -> str:
        return self.tr("Add AMHP or staff")

    @override
    def count_words(self, count: int) -> str:
        return self.tr("1 person") if count == 1 else self.tr("%1 people").replace("%1", str(count))


def staff_directory(services: Services, tasks: TaskRunner) -> Directory[StaffLine]:
    """Return the directory with its table and editor."""
    kind = StaffKind(services)
    return Directory(kind, tasks, StaffEditor(services, tasks), kind.tr("AMHPs and staff"))
