"""The service's settings: name, response standards, idle lock, backups and whom to ring."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Problem, Refused, Stale, Trouble
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.service_settings import SettingsDraft
from amhp_desktop.ui.kit.chips import Priority
from amhp_desktop.ui.kit.conflict import Chosen, ConflictDialog
from amhp_desktop.ui.kit.fields import Field, ParsedField, TextField
from amhp_desktop.ui.kit.form import FormGrid
from amhp_desktop.ui.kit.labels import label
from amhp_desktop.ui.kit.merging import merged
from amhp_desktop.ui.kit.messages import Message, message_of
from amhp_desktop.ui.kit.page import HeaderButton
from amhp_desktop.ui.kit.panels import Panel, scrolled
from amhp_desktop.ui.kit.widths import keep_most_width, keep_width
from amhp_desktop.ui.settings.section import Attempt, Desk, Section, column_in, why_bar
from amhp_desktop.ui.settings.values import FolderField, NumberField

_PANEL_WIDTH = 720


class ServiceForm(FormGrid):
    """The settings as fields."""

    def __init__(self) -> None:
        super().__init__()
        self.add_section(self.tr("The service"))
        self.add(self.tr("Name"), TextField(), "service_name")
        self.add_section(
            self.tr("Response standards"), self.tr("from the call until the person is seen, in elapsed hours")
        )
        for rag, words in (
            ("red", self.tr("Red requests")),
            ("amber", self.tr("Amber requests")),
            ("green", self.tr("Green requests")),
        ):
            self._add_number(words, f"{rag}_hours", self.tr("hours"), Priority(rag))
        self.add_section(self.tr("Lock"))
        self._add_number(
            self.tr("Lock after"), "idle_minutes", self.tr("minutes without a key or a click, 2 to 30")
        )
        self.add_section(self.tr("Backups"), self.tr("of a local file; a network drive is a good place"))
        self.add(self.tr("Folder"), FolderField(self.tr("Beside the database")), "backup_folder")
        self.add_section(
            self.tr("Named on the sign-in page"), self.tr("whom to ring when the program does not work")
        )
        for number in ("1", "2", "3"):
            self._add_contact(number)

    def _add_number(self, words: str, name: str, unit: str, lead: QWidget | None = None) -> None:
        field = NumberField()
        after = label(unit, "body", "secondary")
        made: tuple[tuple[str, QWidget], ...] = ((name, field), ("", after))
        if lead is not None:
            made = (*made, ("", lead), ("", label()))
        self.add_row(words, made)

    def _add_contact(self, number: str) -> None:
        name, phone = TextField(self.tr("Name or desk")), TextField(self.tr("Telephone"))
        keep_width(phone, 180)
        words = self.tr("Contact %1").replace("%1", number)
        self.add_row(words, ((f"contact_{number}", name), (f"phone_{number}", phone)), stretch=0)
        phone.set_name(self.tr("Contact %1, telephone").replace("%1", number))

    def show_draft(self, draft: SettingsDraft) -> None:
        """Put the values into the fields."""
        for name, field in self.fields.items():
            holder: Any = field
            holder.set_value(getattr(draft, name))
        self.show_problems(())

    def draft(self) -> SettingsDraft:
        """Return the settings as typed."""
        values = {field.name: _value(self.fields[field.name]) for field in fields(SettingsDraft)}
        return SettingsDraft(**values)


def _value(field: Field) -> Any:
    holder: Any = field
    return holder.value()


class ServiceSection(Section):
    """The form with what saving it brings: problems beside fields, and other people's changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._why = desk.services.identity.why_not(Permission.SETTINGS)
        self._loaded: Loaded[SettingsDraft] | None = None
        self._attempt = Attempt()
        self.form = ServiceForm()
        panel = Panel(self.tr("Service"), self.tr("the same for everybody who works here"))
        panel.add(self.form)
        keep_most_width(panel, _PANEL_WIDTH)
        inside = QWidget()
        column = column_in(inside)
        column.addWidget(why_bar(self._why))
        column.addWidget(panel)
        column.addStretch(1)
        outer = column_in(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        for field in self.form.fields.values():
            field.set_read_only(is_read_only=bool(self._why))
            field.changed.connect(self.state_changed)

    @override
    def load(self) -> None:
        if not self.has_unsaved:
            self._desk.tasks.query(self._desk.services.settings.load, owner=self, done=self._show)

    def _show(self, loaded: Loaded[SettingsDraft]) -> None:
        if self.has_unsaved:
            return
        self._loaded = loaded
        self.form.show_draft(loaded.draft)
        self.state_changed.emit()
        self.was_read.emit()

    @override
    def primary(self) -> HeaderButton | None:
        return HeaderButton("page.save", self.tr("Save settings"))

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {"page.save": self.save}

    @override
    def reasons_off(self) -> Mapping[str, str]:
        nothing = "" if self.has_unsaved else self.tr("Nothing was changed.")
        return {"page.save": self._why or nothing}

    @property
    @override
    def has_unsaved(self) -> bool:
        return self._loaded is not None and self.form.draft() != self._loaded.draft

    @override
    def forget_typing(self) -> None:
        if self._loaded is not None:
            self.form.show_draft(self._loaded.draft)
        self.state_changed.emit()

    def save(self) -> None:
        """Save what is typed."""
        unreadable = next((name for name, each in self.form.fields.items() if _is_unreadable(each)), "")
        if self._loaded is None or self.form.go_to(unreadable):
            return
        self._save(self._loaded, self.form.draft())

    def _save(self, loaded: Loaded[SettingsDraft], draft: SettingsDraft) -> None:
        act = self._attempt.begin("settings:save")
        self._desk.tasks.command(
            lambda: self._desk.services.settings.save(loaded, draft, act),
            owner=self,
            done=lambda changed: self._on_saved(changed, draft),
            refused=lambda error: self._on_refused(error, loaded, draft),
            failed=self._on_failed,
        )

    def _on_saved(self, _changed: Changed, draft: SettingsDraft) -> None:
        self._attempt.over()
        if self._loaded is not None:
            self._loaded = replace(self._loaded, draft=draft)
        self.form.show_draft(draft)
        self._desk.tasks.query(self._desk.services.settings.load, owner=self, done=self._show)
        self.said.emit(Message("success", self.tr("Settings saved."), key="settings"))

    def _on_refused(self, error: Exception, loaded: Loaded[SettingsDraft], mine: SettingsDraft) -> None:
        self._attempt.over()
        if isinstance(error, Stale):
            self._settle(error, loaded, mine)
        elif isinstance(error, Refused):
            self._show_problems(error.problems)

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        left = self.form.show_problems(problems)
        for problem in left:
            self.said.emit(Message("error", problem.sentence, key="settings"))
        self.form.go_to(next((each.field for each in problems if each.field in self.form.fields), ""))

    def _on_failed(self, trouble: Trouble) -> None:
        self.said.emit(message_of(trouble))

    def _settle(self, stale: Stale, loaded: Loaded[SettingsDraft], mine: SettingsDraft) -> None:
        def merge(chosen: tuple[Chosen, ...]) -> None:
            self._desk.tasks.query(
                self._desk.services.settings.load,
                owner=self,
                done=lambda theirs: self._save(theirs, merged(loaded.draft, theirs.draft, mine, chosen)),
            )

        if stale.clashes:
            ConflictDialog(stale, merge, parent=self).open()
        else:
            merge(())


def _is_unreadable(field: Field) -> bool:
    return isinstance(field, ParsedField) and not field.is_readable
