"""One page in a window with the program's real shortcuts, and executors that hold work back."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Trouble
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.page import Page, Place
from amhp_desktop.ui.kit.tasks import InlineExecutor, TaskRunner
from amhp_desktop.ui.shell.actions import ActionCatalogue

_T = TypeVar("_T")
_P = ParamSpec("_P")


class HeldExecutor(Executor):
    """Run work at once, or, while ``holds`` is true, only when told to and in the order told."""

    def __init__(self) -> None:
        self.holds = False
        self.waiting: list[Callable[[], None]] = []

    @override
    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        future: Future[_T] = Future()

        def run() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - the future carries it, as every executor does
                future.set_exception(error)

        if self.holds:
            self.waiting.append(run)
        else:
            run()
        return future

    def let_go(self, place: int = 0) -> None:
        """Run one piece of the work that waits."""
        self.waiting.pop(place)()


class PageStage:
    """Hosts one page as the shell does: shortcuts, changes announced, places and messages remembered."""

    def __init__(self, qtbot: QtBot, make: Callable[[TaskRunner], Page]) -> None:
        self.bot = qtbot
        self.lane = HeldExecutor()
        self.tasks = TaskRunner(database=self.lane, long=InlineExecutor())
        self.places: list[Place] = []
        self.messages: list[Message] = []
        self.troubles: list[Trouble] = []
        self.bugs: list[Exception] = []
        self.tasks.trouble.connect(self.troubles.append)
        self.tasks.bug.connect(self.bugs.append)
        self.tasks.announced.connect(self._on_announced)
        self.page = make(self.tasks)
        self.page.navigate.connect(self.places.append)
        self.page.message.connect(self.messages.append)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (*self.page.header_lead(), *self.page.header_widgets()):
            column.addWidget(widget)
        column.addWidget(self.page)
        self.catalogue = ActionCatalogue(self.window)
        self.catalogue.take_page(self.page)
        qtbot.addWidget(self.window)

    def open(self, place: Place, width: int = 1298, height: int = 676) -> None:
        """Show the page in an active window, as after going to a place."""
        self.window.resize(width, height)
        with self.bot.waitActive(self.window):
            self.window.show()
        self.page.show_place(place)
        self.settle()

    def _on_announced(self, changed: Changed) -> None:
        if self.page.topics & changed.topics:
            self.page.refresh()

    def settle(self) -> None:
        """Let answers arrive."""
        self.bot.waitUntil(lambda: bool(self.lane.waiting) or not self.tasks.is_busy)
        QApplication.sendPostedEvents()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key where the keyboard is."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        self.bot.keyClicks(QApplication.focusWidget(), words)

    def close(self) -> None:
        """Take the page down."""
        self.tasks.close()
        self.tasks.deleteLater()
