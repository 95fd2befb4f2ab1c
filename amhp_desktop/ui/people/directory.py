"""One directory of the People place: search, filter, table, and the editor of the chosen line."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.names import search_key
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import SearchField, SegmentedChoice
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import EmptyState, frame
from amhp_desktop.ui.kit.tables import Column, RowsModel, RowsTable
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.kit.widths import keep_width
from amhp_desktop.ui.people.editor import EntryEditor

_L = TypeVar("_L")


class DirectoryKind(QObject, Generic[_L]):
    """What one kind of entry says of itself; lines have an ``id``."""

    place = ""
    """The section of a ``Place`` that means this directory."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.services = services

    def read(self) -> Callable[[], tuple[_L, ...]]:
        """Return the service call that gives the lines."""
        raise NotImplementedError

    def columns(self) -> tuple[Column[_L], ...]:
        """Return the columns of the table."""
        raise NotImplementedError

    def filters(self) -> tuple[tuple[str, str], ...]:
        """Return the values and words of the filter; ``all`` comes first."""
        raise NotImplementedError

    def keeps(self, line: _L, wanted: str) -> bool:
        """Say whether a line belongs to a filter other than ``all``."""
        raise NotImplementedError

    def words_of(self, line: _L) -> tuple[str, ...]:
        """Return what the search looks through."""
        raise NotImplementedError

    def search_words(self) -> str:
        """Return what the search field says of itself."""
        raise NotImplementedError

    def add_words(self) -> str:
        """Return the verb of the primary button."""
        raise NotImplementedError

    def count_words(self, count: int) -> str:
        """Return how many lines are shown."""
        raise NotImplementedError


class Directory(QWidget, Generic[_L]):
    """A searchable, sortable table beside its editor.

    Typing in the search narrows at once; Enter in the table goes to the editor.
    """

    was_read = Signal()
    """Fires when fresh lines are shown."""

    def __init__(
        self, kind: DirectoryKind[_L], tasks: TaskRunner, editor: EntryEditor[Any], name: str
    ) -> None:
        super().__init__()
        self.kind, self.tasks, self.editor = kind, tasks, editor
        kind.setParent(self)
        self._lines: tuple[_L, ...] = ()
        self._wanted: int | None = None
        self.search = SearchField(self.kind.search_words(), "Ctrl F")
        self.filter = SegmentedChoice[str](self.kind.filters())
        self.filter.set_compact()
        self.filter.set_name(self.tr("Show"))
        self.filter.set_value("all")
        self.count = label("", "small", "secondary")
        self._empty = EmptyState("search", "", "")
        self.table: RowsTable[_L] = RowsTable(
            RowsModel(self.kind.columns(), key=id_of),
            name=name, is_two_line=True, empty=self._empty,
        )  # fmt: skip
        self.table.set_sortable()
        self._lay_out()
        self.search.changed.connect(self._narrow)
        self.filter.changed.connect(self._narrow)
        self.table.current_row_changed.connect(self._on_row_changed)
        self.table.activated_row.connect(self._on_row_activated)
        self.editor.closed.connect(self._on_editor_closed)
        self.editor.entry_kept.connect(self._on_entry_kept)

    def _lay_out(self) -> None:
        bar = frame("toolbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.space("s4"), theme.space("s1"), theme.space("s4"), theme.space("s1"))
        row.setSpacing(theme.space("s3"))
        keep_width(self.search, 290)
        row.addWidget(self.search)
        row.addWidget(self.filter, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.count)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(bar)
        main.addWidget(self.table, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(main, 1)
        whole.addWidget(self.editor)

    # ---- reading

    def refresh(self) -> None:
        """Read the lines and the open entry again; selection, search and typing stay."""
        self.tasks.query(self.kind.read(), owner=self, done=self._show_lines)
        self.editor.refresh()

    def _show_lines(self, lines: tuple[_L, ...]) -> None:
        is_first = not self._lines
        self._lines = lines
        if is_first:
            self.table.rows_model.set_rows(lines)
        else:
            self.table.rows_model.refresh_rows(lines)
        self._say_count()
        if self._wanted is not None:
            self._choose(self._wanted)
        self.was_read.emit()

    def _choose(self, entry_id: int) -> None:
        if self.table.rows_model.line_of(entry_id) < 0:
            self.search.set_value("")
            self.filter.set_value("all")
        if self.table.select_key(entry_id):
            self._wanted = None

    def show_entry(self, entry_id: int) -> None:
        """Choose an entry and open it."""
        self._wanted = entry_id
        self.editor.open_entry(entry_id)
        self.refresh()

    def _narrow(self) -> None:
        typed = [search_key(part) for part in self.search.value().split()]
        wanted = self.filter.value() or "all"

        def keep(line: _L) -> bool:
            if wanted != "all" and not self.kind.keeps(line, wanted):
                return False
            key = search_key(*self.kind.words_of(line))
            return all(part in key for part in typed)

        self.table.rows_model.set_filter(keep)
        self._say_count()

    def _say_count(self) -> None:
        shown = len(self.table.rows_model.rows)
        self.count.setText(self.kind.count_words(shown))
        if self._lines:
            words = self.tr("Nothing matches")
            self._empty.set_words(words, self.tr("Escape in the search empties it; “All” shows everybody."))
        else:
            self._empty.set_words(self.tr("Nothing here yet"), self.kind.add_words())

    # ---- moving

    def _on_row_changed(self, row: _L | None) -> None:
        if row is not None:
            self.editor.open_entry(id_of(row))

    def _on_row_activated(self, row: _L) -> None:
        self.editor.open_entry(id_of(row))
        self.editor.focus_form()

    def _on_editor_closed(self) -> None:
        self.editor.close_entry()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entry_kept(self, entry_id: int) -> None:
        self._wanted = entry_id

    def add(self) -> None:
        """Begin a new entry."""
        self.table.clearSelection()
        self.editor.open_new()

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()


def id_of(line: Any) -> int:
    """Return the id of a line of any kind."""
    entry_id: int = line.id
    return entry_id
