"""Look up, while somebody types, whether the person was seen before; late answers are dropped."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from amhp_desktop.domain.requests import PersonDraft
from amhp_desktop.services.persons import PersonMatch
from amhp_desktop.ui.kit.tasks import TaskRunner

WAIT_MS = 250


class SeenSearch(QObject):
    """Asks a quarter of a second after the last key; questions are numbered and only the last one counts."""

    found = Signal(object)
    """Fires with the matches, a tuple of PersonMatch."""

    def __init__(
        self,
        parent: QObject,
        tasks: TaskRunner,
        look_up: Callable[[PersonDraft], tuple[PersonMatch, ...]],
    ) -> None:
        super().__init__(parent)
        self._tasks, self._look_up = tasks, look_up
        self._wanted = PersonDraft()
        self._number = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)

    def ask(self, person: PersonDraft) -> None:
        """Look for somebody soon; an earlier question is forgotten."""
        self._number += 1
        self._wanted = person
        self._timer.start()

    def forget(self) -> None:
        """Ask nothing more, and take no answer that is still on its way."""
        self._number += 1
        self._timer.stop()

    def _ask(self) -> None:
        number, person = self._number, self._wanted
        self._tasks.query(
            lambda: self._look_up(person), owner=self, done=lambda matches: self._take(number, matches)
        )

    def _take(self, number: int, matches: tuple[PersonMatch, ...]) -> None:
        if number == self._number:
            self.found.emit(matches)
