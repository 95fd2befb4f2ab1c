"""The stack of pages: each is made when it is first asked for, and kept."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from amhp_desktop.domain.changes import Changed
from amhp_desktop.ui.kit.page import Page, Place

PageFactory = Callable[[], Page]


class PageStack(QStackedWidget):
    """Hosts the pages and keeps them true: a hidden page whose topic changed is read again when shown."""

    navigate = Signal(object)
    """Fires when a page wants to go elsewhere; carries a ``Place``."""
    message = Signal(object)
    """Fires when the current page has something to say; carries a message value."""
    page_changed = Signal()
    """Fires when another page came to the front or the current one renamed itself."""
    was_read = Signal()
    """Fires when the current page shows fresh data."""

    def __init__(self, factories: Mapping[str, PageFactory], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factories = dict(factories)
        self._pages: dict[str, Page] = {}
        self._places: dict[str, Place] = {}
        self._outdated: set[str] = set()

    def knows(self, name: str) -> bool:
        """Say whether a page of this name exists in the program."""
        return name in self._factories

    def current_page(self) -> Page | None:
        """Return the page in front, or None before the first."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def made_pages(self) -> tuple[Page, ...]:
        """Return the pages made so far."""
        return tuple(self._pages.values())

    def unsaved_places(self) -> tuple[Place, ...]:
        """Return the places of pages that hold typing which is not stored."""
        return tuple(self._places[name] for name, page in self._pages.items() if page.has_unsaved)

    def keep_typing(self) -> None:
        """Have every page keep, at once, what is typed and not stored."""
        for page in self.made_pages():
            page.keep_typing()

    def show_place(self, place: Place) -> bool:
        """Bring a page to the front and let it show the place; False where it would not leave its record."""
        page = self._pages.get(place.name) or self._make(place.name)
        known = self._places.get(place.name)
        other_record = known is not None and known.record_id != place.record_id
        if other_record and not page.may_leave():
            self.setCurrentWidget(page)
            self.page_changed.emit()
            return False
        self._places[place.name] = place
        self.setCurrentWidget(page)
        if known != place:
            self._outdated.discard(place.name)
            page.show_place(place)
        self._refresh_current()
        self.page_changed.emit()
        return True

    def take_change(self, change: Changed) -> None:
        """Read the current page again if the change concerns it, and the hidden ones when they are shown."""
        for name, page in self._pages.items():
            if page.topics & change.topics:
                self._outdated.add(name)
        self._refresh_current()

    def _refresh_current(self) -> None:
        page = self.current_page()
        for name in tuple(self._outdated):
            if self._pages[name] is page:
                self._outdated.discard(name)
                page.refresh()

    def _make(self, name: str) -> Page:
        page = self._factories[name]()
        self._pages[name] = page
        self.addWidget(page)
        page.navigate.connect(self.navigate)
        page.message.connect(self.message)
        page.title_changed.connect(self.page_changed)
        page.was_read.connect(self.was_read)
        return page
