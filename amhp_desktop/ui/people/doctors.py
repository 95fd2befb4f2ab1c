"""The s.12 doctor book."""

from collections.abc import Callable

from typing_extensions import override

from amhp_desktop.domain.names import show_name
from amhp_desktop.domain.people import DoctorDraft
from amhp_desktop.domain.when import show_date
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.doctors import DoctorLine
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import CheckField, DateField, LongText, TextField
from amhp_desktop.ui.kit.tables import Cell, Column, Span
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.people.directory import Directory, DirectoryKind
from amhp_desktop.ui.people.editor import EntryEditor


class DoctorForm(DraftForm[DoctorDraft]):
    """One doctor."""

    def __init__(self, services: Services) -> None:
        super().__init__(DoctorDraft())
        self.add(self.tr("Family name"), TextField(), "family")
        self.add(self.tr("Given name"), TextField(), "given")
        self.add(self.tr("Title"), TextField(), "title")
        self.add(self.tr("Telephone"), TextField(), "phone")
        self.add(self.tr("Base"), TextField(), "base")
        self.add_section(self.tr("Section 12"))
        approved = CheckField(self.tr("Approved under s.12"))
        approved.set_name(self.tr("Approved under s.12"))
        self.add(self.tr("Approval"), approved, "s12_approved")
        self.add(self.tr("Last day"), DateField(services.clock), "s12_until")
        gp = CheckField(self.tr("General practitioner"))
        gp.set_name(self.tr("General practitioner"))
        self.add(self.tr("GP"), gp, "is_gp")
        self.add(self.tr("GMC number"), TextField(), "gmc_number")
        self.add_section(self.tr("Helpful to know"))
        self.add(self.tr("Languages"), TextField(), "languages")
        self.add(self.tr("Note"), LongText(lines=3), "note")


class DoctorEditor(EntryEditor[DoctorDraft]):
    """Read and edit one doctor."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(
            services.doctors, tasks, DoctorForm(services), DoctorDraft(), "doctor", drafts=services.drafts
        )

    @override
    def title_of(self, draft: DoctorDraft) -> str:
        return show_name(draft.family, draft.given, draft.title)

    @override
    def new_title(self) -> str:
        return self.tr("New doctor")


class DoctorKind(DirectoryKind[DoctorLine]):
    """Doctors who may be asked for a medical recommendation."""

    place = "doctors"

    @override
    def read(self) -> Callable[[], tuple[DoctorLine, ...]]:
        return self.services.doctors.lines

    @override
    def columns(self) -> tuple[Column[DoctorLine], ...]:
        return (
            Column(self.tr("Doctor"), lambda one: one.name, second=lambda one: one.base, width=210, grow=2),
            Column(self.tr("Section 12"), self._approval, sort=_s12_sort, width=180, grow=1),
            Column(self.tr("GP"), lambda one: self.tr("GP") if one.is_gp else "", width=56, optional=True),
            Column(self.tr("Languages"), lambda one: one.languages, width=120, grow=1, optional=True),
            Column(self.tr("Telephone"), lambda one: one.phone, width=130),
        )

    def _approval(self, one: DoctorLine) -> Cell:
        if not one.s12_approved:
            return Cell((Span(self.tr("not s.12 approved"), "text.muted"),))
        day = show_date(one.s12_until)
        if one.s12_lapsed:
            words = self.tr("lapsed %1").replace("%1", day)
            return Cell((Span(words, "rag.red.text", "octagon-x"),))
        return Cell((Span(self.tr("to %1").replace("%1", day), "", "check"),))

    @override
    def filters(self) -> tuple[tuple[str, str], ...]:
        return (
            ("all", self.tr("All")),
            ("s12", self.tr("s.12 approved")),
            ("lapsed", self.tr("Lapsed")),
            ("gp", self.tr("GPs")),
        )

    @override
    def keeps(self, line: DoctorLine, wanted: str) -> bool:
        answers = {
            "s12": line.s12_approved and not line.s12_lapsed,
            "lapsed": line.s12_lapsed,
            "gp": line.is_gp,
        }
        return answers[wanted]

    @override
    def words_of(self, line: DoctorLine) -> tuple[str, ...]:
        return (line.name, line.base, line.languages, line.phone)

    @override
    def search_words(self) -> str:
        return self.tr("Find by name, base, language")

    @override
    def add_words(self) -> str:
        return self.tr("Add doctor")

    @override
    def count_words(self, count: int) -> str:
        return self.tr("1 doctor") if count == 1 else self.tr("%1 doctors").replace("%1", str(count))


def _s12_sort(one: DoctorLine) -> tuple[int, str]:
    day = one.s12_until.isoformat() if one.s12_until is not None else ""
    return (0 if one.s12_lapsed else 1 if one.s12_approved else 2), day


def doctor_directory(services: Services, tasks: TaskRunner) -> Directory[DoctorLine]:
    """Return the directory with its table and editor."""
    kind = DoctorKind(services)
    return Directory(kind, tasks, DoctorEditor(services, tasks), kind.tr("Doctors"))
