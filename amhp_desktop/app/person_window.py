"""One signed-in person's window, kept true by the change feed."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from amhp_desktop.app.link import DatabaseLink
from amhp_desktop.app.machine import Machine
from amhp_desktop.app.printing import Means, PrintDialogue
from amhp_desktop.app.upkeep import Upkeep, idle_time
from amhp_desktop.app.wiring import Wiring
from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import EVERYTHING, Changed, Topic
from amhp_desktop.services.backups import BackupState
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.service_settings import Contact, SettingsDraft
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.page import Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.shell import window_memory
from amhp_desktop.ui.shell.connection import Standing
from amhp_desktop.ui.shell.main_window import MainWindow
from amhp_desktop.ui.shell.rail import Badge

_LATER = 200  # ms after the window stands: what nobody waits for


class PersonWindow(QObject):
    """The window of one person on one open database; ``key`` is the database's in the machine's memory."""

    def __init__(
        self, opened: Opened, tasks: TaskRunner, machine: Machine, key: str = "", means: Means | None = None
    ) -> None:
        super().__init__()
        self._opened, self._tasks, self._machine, self._key = opened, tasks, machine, key
        identity = opened.services.identity
        self._standing = Standing(opened.service_name, identity.name, identity.role.label)
        self._printing = PrintDialogue(tasks, means)
        self.window = MainWindow(
            Wiring(opened, tasks, machine, self._printing.print_pdf, means or Means()).workspace()
        )
        self._link = DatabaseLink(opened, tasks)
        self._upkeep = Upkeep(opened, tasks)
        self._printing.stand_over(self.window, self.window.frame.notices.say)
        self.window.catalogue.handle(
            {
                "request.new": lambda: self.window.navigator.go(Place("intake")),
                "paper.blank": lambda: self.window.navigator.go(Place("paperwork", section="blank")),
            }
        )
        self._connect()
        self._link.say()
        self.window.show_standing(self._standing)

    @property
    def opened(self) -> Opened:
        """Return the database this window works on."""
        return self._opened

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
        """Close the window, and the database once everything begun on it has been answered."""
        self._tasks.announced.disconnect(self._on_changed)
        self._upkeep.stop()
        self.window.stack.keep_typing()
        window_memory.remember(self.window, self._machine)
        self.window.hide()
        self.window.lock.stop()
        self.window.deleteLater()
        self._tasks.query(self._opened.close, owner=self._tasks, done=lambda _nothing: None)
        self.deleteLater()

    def _connect(self) -> None:
        notices = self.window.frame.notices
        self._link.stood.connect(self.window.show_connection)
        self._link.heard.connect(self._on_heard)
        self._link.back.connect(self._on_back)
        self.window.try_connection_asked.connect(self._link.try_now)
        self._upkeep.backup_known.connect(self._on_backup_known)
        self._upkeep.settings_known.connect(self._on_settings_known)
        self._upkeep.failed.connect(notices.show_trouble)
        self._tasks.announced.connect(self._on_changed)

    def _after_start(self) -> None:
        self._link.listen()
        self._upkeep.start()
        self._count_holes()
        if self._opened.notice:
            self.window.frame.notices.say(Message("info", self._opened.notice))

    def _on_heard(self, change: Changed) -> None:
        self.window.stack.take_change(change)
        self._on_changed(change)

    def _on_changed(self, change: Changed) -> None:
        self._upkeep.hear(change)
        if change.topics & {Topic.ROTA, Topic.PEOPLE}:
            self._count_holes()

    def _on_back(self) -> None:
        self._on_heard(EVERYTHING)

    def _on_backup_known(self, state: BackupState) -> None:
        told = "" if state.is_made_here else state.in_words()
        self._stand(
            replace(self._standing, backup_at=state.last, restore_tested_at=state.tested, backup_told=told)
        )

    def _on_settings_known(self, settings: SettingsDraft, contacts: tuple[Contact, ...]) -> None:
        length = idle_time(settings)
        if length is not None:
            self.window.lock.set_after(length)
        self._machine.remember_contacts(self._key, tuple((one.name, one.phone) for one in contacts))
        self._stand(replace(self._standing, service=settings.service_name))

    def _stand(self, standing: Standing) -> None:
        self._standing = standing
        self.window.show_standing(standing)

    def _count_holes(self) -> None:
        services = self._opened.services
        if services.identity.may(Permission.READ_ROTA):
            self._tasks.query(
                lambda: len(services.rota.holes(services.rota.today(), 2)), owner=self, done=self._show_holes
            )

    def _show_holes(self, count: int) -> None:
        words = self.tr("{count} duties without enough people in the next 14 days").format(count=count)
        self.window.show_badge("rota", Badge(count, words) if count else None)
