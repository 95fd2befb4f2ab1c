"""The middle of a request's page: one section in front, those behind keep what was typed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.panels import scrolled
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.request_sections import make_section
from amhp_desktop.ui.requests.sections.section import Section


class SectionStack(QStackedWidget):
    """Makes each section when it is first shown, within an area that scrolls."""

    navigate = Signal(object)
    """Fires when a section wants to go elsewhere; carries a ``Place``."""
    message = Signal(object)
    """Fires when a section has something to say; carries a kit message."""
    unsaved_changed = Signal()
    """Fires when ``is_unsaved`` may answer differently from before."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__()
        self._services, self._tasks = services, tasks
        self.sections: dict[str, Section] = {}
        self._areas: dict[str, QWidget] = {}

    @property
    def section(self) -> Section | None:
        """Return the section in front."""
        here = self.currentWidget()
        return next((self.sections[key] for key, area in self._areas.items() if area is here), None)

    @property
    def has_unsaved(self) -> bool:
        """Say whether any section holds typing that is not stored."""
        return any(section.has_unsaved for section in self.sections.values())

    @property
    def has_unsaved_here(self) -> bool:
        """Say whether the section in front holds typing that is not stored."""
        section = self.section
        return section is not None and section.has_unsaved

    def is_unsaved(self, key: str) -> bool:
        """Say whether one section holds typing that is not stored."""
        section = self.sections.get(key)
        return section is not None and section.has_unsaved

    def show_section(self, key: str, view: RequestView | None) -> None:
        """Bring a section to the front."""
        if key not in self.sections:
            self._make(key)
            if view is not None:
                self.sections[key].show_view(view)
        self.setCurrentWidget(self._areas[key])

    def _make(self, key: str) -> None:
        section = make_section(key, self._services, self._tasks)
        section.navigate.connect(self.navigate)
        section.message.connect(self.message)
        section.unsaved_changed.connect(self.unsaved_changed)
        inside = QWidget()
        column = QVBoxLayout(inside)
        margin = theme.space("s4")
        column.setContentsMargins(margin, theme.space("s3"), margin, margin)
        column.addWidget(section)
        area = scrolled(inside)
        self.sections[key], self._areas[key] = section, area
        self.addWidget(area)

    def show_view(self, view: RequestView) -> None:
        """Give every section made so far the record as it is now."""
        for section in self.sections.values():
            section.show_view(view)

    def save(self) -> None:
        """Save the section in front."""
        section = self.section
        if section is not None:
            section.save()

    def take_focus(self) -> None:
        """Put the keyboard into the section in front, once it is laid out."""
        QTimer.singleShot(0, self, self._focus_now)

    def _focus_now(self) -> None:
        section = self.section
        if section is not None and self.isVisible():
            section.take_focus()

    def keep_typing(self) -> None:
        """Keep on this computer, at once, what is typed and not stored."""
        for section in self.sections.values():
            section.keep_typing()

    def clear(self) -> None:
        """Let every section go, with what was typed: another record comes."""
        for section in self.sections.values():
            section.forget_typing()
        for area in self._areas.values():
            self.removeWidget(area)
            area.deleteLater()
        self.sections.clear()
        self._areas.clear()
