"""The right side of a request's page: clocks, timeline with filters, and a note for the log."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from amhp_desktop.domain.when import london_day, show_day, show_time
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.services.timeline import TimelineEntry
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import SegmentedChoice
from amhp_desktop.ui.kit.labels import label, row_of
from amhp_desktop.ui.kit.panels import Divider, frame, scrolled
from amhp_desktop.ui.kit.timeline import Entry, Timeline
from amhp_desktop.ui.requests.request_clocks import ClocksPart
from amhp_desktop.ui.requests.request_note import NoteField


class Which(Enum):
    """Which entries of the timeline are shown."""

    ALL = "all"
    CALLS = "calls"
    CHANGES = "changes"


_HIDDEN: dict[Which, Callable[[TimelineEntry], bool]] = {
    Which.ALL: lambda _entry: False,
    Which.CALLS: lambda entry: entry.kind != "call",
    Which.CHANGES: lambda entry: entry.kind in {"call", "note"},
}


class RequestSide(QFrame):
    """Clocks and timeline scroll together; the note field stays at the foot."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self._entries: tuple[TimelineEntry, ...] = ()
        self.clocks = ClocksPart()
        self.which: SegmentedChoice[Which] = SegmentedChoice(
            (
                (Which.ALL, self.tr("All")),
                (Which.CALLS, self.tr("Calls")),
                (Which.CHANGES, self.tr("Changes")),
            )
        )
        self.which.set_compact()
        self.which.set_name(self.tr("What the timeline shows"))
        self.which.set_value(Which.ALL)
        self.timeline = Timeline()
        self.nothing = label(self.tr("Nothing of this kind yet."), "small", "secondary")
        self.whole = label("", "small", wrap=True)
        self.note = NoteField()
        self._lay_out()
        self.which.changed.connect(self._show_entries)
        self.timeline.activated_entry.connect(self._on_entry_activated)
        theme.notifier().changed.connect(self.fit)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(theme.space("s2"))
        column.addWidget(self.clocks)
        column.addWidget(Divider())
        column.addWidget(row_of(label(self.tr("Timeline"), "strong"), None, self.which))
        column.addWidget(self.timeline)
        column.addWidget(self.nothing)
        column.addStretch(1)
        self._whole_box = frame("sunken")
        whole = QVBoxLayout(self._whole_box)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.addWidget(self.whole)
        self._whole_box.hide()
        foot = frame("side-foot")
        below = QVBoxLayout(foot)
        below.setContentsMargins(12, 8, 12, 8)
        below.addWidget(self.note)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(inside), 1)
        outer.addWidget(self._whole_box)
        outer.addWidget(foot)
        self.fit()

    def fit(self) -> None:
        """Take the width of side panels for this window."""
        if isValid(self):
            is_wide = self.window().width() >= theme.size("wide_from")
            self.setFixedWidth(theme.size("side_panel_wide" if is_wide else "side_panel"))

    def show_view(self, view: RequestView, now: datetime) -> None:
        """Show a request's clocks and timeline as at now."""
        self.clocks.set_clocks(view.clocks, now)
        if view.timeline != self._entries:
            self._entries = view.timeline
            self._show_entries()

    def _show_entries(self) -> None:
        hides = _HIDDEN[self.which.value() or Which.ALL]
        shown = tuple(_shown(entry) for entry in self._entries if not hides(entry))
        self.timeline.set_entries(shown)
        self.timeline.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self._whole_box.hide()

    def _on_entry_activated(self, entry: Entry) -> None:
        """Show one entry in full, which the timeline shortens to a line; once more hides it."""
        words = "\n".join(part for part in (f"{entry.at}  {entry.what}", entry.detail) if part)
        is_same = self._whole_box.isVisible() and self.whole.text() == words
        self.whole.setText(words)
        self._whole_box.setVisible(not is_same)


def _shown(entry: TimelineEntry) -> Entry:
    detail = " · ".join(part for part in (" ".join(entry.detail.split()), who(entry.by)) if part)
    return Entry(entry.icon, entry.what, detail, show_time(entry.at), day=show_day(london_day(entry.at)))


def who(name: str) -> str:
    """Return a name as people are called in tight places: ``RAMAN, Priya (Ms)`` is RAMAN."""
    return name.partition(",")[0]
