"""Dialogs of the directories: a short form for an entry of its own, and the reason for taking one out of use."""

from collections.abc import Callable
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Problem
from amhp_desktop.services.acting import Loaded
from amhp_desktop.ui.kit.ask import FormDialog
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import TextField
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.people.keeping import Keeper

_D = TypeVar("_D")


class EntryDialog(FormDialog, Generic[_D]):
    """Add or change one entry; closes when it is kept, or when it is to be taken out of use."""

    void_asked = Signal(object)
    """Fires with the id of the entry to be taken out of use."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        form: DraftForm[_D],
        keeper: Keeper[_D],
        loaded: Loaded[_D] | None = None,
    ) -> None:
        verb = self.tr("Save") if loaded is not None else self.tr("Add")
        super().__init__(parent, title, verb)
        self.form = form
        self.subtitle.setParent(self.box)
        self.subtitle.hide()
        self._keeper, self._loaded = keeper, loaded
        self._is_warned = False
        self._trouble = label("", "small", "red", wrap=True)
        self._trouble.hide()
        if loaded is not None:
            form.show_draft(loaded.draft)
            self.void = Button(self.tr("Take out of use"), "", "danger")
            self.void.clicked.connect(self._on_void_clicked)
            self.foot.insertWidget(0, self.void)
        self._began = form.draft()
        self.add(form)
        self.add(self._trouble)
        keeper.setParent(self)
        keeper.kept.connect(self._on_kept)
        keeper.refused.connect(self._on_refused)
        self.accepted.connect(self._on_accepted)

    @override
    def open(self) -> None:
        _chain_tabs(self, self.form)
        super().open()
        self.form.go_to(next(iter(self.form.fields)))

    @override
    def dismiss(self) -> None:
        """Close; typing that would be lost is named once first."""
        if self._is_warned or self.form.draft() == self._began:
            self.finish()
            return
        self._is_warned = True
        self._trouble.setText(self.tr("This is not saved. Go back once more to throw it away."))
        self._trouble.show()

    def _on_accepted(self) -> None:
        self._is_warned = False
        if not self.form.go_to_unreadable():
            self._keeper.save(self._loaded, self.form.draft())

    def _on_void_clicked(self) -> None:
        self.finish()
        if self._loaded is not None:
            self.void_asked.emit(self._loaded.id)

    def _on_kept(self, _changed: Changed) -> None:
        self.finish()

    def _on_refused(self, problems: tuple[Problem, ...]) -> None:
        left = self.form.show_problems(problems)
        self._trouble.setText(" ".join(problem.sentence for problem in left))
        self._trouble.setVisible(bool(left))
        first = next((problem.field for problem in problems if problem.field in self.form.fields), "")
        self.form.go_to(first)


class VoidDialog(FormDialog):
    """Ask why an entry is taken out of use; it stays readable in the history."""

    def __init__(self, parent: QWidget, name: str, keeper: Keeper[_D], entry_id: int) -> None:
        title = self.tr("Take %1 out of use").replace("%1", name)
        subtitle = self.tr("It stays in the history and on everything already written.")
        super().__init__(parent, title, self.tr("Take out of use"), subtitle=subtitle, role="danger")
        self.reason = TextField()
        form = FormGrid()
        form.add(self.tr("Reason"), self.reason, "reason")
        self._form = form
        self._trouble = label("", "small", "red", wrap=True)
        self._trouble.hide()
        self.add(form)
        self.add(self._trouble)
        keeper.setParent(self)
        self._void: Callable[[str], None] = lambda reason: keeper.void(entry_id, reason)
        self.accepted.connect(self._on_accepted)
        keeper.voided.connect(self._on_voided)
        keeper.refused.connect(self._on_refused)

    @override
    def open(self) -> None:
        _chain_tabs(self, self._form)
        super().open()
        self._form.go_to("reason")

    def _on_accepted(self) -> None:
        self._void(self.reason.value())

    def _on_voided(self, _changed: Changed) -> None:
        self.finish()

    def _on_refused(self, problems: tuple[Problem, ...]) -> None:
        left = self._form.show_problems(problems)
        self._trouble.setText(" ".join(problem.sentence for problem in left))
        self._trouble.setVisible(bool(left))


def _chain_tabs(dialog: FormDialog, form: FormGrid) -> None:
    """Tab goes through the fields and then to the buttons, which were made before them."""
    chain = (*(field.editor for field in form.fields.values()), dialog.back, dialog.verb)
    for before, after in pairwise(chain):
        QWidget.setTabOrder(before, after)
