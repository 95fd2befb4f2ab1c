"""The side panel for shift templates: their hours and the people needed on each weekday."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Refused, Stale
from amhp_desktop.domain.rota import Shift, ShiftKind
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.rota import ShiftDraft
from amhp_desktop.ui.kit import theme
from amhp_desktop.ui.kit.buttons import button
from amhp_desktop.ui.kit.conflict import Chosen, ConflictDialog
from amhp_desktop.ui.kit.fields import Choice, Field, TextField, TimeField
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.merging import merged
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.kit.panels import SidePanel
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.rota.needs_field import NeedsField
from amhp_desktop.ui.rota.sheet_rows import short_hours

_NEW = 0


class ShiftsPanel(SidePanel):
    """Choose a shift or a new one, change it, save it; duties already given keep their times."""

    said = Signal(object)
    """Fires with a ``Message``."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(self.tr("Shifts"))
        self._services, self._tasks = services, tasks
        self._loaded: Loaded[ShiftDraft] | None = None
        self._asked = _NEW
        self._operation: Operation | None = None
        self.shift = Choice[int]()
        self.kind = Choice[ShiftKind]((kind, f"{kind.value}  {kind.label}") for kind in ShiftKind)
        self.name = TextField()
        self.starts = TimeField(services.clock, "09:00")
        self.ends = TimeField(services.clock, "17:00")
        self.needs = NeedsField()
        self.save = button(self.tr("Save shift"), "save", "primary")
        self._fields: dict[str, Field] = {
            "kind": self.kind, "name": self.name, "starts": self.starts, "ends": self.ends,
            "minimum": self.needs,
        }  # fmt: skip
        self._lay_out()
        self.shift.changed.connect(self._on_shift_changed)
        self.save.clicked.connect(self._on_save_clicked)
        why = services.identity.why_not(Permission.EDIT_ROTA)
        self.save.refuse(why)
        for field in self._fields.values():
            field.set_read_only(is_read_only=bool(why))
        self._show(ShiftDraft())

    def _lay_out(self) -> None:
        self._add(self.tr("Shift"), self.shift)
        self._add(self.tr("Duty"), self.kind)
        self._add(self.tr("Name"), self.name)
        hours = QWidget()
        row = QHBoxLayout(hours)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s2"))
        row.addWidget(self.starts)
        row.addWidget(label(self.tr("to")), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.ends)
        self.starts.set_name(self.tr("Starts"))
        self.ends.set_name(self.tr("Ends"))
        self.add(label(self.tr("Starts and ends"), "label"))
        self.add(hours)
        self.add(label(self.tr("An end at or before the start lies on the next day."), "small", "secondary"))
        self.add(label(self.tr("People needed"), "label"))
        self.add(self.needs)
        self.body.addStretch(1)
        self.add_foot(self.save)

    def _add(self, words: str, field: Field) -> None:
        made = label(words, "label")
        made.setBuddy(field.editor)
        field.set_name(words)
        self.add(made)
        self.add(field)

    def show_shifts(self, shifts: tuple[Shift, ...]) -> None:
        """Offer the shifts there are; typing that is not saved stays."""
        new = (_NEW, self.tr("New shift"))
        words = [
            (one.id, f"{one.kind.value}  {one.name} {short_hours(one.starts, one.ends)}") for one in shifts
        ]
        is_first = self.shift.value() is None
        self.shift.set_options((*words, new))
        if is_first:
            self.shift.set_value(shifts[0].id if shifts else _NEW)
        elif not self.is_dirty:
            self._on_shift_changed()

    @property
    def is_dirty(self) -> bool:
        """Say whether something typed is not saved."""
        return self._draft() != self._base()

    def _base(self) -> ShiftDraft:
        return self._loaded.draft if self._loaded is not None else ShiftDraft()

    def _draft(self) -> ShiftDraft:
        return ShiftDraft(
            self.kind.value() or ShiftKind.DAY, self.name.value(), self.starts.value(), self.ends.value(),
            self.needs.value(),
        )  # fmt: skip

    def _on_shift_changed(self) -> None:
        shift_id = self.shift.value()
        self._asked = shift_id or _NEW
        if not shift_id:
            self._loaded = None
            self._show(ShiftDraft())
            return
        self._tasks.query(
            lambda: self._services.rota.load_shift(shift_id), owner=self, done=self._show_loaded
        )

    def _show_loaded(self, loaded: Loaded[ShiftDraft]) -> None:
        if loaded.id == self._asked:
            self._loaded = loaded
            self._show(loaded.draft)

    def _show(self, draft: ShiftDraft) -> None:
        self._operation = None
        self.kind.set_value(draft.kind)
        self.name.set_value(draft.name)
        self.starts.set_value(draft.starts)
        self.ends.set_value(draft.ends)
        self.needs.set_value(draft.minimum)
        self._show_problems(Refused())

    def _show_problems(self, refused: Refused) -> None:
        found = {problem.field: problem.sentence for problem in refused.problems}
        for name, field in self._fields.items():
            field.set_problem(found.pop(name, None))
        for sentence in found.values():
            self.said.emit(Message("error", sentence, key="shift"))

    def _on_save_clicked(self) -> None:
        if all(field.is_readable for field in (self.starts, self.ends)):
            self._save(self._loaded, self._draft())

    def _save(self, loaded: Loaded[ShiftDraft] | None, draft: ShiftDraft) -> None:
        act = self._operation = self._operation or operation("shift:save")
        self._tasks.command(
            lambda: self._services.rota.save_shift(loaded, draft, act),
            owner=self, done=self._on_saved, refused=self._on_refused,
        )  # fmt: skip

    def _on_saved(self, changed: Changed) -> None:
        self._operation = None
        self._show_problems(Refused())
        self.said.emit(Message("success", self.tr("Shift saved."), key="shift"))
        self._asked = changed.id
        self._tasks.query(
            lambda: (self._services.rota.week(self._services.rota.today()).shifts, changed.id),
            owner=self, done=self._show_after_save,
        )  # fmt: skip

    def _show_after_save(self, answer: tuple[tuple[Shift, ...], int]) -> None:
        shifts, shift_id = answer
        self._loaded = None
        self._show(ShiftDraft())
        self.show_shifts(shifts)
        self.shift.set_value(shift_id)
        self._on_shift_changed()

    def _on_refused(self, error: Exception) -> None:
        self._operation = None
        if isinstance(error, Stale):
            stale = error
            ConflictDialog(stale, lambda chosen: self._merge(stale, chosen), parent=self).open()
        elif isinstance(error, Refused):
            self._show_problems(error)

    def _merge(self, stale: Stale, chosen: tuple[Chosen, ...]) -> None:
        loaded, mine = self._loaded, self._draft()
        if loaded is None:
            return

        def save(theirs: Loaded[ShiftDraft]) -> None:
            if theirs.version == stale.version:
                self._save(theirs, merged(loaded.draft, theirs.draft, mine, chosen))
            else:
                self._save(loaded, mine)

        self._tasks.query(lambda: self._services.rota.load_shift(loaded.id), owner=self, done=save)
