"""People: AMHPs and staff, doctors, hospitals and wards, each a table with its editor."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Topic
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.ask import Answer, ask
from amhp_desktop.ui.kit.fields import SegmentedChoice
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.people.directory import Directory
from amhp_desktop.ui.people.doctors import doctor_directory
from amhp_desktop.ui.people.hospitals import hospital_directory
from amhp_desktop.ui.people.staff import staff_directory


class PeoplePage(Page):
    """Three directories behind one choice; typing in each survives going to another."""

    topics = frozenset({Topic.PEOPLE})

    def __init__(self, services: Services, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.staff = staff_directory(services, tasks)
        self.doctors = doctor_directory(services, tasks)
        self.hospitals = hospital_directory(services, tasks)
        self._directories: Mapping[str, Directory[Any]] = {
            one.kind.place: one for one in (self.staff, self.doctors, self.hospitals)
        }
        self.choice = SegmentedChoice[str](
            (
                ("staff", self.tr("AMHPs and staff")),
                ("doctors", self.tr("Doctors")),
                ("hospitals", self.tr("Hospitals and wards")),
            ),
            icons_of=("users", "stethoscope", "hospital"),
        )
        self.choice.set_name(self.tr("Directory"))
        self._stack = QStackedWidget()
        for one in self._directories.values():
            self._stack.addWidget(one)
            one.was_read.connect(self.was_read)
            one.editor.said.connect(self.message)
            one.editor.state_changed.connect(self.handles_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.choice.set_value("staff")
        self.choice.changed.connect(self._on_choice_changed)

    @property
    def directory(self) -> Directory[Any]:
        """Return the directory in front."""
        return self._directories[self.choice.value() or "staff"]

    @override
    def title(self) -> str:
        return self.tr("People")

    @override
    def header_lead(self) -> tuple[QWidget, ...]:
        return (self.choice,)

    @override
    def primary(self) -> HeaderButton | None:
        return HeaderButton("page.primary", self.directory.kind.add_words(), "plus")

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.directory.search, self.directory.table, self.directory.editor)

    @override
    def show_place(self, place: Place) -> None:
        """Show a directory by the section of the place (staff, doctors, hospitals) and its entry, if any."""
        if place.section in self._directories:
            self.choice.set_value(place.section)
        if place.record_id is not None:
            self.directory.show_entry(place.record_id)
        else:
            self.refresh()
        self.directory.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def refresh(self) -> None:
        self.directory.refresh()

    def _on_choice_changed(self) -> None:
        self._stack.setCurrentWidget(self.directory)
        self.refresh()
        self.title_changed.emit()
        self.handles_changed.emit()

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        return {"page.primary": self._add, "page.find": self._find, "page.save": self._save}

    def _add(self) -> None:
        self.directory.add()

    def _find(self) -> None:
        self.directory.focus_search()

    def _save(self) -> None:
        self.directory.editor.save()

    @override
    def reasons_off(self) -> Mapping[str, str]:
        why = self._services.identity.why_not(Permission.EDIT_PEOPLE)
        nothing = "" if self.directory.editor.is_dirty else self.tr("Nothing was changed.")
        return {"page.primary": why, "page.save": why or nothing}

    @property
    @override
    def has_unsaved(self) -> bool:
        return any(one.editor.has_unsaved for one in self._directories.values())

    @override
    def keep_typing(self) -> None:
        for one in self._directories.values():
            one.editor.typing.keep_now()

    @override
    def may_leave(self) -> bool:
        """Ask what shall become of typing that is not saved; answer no until that is decided."""
        if not self.has_unsaved:
            return True
        ask(
            self,
            self.tr("Something typed here is not saved"),
            self.tr("Go back and save it, or throw the typing away."),
            (
                Answer("keep", self.tr("Back to editing"), is_safe=True),
                Answer("discard", self.tr("Throw typing away"), "danger"),
            ),
            self._on_leaving_answered,
        )
        return False

    def _on_leaving_answered(self, answer: str) -> None:
        if answer == "discard":
            for one in self._directories.values():
                one.editor.forget_typing()
