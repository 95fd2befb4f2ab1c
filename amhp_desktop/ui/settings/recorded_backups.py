"""What the administrators of a shared database told about their backups, written down with the day."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.services.backups import BackupState, RecordedDraft
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.fields import DateField
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import row_of
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.panels import Panel
from amhp_desktop.ui.settings.section import Attempt, Desk


class RecordedBackups(QWidget):
    """Two days: of the last backup and of the last tested restore."""

    said = Signal(object)
    """Fires with a ``Message``."""
    kept = Signal()
    """Fires when the days were saved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._attempt = Attempt()
        self.backup_on, self.tested_on = DateField(desk.services.clock), DateField(desk.services.clock)
        self.record_button = button(self.tr("Record"), "check")
        self.record_button.clicked.connect(self._on_record_clicked)
        self._form = FormGrid()
        self._form.add(self.tr("Last backup"), self.backup_on, "backup_on")
        self._form.add(self.tr("Restore tested"), self.tested_on, "tested_on")
        panel = Panel(self.tr("What the administrators told"))
        panel.add(self._form)
        panel.add(row_of(self.record_button, None))
        panel.setMaximumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        why = desk.services.identity.why_not(Permission.SETTINGS)
        self.record_button.refuse(why)
        for field in (self.backup_on, self.tested_on):
            field.set_read_only(is_read_only=bool(why))

    def show_state(self, state: BackupState) -> None:
        """Show the days that are recorded."""
        self.backup_on.set_value(state.last_on)
        self.tested_on.set_value(state.tested_on)

    def _on_record_clicked(self) -> None:
        draft = RecordedDraft(self.backup_on.value(), self.tested_on.value())
        act = self._attempt.begin("backup:record")
        self._desk.tasks.command(
            lambda: self._desk.services.backups.record(draft, act),
            owner=self,
            done=self._on_recorded,
            refused=self._on_refused,
            failed=self._on_failed,
        )

    def _on_recorded(self, _changed: object) -> None:
        self._attempt.over()
        self._form.show_problems(())
        self.said.emit(Message("success", self.tr("Recorded."), key="backup"))
        self.kept.emit()

    def _on_refused(self, error: Exception) -> None:
        self._attempt.over()
        if isinstance(error, Refused):
            for problem in self._form.show_problems(error.problems):
                self.said.emit(Message("error", problem.sentence, key="backup"))

    def _on_failed(self, trouble: Trouble) -> None:
        self.said.emit(message_of(trouble))
