"""The board itself: filter chips with counts, the table, and the bar that offers to sort again."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button, compact_button
from amhp_desktop.ui.kit.labels import Elided, IconLabel, label
from amhp_desktop.ui.kit.panels import EmptyState, frame
from amhp_desktop.ui.kit.tables import Group, RowsModel, RowsTable, WidthMemory
from amhp_desktop.ui.today.board_columns import CLOCK_COLUMN, BoardColumns
from amhp_desktop.ui.today.board_rows import BoardFilter, BoardRow


class MovedBar(QFrame):
    """Says that rows no longer stand where the order puts them, and offers to sort again."""

    asked = Signal()
    """Fires when the rows shall be sorted."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "band")
        self.words = label("", "small", "accent")
        self.button = compact_button(self.tr("Sort again"), "arrow-up")
        self.button.clicked.connect(self.asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.addWidget(IconLabel("chevrons-up-down", 14, "accent.text"))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, count: int) -> None:
        """Show how many rows moved; none hides the bar."""
        words = self.tr("1 row moved") if count == 1 else self.tr("%1 rows moved").replace("%1", str(count))
        self.words.setText(words)
        self.button.setAccessibleName(self.tr("%1, sort again").replace("%1", words))
        self.setVisible(bool(count))


class FilterChips(QWidget):
    """The board's filters as pressable chips; the word and how many there are."""

    chosen = Signal(object)
    """Fires with the BoardFilter that was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._words: Mapping[BoardFilter, str] = {
            BoardFilter.OPEN: self.tr("Open"),
            BoardFilter.MINE: self.tr("Mine"),
            BoardFilter.AWAITING_BED: self.tr("Awaiting bed"),
            BoardFilter.NO_AMHP: self.tr("No AMHP"),
            BoardFilter.OVERDUE: self.tr("Overdue"),
        }
        self._group = QButtonGroup(self)
        self.buttons = {which: Button(words, "", "filter") for which, words in self._words.items()}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s1"))
        for place, button in enumerate(self.buttons.values()):
            button.setCheckable(True)
            self._group.addButton(button, place)
            row.addWidget(button)
        self.buttons[BoardFilter.OPEN].setChecked(True)
        self.setFocusProxy(self.buttons[BoardFilter.OPEN])
        self._group.idToggled.connect(self._on_toggled)

    @property
    def current(self) -> BoardFilter:
        """Return the filter that is on."""
        return tuple(self.buttons)[self._group.checkedId()]

    def count(self, rows: Iterable[BoardRow]) -> None:
        """Say on each chip how many open requests it would show."""
        still_open = [row for row in rows if not row.is_closed]
        for which, button in self.buttons.items():
            words = f"{self._words[which]}  {sum(which.keeps(row) for row in still_open)}"
            if words != button.text():
                button.setText(words)
                button.updateGeometry()

    def choose(self, which: BoardFilter) -> None:
        """Switch a filter on."""
        self.buttons[which].setChecked(True)

    def _on_toggled(self, place: int, is_on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if is_on:
            self.setFocusProxy(self._group.button(place))
            self.chosen.emit(tuple(self.buttons)[place])


class BoardPanel(QFrame):
    """The board's frame; rows come in with ``show_rows`` and keep their places under the current one."""

    opened = Signal(object)
    """Fires with the id of the request to open."""
    looked_at = Signal(object)
    """Fires with the BoardRow that became the current one."""
    print_asked = Signal()
    """Fires when the board shall be printed."""
    new_asked = Signal()
    """Fires when the empty board's button for a new request was pressed."""

    def __init__(self, memory: WidthMemory | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.columns = BoardColumns(self)
        self.chips = FilterChips()
        self.moved = MovedBar()
        self.print_button = compact_button(self.tr("Print board"), "printer")
        self.new_button = Button(self.tr("New request"), "plus", "", "Ctrl N")
        self.all_button = Button(self.tr("Show all open"), "list")
        self.empty = EmptyState("inbox", "", "", (self.new_button, self.all_button))
        self.model: RowsModel[BoardRow] = RowsModel(
            self.columns.columns(), key=lambda row: row.line.id, group=self._group,
            fresh=lambda row: row.is_fresh,
        )  # fmt: skip
        self.table = RowsTable(
            self.model, name=self.tr("Board of open requests"), is_two_line=True, memory=memory,
            empty=self.empty,
        )  # fmt: skip
        self.table.set_sortable()
        self.table.sortByColumn(CLOCK_COLUMN, Qt.SortOrder.AscendingOrder)
        self._lay_out()
        self._connect()
        self._all: tuple[BoardRow, ...] = ()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        bar = frame("panel-head")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(theme.space("s2"))
        row.addWidget(self.chips)
        row.addStretch(1)
        self.order = Elided(self.tr("Next deadline first"), "small", "secondary")
        self.order.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row.addWidget(self.order)
        row.addWidget(self.print_button)
        for part in (bar, self.moved):
            column.addWidget(part)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._on_filter_chosen)
        self.moved.asked.connect(self._on_sort_asked)
        self.model.moved.connect(self.moved.say)
        self.table.activated_row.connect(self._on_row_activated)
        self.table.current_row_changed.connect(self._on_current_row_changed)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._on_sort_changed)
        self.print_button.clicked.connect(self.print_asked)
        self.new_button.clicked.connect(self.new_asked)
        self.all_button.clicked.connect(self._on_all_clicked)

    def _group(self, row: BoardRow) -> Group:
        return Group(self.tr("Closed today"), 1, is_muted=True) if row.is_closed else Group()

    def show_rows(self, rows: tuple[BoardRow, ...]) -> None:
        """Show the board afresh; where a row is the current one, every row keeps its place."""
        self._all = rows
        if self.table.current_row() is None:
            self.model.set_rows(rows)
        else:
            self.model.refresh_rows(rows)
        if self.table.hasFocus() and self.table.current_row() is None and self.model.rows:
            self.table.select_key(self.model.rows[0].line.id)
        self.chips.count(rows)
        self._say_empty()

    def forbid(self, why: str) -> None:
        """Say that this person may not see the board."""
        self.empty.set_words(why)
        self.new_button.hide()
        self.all_button.hide()
        self.print_button.refuse(why)

    def _say_empty(self) -> None:
        is_all = self.chips.current is BoardFilter.OPEN
        if is_all:
            self.empty.set_words(
                self.tr("No open requests"),
                self.tr("The board fills as calls come in. Take down the first with Ctrl+N."),
            )
        else:
            name = self.chips.buttons[self.chips.current].text().rpartition("  ")[0]
            self.empty.set_words(
                self.tr("No open request under “%1”").replace("%1", name),
                self.tr("The other open requests are still there."),
            )
        self.new_button.setVisible(is_all)
        self.all_button.setVisible(not is_all)

    def _on_all_clicked(self) -> None:
        self.chips.choose(BoardFilter.OPEN)
        self.table.setFocus()

    def _on_filter_chosen(self, which: BoardFilter) -> None:
        self.model.set_filter(None if which is BoardFilter.OPEN else which.keeps)
        self._say_empty()

    def _on_sort_asked(self) -> None:
        self.model.sort_again()
        self.table.setFocus()

    def _on_sort_changed(self, column: int, order: Qt.SortOrder) -> None:
        is_deadline = column == CLOCK_COLUMN and order is Qt.SortOrder.AscendingOrder
        self.order.setText(self.tr("Next deadline first") if is_deadline else self.tr("Sorted by column"))

    def _on_row_activated(self, row: BoardRow) -> None:
        self.opened.emit(row.line.id)

    def _on_current_row_changed(self, row: BoardRow | None) -> None:
        if row is not None:
            self.looked_at.emit(row)
