"""The approvals of one person as an AMHP: added, changed, suspended, ended and taken out with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.people import (
    Approval,
    ApprovalDraft,
    ApprovalState,
    ApprovalStatus,
    Standing,
    approval_state,
)
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.people import Choice as Named
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice, DateField, TextField
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.people.dialogs import EntryDialog, VoidDialog
from amhp_desktop.ui.people.keeping import Keeper
from amhp_desktop.ui.people.standing_words import chip_kind
from amhp_desktop.ui.people.sub_list import SubLine, SubList


class ApprovalForm(DraftForm[ApprovalDraft]):
    """One approval."""

    def __init__(self, services: Services, draft: ApprovalDraft, authorities: tuple[Named, ...]) -> None:
        super().__init__(draft)
        choices = ((one.id, one.label) for one in authorities)
        self.add(self.tr("Approved by"), Choice[int](choices), "approving_lssa_id")
        self.add(self.tr("From"), DateField(services.clock), "approved_on")
        self.add(self.tr("Last day"), DateField(services.clock), "ends_on")
        statuses = ((one, one.label) for one in ApprovalStatus)
        self.add(self.tr("State"), Choice[ApprovalStatus](statuses), "status")
        self.add(self.tr("Reason"), TextField(self.tr("why, and who decided")), "status_reason")
        self.show_draft(draft)


class ApprovalList(SubList):
    """The approvals of the person shown."""

    said = Signal(object)
    """Fires with a ``Message``."""

    def __init__(self, services: Services, tasks: TaskRunner, window: QWidget) -> None:
        super().__init__(
            self.tr("Approval as an AMHP, s.114"),
            self.tr("Add approval"),
            self.tr("No approval recorded: this person cannot be put on an AMHP's duty."),
        )
        self._services, self._tasks, self._window = services, tasks, window
        self._staff_id = 0
        self._approvals: tuple[Loaded[ApprovalDraft], ...] = ()
        self._authorities: tuple[Named, ...] = ()
        self.add_asked.connect(self._on_add_asked)
        self.edit_asked.connect(self._on_edit_asked)

    def show_staff(self, staff_id: int) -> None:
        """Show one person's approvals."""
        if staff_id != self._staff_id:
            self._staff_id = staff_id
            self._show(((), self._authorities, staff_id))
        self._tasks.query(
            lambda: (
                self._services.approvals.of_staff(staff_id),
                self._services.authorities.choices(),
                staff_id,
            ),
            owner=self,
            done=self._show,
        )

    def _show(self, found: tuple[tuple[Loaded[ApprovalDraft], ...], tuple[Named, ...], int]) -> None:
        approvals, authorities, staff_id = found
        if staff_id == self._staff_id:
            self._approvals, self._authorities = approvals, authorities
            self.show_lines(tuple(self._line(one) for one in approvals))

    def _line(self, one: Loaded[ApprovalDraft]) -> SubLine:
        draft = one.draft
        names = {authority.id: authority.label for authority in self._authorities}
        by = names.get(draft.approving_lssa_id or 0, self.tr("Authority no longer listed"))
        second = self.tr("%1 to %2").replace("%1", show_date(draft.approved_on))
        second = second.replace("%2", show_date(draft.ends_on))
        if draft.status_reason:
            second = f"{second}. {draft.status_reason}"
        if draft.approved_on is None or draft.ends_on is None:
            return SubLine(one.id, by, second)
        kept = Approval(draft.approved_on, draft.ends_on, draft.status, draft.status_reason)
        state = approval_state((kept,), self._services.approvals.today())
        return SubLine(one.id, by, second, self._state_words(state), chip_kind(state))

    def _state_words(self, state: ApprovalState) -> str:
        if state.standing is Standing.ENDING and state.day is not None:
            left = (state.day - self._services.approvals.today()).days
            return self.tr("last day today") if not left else self.tr("%1 days left").replace("%1", str(left))
        return {
            Standing.IN_FORCE: self.tr("in force"),
            Standing.BEGINS: self.tr("begins later"),
            Standing.SUSPENDED: self.tr("suspended"),
        }.get(state.standing, self.tr("ended"))

    def _on_add_asked(self) -> None:
        own = self._authorities[0].id if self._authorities else None
        draft = ApprovalDraft(staff_id=self._staff_id, approving_lssa_id=own)
        self._open(self.tr("Add an approval"), draft, None)

    def _on_edit_asked(self, approval_id: int) -> None:
        found = next((one for one in self._approvals if one.id == approval_id), None)
        if found is not None:
            self._open(self.tr("Change this approval"), found.draft, found)

    def _open(self, title: str, draft: ApprovalDraft, loaded: Loaded[ApprovalDraft] | None) -> None:
        form = ApprovalForm(self._services, draft, self._authorities)
        dialog = EntryDialog(self._window, title, form, self._keeper(), loaded)
        dialog.void_asked.connect(self._on_void_asked)
        dialog.open()

    def _on_void_asked(self, approval_id: int) -> None:
        VoidDialog(self._window, self.tr("this approval"), self._keeper(), approval_id).open()

    def _keeper(self) -> Keeper[ApprovalDraft]:
        keeper: Keeper[ApprovalDraft] = Keeper(
            self._services.approvals, self._tasks, "approval", self._window
        )
        keeper.said.connect(self.said)
        return keeper
