"""The side panel in which one entry of a directory is read and edited; typing stays until saved or undone."""

from typing import TypeVar

from PySide6.QtCore import Signal

from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Problem
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.drafts import DraftService
from amhp_desktop.services.entries import EntryService
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.draft_keeper import DraftKeeper, KeptOffers, KeptTyping, Typed
from amhp_desktop.ui.kit.merging import merged
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.people.dialogs import VoidDialog
from amhp_desktop.ui.people.entry_panel import NEW, EntryPanel
from amhp_desktop.ui.people.keeping import Keeper

_D = TypeVar("_D")
_Kept = tuple[Loaded[_D] | None, _D]


class EntryEditor(EntryPanel[_D]):
    """Show, add, save and void entries of one service.

    Going to another entry keeps what was typed; it is there again when the entry is.
    """

    said = Signal(object)
    """Fires with a ``Message``."""
    entry_kept = Signal(object)
    """Fires with the id of the entry that was saved."""

    def __init__(
        self,
        service: EntryService[_D],
        tasks: TaskRunner,
        form: DraftForm[_D],
        empty: _D,
        noun: str,
        *,
        drafts: DraftService,
    ) -> None:
        super().__init__(form, empty, service.identity.why_not(service.permission))
        self._service, self._tasks, self._noun = service, tasks, noun
        self.keeper: Keeper[_D] = Keeper(service, tasks, noun, self)
        self._typed: dict[int, _Kept[_D]] = {}
        self._sent: _D | None = None
        self._sent_entry = -1
        self.typing: DraftKeeper[_D] = DraftKeeper(self, tasks, drafts, f"people.{noun}", self._typed_here)
        self.offers = KeptOffers(self.typing, service.clock, is_narrow=True)
        self.body.insertWidget(0, self.offers)
        self._connect()

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self.undo_typing)
        self.void_button.clicked.connect(self._on_void_clicked)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.refused.connect(self._on_refused)
        self.keeper.said.connect(self.said)
        self.state_changed.connect(self.typing.watch)
        self.typing.not_kept.connect(self.said)
        self.offers.wanted.connect(self._bring_back)

    def _typed_here(self) -> Typed[_D] | None:
        shown = self._loaded.id if self._loaded is not None else NEW
        if shown != self._entry or not self.is_dirty:  # while another entry is read the form is not of it yet
            return None
        return Typed(self._base(), self.form.draft(), shown)

    def _bring_back(self, kept: KeptTyping[_D]) -> None:
        """Put typing that was kept on top of what the form shows; what others stored since stays."""
        self.form.show_draft(merged(kept.typed.began, self.form.draft(), kept.typed.draft))
        self._tell()
        self.form.go_to(next(iter(self.form.fields)))

    # ---- which entry

    @property
    def has_unsaved(self) -> bool:
        """Say whether any entry has typing that is not saved."""
        return self.is_dirty or any(key != self._entry for key in self._typed)

    def open_entry(self, entry_id: int) -> None:
        """Show an entry; what was typed in it and not saved is there again."""
        if entry_id == self._entry:
            return
        self._remember()
        self._entry = entry_id
        self.typing.begin(str(entry_id), type(self._empty))
        if entry_id in self._typed:
            loaded, draft = self._typed[entry_id]
            self._show(loaded, draft)
        else:
            self._load()

    def open_new(self) -> None:
        """Begin a new entry."""
        if self._entry != NEW:
            self._remember()
            self._entry = NEW
            loaded, draft = self._typed.get(NEW, (None, self._empty))
            self.typing.begin(str(NEW), type(draft))
            self._show(loaded, draft)
        self.form.go_to(next(iter(self.form.fields)))

    def close_entry(self) -> None:
        """Show no entry; typing is kept."""
        self._remember()
        self.typing.rest()
        self._entry = -1
        self.hide()
        self.state_changed.emit()

    def refresh(self) -> None:
        """Read the entry again; while something is typed it stays as it is."""
        if self._entry > NEW and not self.is_dirty:
            self._load()

    def _remember(self) -> None:
        self.typing.keep_now()
        if self.is_dirty:
            self._typed[self._entry] = (self._loaded, self.form.draft())
        else:
            self._typed.pop(self._entry, None)

    def _load(self) -> None:
        entry_id = self._entry
        self._tasks.query(lambda: self._service.load(entry_id), owner=self, done=self._on_loaded)

    def _on_loaded(self, loaded: Loaded[_D]) -> None:
        is_same = self._loaded is not None and self._loaded.id == loaded.id
        if loaded.id != self._entry or (is_same and self.isVisible() and self.is_dirty):
            return
        self._show(loaded, loaded.draft)

    # ---- typing and saving

    def save(self) -> None:
        """Save what was typed."""
        if self.save_button.isEnabled() and not self.form.go_to_unreadable():
            self._sent_entry, self._sent = self._entry, self.form.draft()
            self.keeper.save(self._loaded, self._sent)

    def undo_typing(self) -> None:
        """Go back to what is stored."""
        self._typed.pop(self._entry, None)
        if self._entry == NEW:
            self._show(None, self._empty)
        elif self._loaded is not None:
            self._show(self._loaded, self._loaded.draft)

    def forget_typing(self) -> None:
        """Throw away everything typed and not saved."""
        self.undo_typing()
        self._typed.clear()
        self.typing.discard_all()

    def _on_kept(self, changed: Changed) -> None:
        self._typed.pop(self._sent_entry, None)
        self.typing.discard(str(self._sent_entry))
        self.said.emit(Message("success", self.tr("Saved."), key="people"))
        if self._entry == self._sent_entry:
            self._entry = changed.id
            self.typing.begin(str(changed.id), type(self._empty))
            self._tasks.query(lambda: self._service.load(changed.id), owner=self, done=self._show_after_save)
        self.entry_kept.emit(changed.id)

    def _show_after_save(self, loaded: Loaded[_D]) -> None:
        """Show what is stored now, with whatever was typed while it was being saved."""
        if loaded.id == self._entry and self._sent is not None:
            self._show(loaded, merged(self._sent, loaded.draft, self.form.draft()))

    def _on_refused(self, problems: tuple[Problem, ...]) -> None:
        left = self.form.show_problems(problems)
        if left:
            words = " ".join(problem.sentence for problem in left)
            self.said.emit(Message("error", words, self.tr("Nothing was changed."), key="people"))
        first = next((problem.field for problem in problems if problem.field in self.form.fields), "")
        self.form.go_to(first)

    def _on_void_clicked(self) -> None:
        loaded = self._loaded
        if loaded is not None:
            keeper: Keeper[_D] = Keeper(self._service, self._tasks, self._noun, self)
            keeper.voided.connect(self._on_voided)
            keeper.said.connect(self.said)
            VoidDialog(self, self.title_of(loaded.draft), keeper, loaded.id).open()

    def _on_voided(self, _changed: Changed) -> None:
        self._typed.pop(self._entry, None)
        self.typing.discard()
        self.typing.rest()
        self._entry, self._loaded = -1, None
        self.hide()
        self.said.emit(Message("success", self.tr("Taken out of use."), key="people"))
        self.state_changed.emit()
