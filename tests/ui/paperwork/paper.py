"""A window with the real paper pages over the demonstration, a printer that writes files, and a chosen path."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.domain.changes import operation
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestFilter
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import InlineExecutor, TaskRunner
from amhp_desktop.ui.paperwork.paper_page import PaperPage
from amhp_desktop.ui.paperwork.paperwork_page import PaperworkPage
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.workspace import Workspace
from tests.ui.shell.stage import Memory

PRINTER = "Office 2, tray 1"


@dataclass
class PdfPrinters:
    """Printers whose paper is a PDF file; a broken one writes into a folder that does not exist."""

    folder: Path
    known: tuple[str, ...] = (PRINTER, "Bay printer")
    is_broken: bool = False
    printed: list[Path] = field(default_factory=list)

    def names(self) -> tuple[str, ...]:
        return self.known

    def usual(self) -> str:
        return PRINTER

    def open(self, name: str) -> QPrinter:
        assert name in self.known
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        folder = self.folder / "nowhere" if self.is_broken else self.folder
        path = folder / f"printed-{len(self.printed) + 1}.pdf"
        printer.setOutputFileName(str(path))
        self.printed.append(path)
        return printer


@dataclass
class ChosenPath:
    """Answers the question where to save with the proposed name in a folder."""

    folder: Path
    proposed: list[str] = field(default_factory=list)

    def __call__(self, _parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
        self.proposed.append(name)
        chosen(self.folder / name)


@dataclass
class Desk:
    """One person at a window that shows paper."""

    qtbot: QtBot
    services: Services
    window: MainWindow
    page: PaperPage
    place: PaperworkPage
    printers: PdfPrinters
    chosen: ChosenPath
    said: list[Message]

    @property
    def editor(self):  # noqa: ANN201 - tests look inside freely
        assert self.page.room.desk is not None
        return self.page.room.desk.editor

    @property
    def findings(self):  # noqa: ANN201
        assert self.page.room.desk is not None
        return self.page.room.desk.findings

    @property
    def preview(self):  # noqa: ANN201
        assert self.page.room.desk is not None
        return self.page.room.desk.preview

    def open(self, paper_id: int) -> None:
        """Go to a paper and wait until its first page is drawn."""
        self.window.navigator.go(Place("paper", paper_id))
        self.qtbot.waitUntil(lambda: self.page.room.desk is not None and self.preview.rendering is not None)

    def type_into(self, key: str, text: str) -> None:
        """Type into a blank, in place of what stands there."""
        assert self.editor.go_to(key)
        self.keys(self.editor.fields[key].editor, text)

    def paste_into(self, key: str, text: str) -> None:
        """Paste into a blank, in place of what stands there."""
        assert self.editor.go_to(key)
        widget = self.editor.fields[key].editor
        QGuiApplication.clipboard().setText(text)
        for pressed in (Qt.Key.Key_A, Qt.Key.Key_V):
            self.qtbot.keyClick(widget, pressed, Qt.KeyboardModifier.ControlModifier)

    def keys(self, widget: QWidget, text: str) -> None:
        """Press the keys of a text after choosing what stands in a field."""
        self.qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(widget, text)

    def wait_saved(self) -> None:
        """Wait until everything typed is stored."""
        self.qtbot.waitUntil(lambda: not self.page.has_unsaved)

    def wait_drawn(self) -> None:
        """Wait until the preview shows what is typed now."""
        self.qtbot.waitUntil(lambda: self.preview.is_current)

    def wait_said(self, words: str) -> Message:
        """Wait for a message that says this, and return it."""
        self.qtbot.waitUntil(lambda: any(words in message.bold for message in self.said))
        return next(message for message in self.said if words in message.bold)


def prepare(services: Services, family: str = "KOVACS") -> int:
    """Prepare a Form A2 for somebody of the demonstration and return its id."""
    lines = services.reader.search(RequestFilter(open_only=True))
    request_id = next(line.id for line in lines if family in line.person)
    return services.papers.prepare(request_id, "A2", operation("paper:prepare")).id


def make_desk(qtbot: QtBot, services: Services, folder: Path) -> Desk:
    """Return a window that shows the place for paperwork."""
    runner = TaskRunner(database=InlineExecutor(), long=InlineExecutor())
    bugs: list[Exception] = []
    runner.bug.connect(bugs.append)
    printers, chosen = PdfPrinters(folder), ChosenPath(folder)
    page = PaperPage(services, runner, printers=printers, choose=chosen)
    place = PaperworkPage(services, runner, printers=printers, choose=chosen)
    factories = {"paperwork": lambda: place, "paper": lambda: page}
    window = MainWindow(
        Workspace(
            factories, Place("paperwork"), runner, services.clock, Memory(), lambda _query: (),
            lambda _passphrase: None, is_training=True,
        )
    )  # fmt: skip
    runner.setParent(window)
    window.catalogue.handle({"paper.blank": lambda: window.navigator.go(Place("paperwork", section="blank"))})
    said: list[Message] = []
    page.message.connect(said.append)
    place.message.connect(said.append)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return Desk(qtbot, services, window, page, place, printers, chosen, said)
