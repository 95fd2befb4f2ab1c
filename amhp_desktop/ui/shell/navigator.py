"""Going from place to place, back and forward."""

from PySide6.QtCore import QObject, Signal

from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.shell.history import History
from amhp_desktop.ui.shell.pages import PageStack


class Navigator(QObject):
    """Moves the stack of pages and keeps the trail; a page may refuse to leave its record."""

    moved = Signal()
    """Fires after the user arrived somewhere."""

    def __init__(self, stack: PageStack) -> None:
        super().__init__(stack)
        self._stack = stack
        self._history = History()
        stack.navigate.connect(self.go)

    @property
    def place(self) -> Place | None:
        """Return where the user is."""
        return self._history.current

    @property
    def can_go_back(self) -> bool:
        """Say whether there is a place behind."""
        return self._history.behind is not None

    @property
    def can_go_forward(self) -> bool:
        """Say whether there is a place ahead."""
        return self._history.ahead is not None

    def go(self, place: Place) -> None:
        """Go to a place, unless the page that shall show it will not leave what it holds."""
        if self._stack.show_place(place):
            self._history.go(place)
            self.moved.emit()

    def back(self) -> None:
        """Go to where the user came from."""
        if self._history.behind is not None and self._stack.show_place(self._history.behind):
            self._history.back()
            self.moved.emit()

    def forward(self) -> None:
        """Go to where the user came back from."""
        if self._history.ahead is not None and self._stack.show_place(self._history.ahead):
            self._history.forward()
            self.moved.emit()
