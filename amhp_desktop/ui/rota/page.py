"""The rota: one week by person or by duty, its cover above, and what can be done about a cell at the side."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.changes import Topic
from amhp_desktop.domain.rota import Cover, CoverState, week_of
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.prints import rota_sheet
from amhp_desktop.services.rota import RotaWeek
from amhp_desktop.ui.kit.buttons import IconButton
from amhp_desktop.ui.kit.page import Page, Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.rota.desk import RotaDesk
from amhp_desktop.ui.rota.history import RotaHistory
from amhp_desktop.ui.rota.holes_panel import WEEKS
from amhp_desktop.ui.rota.sheet import RotaSheet
from amhp_desktop.ui.rota.sheet_rows import RowKind, Spot
from amhp_desktop.ui.rota.side import RotaSide
from amhp_desktop.ui.rota.toolbar import RotaToolbar
from amhp_desktop.ui.rota.week_steps import WeekSteps


class RotaPage(Page):
    """One week of the rota; every change is kept at once and can be undone."""

    topics = frozenset({Topic.ROTA, Topic.PEOPLE})

    holes_changed = Signal(int)
    """Fires after each reading with how many duties of the next 28 days have nobody at all."""

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        print_pdf: Callable[[bytes, str], object],
    ) -> None:
        super().__init__(parent)
        self._services, self._tasks, self._print_pdf = services, tasks, print_pdf
        self._day = services.rota.today()
        self._week: RotaWeek | None = None
        self.history = RotaHistory(services.rota, tasks, self)
        self.desk = RotaDesk(services, self)
        self.steps = WeekSteps()
        self.undo_button = IconButton("undo-2", self.tr("Undo"), "")
        self.redo_button = IconButton("redo-2", self.tr("Redo"), "")
        self.toolbar = RotaToolbar()
        self.sheet = RotaSheet()
        self.side = RotaSide(services, tasks)
        self.holes, self.cover, self.shifts = self.side.holes, self.side.cover, self.side.shifts
        self._lay_out()
        self._connect()
        self._on_history_changed()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sheet, 1)
        row.addWidget(self.side)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.steps.stepped.connect(self._on_stepped)
        self.sheet.week_asked.connect(self._on_stepped)
        self.toolbar.by.changed.connect(self._show)
        self.toolbar.print.clicked.connect(self._print)
        self.toolbar.shifts.clicked.connect(self.side.show_shifts)
        self.undo_button.clicked.connect(self.history.undo)
        self.redo_button.clicked.connect(self.history.redo)
        self.history.changed.connect(self._on_history_changed)
        self.history.refused.connect(self.desk.note_refusal)
        self.history.failed.connect(self.desk.note_trouble)
        self.history.done.connect(self.desk.note_done)
        self.desk.refusals_changed.connect(self.sheet.set_refusals)
        self.desk.outdated.connect(self.refresh)
        self.sheet.letter_pressed.connect(self.desk.give)
        self.sheet.off_asked.connect(self.desk.take_off)
        self.sheet.menu_asked.connect(self.desk.offer)
        self.sheet.opened.connect(self._on_cover_asked)
        self.desk.cover_asked.connect(self._on_cover_asked)
        self.desk.said.connect(self.message)
        self.shifts.said.connect(self.message)
        self.holes.cover_asked.connect(self._on_hole_chosen)
        for source in (self.desk, self.cover):
            source.change_asked.connect(self.history.make)
        self.side.closed.connect(self.sheet.focus_grid)

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return self.tr("Rota")

    @override
    def header_lead(self) -> tuple[QWidget, ...]:
        return (self.steps,)

    @override
    def header_widgets(self) -> tuple[QWidget, ...]:
        return (self.undo_button, self.redo_button)

    @override
    def panes(self) -> tuple[QWidget, ...]:
        side = self.side.currentWidget() or self.side
        return (self.toolbar, self.sheet.strip, self.sheet.grid, side)

    @override
    def show_place(self, place: Place) -> None:
        """Show this week, or the week of the day whose ordinal number the place carries."""
        self._day = date.fromordinal(place.record_id) if place.record_id else self._services.rota.today()
        self.refresh()
        self.sheet.focus_grid()

    @override
    def refresh(self) -> None:
        day = self._day
        today = self._services.rota.today()
        self._tasks.query(lambda: self._services.rota.week(day), owner=self, done=self._on_week)
        self._tasks.query(lambda: self._services.rota.holes(today, WEEKS), owner=self, done=self._on_holes)
        self.side.reload()

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {"edit.undo": self.history.undo, "edit.redo": self.history.redo, "paper.print": self._print}

    @override
    def reasons_off(self) -> Mapping[str, str]:
        stack = self.history.stack
        return {
            "edit.undo": "" if stack.canUndo() else self.tr("Nothing to undo."),
            "edit.redo": "" if stack.canRedo() else self.tr("Nothing to do again."),
        }

    @property
    @override
    def has_unsaved(self) -> bool:
        return self.shifts.is_dirty

    # ---- reading

    def _on_week(self, week: RotaWeek) -> None:
        if self._day not in week.days:
            return
        self._week = self.desk.week = week
        self.steps.show_week(week.days)
        self.toolbar.show_missing(week.holes)
        self.shifts.show_shifts(week.shifts)
        self._show()
        self.was_read.emit()

    def _show(self) -> None:
        if self._week is not None:
            by_duty = self.toolbar.by.value() == "duty"
            self.sheet.show_week(self._week, self._services.rota.today(), by_duty=by_duty)
            self.sheet.set_refusals(self.desk.refusals)

    def _on_holes(self, holes: tuple[Cover, ...]) -> None:
        last = self._services.rota.today() + timedelta(days=7 * WEEKS)
        ahead = tuple(one for one in holes if one.day < last)
        self.holes.show_holes(ahead)
        self.holes_changed.emit(sum(one.state is CoverState.HOLE for one in ahead))

    # ---- moving

    def _on_stepped(self, step: int) -> None:
        self._day = self._day + timedelta(days=7 * step) if step else self._services.rota.today()
        self.refresh()

    def _on_hole_chosen(self, hole: Cover) -> None:
        if hole.day not in (self._week.days if self._week is not None else ()):
            self._day = hole.day
            self.refresh()
        self._on_cover_asked(Spot(RowKind.COVER, hole.shift.id, hole.shift.name, hole.day))

    def _on_cover_asked(self, spot: Spot) -> None:
        shift_id = self.desk.shift_of_interest(spot)
        if self._week is not None and shift_id is not None:
            self.side.show_cover(self._week, shift_id, spot)

    # ---- changing

    def _on_history_changed(self) -> None:
        stack = self.history.stack
        pairs = (
            (self.undo_button, stack.canUndo(), self.tr("Undo"), stack.undoText()),
            (self.redo_button, stack.canRedo(), self.tr("Redo"), stack.redoText()),
        )
        for made, is_on, verb, what in pairs:
            made.setEnabled(is_on)
            made.setToolTip(f"{verb}: {what}" if is_on else self.tr("Nothing to undo or do again."))
            made.setAccessibleDescription(what)
        self.handles_changed.emit()

    def _print(self) -> None:
        week = self._week
        if week is None:
            return
        now, by = self._services.clock(), self._services.identity.name
        training = self._services.training
        name = f"rota {show_date(week_of(self._day)[0])}"
        self._tasks.query(
            lambda: rota_sheet(week, now, training, by=by),
            owner=self,
            done=lambda pdf: self._print_pdf(pdf, name),
        )
