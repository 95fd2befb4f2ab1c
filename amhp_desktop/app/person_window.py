"""One signed-in person's window, kept true by the change feed."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from amhp_desktop.app.machine import Machine
from amhp_desktop.app.printing import PrintDialogue
from amhp_desktop.app.wiring import Wiring
from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import EVERYTHING, Changed, Topic
from amhp_desktop.services.opening import Ears, Opened
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell.connection import Connection, Reach, Standing
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.rail import Badge

_LATER = 200  # ms after the window stands: what nobody waits for


class Bridge(QObject):
    """Carries what the feed hears from its own thread to the window's."""

    changed = Signal(object)
    """Carries a ``Changed`` that another program made."""
    lost = Signal()
    """Fires when the database stopped answering."""
    back = Signal()
    """Fires when it answers again: everything shown is read again."""


class PersonWindow(QObject):
    """The window of one person on one open database."""

    def __init__(self, opened: Opened, tasks: TaskRunner, machine: Machine) -> None:
        super().__init__()
        self._opened = opened
        self._tasks = tasks
        self._printing = PrintDialogue(tasks)
        wiring = Wiring(opened, tasks, machine, self._printing.print_pdf)
        self.window = MainWindow(wiring.workspace())
        self._printing.set_window(self.window)
        self.window.catalogue.handle(
            {
                "request.new": lambda: self.window.navigator.go(Place("intake")),
                "paper.blank": lambda: self.window.navigator.go(Place("paperwork", section="blank")),
            }
        )
        self._show_connection(Reach.READ_ONLY if opened.database.read_only else Reach.CONNECTED)
        self._show_standing()
        self._bridge = Bridge(self)
        self._listen()
        tasks.announced.connect(self._on_changed)

    def show(self) -> None:
        """Show the window; what nobody waits for follows a moment later."""
        self.window.show()
        QTimer.singleShot(_LATER, self, self._after_start)

    def say_fault(self, kind: str) -> None:
        """Say that something failed inside the program; what was typed is kept."""
        self.window.frame.notices.say(
            Message(
                "error",
                self.tr("Something went wrong inside the program."),
                self.tr("What you typed is kept. It was logged without personal data ({kind}).").format(
                    kind=kind
                ),
                key="fault",
            )
        )

    def close(self) -> None:
        """Close the window and the database."""
        self._tasks.announced.disconnect(self._on_changed)
        self.window.lock.stop()
        self.window.hide()
        self.window.deleteLater()
        self._opened.close()

    def _listen(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._bridge.changed.connect(self._on_heard, queued)
        self._bridge.lost.connect(self._on_lost, queued)
        self._bridge.back.connect(self._on_back, queued)
        self.window.try_connection_asked.connect(self._on_back)

    def _after_start(self) -> None:
        self._opened.listen(Ears(self._bridge.changed.emit, self._bridge.lost.emit, self._bridge.back.emit))
        self._count_holes()
        if self._opened.notice:
            self.window.frame.notices.say(Message("info", self._opened.notice))

    def _on_heard(self, change: Changed) -> None:
        self.window.stack.take_change(change)
        self._on_changed(change)

    def _on_changed(self, change: Changed) -> None:
        if change.topics & {Topic.ROTA, Topic.PEOPLE}:
            self._count_holes()

    def _on_lost(self) -> None:
        self._show_connection(Reach.LOST)

    def _on_back(self) -> None:
        self._show_connection(Reach.READ_ONLY if self._opened.database.read_only else Reach.CONNECTED)
        self.window.stack.take_change(EVERYTHING)

    def _show_connection(self, reach: Reach) -> None:
        since = self._opened.services.clock() if reach is Reach.LOST else None
        self.window.show_connection(
            Connection(reach, self._opened.where, since, self._opened.database.read_only)
        )

    def _show_standing(self) -> None:
        identity = self._opened.services.identity
        self.window.show_standing(Standing(self._opened.service_name, identity.name, identity.role.label))

    def _count_holes(self) -> None:
        services = self._opened.services
        if services.identity.may(Permission.READ_ROTA):
            self._tasks.query(
                lambda: len(services.rota.holes(services.rota.today(), 2)), owner=self, done=self._show_holes
            )

    def _show_holes(self, count: int) -> None:
        words = self.tr("{count} duties without enough people in the next 14 days").format(count=count)
        self.window.show_badge("rota", Badge(count, words) if count else None)
