"""The list of duties without enough people in the next four weeks, by date."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from amhp_desktop.domain.rota import Cover, CoverState
from amhp_desktop.domain.when import show_short_date
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import EmptyState, SidePanel
from amhp_desktop.ui.kit.tables import Cell, Column, RowsModel, RowsTable
from amhp_desktop.ui.rota.sheet_rows import count_words, say, spoken_day

WEEKS = 4
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class HolesPanel(SidePanel):
    """Every uncovered duty ahead; Enter finds cover for it."""

    cover_asked = Signal(object)
    """Fires with the ``Cover`` for which somebody is to be found."""

    def __init__(self) -> None:
        super().__init__(self.tr("Next 28 days"), is_closable=False)
        columns = (
            Column[Cover](self.tr("Day"), _day, width=116, spoken=_spoken),
            Column[Cover](self.tr("Duty"), _duty, width=120, grow=1),
        )
        self.table = RowsTable(
            RowsModel(columns, key=lambda one: (one.day, one.shift.id)),
            name=self.tr("Duties without enough people"),
            empty=EmptyState(
                "circle-check",
                self.tr("Every duty is covered"),
                self.tr("Nobody is missing in the next 28 days."),
            ),
        )
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setMinimumHeight(220)
        self.table.activated_row.connect(self.cover_asked)
        self.table.current_row_changed.connect(self._on_row_changed)
        self.body.setAlignment(Qt.AlignmentFlag(0))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.table, 1)
        self.hint = label(self.tr("Enter finds cover for a line."), "small", "secondary", wrap=True)
        self.add_foot(self.hint)

    def show_holes(self, holes: tuple[Cover, ...]) -> None:
        """List the duties, the first day first."""
        self.table.rows_model.set_rows(holes)
        self.hint.setVisible(bool(holes))
        nobody = sum(one.state is CoverState.HOLE for one in holes)
        words = [count_words(nobody, "hole"), count_words(len(holes) - nobody, "short")]
        counted = ", ".join(word for word in words if word)
        title = self.tr("Next 28 days: %1").replace("%1", counted)
        self.set_title(title if counted else self.tr("Next 28 days"))

    def _on_row_changed(self, row: Cover | None) -> None:
        if row is not None:
            self.hint.setText(_spoken(row))


def _day(one: Cover) -> Cell:
    rag = "red" if one.state is CoverState.HOLE else "amber"
    return Cell(f"{_DAYS[one.day.weekday()]} {show_short_date(one.day)}", rag=rag)


def _duty(one: Cover) -> str:
    return f"{one.shift.name}, " + say("%1 of %2", str(one.held), str(one.needed))


def _spoken(one: Cover) -> str:
    state = say("Hole") if one.state is CoverState.HOLE else say("Short")
    return f"{state}: {spoken_day(one.day)}, {_duty(one)}."
