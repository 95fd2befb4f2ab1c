"""What the paper page asks in dialogs: a reason, and where the signed original stands."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.paperwork import CompletedWhere, PaperState
from amhp_desktop.ui.kit.ask import FormDialog
from amhp_desktop.ui.kit.fields import Choice, TextField
from amhp_desktop.ui.kit.form import FormGrid


class ReasonDialog(FormDialog):
    """Asks for one sentence, without which nothing happens."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        verb: str,
        on_reason: Callable[[str], object],
        *,
        subtitle: str = "",
        icon: str = "",
        role: str = "primary",
    ) -> None:
        super().__init__(parent, title, verb, subtitle=subtitle, icon=icon, role=role)
        self._on_reason = on_reason
        self.reason = TextField()
        grid = FormGrid()
        grid.add(self.tr("Reason"), self.reason, "reason")
        self.add(grid)
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        if not self.reason.value():
            self.reason.set_problem(self.tr("Write the reason in a few words."))
            self.reason.setFocus()
            return
        reason = self.reason.value()
        self.finish()
        self._on_reason(reason)


class StandingDialog(FormDialog):
    """Records whether the paper is signed, served or received, and where it was completed."""

    def __init__(
        self,
        parent: QWidget,
        state: PaperState,
        where: CompletedWhere,
        on_choice: Callable[[PaperState, CompletedWhere], object],
    ) -> None:
        super().__init__(parent, self.tr("Where does this paper stand?"), self.tr("Record"), icon="stamp")
        self._on_choice = on_choice
        self.state: Choice[PaperState] = Choice((each, each.label) for each in PaperState)
        self.where: Choice[CompletedWhere] = Choice((each, each.label) for each in CompletedWhere)
        self.state.set_value(state)
        self.where.set_value(where)
        grid = FormGrid()
        grid.add(self.tr("Paper is"), self.state)
        grid.add(self.tr("Completed"), self.where)
        self.add(grid)
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        state, where = self.state.value(), self.where.value()
        if state is not None and where is not None:
            self.finish()
            self._on_choice(state, where)
