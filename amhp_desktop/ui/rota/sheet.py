"""The rota sheet: cover strip above, grid below, names frozen at the left; all four scroll together."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from amhp_desktop.services.rota import RotaWeek
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.panels import Divider
from amhp_desktop.ui.rota.sheet_model import END, NAME, SheetModel
from amhp_desktop.ui.rota.sheet_rows import Spot, cover_rows, duty_rows, person_rows
from amhp_desktop.ui.rota.sheet_view import CellsView, SheetView

_NAMES, _LAST, _DAY = 206, 150, 44


class RotaSheet(QWidget):
    """Show one week by person or by duty, with its cover above."""

    letter_pressed = Signal(object, str)
    """Fires with the ``Spot`` of a person and the duty's letter that was typed."""
    off_asked = Signal(object)
    """Fires with the ``Spot`` whose duty is to be taken off."""
    opened = Signal(object)
    """Fires with the ``Spot`` to look at closely."""
    menu_asked = Signal(object, QPoint)
    """Fires with the ``Spot`` and the global point at which to offer what can be done."""
    week_asked = Signal(int)
    """Fires with -1 or 1 where the keyboard asks for the week before or after."""

    def __init__(self) -> None:
        super().__init__()
        self._strip_model = SheetModel(self, corner=self.tr("Cover needed and held"), last=self.tr("Hours"))
        self._grid_model = SheetModel(self)
        self.strip_names = SheetView(self._strip_model, is_names=True, has_head=True)
        self.strip = CellsView(self._strip_model, name=self.tr("Cover by duty and day"), has_head=True)
        self.names = SheetView(self._grid_model, is_names=True, has_head=False)
        self.grid = CellsView(self._grid_model, name=self.tr("Rota by person and day"), has_head=False)
        self.names.setAccessibleName(self.tr("People"))
        self.strip_names.setAccessibleName(self.tr("Duties"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip_names, 0, 0)
        layout.addWidget(self.strip, 0, 1)
        layout.addWidget(Divider(), 1, 0, 1, 2)
        layout.addWidget(self.names, 2, 0)
        layout.addWidget(self.grid, 2, 1)
        layout.setRowStretch(2, 1)
        layout.setColumnStretch(1, 1)
        self.grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _connect(self) -> None:
        for view in (self.strip, self.grid):
            view.opened.connect(self.opened)
            view.menu_asked.connect(self.menu_asked)
            view.week_asked.connect(self.week_asked)
        self.grid.letter_pressed.connect(self.letter_pressed)
        self.grid.off_asked.connect(self.off_asked)
        self.strip.left_at_edge.connect(self._on_strip_left)
        self.grid.left_at_edge.connect(self._on_grid_left)
        self.names.clicked.connect(self._on_name_clicked)
        self.strip_names.clicked.connect(self._on_strip_name_clicked)
        across, down = self.grid.horizontalScrollBar(), self.grid.verticalScrollBar()
        across.valueChanged.connect(self.strip.horizontalScrollBar().setValue)
        self.strip.horizontalScrollBar().valueChanged.connect(across.setValue)
        down.valueChanged.connect(self.names.verticalScrollBar().setValue)
        self.names.verticalScrollBar().valueChanged.connect(down.setValue)
        theme.notifier().changed.connect(self.fit)

    def show_week(self, week: RotaWeek, today: date, *, by_duty: bool) -> None:
        """Show a week; the current cell stays with its person or duty and its day."""
        kept = tuple((view, view.spot(), view.verticalScrollBar().value()) for view in self._cells())
        self._strip_model.set_rows(cover_rows(week), week.days, today)
        self._grid_model.set_rows(duty_rows(week) if by_duty else person_rows(week), week.days, today)
        words = self.tr("Rota by duty and day") if by_duty else self.tr("Rota by person and day")
        self.grid.setAccessibleName(words)
        self.fit()
        for view, spot, scroll in kept:
            _restore(view, spot, scroll)

    def set_refusals(self, refusals: Mapping[tuple[int, date], str]) -> None:
        """Mark the cells at which a change was refused."""
        self._grid_model.set_refusals(refusals)

    def _cells(self) -> tuple[CellsView, CellsView]:
        return (self.strip, self.grid)

    def go_to_person(self, staff_id: int, day: date) -> None:
        """Put the keyboard on one person's day."""
        line = self._grid_model.line_of(staff_id)
        if line >= 0 and day in self._grid_model.days:
            self.grid.go_to(line, self._grid_model.days.index(day) + 1)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_grid(self) -> None:
        """Put the keyboard into the grid."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Share the width out: names and last column keep theirs, the days take the rest evenly."""
        names = round(_NAMES * theme.scale())
        last = round(_LAST * theme.scale())
        for view in (self.strip_names, self.names):
            view.setFixedWidth(names)
            view.setColumnWidth(NAME, names)
        room = self.width() - names - self.grid.verticalScrollBar().sizeHint().width()
        day = max(round(_DAY * theme.scale()), (room - last) // 7)
        for cells in self._cells():
            for column in range(1, END):
                cells.setColumnWidth(column, day)
            cells.setColumnWidth(END, max(last, room - 7 * day))
            cells.set_names_width(names)
        for view in (self.strip_names, self.strip, self.names, self.grid):
            view.lay_out_rows()
        for view in (self.strip_names, self.strip):
            view.setFixedHeight(view.content_height())
        across = self.grid.horizontalScrollBar()
        bottom = across.sizeHint().height() if day * 7 + last > room else 0
        self.names.setViewportMargins(0, 0, 0, bottom)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _on_strip_left(self, step: int, column: int) -> None:
        if step > 0 and self._grid_model.rows:
            self.grid.go_to(self.grid.first_line(), column)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_grid_left(self, step: int, column: int) -> None:
        if step < 0 and self._strip_model.rows:
            self.strip.go_to(len(self._strip_model.rows) - 1, column)
            self.strip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_name_clicked(self) -> None:
        self._take_line(self.grid, self.names.currentIndex().row())

    def _on_strip_name_clicked(self) -> None:
        self._take_line(self.strip, self.strip_names.currentIndex().row())

    def _take_line(self, view: CellsView, line: int) -> None:
        row = view.sheet.row_at(line)
        if row is not None and row.cells:
            view.go_to(line, max(1, view.currentIndex().column()))
            view.setFocus(Qt.FocusReason.MouseFocusReason)


def _restore(view: CellsView, spot: Spot | None, scroll: int) -> None:
    if spot is None:
        return
    line = view.sheet.line_of(spot.id)
    if line >= 0:
        days = view.sheet.days
        column = days.index(spot.day) + 1 if spot.day in days else spot.day.weekday() + 1
        view.go_to(line, column)
        view.verticalScrollBar().setValue(scroll)
