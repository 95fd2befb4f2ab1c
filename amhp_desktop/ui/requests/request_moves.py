"""The menu of a request: move it on or back, set what is next, open it again."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Problem, Refused, Trouble
from amhp_desktop.domain.requests import TRAIL, State, may_move, may_return
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.fields import MomentField, TextField
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.request_acts import ActDialog, ReasonDialog

# Where a request goes by an action of its own: triage, allocation, outcome, closing.
_BY_ITS_OWN_ACTION = frozenset({State.TRIAGED, State.ALLOCATED, State.CONCLUDED, State.CLOSED})


class NextDialog(ActDialog):
    """What is to be done next, and by when."""

    def __init__(self, parent: QWidget, services: Services, tasks: TaskRunner, view: RequestView) -> None:
        super().__init__(
            parent, tasks, parent.tr("Next action"), parent.tr("Set next action"),
            subtitle=parent.tr("The board shows it to everybody on duty."),
        )  # fmt: skip
        self._services, self._view = services, view
        self.action = TextField()
        self.at = MomentField(services.clock)
        self.form.add(self.tr("What is next"), self.action, "next_action")
        self.form.add(self.tr("By"), self.at, "next_at")
        self.action.set_value(view.next_action)
        self.at.set_value(view.next_at)

    @override
    def send(self) -> None:
        if not self.at.is_readable:
            sentence = self.at.problem or self.tr("This date and time cannot be read.")
            self.form.show_problems((Problem("next_at", sentence),))
            self.form.go_to("next_at")
            return
        view, action, at = self._view, self.action.value(), self.at.value()
        self.run(
            "request:plan",
            lambda act: self._services.requests.set_next(view.id, view.version, action, at, act),
            what=(action, at),
        )


class RequestMoves(QObject):
    """Carries out the steps of the menu; those that go back or open again ask for a reason."""

    said = Signal(object)
    """Fires with a ``Message``."""
    outdated = Signal()
    """Fires when what is on screen may be older than what is stored."""

    def __init__(self, services: Services, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._tasks, self._page = services, tasks, parent
        self._operation: Operation | None = None
        self.menu: QMenu | None = None

    def pop_up(self, view: RequestView, at: QPoint) -> None:
        """Offer at a point on the screen what can be done with a request."""
        menu = QMenu(self._page)
        menu.setAccessibleName(self._page.tr("More about %1").replace("%1", view.reference))
        why_not = self._services.identity.why_not(Permission.RECORD_REQUESTS)
        if view.closed_at is not None:
            self._add(menu, self.tr("Open again…"), "reopen", why_not).triggered.connect(
                partial(self._ask_reopen, view)
            )
        else:
            self._add(menu, self.tr("Set next action…"), "next", why_not).triggered.connect(
                partial(self._ask_next, view)
            )
            menu.addSeparator()
            self._add_states(menu, view, why_not)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._on_menu_destroyed)
        self.menu = menu
        menu.popup(at)

    def _on_menu_destroyed(self) -> None:
        self.menu = None

    def _add_states(self, menu: QMenu, view: RequestView, why_not: str) -> None:
        for state in TRAIL:
            if may_move(view.state, state) and state not in _BY_ITS_OWN_ACTION:
                words = self.tr("Move on to %1").replace("%1", state.label.lower())
                made = self._add(menu, words, f"to_{state.value}", why_not)
                made.triggered.connect(partial(self._move_on, view, state))
        for state in reversed(TRAIL):
            if may_return(view.state, state):
                words = self.tr("Move back to %1…").replace("%1", state.label.lower())
                made = self._add(menu, words, f"back_{state.value}", why_not)
                made.triggered.connect(partial(self._ask_back, view, state))

    def _add(self, menu: QMenu, words: str, name: str, why_not: str) -> QAction:
        made = QAction(words, menu)
        made.setObjectName(f"move_{name}")
        made.setEnabled(not why_not)
        made.setToolTip(why_not or words.removesuffix("…"))
        menu.addAction(made)
        return made

    def _move_on(self, view: RequestView, to: State) -> None:
        act = self._operation
        if act is None or act.action != f"request:{to.value}":
            act = self._operation = operation(f"request:{to.value}")
        requests = self._services.requests
        self._tasks.command(
            lambda: requests.move(view.id, view.version, to, act),
            owner=self, done=self._on_done, refused=self._on_refused, failed=self._on_failed,
        )  # fmt: skip

    def _ask_back(self, view: RequestView, to: State) -> None:
        title = self.tr("Move back to %1").replace("%1", to.label.lower())
        requests = self._services.requests
        dialog = ReasonDialog(
            self._page, self._tasks, title, self.tr("Move back"),
            act=("request:return", lambda act: requests.move(view.id, view.version, to, act)),
            subtitle=self.tr("Nothing recorded is lost; the reason stands in the timeline."),
        )  # fmt: skip
        self._open(dialog)

    def _ask_next(self, view: RequestView) -> None:
        self._open(NextDialog(self._page, self._services, self._tasks, view))

    def _ask_reopen(self, view: RequestView) -> None:
        requests = self._services.requests
        dialog = ReasonDialog(
            self._page, self._tasks, self.tr("Open this request again"), self.tr("Open again"),
            act=("request:reopen", lambda act: requests.reopen(view.id, view.version, act)),
        )  # fmt: skip
        self._open(dialog)

    def _open(self, dialog: ActDialog) -> None:
        dialog.closed.connect(self.outdated)
        dialog.open()

    def _on_done(self, _changed: Changed) -> None:
        self._operation = None

    def _on_refused(self, error: Refused) -> None:
        self._operation = None
        for problem in error.problems:
            self.said.emit(Message("error", problem.sentence, key="move"))
        self.outdated.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        self.said.emit(message_of(trouble))
