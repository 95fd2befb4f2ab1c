"""What every section of a request's page promises, and how all of them save."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Problem, Refused, Stale, Trouble
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.draft_keeper import DraftKeeper
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.tasks import TaskRunner

Save = Callable[[Operation], Changed]


class Section(QWidget):
    """One section: ``show_view`` gives it the record, and typing that is not saved survives that.

    A save keeps its `Operation` until it succeeded or was refused, so that trying the same again after a lost
    answer does nothing twice; other words make another operation. While one runs, another is not begun.
    """

    navigate = Signal(object)
    """Fires when the section wants to go elsewhere; carries a ``Place``."""
    message = Signal(object)
    """Fires when something is to be said above the page; carries a kit message."""
    unsaved_changed = Signal()
    """Fires when ``has_unsaved`` may answer differently from before."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__()
        self.services = services
        self.tasks = tasks
        self.view: RequestView | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.space("s3"))
        self._operation: Operation | None = None
        self._asked: object = None
        self._is_saving = False
        self.keeper: DraftKeeper[Any] | None = None

    def show_view(self, view: RequestView) -> None:
        """Show the record as it is now; what is typed and not saved stays."""
        self.view = view

    @property
    def why_closed(self) -> str:
        """Return why nothing can be saved on a closed request; nothing while it is open."""
        is_closed = self.view is not None and self.view.closed_at is not None
        return self.tr("This request is closed. Reopen it first.") if is_closed else ""

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def save(self) -> None:
        """Save what was typed (Ctrl+S, Ctrl+Enter); a section without a form does nothing."""

    @property
    def has_unsaved(self) -> bool:
        """Say whether something typed here is not stored."""
        return False

    def keep_typing(self) -> None:
        """Keep on this computer, at once, what is typed and not stored."""
        if self.keeper is not None:
            self.keeper.keep_now()

    def forget_typing(self) -> None:
        """Remove what was kept of typing here: the user threw it away."""
        if self.keeper is not None:
            self.keeper.discard_all()

    def keep(
        self,
        action: str,
        work: Save,
        *,
        said: str,
        refused: Callable[[Exception], object] | None = None,
        done: Callable[[Changed], object] | None = None,
        failed: Callable[[Trouble], object] | None = None,
        reason: str = "",
        what: object = None,
    ) -> None:
        """Run one save; ``said`` is the message once it is stored, ``refused`` gets the Refused or Stale.

        ``failed`` says a trouble where the message above the page would not be seen.
        ``what`` is the value that is saved: only the same one, tried again, is the same operation.
        """
        if self._is_saving:
            return
        self._is_saving = True
        if self._operation is None or self._asked != (action, reason, what):
            self._operation, self._asked = operation(action, reason), (action, reason, what)
        self.tasks.command(
            partial(work, self._operation),
            owner=self,
            done=partial(self._on_kept, said, done),
            refused=partial(self._on_refused, refused),
            failed=partial(self._on_failed_here, failed),
        )

    def _on_kept(self, said: str, done: Callable[[Changed], object] | None, changed: Changed) -> None:
        self._is_saving = False
        self._operation = None
        self.message.emit(Message("success", said))
        if done is not None:
            done(changed)
        self.unsaved_changed.emit()

    def _on_refused(self, refused: Callable[[Exception], object] | None, error: Exception) -> None:
        self._is_saving = False
        self._operation = None
        if refused is not None:
            refused(error)
        elif isinstance(error, Refused):
            self.say_problems(error.problems)
        elif isinstance(error, Stale):
            self.message.emit(
                Message(
                    "error", self.tr("Somebody else changed this first."), self.tr("Your typing is kept.")
                )
            )

    def _on_failed_here(self, failed: Callable[[Trouble], object] | None, trouble: Trouble) -> None:
        if failed is None:
            self._on_failed(trouble)
            return
        self._is_saving = False
        failed(trouble)

    def _on_failed(self, trouble: Trouble) -> None:
        self._is_saving = False
        self.message.emit(message_of(trouble))

    def say_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say problems that belong to no field of this section above the page."""
        for problem in problems:
            self.message.emit(
                Message("error", problem.sentence, self.tr("Your typing is kept."), key=problem.field)
            )


SectionFactory = Callable[[Services, TaskRunner], Section]
