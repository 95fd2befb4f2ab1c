"""Hospitals, to whose managers applications are addressed, with their wards."""

from collections.abc import Callable

from typing_extensions import override

from amhp_desktop.domain.people import HospitalDraft, WardDraft
from amhp_desktop.services.acting import Loaded
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.hospitals import HospitalLine
from amhp_desktop.ui.kit.draft_form import DraftForm
from amhp_desktop.ui.kit.fields import LongText, TextField
from amhp_desktop.ui.kit.panels import Divider
from amhp_desktop.ui.kit.tables import Cell, Column, Span
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.people.dialogs import EntryDialog, VoidDialog
from amhp_desktop.ui.people.directory import Directory, DirectoryKind
from amhp_desktop.ui.people.editor import EntryEditor
from amhp_desktop.ui.people.keeping import Keeper
from amhp_desktop.ui.people.sub_list import SubLine, SubList


class HospitalForm(DraftForm[HospitalDraft]):
    """One hospital and its managers."""

    def __init__(self) -> None:
        super().__init__(HospitalDraft())
        self.add(self.tr("Hospital"), TextField(), "name")
        self.add(
            self.tr("Managers"), TextField(self.tr("the trust or provider, as forms name it")), "managers"
        )
        self.add(self.tr("Address"), LongText(lines=3), "address")
        self.add(self.tr("Postcode"), TextField(), "postcode")
        self.add(self.tr("Telephone"), TextField(), "phone")


class WardForm(DraftForm[WardDraft]):
    """One ward."""

    def __init__(self, draft: WardDraft) -> None:
        super().__init__(draft)
        self.add(self.tr("Ward"), TextField(), "name")
        self.add(self.tr("Telephone"), TextField(), "phone")


class HospitalEditor(EntryEditor[HospitalDraft]):
    """Read and edit one hospital and its wards."""

    def __init__(self, services: Services, tasks: TaskRunner) -> None:
        super().__init__(
            services.hospitals, tasks, HospitalForm(), HospitalDraft(), "hospital", drafts=services.drafts
        )
        self._services = services
        self._hospital: Loaded[HospitalDraft] | None = None
        self._wards: tuple[Loaded[WardDraft], ...] = ()
        self.wards = SubList(
            self.tr("Wards"), self.tr("Add ward"), self.tr("No wards yet. Forms name the hospital alone.")
        )
        self.add(Divider())
        self.add(self.wards)
        self.wards.refuse(self._why)
        self.wards.add_asked.connect(self._on_add_asked)
        self.wards.edit_asked.connect(self._on_edit_asked)

    @override
    def title_of(self, draft: HospitalDraft) -> str:
        return draft.name

    @override
    def new_title(self) -> str:
        return self.tr("New hospital")

    @override
    def show_more(self, loaded: Loaded[HospitalDraft] | None) -> None:
        is_other = self._hospital is None or loaded is None or self._hospital.id != loaded.id
        self._hospital = loaded
        self.wards.setVisible(loaded is not None)
        if is_other:
            self._show_wards(())
        if loaded is not None:
            self._tasks.query(
                lambda: self._services.hospitals.wards_of(loaded.id), owner=self, done=self._show_wards
            )

    def _show_wards(self, wards: tuple[Loaded[WardDraft], ...]) -> None:
        if wards and (self._hospital is None or wards[0].draft.hospital_id != self._hospital.id):
            return
        self._wards = wards
        self.wards.show_lines(tuple(SubLine(one.id, one.draft.name, one.draft.phone) for one in wards))

    @override
    def refresh(self) -> None:
        super().refresh()
        if self.is_dirty:
            self.show_more(self._hospital)

    def _on_add_asked(self) -> None:
        if self._hospital is not None:
            self._open(self.tr("Add a ward"), WardDraft(hospital_id=self._hospital.id), None)

    def _on_edit_asked(self, ward_id: int) -> None:
        found = next((one for one in self._wards if one.id == ward_id), None)
        if found is not None:
            self._open(found.draft.name, found.draft, found)

    def _open(self, title: str, draft: WardDraft, loaded: Loaded[WardDraft] | None) -> None:
        dialog = EntryDialog(self, title, WardForm(draft), self._ward_keeper(), loaded)
        dialog.void_asked.connect(self._on_void_asked)
        dialog.open()

    def _on_void_asked(self, ward_id: int) -> None:
        VoidDialog(self, self.tr("this ward"), self._ward_keeper(), ward_id).open()

    def _ward_keeper(self) -> Keeper[WardDraft]:
        keeper: Keeper[WardDraft] = Keeper(self._services.wards, self._tasks, "ward", self)
        keeper.said.connect(self.said)
        return keeper


class HospitalKind(DirectoryKind[HospitalLine]):
    """Hospitals and wards."""

    place = "hospitals"

    @override
    def read(self) -> Callable[[], tuple[HospitalLine, ...]]:
        return self.services.hospitals.lines

    @override
    def columns(self) -> tuple[Column[HospitalLine], ...]:
        return (
            Column(self.tr("Hospital"), lambda one: one.name, second=self._wards_of, width=220, grow=2),
            Column(self.tr("Managers"), lambda one: one.managers, second=self._address, width=200, grow=2),
            Column(self.tr("Postcode"), self._postcode, width=110),
            Column(self.tr("Telephone"), lambda one: one.phone, width=130),
        )

    def _wards_of(self, one: HospitalLine) -> str:
        return ", ".join(ward.label for ward in one.wards) or self.tr("no wards")

    def _address(self, one: HospitalLine) -> str:
        return ", ".join(one.address.splitlines())

    def _postcode(self, one: HospitalLine) -> Cell:
        if one.postcode:
            return Cell(one.postcode)
        return Cell((Span(self.tr("missing"), "rag.amber.text", "triangle-alert"),))

    @override
    def filters(self) -> tuple[tuple[str, str], ...]:
        return (("all", self.tr("All")), ("incomplete", self.tr("Address incomplete")))

    @override
    def keeps(self, line: HospitalLine, wanted: str) -> bool:
        return not (line.postcode and line.address and line.managers)

    @override
    def words_of(self, line: HospitalLine) -> tuple[str, ...]:
        wards = tuple(ward.label for ward in line.wards)
        return (line.name, line.managers, line.address, line.postcode, line.phone, *wards)

    @override
    def search_words(self) -> str:
        return self.tr("Find by hospital, ward, place")

    @override
    def add_words(self) -> str:
        return self.tr("Add hospital")

    @override
    def count_words(self, count: int) -> str:
        return self.tr("1 hospital") if count == 1 else self.tr("%1 hospitals").replace("%1", str(count))


def hospital_directory(services: Services, tasks: TaskRunner) -> Directory[HospitalLine]:
    """Return the directory with its table and editor."""
    kind = HospitalKind(services)
    return Directory(kind, tasks, HospitalEditor(services, tasks), kind.tr("Hospitals and wards"))
