"""One computer of the service: the real program in a folder of its own, worked by keyboard."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from amhp_desktop.app.gate import Gate
from amhp_desktop.app.machine import Machine
from amhp_desktop.app.printing import Means
from amhp_desktop.app.program import Program
from amhp_desktop.domain.changes import operation
from amhp_desktop.domain.requests import CallDraft, IntakeDraft, PersonDraft
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.messages import MessageBar
from amhp_desktop.ui.shell.lock_cover import LockCover
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.option_button import OptionButton

PATIENCE_MS = 20_000
PASSPHRASE = "copper kettle on the moor"
LOGIN = "priya.raman"
SERVICE = "Northmere AMHP Service"
AUTHORITY = "Northmere Council"
PERSON = "RAMAN, Priya"

JOIN = "Join a shared database"
CREATE = "Create a file on this computer"
OPEN = "Open a file on this computer"
RESTORE = "Restore from a backup"
DEMONSTRATION = "Look at the demonstration"


class NoPrinters:
    """A computer without a printer."""

    def names(self) -> tuple[str, ...]:
        return ()

    def usual(self) -> str:
        return ""

    def open(self, name: str) -> QPrinter:
        raise AssertionError(f"there is no printer {name}")


@dataclass
class Shelf:
    """Takes every file that is saved, under the name the program proposes."""

    folder: Path

    def choose(self, _parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
        chosen(self.folder / name)


@dataclass
class Desk:
    """A computer with its user's folder and the running program."""

    qtbot: QtBot
    app: QApplication
    folder: Path
    clock: Callable[[], datetime]
    program: Program = field(init=False)
    shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.shelf = Shelf(self.folder)

    # ---- the program as a whole

    def begin(self) -> "Desk":
        """Double-click the icon."""
        means = Means(NoPrinters(), self.shelf.choose)
        self.program = Program(self.app, Machine(self.folder), self.clock, means)
        self.program.begin()
        return self

    def end(self) -> None:
        """Close the program and wait for all it began."""
        self.program.close()
        self.program.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def again(self) -> "Desk":
        """Close the program and start it anew, as after lunch."""
        self.end()
        return self.begin()

    def wait(self, condition: Callable[[], object], patience: int = PATIENCE_MS) -> None:
        """Let the program run until something is so."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=patience)

    # ---- before signing in

    @property
    def gate(self) -> Gate:
        """The window before sign-in."""
        assert self.program.gate is not None
        return self.program.gate

    def choose(self, way: str) -> None:
        """Go to one of the ways to begin with the Tab key and press Return."""
        self.gate.activateWindow()
        self.wait(self.gate.isActiveWindow)
        for _ in range(30):
            focus = QApplication.focusWidget()
            if isinstance(focus, OptionButton) and way in focus.accessibleName():
                QTest.keyClick(focus, Qt.Key.Key_Return)
                return
            QTest.keyClick(focus or self.gate, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {way}")

    def line(self, name: str) -> QLineEdit:
        """Return a field of the page in front by its name."""
        found = [one for one in self.gate.page.findChildren(QLineEdit, name) if one.isVisible()]
        assert len(found) == 1, name
        return found[0]

    def type(self, **values: str) -> None:
        """Type into fields by their names, in place of what they hold."""
        for name, value in values.items():
            line = self.line(name)
            line.setFocus()
            QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(line, Qt.Key.Key_Delete)
            QTest.keyClicks(line, value)

    def submit(self) -> None:
        """Press Return in the form in front and wait for the answer."""
        line = next(one for one in self.gate.page.findChildren(QLineEdit) if one.isVisible())
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.wait(lambda: not self.program.tasks.is_busy)

    def submit_button(self) -> QPushButton:
        """Return the button that sends the form in front."""
        found = self.gate.page.findChildren(QPushButton, "submit")
        return next(one for one in found if one.isVisible())

    def said(self) -> str:
        """Return what the form of the first start says is in the way, with what is said beside fields."""
        form = self.gate.first_start.form
        if form is None:
            return self.gate.first_start.problem.words
        beside = [entry.problem for entry in form._entries.values() if entry.problem]
        return " ".join([*beside, form.problem.words]).strip()

    def sign_in(self, login: str = LOGIN, passphrase: str = PASSPHRASE) -> None:
        """Type user name and passphrase on the sign-in page and press Return."""
        assert self.gate.page is self.gate.sign_in
        self.type(login=login, passphrase=passphrase)
        QTest.keyClick(self.line("passphrase"), Qt.Key.Key_Return)
        self.wait(lambda: not self.program.tasks.is_busy)

    def sign_in_said(self) -> str:
        """Return what the sign-in page says: beside the passphrase, and in its box."""
        page = self.gate.sign_in
        return f"{page.passphrase.problem} {page.problem.words}".strip()

    def gate_notices(self) -> tuple[str, ...]:
        """Return every message above the page before sign-in."""
        return tuple(bar.accessibleName() for bar in self.gate.findChildren(MessageBar) if bar.isVisible())

    # ---- signed in

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert self.program.person is not None
        return self.program.person.window

    @property
    def services(self) -> Services:
        """The services of the person signed in."""
        assert self.program.person is not None
        return self.program.person._opened.services

    def wait_window(self, *, board: bool = True) -> None:
        """Wait until the main window stands and its page was read, feed and daily work included."""
        self.wait(lambda: self.program.person is not None)
        if board:
            self.wait(lambda: "ago)" in self.foot())
        self.wait(self.hears)
        self.wait(lambda: not self.program.tasks.is_busy)

    def hears(self) -> bool:
        """Tell whether the program hears what others change."""
        feed = self.program.person._opened._feed if self.program.person is not None else None
        return feed is not None and feed.wait_ready(0)

    def board(self) -> tuple[str, ...]:
        """Return the persons on the board as it is read aloud, in their order."""
        tables = self.window.findChildren(QTableView)
        model = next(one for one in tables if one.accessibleName() == "Board of open requests").model()
        rows = (
            " ".join(
                str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) or "")
                for column in range(model.columnCount())
            )
            for row in range(model.rowCount())
        )
        return tuple(name for row in rows for name in _NAME.findall(row)[:1])

    def notices(self) -> tuple[str, ...]:
        """Return every message above the page."""
        return tuple(bar.accessibleName() for bar in self.window.findChildren(MessageBar) if bar.isVisible())

    def foot(self) -> str:
        """Return the status line as it is read aloud."""
        return self.window.status.spoken()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def lock(self) -> LockCover:
        """Lock with the keys and return the cover."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.window, Qt.Key.Key_K, both)
        self.wait(lambda: self.window.lock.is_locked)
        found = [cover for cover in self.window.findChildren(LockCover) if cover.isVisible()]
        assert len(found) == 1
        return found[0]

    def sign_out(self) -> None:
        """Lock, then sign out with the keyboard, and wait for the sign-in page."""
        cover = self.lock()
        leave = next(one for one in cover.findChildren(QPushButton) if one.text() == "Sign out")
        QTest.keyClick(leave, Qt.Key.Key_Space)
        self.wait(lambda: self.program.person is None and self.program.gate is not None)
        self.wait(lambda: not self.program.tasks.is_busy)


def create_file(desk: Desk, file: Path) -> str:
    """Create a local file as a coordinator does, type the key back and return it; the window stands then."""
    desk.choose(CREATE)
    desk.type(service=SERVICE, authority=AUTHORITY, file=str(file), person=PERSON, login=LOGIN)
    desk.type(passphrase=PASSPHRASE, again=PASSPHRASE)
    desk.submit()
    recovery = desk.gate.first_start.recovery
    assert recovery is not None, desk.said()
    key = "-".join(recovery._groups)
    QTest.keyClicks(recovery.last.line, recovery._groups[-1])
    QTest.keyClick(recovery.last.line, Qt.Key.Key_Return)
    desk.wait_window()
    return key


def record(services: Services, *, family: str, given: str, narrative: str = "") -> int:
    """Record a request for somebody new through the services and return its id."""
    call = CallDraft(received_at=services.clock(), caller="Ruth Amis", call_back="01632 960140")
    draft = IntakeDraft(replace(call, what_happened=narrative), PersonDraft(family=family, given=given))
    return services.requests.record(draft, operation("request:record")).id


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, the program's own settings and locks left out."""
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one.name not in _OWN and not one.name.endswith(".lock")
    }


def marks_in(content: bytes, *marks: str) -> tuple[str, ...]:
    """Return which words stand in a file as they are, in any case and in UTF-8 or UTF-16."""
    plain = content.lower()
    return tuple(
        mark for mark in marks if mark.lower().encode() in plain or mark.lower().encode("utf-16-le") in plain
    )


_NAME = re.compile(r"[A-Z]{3,}, [A-Z][a-z]+")
_OWN = frozenset({"desktop.ini"})
