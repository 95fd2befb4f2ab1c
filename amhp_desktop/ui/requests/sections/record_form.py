"""A section that edits one record as a draft: unsaved typing stays, a clash with somebody else is settled."""

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from typing_extensions import override

from amhp_desktop.domain.changes import Changed, Operation
from amhp_desktop.domain.errors import Refused, Stale, Trouble
from amhp_desktop.services.acting import Loaded, never_loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.draft_keeper import DraftKeeper, KeptOffers, KeptTyping, Typed
from amhp_desktop.ui.kit.fields import Choice
from amhp_desktop.ui.kit.merging import merged
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
        self._over: Loaded[_D] | None = None
        self._typed_then = self._began
        self._sent_drafts: tuple[_D, ...] = ()
        self._is_unanswered = False
        for field in form.fields.values():
            field.changed.connect(self.unsaved_changed)
        self.keeper: DraftKeeper[_D] = DraftKeeper(self, tasks, services.drafts, self.action, self.typed)
        self.unsaved_changed.connect(self.keeper.watch)
        self.keeper.not_kept.connect(self.message)
        self.offers = KeptOffers(self.keeper, services.clock)
        self.offers.wanted.connect(self.bring_back)
        self.column.addWidget(self.offers)

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
        stored = self.stored(view)
        if is_other or not self.has_unsaved:
            self._take(stored)
            if is_other:
                self.keeper.begin(str(view.id), type(self._began))
        elif self.loaded is None and stored is not None and stored.draft in self._sent_drafts:
            self.loaded = stored  # my own first save, while typing went on

    def typed(self) -> Typed[_D] | None:
        """Return what is typed and not stored."""
        draft = self.form.draft()
        if self.view is None or draft == self._began:
            return None
        return Typed(self._began, draft, self.loaded.id if self.loaded is not None else 0)

    def bring_back(self, kept: KeptTyping[_D]) -> None:
        """Put typing that was kept on top of what the form shows; what others stored since stays."""
        typed, shown = kept.typed, self.form.draft()
        self.form.show_draft(merged(typed.began, shown, typed.draft))
        self.unsaved_changed.emit()
        names = (
            name for name in self.form.fields if getattr(typed.began, name) != getattr(typed.draft, name)
        )
        self.form.go_to(next(names, ""))

    @override
    def take_focus(self) -> None:
        self.form.go_to(next(iter(self.form.fields)))

    @override
    def save(self) -> None:
        if self._is_saving or self.form.go_to_unreadable():
            return
        draft = self.form.draft()
        if self._is_unanswered and draft not in self._sent_drafts:
            self.tasks.query(self._load_again, owner=self, done=partial(self._send_after_all, draft))
        else:
            self._send(self.loaded, draft)

    def _send_after_all(self, draft: _D, found: Loaded[_D] | None) -> None:
        """Save on top of an earlier try, where that was kept although its answer was lost."""
        is_mine = found is not None and found.draft in self._sent_drafts
        self._send(found if is_mine else self.loaded, draft)

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
        self._sent_drafts, self._is_unanswered = (), False
        self.unsaved_changed.emit()

    def _send(self, loaded: Loaded[_D] | None, draft: _D) -> None:
        self._over, self._sent_drafts = loaded, (*self._sent_drafts, draft)
        self._typed_then = self.form.draft()
        self.keep(
            self.action,
            lambda operation: self.send(loaded, draft, operation),
            said=self.tr(self.said),
            refused=self._on_refused_draft(loaded, draft),
            done=self._on_stored,
            what=draft,
        )

    def _on_stored(self, _changed: Changed) -> None:
        """Count what was sent as stored, not what was typed since; the fresh record follows with the next view."""
        self._is_unanswered = False
        self.loaded = self.loaded or self._over
        self._began = self._sent_drafts[-1]
        self.form.show_problems(())

    @override
    def _on_failed(self, trouble: Trouble) -> None:
        self._is_unanswered = True
        super()._on_failed(trouble)

    def _on_refused_draft(self, loaded: Loaded[_D] | None, draft: _D) -> Callable[[Exception], object]:
        def refused(error: Exception) -> None:
            self._is_unanswered, self._sent_drafts = False, self._sent_drafts[:-1]
            if isinstance(error, Stale):
                began = loaded or never_loaded(self.empty())
                settle(self, error, (began, draft), self._load_again, self._send)
            elif isinstance(error, Refused):
                self._show_what_was_sent(draft)
                self.say_problems(self.form.show_problems(error.problems))

        return refused

    def _show_what_was_sent(self, draft: _D) -> None:
        """Show a refused mixture of theirs and mine, so that it can be put right; what was typed since stays."""
        if draft != self._typed_then:
            self.loaded = self._over
            self.form.show_draft(merged(self._typed_then, draft, self.form.draft()))

    def _load_again(self) -> Loaded[_D] | None:
        view = self.view
        return None if view is None else self.stored(self.services.reader.view(view.id))
