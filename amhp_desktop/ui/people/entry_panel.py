"""How one entry of a directory is shown: its form, what belongs to it, and the buttons below."""

from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.services.acting import Loaded
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.panels import SidePanel

_D = TypeVar("_D")
NEW = 0


class EntryPanel(SidePanel, Generic[_D]):
    """Shows an entry and says whether something typed is not saved; ``why_not`` makes it read-only."""

    state_changed = Signal()
    """Fires when what can be saved or not is different."""

    def __init__(self, form: DraftForm[_D], empty: _D, why_not: str) -> None:
        super().__init__("")
        self.form = form
        self._empty, self._why = empty, why_not
        self._entry = -1
        self._loaded: Loaded[_D] | None = None
        self._is_showing = False
        self._note = label("", "small", "amber", wrap=True)
        self.save_button = button(self.tr("Save"), "save", "primary", "Ctrl S")
        self.undo_button = button(self.tr("Undo typing"), "undo-2", "quiet")
        self.void_button = button(self.tr("Take out of use"), "", "danger")
        self._lay_out()
        for field in form.fields.values():
            field.changed.connect(self._on_field_changed)
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

    @property
    def entry_id(self) -> int:
        """Return the entry shown, 0 for a new one, -1 for none."""
        return self._entry

    @property
    def is_dirty(self) -> bool:
        """Say whether the entry shown has typing that is not saved."""
        return self._entry >= NEW and self.form.draft() != self._base()

    def _base(self) -> _D:
        return self._loaded.draft if self._loaded is not None else self._empty

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

    def focus_form(self) -> None:
        """Put the keyboard into the first field."""
        first = next(iter(self.form.fields.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(theme.size("side_panel_wide"))
        return hint
