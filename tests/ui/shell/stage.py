"""A main window with small pages of its own, a clock that stands still, and a runner that answers at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.changes import Topic
from amhp_desktop.domain.errors import Problem, Refused
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.tasks import InlineExecutor, TaskRunner
from amhp_desktop.ui.shell.connection import Connection, Reach, Standing
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.palette_items import PaletteItem
from amhp_desktop.ui.shell.workspace import Workspace
from tests.support.clock import MovableClock

PASSPHRASE = "four words beside rivers"
SECRET_WORDS = "HOLLOWAY, Darren (Mr)"


@dataclass
class Memory:
    """Keeps window positions for the length of a test."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def recall(self, window: str) -> bytes:
        return self.kept.get(window, b"")

    def keep(self, window: str, geometry: bytes) -> None:
        self.kept[window] = geometry


class SmallPage(Page):
    """A page with one field; says what was asked of it."""

    topics = frozenset({Topic.REQUESTS})

    def __init__(self, name: str, banner: QWidget | None = None) -> None:
        super().__init__()
        self.name = name
        self.shown: list[Place] = []
        self.refreshed = 0
        self.saved = 0
        self.pressed = 0
        self.leaves = True
        self.handles_main_thing = True
        self._banner = banner
        self.field = QLineEdit()
        self.field.setAccessibleName("Note")
        column = QVBoxLayout(self)
        column.addWidget(QLabel(SECRET_WORDS))
        column.addWidget(self.field)
        column.addStretch(1)

    @override
    def title(self) -> str:
        return self.name.capitalize()

    @override
    def subtitle(self) -> str:
        return "Tue 24-Nov-2026"

    @override
    def window_words(self) -> str:
        return f"R-{self.shown[-1].record_id}" if self.shown and self.shown[-1].record_id else ""

    @override
    def banner(self) -> QWidget | None:
        return self._banner

    @override
    def back_place(self) -> Place | None:
        return Place("requests") if self.name == "request" else None

    @override
    def primary(self) -> HeaderButton | None:
        return HeaderButton("request.new") if self.name == "today" else HeaderButton("page.primary", "Record")

    @override
    def show_place(self, place: Place) -> None:
        self.shown.append(place)
        self.was_read.emit()

    @override
    def refresh(self) -> None:
        self.refreshed += 1
        self.was_read.emit()

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        own = {"page.primary": self._press} if self.handles_main_thing else {}
        return {"page.save": self._save, "paper.print": self._save, **own}

    @override
    def reasons_off(self) -> Mapping[str, str]:
        return {"paper.print": "Nothing is chosen."}

    @property
    @override
    def has_unsaved(self) -> bool:
        return bool(self.field.text())

    @override
    def may_leave(self) -> bool:
        return self.leaves

    def _save(self) -> None:
        self.saved += 1

    def _press(self) -> None:
        self.pressed += 1


class RequestPage(SmallPage):
    """A page about one request, part of the place Requests."""

    belongs_to = "requests"

    def __init__(self) -> None:
        banner = QLabel("Banner")
        super().__init__("request", banner)


def find(query: str) -> tuple[PaletteItem, ...]:
    people = "Requests and people"
    staff = "Staff and services"
    everything = (
        PaletteItem(
            people, "HOLLOWAY, Darren (Mr)", Place("request", 1048), "R-1048, arranging", "", "inbox"
        ),
        PaletteItem(people, "HOLLOWAY, Anne (Mrs)", Place("person", 7), "Mother", "contact", "user"),
        PaletteItem(staff, "HOLT, Imogen (Dr)", Place("people", 5), "s.12", "07700 900155", "id-card"),
    )
    return tuple(item for item in everything if query.casefold() in item.title.casefold())


FORMS = (
    PaletteItem(
        "Paperwork",
        "Print blank form: s.5(2) holding power, Form H1",
        Place("paperwork", section="H1"),
        icon="file-text",
    ),
)


def unlock(passphrase: str) -> None:
    if passphrase != PASSPHRASE:
        raise Refused(Problem("passphrase", "That is not your passphrase."))


def make_window(
    clock: MovableClock, memory: Memory, *, finder: Callable[[str], tuple[PaletteItem, ...]] = find
) -> MainWindow:
    names = ("today", "requests", "rota", "people", "paperwork", "settings")
    factories: dict[str, Callable[[], Page]] = {name: lambda name=name: SmallPage(name) for name in names}
    factories["request"] = RequestPage
    runner = TaskRunner(database=InlineExecutor(), long=InlineExecutor())
    window = MainWindow(
        Workspace(factories, Place("today"), runner, clock, memory, find, unlock, FORMS, is_training=True)
    )
    runner.setParent(window)
    window.show_connection(Connection(Reach.CONNECTED, "shared database"))
    window.show_standing(
        Standing(
            "Northmere Council",
            "RAMAN, Priya (Ms)",
            "Coordinator",
            clock() - timedelta(hours=8, minutes=24),
            datetime(2026, 11, 12, 9, tzinfo=UTC),
        )
    )
    return window
