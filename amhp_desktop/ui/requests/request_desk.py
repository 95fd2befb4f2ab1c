"""The body of a request's page: trail, list of sections, the section in front, and the side."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.requests import still_missing
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.papers import PaperLine
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.request_head import RequestHead, TrailBar
from amhp_desktop.ui.requests.request_log import RequestLog
from amhp_desktop.ui.requests.request_marks import NextStep, marks_of, next_step
from amhp_desktop.ui.requests.request_minute import MinuteBeat
from amhp_desktop.ui.requests.request_outline import RequestOutline
from amhp_desktop.ui.requests.request_sections import section_entries
from amhp_desktop.ui.requests.request_side import RequestSide
from amhp_desktop.ui.requests.request_stack import SectionStack


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer: the request, and its papers where the person may see them."""

    view: RequestView
    papers: tuple[PaperLine, ...]


class RequestDesk(QWidget):
    """Shows one request at a time; a fresh answer never touches what is being typed."""

    changed = Signal()
    """Fires when title, primary button or unsaved typing may differ from before."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__()
        self._clock = services.clock
        self.shown: Shown | None = None
        self.current = ""
        self.keys = tuple(entry.key for entry in section_entries())
        self.head = RequestHead(self)
        self.trail = TrailBar()
        self.outline = RequestOutline(section_entries())
        self.stack = SectionStack(services, tasks)
        self.side = RequestSide()
        self.log = RequestLog(services, tasks, self.side.note)
        self._beat = MinuteBeat(services.clock, self)
        self._body = QWidget()
        self._lay_out()
        self._beat.struck.connect(self.word)
        self.outline.chosen.connect(self.show_section)
        self.stack.unsaved_changed.connect(self._on_unsaved_changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trail)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.outline)
        row.addWidget(self.stack, 1)
        row.addWidget(self.side)
        column.addWidget(self._body, 1)
        self._body.hide()

    # ---- one record after the other

    def clear(self) -> None:
        """Let the record go with everything typed about it."""
        self.shown = None
        self.throw_away()
        self._body.hide()

    def throw_away(self) -> None:
        """Forget what was typed and not saved."""
        self.stack.clear()
        self.side.note.clear()
        if self.shown is not None:
            self.show_section(self.current)

    @property
    def has_unsaved(self) -> bool:
        """Say whether a section or the note field holds typing that is not stored."""
        return self.stack.has_unsaved or self.side.note.has_unsaved

    @property
    def next_step(self) -> NextStep | None:
        """Return the sensible next step."""
        return next_step(self.shown.view) if self.shown is not None else None

    def show_answer(self, shown: Shown, section: str) -> None:
        """Show a fresh answer; ``section`` is where to begin when it is the first about its record."""
        is_first, self.shown = self.shown is None, shown
        self.stack.show_view(shown.view)
        if is_first:
            self._body.show()
            step = self.next_step
            self.go(section or (step.section if step is not None else "outcome"))
        self.word()

    def word(self) -> None:
        """Put everything around the section into words as at now."""
        if self.shown is None:
            return
        view, now = self.shown.view, self._clock()
        self.head.show_view(view, now)
        self.trail.show_view(view, now)
        self.side.show_view(view, now)
        self.log.show_view(view)
        self.outline.set_marks(marks_of(view, self.shown.papers))
        self.outline.set_missing(still_missing(view.call.draft, view.person.draft))
        self._on_unsaved_changed()

    def _on_unsaved_changed(self) -> None:
        for key, made in self.outline.buttons.items():
            made.set_unsaved(is_unsaved=self.stack.is_unsaved(key))
        self.changed.emit()

    # ---- one section after the other

    def go(self, section: str) -> None:
        """Bring a section to the front and put the keyboard into it."""
        self.show_section(section)
        self.stack.take_focus()

    def show_section(self, section: str) -> None:
        """Bring a section to the front; an unknown one means the first."""
        if self.shown is None:
            return
        self.current = section if section in self.keys else self.keys[0]
        self.outline.choose(self.current)
        self.stack.show_section(self.current, self.shown.view)
        self._on_unsaved_changed()

    def step(self, step: int) -> None:
        """Go to the section after (1) or before (-1) this one."""
        here = self.keys.index(self.current) if self.current in self.keys else 0
        self.go(self.keys[max(0, min(len(self.keys) - 1, here + step))])

    def do_next(self) -> None:
        """Save what was typed in the section in front, or go to the sensible next step."""
        step = self.next_step
        if self.stack.has_unsaved_here:
            self.stack.save()
        elif step is not None:
            self.go(step.section)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.word()
        self._beat.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._beat.stop()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit()
