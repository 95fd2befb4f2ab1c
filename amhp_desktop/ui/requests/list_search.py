"""The line over the list of requests: what to search for, which states, and how many were found."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from amhp_desktop.domain.requests import State
from amhp_desktop.services.request_view import RequestFilter
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import Choice, SearchField
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import frame
from amhp_desktop.ui.kit.widths import keep_least_width, keep_width

WAIT_MS = 150
LIMIT = 500
_OPEN = "open"
_ALL = "all"


class ListSearch(QWidget):
    """Search field and filter; asks a moment after the last key."""

    asked = Signal()
    """Fires when the list shall be read for what ``wanted`` says now."""

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(self.tr("Reference, name or NHS No."), "Ctrl F")
        states = ((state.value, state.label) for state in State)
        self.which: Choice[str] = Choice(
            ((_OPEN, self.tr("Open requests")), (_ALL, self.tr("All, open and closed")), *states)
        )
        self.which.set_value(_OPEN)
        self.which.set_name(self.tr("Show"))
        self.count = label("", "small", "secondary")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._lay_out()
        self.search.changed.connect(self._timer.start)
        self.which.changed.connect(self._on_which_changed)
        self._timer.timeout.connect(self.asked)

    def _lay_out(self) -> None:
        bar = frame("panel-head")
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(theme.space("s2"))
        keep_least_width(self.search, 320)
        keep_width(self.which, 200)
        row.addWidget(self.search, 2)
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(bar)

    @property
    def is_waiting(self) -> bool:
        """Say whether something was typed that was not asked for yet."""
        return self._timer.isActive()

    def wanted(self) -> RequestFilter:
        """Return what the search field and the filter ask for."""
        which = self.which.value()
        states = tuple(state for state in State if state.value == which)
        return RequestFilter(self.search.value(), open_only=which == _OPEN, states=states)

    def which_words(self) -> str:
        """Return which requests are searched, in words."""
        return self.which.box.currentText()

    def go_to_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    def clear(self) -> None:
        """Empty the search field."""
        self.search.set_value("")
        self.go_to_search()

    def widen(self) -> None:
        """Search all requests, open and closed."""
        self.which.set_value(_ALL)
        self.go_to_search()

    def search_all(self, words: str) -> None:
        """Search all requests, open and closed, for these words."""
        self.search.set_value(words)
        self.which.set_value(_ALL)
        self._timer.stop()

    def say_count(self, count: int) -> None:
        """Say how many requests were found."""
        words = self.tr("1 request") if count == 1 else self.tr("%1 requests").replace("%1", str(count))
        if count >= LIMIT:
            words = self.tr("The newest %1; type to narrow").replace("%1", str(count))
        self.count.setText(words)

    def _on_which_changed(self) -> None:
        self._timer.stop()
        self.asked.emit()
