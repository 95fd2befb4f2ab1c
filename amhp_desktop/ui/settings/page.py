"""Settings: one's own look, the service, users, backups, the audit trail, and what the program is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Topic
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.ask import Answer, ask
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.panels import Divider
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.settings.about import AboutSection
from amhp_desktop.ui.settings.appearance import Appearance, AppearanceSection
from amhp_desktop.ui.settings.audit import AuditSection
from amhp_desktop.ui.settings.backups import BackupsSection
from amhp_desktop.ui.settings.own_account import PrintPdf
from amhp_desktop.ui.settings.section import BarredSection, Desk, Section
from amhp_desktop.ui.settings.section_list import SectionList
from amhp_desktop.ui.settings.service import ServiceSection
from amhp_desktop.ui.settings.users import UsersSection


class SettingsPage(Page):
    """A list of sections at the left and the chosen one beside it; each is made when first shown.

    ``print_pdf`` prints the sheet of a new recovery key; without it the key is only shown.
    """

    topics = frozenset({Topic.SETTINGS, Topic.PEOPLE})

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        parent: QWidget | None = None,
        *,
        appearance: Appearance,
        print_pdf: PrintPdf | None = None,
    ) -> None:
        super().__init__(parent)
        desk = Desk(services, tasks)
        self._makers: Mapping[str, Callable[[], Section]] = {
            "appearance": lambda: AppearanceSection(appearance),
            "service": lambda: ServiceSection(desk),
            "users": lambda: UsersSection(desk, print_pdf),
            "backups": lambda: BackupsSection(desk),
            "audit": lambda: self._audit(desk),
            "about": lambda: AboutSection(desk),
        }
        self._words = {
            "appearance": self.tr("Appearance"),
            "service": self.tr("Service"),
            "users": self.tr("Users and roles"),
            "backups": self.tr("Backup and restore"),
            "audit": self.tr("Audit trail"),
            "about": self.tr("About"),
        }
        icons = ("eye", "building-2", "users", "database", "history", "info")
        entries = zip(self._words, self._words.values(), icons, strict=True)
        self.list = SectionList(tuple(entries))
        self._made: dict[str, Section] = {}
        self._front = ""
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(Divider(is_vertical=True))
        row.addWidget(self._stack, 1)
        self.list.chosen.connect(self._on_chosen)

    # ---- sections

    @property
    def section(self) -> Section | None:
        """Return the section in front, or None before the first is shown."""
        return self._made.get(self._front)

    def _on_chosen(self, key: str) -> None:
        self._front = key
        made = self._made.get(key) or self._make(key)
        self._stack.setCurrentWidget(made)
        made.load()
        self._tell()

    def _make(self, key: str) -> Section:
        made = self._made[key] = self._makers[key]()
        made.said.connect(self.message)
        made.was_read.connect(self.was_read)
        made.state_changed.connect(self._tell)
        self._stack.addWidget(made)
        return made

    def _audit(self, desk: Desk) -> Section:
        why = desk.services.identity.why_not(Permission.READ_AUDIT)
        return BarredSection(self.tr("You may not read the audit trail"), why) if why else AuditSection(desk)

    def _tell(self) -> None:
        for key, made in self._made.items():
            self.list.buttons[key].set_marked(is_marked=made.has_unsaved)
        self.title_changed.emit()
        self.handles_changed.emit()

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return self.tr("Settings")

    @override
    def subtitle(self) -> str:
        return self._words.get(self._front, "")

    @override
    def primary(self) -> HeaderButton | None:
        return self.section.primary() if self.section is not None else None

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.list, *(self.section.panes() if self.section is not None else ()))

    @override
    def show_place(self, place: Place) -> None:
        """Show a section by its key; without one the section in front stays, at first the appearance."""
        wanted = place.section if place.section in self._words else self._front or "appearance"
        self.list.choose(wanted)
        self.list.buttons[wanted].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def refresh(self) -> None:
        if self.section is not None:
            self.section.load()

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        own: dict[str, Callable[[], None]] = {"section.next": self._next, "section.previous": self._previous}
        return own | dict(self.section.handles() if self.section is not None else {})

    @override
    def reasons_off(self) -> Mapping[str, str]:
        return self.section.reasons_off() if self.section is not None else {}

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        keys = tuple(self._words)
        self.list.choose(keys[(keys.index(self._front) + by) % len(keys)])

    # ---- leaving

    @property
    @override
    def has_unsaved(self) -> bool:
        return any(made.has_unsaved for made in self._made.values())

    @override
    def may_leave(self) -> bool:
        """Ask what shall become of typing that is not saved; answer no until that is decided."""
        first = next((key for key, made in self._made.items() if made.has_unsaved), "")
        if not first:
            return True
        self.list.choose(first)
        ask(
            self,
            self.tr("Something typed in Settings is not saved"),
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
            for made in self._made.values():
                made.forget_typing()
