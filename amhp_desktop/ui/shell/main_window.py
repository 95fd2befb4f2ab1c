"""The main window: rail, header or banner, messages, one page, status line; it knows pages only by name."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.shell import window_memory
from amhp_desktop.ui.shell.actions import ActionCatalogue
from amhp_desktop.ui.shell.busy import BusyNotice
from amhp_desktop.ui.shell.connection import Connection, Standing
from amhp_desktop.ui.shell.help_topics import topic_for
from amhp_desktop.ui.shell.keys_help import KEYS, HelpSheet
from amhp_desktop.ui.shell.lock import IdleLock
from amhp_desktop.ui.shell.navigator import Navigator
from amhp_desktop.ui.shell.page_frame import PageFrame
from amhp_desktop.ui.shell.pages import PageStack
from amhp_desktop.ui.shell.palette import Palette
from amhp_desktop.ui.shell.panes import PaneWalk, put_last
from amhp_desktop.ui.shell.rail import Badge, Rail
from amhp_desktop.ui.shell.rail_items import PLACES, rail_items
from amhp_desktop.ui.shell.status_line import StatusLine
from amhp_desktop.ui.shell.training_strip import TrainingStrip
from amhp_desktop.ui.shell.workspace import Workspace


class MainWindow(QMainWindow):
    """Hosts the pages of one signed-in person.

    The composition root adds handlers of its own with ``catalogue.handle`` (a new request, blank forms)
    and feeds ``show_connection``, ``show_standing`` and ``show_badge``.
    """

    try_connection_asked = Signal()
    """Fires when the user wants the lost connection tried now."""
    signed_out = Signal()
    """Fires when the user signed out from the lock, or the lock stood for eight hours."""
    closed = Signal()
    """Fires after the window agreed to close."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("main")
        self._memory = workspace.memory
        self._clock = workspace.clock
        self._standing = Standing()
        self.catalogue = ActionCatalogue(self)
        self.stack = PageStack(workspace.factories)
        self.navigator = Navigator(self.stack)
        self.rail = Rail(((item, self.catalogue.action(item.command)) for item in rail_items()), self)
        self.frame = PageFrame(self.catalogue, self.stack)
        self.status = StatusLine(workspace.clock, self.catalogue.action("help.open"), self)
        self._lay_out(is_training=workspace.is_training)
        self.palette_box = Palette(self.catalogue, workspace.runner, workspace.finder, workspace.forms, self)
        self.help = HelpSheet(self.catalogue, self)
        self.lock = IdleLock(workspace.runner, workspace.clock, workspace.unlock, self)
        self._busy = BusyNotice(workspace.runner, self.status)
        self._panes = PaneWalk(self._parts)
        self._connect(workspace)
        self._handle_commands()
        window_memory.restore(self, workspace.memory)
        self.navigator.go(workspace.first)

    def show_connection(self, connection: Connection) -> None:
        """Show how the program stands with its database, at the foot and, if it is lost, above the page."""
        self.status.show_connection(connection)
        self.frame.notices.show_connection(connection)

    def show_standing(self, standing: Standing) -> None:
        """Show service, person and backup; the age of the page is the window's own knowledge."""
        if standing.person != self._standing.person:
            self.lock.start(standing.person)
        self._standing = replace(standing, read_at=self._standing.read_at)
        self.status.show_standing(self._standing)

    def show_badge(self, place: str, badge: Badge | None) -> None:
        """Show a number over a place in the rail."""
        self.rail.button(place).set_badge(badge)

    def _lay_out(self, *, is_training: bool) -> None:
        root = QWidget()
        root.setProperty("kind", "canvas")
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if is_training:
            column.addWidget(TrainingStrip(root))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.frame, 1)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(root)

    def _connect(self, workspace: Workspace) -> None:
        self.stack.page_changed.connect(self._on_page_changed)
        self.stack.was_read.connect(self._on_was_read)
        self.stack.message.connect(self.frame.notices.say_of_page)
        self.navigator.moved.connect(self.frame.notices.leave_page)
        self.navigator.moved.connect(self._on_moved)
        self.frame.back_asked.connect(self.navigator.go)
        self.palette_box.chosen.connect(self.navigator.go)
        self.frame.notices.try_asked.connect(self.try_connection_asked)
        self.frame.notices.blank_forms_asked.connect(self.catalogue.action("paper.blank").trigger)
        self.lock.locked.connect(self._on_lock_changed)
        self.lock.unlocked.connect(self._on_lock_changed)
        for leaving in (self.lock.locked, self.lock.signed_out):
            leaving.connect(self.stack.keep_typing)
        self.lock.signed_out.connect(self.signed_out)
        workspace.runner.announced.connect(self.stack.take_change)
        workspace.runner.trouble.connect(self.frame.notices.show_trouble)

    def _handle_commands(self) -> None:
        self.catalogue.handle(
            {
                "palette.open": self._toggle_palette,
                "page.back": self.navigator.back,
                "page.forward": self.navigator.forward,
                "page.refresh": self._refresh,
                "page.primary": self.frame.header.press_primary,
                "pane.next": self._panes.next,
                "pane.previous": self._panes.previous,
                "window.full": self._toggle_full_screen,
                "app.lock": self.lock.lock,
                "help.open": self._open_help,
                "help.keys": partial(self.help.open_topic, KEYS),
            }
        )
        known = [name for name in PLACES if self.stack.knows(name)]
        self.catalogue.handle({f"place.{name}": partial(self.navigator.go, Place(name)) for name in known})
        for name in set(PLACES) - set(known):
            self.catalogue.enable(f"place.{name}", self.tr("Your role does not open this place."))

    def _on_page_changed(self) -> None:
        page = self.stack.current_page()
        if page is None:
            return
        self.frame.show_page(page)
        self.catalogue.take_page(page)
        place = self.navigator.place
        self.rail.mark_here(page.belongs_to or (place.name if place else ""))
        self._name_window()

    def _on_moved(self) -> None:
        self._on_page_changed()
        nothing = self.tr("There is no page to go to.")
        self.catalogue.enable("page.back", "" if self.navigator.can_go_back else nothing)
        self.catalogue.enable("page.forward", "" if self.navigator.can_go_forward else nothing)
        self._chain_tabs()

    def _on_was_read(self) -> None:
        self._standing = replace(self._standing, read_at=self._clock())
        self.status.show_standing(self._standing)

    def _on_lock_changed(self) -> None:
        self.catalogue.suspend(self.tr("The program is locked.") if self.lock.is_locked else "")
        self._name_window()

    def _name_window(self) -> None:
        page = self.stack.current_page()
        words = page.window_words() if page is not None else ""
        here = self.rail.here_words()
        name = self.tr("locked") if self.lock.is_locked else " ".join(part for part in (here, words) if part)
        self.setWindowTitle(self.tr("AMHP Desktop – {place}").format(place=name))

    def _chain_tabs(self) -> None:
        """Tab goes from rail through header and page to the foot, whatever was put into the window last."""
        self.rail.chain_to(self.frame.header.tab_chain())
        put_last(self.status.help, self.rail.tab_stop())

    def _parts(self) -> tuple[QWidget, ...]:
        return (self.rail, *self.frame.panes(), self.status)

    def _toggle_palette(self) -> None:
        if self.palette_box.isHidden():
            self.help.close_over()
            self.palette_box.open_with()
        else:
            self.palette_box.close_over()

    def _refresh(self) -> None:
        page = self.stack.current_page()
        if page is not None:
            page.refresh()

    def _open_help(self) -> None:
        place = self.navigator.place
        self.help.open_topic(topic_for(place.name if place is not None else ""))

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close unless a page holds typing it will not leave; that page is shown with its question."""
        self.stack.keep_typing()
        for place in self.stack.unsaved_places():
            self.navigator.go(place)
            page = self.stack.current_page()
            if page is not None and not page.may_leave():
                event.ignore()
                return
        window_memory.remember(self, self._memory)
        event.accept()
        self.closed.emit()
