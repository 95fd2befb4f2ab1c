"""What forms over a stored draft share here: half-typed times are kept, and a row says what is not saved."""

from dataclasses import replace
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Problem
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import MomentField, ParsedField
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.merging import merged
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.sections.record_form import RecordForm
from amhp_desktop.ui.requests.sections.section import Section

_D = TypeVar("_D")


def unreadable(form: FormGrid, sentence: str) -> tuple[Problem, ...]:
    """Return a problem for every visible field whose text cannot be read; ``sentence`` where it says none."""
    found = []
    for name, field in form.fields.items():
        if isinstance(field, (ParsedField, MomentField)) and not field.isHidden() and not field.is_readable:
            found.append(Problem(name, field.problem or sentence))
    return tuple(found)


class EditedForm(RecordForm[_D]):
    """A form over a stored draft; text that cannot be read yet counts as typed and stops a save."""

    def __init__(self, services: Services, tasks: TaskRunner, form: DraftForm[_D]) -> None:
        super().__init__(services, tasks, form)
        self._sent: _D | None = None
        self._typed: _D | None = None
        self._cannot_read = self.tr("This cannot be read. What you typed is still there.")

    @property
    @override
    def has_unsaved(self) -> bool:
        return super().has_unsaved or (self.view is not None and bool(unreadable(self.form, "?")))

    @override
    def save(self) -> None:
        wrong = unreadable(self.form, self._cannot_read)
        if wrong:
            self.form.show_problems(wrong)
            self.form.go_to(wrong[0].field)
        elif self.has_unsaved:
            super().save()

    @override
    def _send(self, loaded: Loaded[_D] | None, draft: _D) -> None:
        self._sent, self._typed = draft, self.form.draft()
        super()._send(loaded, draft)

    @override
    def _on_stored(self, changed: Changed) -> None:
        """Show what was stored; what was typed on meanwhile stays on top of it and counts as not saved."""
        super()._on_stored(changed)
        sent, now = self._sent, self.form.draft()
        if sent is None or self._typed is None or self.loaded is None:
            return
        self.loaded = replace(self.loaded, draft=sent)
        if not unreadable(self.form, "?"):
            self.form.show_draft(merged(self._typed, sent, now))
        self._began = self.form.draft() if now == self._typed else sent

    def undo_typing(self) -> None:
        """Show what is stored in place of what was typed."""
        if self.view is not None:
            self._take(self.stored(self.view))

    @override
    def show_view(self, view: RequestView) -> None:
        super().show_view(view)
        self.unsaved_changed.emit()


class SaveRow(QWidget):
    """Save and undo at the foot of a form, with what is not saved yet; both rest while nothing is typed.

    ``is_for_open`` means that a closed request takes no save from it.
    """

    def __init__(self, section: EditedForm[_D], why_not: str, *, is_for_open: bool = False) -> None:
        super().__init__()
        self._section: Section = section
        self._why_not = why_not
        self._is_for_open = is_for_open
        self.words = label("", "small", "secondary")
        self.undo = Button(self.tr("Undo typing"), "undo-2", "quiet")
        self.save = Button(self.tr("Save"), "save", "", "Ctrl S")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.space("s2"), 0, 0)
        row.setSpacing(theme.space("s2"))
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.save)
        self.undo.clicked.connect(section.undo_typing)
        self.save.clicked.connect(section.save)
        section.unsaved_changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        has_unsaved = self._section.has_unsaved
        self.words.setText(self.tr("Not saved yet") if has_unsaved else "")
        nothing = self.tr("Nothing here was changed.")
        self.undo.refuse("" if has_unsaved else nothing)
        closed = self._section.why_closed if self._is_for_open else ""
        self.save.refuse(self._why_not or closed or ("" if has_unsaved else nothing))
