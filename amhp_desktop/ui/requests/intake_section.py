"""What the sections of an intake share: fields of their own width, rows that come and go, and one contract."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.fields import Field
from amhp_desktop.ui.kit.fields.line import Line
from amhp_desktop.ui.kit.widths import keep_width


class IntakeSection(QObject):
    """Some fields of the intake; it puts its values into a draft and shows its part of one."""

    def put_into(self, draft: IntakeDraft) -> IntakeDraft:
        """Return the draft with what stands in this section's fields."""
        raise NotImplementedError

    def show_draft(self, draft: IntakeDraft) -> None:
        """Show this section's part of a draft."""
        raise NotImplementedError

    def adapt(self) -> None:
        """Show the fields that what was said asks for, and hide the others."""

    def tab_chain(self) -> tuple[QWidget, ...]:
        """Return what the Tab key stops at, in the order callers speak."""
        raise NotImplementedError

    def first(self) -> Field:
        """Return the field the section begins with."""
        raise NotImplementedError

    def mark_not_known(self, field: Field) -> Field | None:  # noqa: ARG002 - sections override it
        """Say that a field's value is not known; return the field to go to, or None for the next one."""
        return None


def at_top(widget: QWidget) -> QWidget:
    """Return a holder that keeps a widget beside the field, not beside the field's problem."""
    widget.setMinimumHeight(theme.size("field"))
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder


def wide(field: Field, width: int) -> Field:
    """Return the field with a width of its own in pixels at 100 %."""
    keep_width(field, width)
    return field


def show_row(words: QLabel, field: Field, *, is_shown: bool) -> None:
    """Show or hide one row of the form."""
    words.setVisible(is_shown)
    field.setVisible(is_shown)


def empty(field: Field) -> None:
    """Empty a line in a way that Ctrl+Z takes back."""
    line = field.editor
    if isinstance(line, Line):
        line.selectAll()
        line.del_()
