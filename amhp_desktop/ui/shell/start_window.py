"""The window before anybody is signed in: first start or sign-in, with the training strip where it applies."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit.messages import MessageArea
from amhp_desktop.ui.shell import window_memory
from amhp_desktop.ui.shell.first_start import FirstStartPage
from amhp_desktop.ui.shell.sign_in import SignInPage
from amhp_desktop.ui.shell.training_strip import TrainingStrip
from amhp_desktop.ui.shell.window_memory import WindowMemory


class StartWindow(QMainWindow):
    """Shows one page at a time where the main window will stand; it shares that window's memory."""

    closed = Signal()
    """Fires when the user closed it instead of signing in."""

    def __init__(self, memory: WindowMemory) -> None:
        super().__init__()
        self.setObjectName("main")
        self._memory = memory
        self._strip = TrainingStrip(self)
        self.messages = MessageArea()
        self._pages = QStackedWidget()
        root = QWidget()
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self.messages)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(root)
        self._strip.hide()
        window_memory.restore(self, memory)

    def show_sign_in(self, page: SignInPage) -> None:
        """Show the sign-in page; the strip stands there while a training database is chosen."""
        if self._pages.indexOf(page) < 0:
            page.databases.chosen.connect(self._on_database_chosen)
        self._bring(page, self.tr("AMHP Desktop – Sign in"))
        self._on_database_chosen()
        page.take_focus()

    def show_first_start(self, page: FirstStartPage) -> None:
        """Show the ways to begin."""
        self._strip.hide()
        self._bring(page, self.tr("AMHP Desktop – First start"))
        page.show_choices()

    def _bring(self, page: QWidget, title: str) -> None:
        """Show a page; the one before stays as typed."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.setWindowTitle(title)

    def _on_database_chosen(self) -> None:
        page = self._pages.currentWidget()
        choice = page.databases.choice() if isinstance(page, SignInPage) else None
        self._strip.setVisible(choice is not None and choice.is_training)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        window_memory.remember(self, self._memory)
        event.accept()
        self.closed.emit()
