"""A form whose fields have the names of a draft's values."""

from dataclasses import fields, replace
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QSizePolicy

from amhp_desktop.ui.kit.fields import Choice, Field, ParsedField
from amhp_desktop.ui.kit.form import FormGrid

_D = TypeVar("_D")


class DraftForm(FormGrid, Generic[_D]):
    """Show a draft and give it back as edited; values without a field go through unchanged."""

    def __init__(self, empty: _D) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._empty = empty
        self._shown = empty

    def show_draft(self, draft: _D) -> None:
        """Put a draft's values into the fields and clear what was wrong with others."""
        self._shown = draft
        for name, field in self.fields.items():
            shower: Any = field
            shower.set_value(getattr(draft, name))
        self.show_problems(())

    def draft(self) -> _D:
        """Return the draft as edited."""
        known = {field.name for field in fields(self._empty)}  # type: ignore[arg-type]
        values = {name: self._value(name, field) for name, field in self.fields.items() if name in known}
        return replace(self._shown, **values)  # type: ignore[type-var]

    def _value(self, name: str, field: Field) -> Any:
        holder: Any = field
        value = holder.value()
        if value is None and isinstance(field, Choice):
            # what is not offered (yet) cannot be chosen, but it is not given up for that
            return getattr(self._shown, name)
        return getattr(self._empty, name) if value is None else value

    def go_to_unreadable(self) -> bool:
        """Go to the first field whose text cannot be read; say whether there is one."""
        for name, field in self.fields.items():
            if isinstance(field, ParsedField) and not field.is_readable:
                return self.go_to(name)
        return False

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Let every field be read but not changed."""
        for field in self.fields.values():
            field.set_read_only(is_read_only=is_read_only)
