"""Everything right of the rail: banner or header, messages, and the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amhp_desktop.ui.kit.page import Page
from amhp_desktop.ui.shell.actions import ActionCatalogue
from amhp_desktop.ui.shell.header import Header, cloakroom
from amhp_desktop.ui.shell.notices import Notices
from amhp_desktop.ui.shell.pages import PageStack


class PageFrame(QWidget):
    """Stacks what belongs to the current page; a patient banner stands above a slimmer header."""

    back_asked = Signal(object)
    """Fires when the arrow before the title was pressed; carries the ``Place`` it leads to."""

    def __init__(self, catalogue: ActionCatalogue, stack: PageStack) -> None:
        super().__init__()
        self.stack = stack
        self.header = Header(catalogue, self)
        self.notices = Notices()
        self._banner: QWidget | None = None
        self._cloakroom = cloakroom(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self.header, self.notices):
            self._column.addWidget(widget)
        self._column.addWidget(stack, 1)
        self.header.back_asked.connect(self._on_back_asked)

    def show_page(self, page: Page) -> None:
        """Show banner and header of the page in front."""
        self._show_banner(page.banner())
        self.header.show_page(page)

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 stops at, from the top."""
        page = self.stack.current_page()
        own = (self._banner,) if self._banner is not None else ()
        return (*own, self.header, self.notices, *(page.panes() if page is not None else ()))

    def _on_back_asked(self) -> None:
        page = self.stack.current_page()
        if page is not None:
            self.back_asked.emit(page.back_place())

    def _show_banner(self, banner: QWidget | None) -> None:
        if banner is self._banner:
            return
        if self._banner is not None:
            self._column.removeWidget(self._banner)
            self._banner.setParent(self._cloakroom)
        self._banner = banner
        if banner is not None:
            self._column.insertWidget(0, banner)
