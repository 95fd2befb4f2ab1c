"""The side panel in which one entry of a directory is read and edited; typing stays until saved or undone."""

from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Problem
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.entries import EntryService
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.merging import merged
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.panels import SidePanel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.people.dialogs import VoidDialog
from amhp_desktop.ui.people.keeping import Keeper

_D = TypeVar("_D")
_Kept = tuple[Loaded[_D] | None, _D]
NEW = 0


class EntryEditor(SidePanel, Generic[_D]):
    """Show, add, save and void entries of one service.

    Going to another entry keeps what was typed; it is there again when the entry is.
    """

    said = Signal(object)
    """Fires with a ``Message``."""
    entry_kept = Signal(object)
    """Fires with the id of the entry that was saved."""
    state_changed = Signal()
    """Fires when what can be saved or not is different."""

    def __init__(
        self, service: EntryService[_D], tasks: TaskRunner, form: DraftForm[_D], empty: _D, noun: str
    ) -> None:
        super().__init__("")
        self._service, self._tasks, self._empty, self._noun = service, tasks, empty, noun
        self.form = form
        self.keeper: Keeper[_D] = Keeper(service, tasks, noun, self)
        self._entry = -1
        self._loaded: Loaded[_D] | None = None
        self._typed: dict[int, _Kept[_D]] = {}
        self._sent: _D | None = None
        self._sent_entry = -1
        self._is_showing = False
        self._why = service.identity.why_not(service.permission)
        self._note = label("", "small", "amber", wrap=True)
        self.save_button = button(self.tr("Save"), "save", "primary", "Ctrl S")
        self.undo_button = button(self.tr("Undo typing"), "undo-2", "quiet")
        self.void_button = button(self.tr("Take out of use"), "", "danger")
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.add(self.form)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space("s2"))
        for made in (self.save_button, self.undo_button):
            line.addWidget(made)
        line.addStretch(1)
        line.addWidget(self.void_button)
        self.add_foot(self._note)
        self.add_foot(row)
        for made in (self.save_button, self.void_button):
            made.refuse(self._why)
        self.form.set_read_only(is_read_only=bool(self._why))

    def _connect(self) -> None:
        for field in self.form.fields.values():
            field.changed.connect(self._on_field_changed)
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self.undo_typing)
        self.void_button.clicked.connect(self._on_void_clicked)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.refused.connect(self._on_refused)
        self.keeper.said.connect(self.said)

    # ---- which entry

    @property
    def entry_id(self) -> int:
        """Return the entry shown, 0 for a new one, -1 for none."""
        return self._entry

    @property
    def is_dirty(self) -> bool:
        """Say whether the entry shown has typing that is not saved."""
        return self._entry >= NEW and self.form.draft() != self._base()

    @property
    def has_unsaved(self) -> bool:
        """Say whether any entry has typing that is not saved."""
        return self.is_dirty or any(key != self._entry for key in self._typed)

    def _base(self) -> _D:
        return self._loaded.draft if self._loaded is not None else self._empty

    def open_entry(self, entry_id: int) -> None:
        """Show an entry; what was typed in it and not saved is there again."""
        if entry_id == self._entry:
            return
        self._remember()
        self._entry = entry_id
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
            self._show(loaded, draft)
        self.form.go_to(next(iter(self.form.fields)))

    def close_entry(self) -> None:
        """Show no entry; typing is kept."""
        self._remember()
        self._entry = -1
        self.hide()
        self.state_changed.emit()

    def refresh(self) -> None:
        """Read the entry again; while something is typed it stays as it is."""
        if self._entry > NEW and not self.is_dirty:
            self._load()

    def _remember(self) -> None:
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

    def _show(self, loaded: Loaded[_D] | None, draft: _D) -> None:
        self._loaded = loaded
        self._is_showing = True
        self.form.show_draft(draft)
        self._is_showing = False
        self.set_title(self.title_of(draft) or self.new_title())
        self.show_more(loaded)
        self.void_button.setVisible(loaded is not None)
        self.show()
        self._tell()

    def title_of(self, draft: _D) -> str:
        """Return what stands above an entry."""
        raise NotImplementedError

    def new_title(self) -> str:
        """Return what stands above a new entry."""
        raise NotImplementedError

    def show_more(self, loaded: Loaded[_D] | None) -> None:
        """Show what belongs to an entry besides its form."""

    # ---- typing and saving

    def _on_field_changed(self) -> None:
        if not self._is_showing:
            self._tell()

    def _tell(self) -> None:
        is_dirty = self.is_dirty
        self._note.setText(self.tr("Not saved yet.") if is_dirty else self._why)
        theme.ink(self._note, "amber" if is_dirty else "secondary")
        self._note.setVisible(bool(self._note.text()))
        self.save_button.refuse(self._why or ("" if is_dirty else self.tr("Nothing was changed.")))
        self.undo_button.setVisible(is_dirty)
        self.state_changed.emit()

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

    def _on_kept(self, changed: Changed) -> None:
        self._typed.pop(self._sent_entry, None)
        self.said.emit(Message("success", self.tr("Saved."), key="people"))
        if self._entry == self._sent_entry:
            self._entry = changed.id
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
        self._entry, self._loaded = -1, None
        self.hide()
        self.said.emit(Message("success", self.tr("Taken out of use."), key="people"))
        self.state_changed.emit()

    def focus_form(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self.form.fields.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(theme.size("side_panel_wide"))
        return hint
