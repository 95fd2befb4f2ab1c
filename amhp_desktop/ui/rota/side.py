"""The side of the rota: the holes ahead, one duty's cover, or the shifts; one of them at a time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.rota import RotaWeek
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.rota.cover_panel import CoverPanel
from amhp_desktop.ui.rota.holes_panel import HolesPanel
from amhp_desktop.ui.rota.sheet_rows import RowKind, Spot
from amhp_desktop.ui.rota.shifts_panel import ShiftsPanel


class RotaSide(QStackedWidget):
    """Shows the holes until something else is asked for; closing that shows them again."""

    closed = Signal()
    """Fires when a panel was closed and the keyboard belongs to the sheet again."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__()
        self.holes = HolesPanel()
        self.cover = CoverPanel(services, tasks)
        self.shifts = ShiftsPanel(services, tasks)
        for panel in (self.holes, self.cover, self.shifts):
            self.addWidget(panel)
            panel.closed.connect(self._on_panel_closed)

    def show_cover(self, week: RotaWeek, shift_id: int, spot: Spot) -> None:
        """Show one duty on a day; with a person's cell, their row is chosen."""
        self.setCurrentWidget(self.cover)
        staff_id = spot.id if spot.kind is RowKind.PERSON else None
        self.cover.show_duty(week.shifts, shift_id, spot.day, staff_id)
        self.cover.focus_first()

    def show_shifts(self) -> None:
        """Show the shifts."""
        self.setCurrentWidget(self.shifts)
        self.shifts.shift.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read again what is shown besides the holes."""
        if self.currentWidget() is self.cover:
            self.cover.reload()

    def _on_panel_closed(self) -> None:
        self.setCurrentWidget(self.holes)
        self.closed.emit()
