"""A section that edits one record as a draft: unsaved typing stays, a clash with somebody else is settled."""

from collections.abc import Callable
from typing import Generic, TypeVar

from typing_extensions import override

from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import Choice
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.conflicts import settle
from amhp_desktop.ui.requests.sections.section import Section

_D = TypeVar("_D")


class RecordForm(Section, Generic[_D]):
    """Shows a draft in a form and saves it; ``loaded`` is None while nothing is stored yet."""

    action = ""
    said = ""

    def __init__(self, services: Services, tasks: TaskRunner, form: DraftForm[_D]) -> None:
        super().__init__(services, tasks)
        self.form = form
        self.loaded: Loaded[_D] | None = None
        self._began: _D = form.draft()
        for field in form.fields.values():
            field.changed.connect(self.unsaved_changed)

    def stored(self, view: RequestView) -> Loaded[_D] | None:
        """Return this section's record as the view has it."""
        raise TypeError(f"{type(self).__name__} stores nothing of {view.reference}")

    def empty(self) -> _D:
        """Return what the form shows before anything is stored."""
        raise TypeError(f"{type(self).__name__} has no empty draft")

    def send(self, loaded: Loaded[_D] | None, draft: _D, operation: Operation) -> Changed:  # noqa: ARG002 - subclasses use them
        """Store a draft; runs off the GUI thread."""
        raise TypeError(f"{type(self).__name__} sends nothing: {operation.action}")

    @property
    @override
    def has_unsaved(self) -> bool:
        return self.view is not None and self.form.draft() != self._began

    @override
    def show_view(self, view: RequestView) -> None:
        is_other = self.view is None or self.view.id != view.id
        super().show_view(view)
        if is_other or not self.has_unsaved:
            self._take(self.stored(view))

    @override
    def take_focus(self) -> None:
        self.form.go_to(next(iter(self.form.fields)))

    @override
    def save(self) -> None:
        if self.form.go_to_unreadable():
            return
        self._send(self.loaded, self.form.draft())

    def offer(self, name: str, options: tuple[tuple[int, str], ...]) -> None:
        """Fill a choice that is read from the database, keeping what is stored or chosen."""
        field = self.form.fields[name]
        if isinstance(field, Choice):
            kept = getattr(self.form.draft(), name)
            field.set_options(options)
            field.set_value(kept)

    def _take(self, loaded: Loaded[_D] | None) -> None:
        self.loaded = loaded
        self.form.show_draft(loaded.draft if loaded is not None else self.empty())
        self._began = self.form.draft()
        self.unsaved_changed.emit()

    def _send(self, loaded: Loaded[_D] | None, draft: _D) -> None:
        self.keep(
            self.action,
            lambda operation: self.send(loaded, draft, operation),
            said=self.tr(self.said),
            refused=self._on_refused_draft(loaded, draft),
            done=self._on_stored,
        )

    def _on_stored(self, _changed: Changed) -> None:
        """Count what is on screen as stored; the fresh record follows with the next view."""
        self._began = self.form.draft()
        self.form.show_problems(())

    def _on_refused_draft(self, loaded: Loaded[_D] | None, draft: _D) -> Callable[[Exception], object]:
        def refused(error: Exception) -> None:
            if isinstance(error, Stale) and loaded is not None:
                settle(self, error, (loaded, draft), self._load_again, self._send)
            elif isinstance(error, Refused):
                self.say_problems(self.form.show_problems(error.problems))

        return refused

    def _load_again(self) -> Loaded[_D] | None:
        view = self.view
        return None if view is None else self.stored(self.services.reader.view(view.id))
