"""A new request, taken down while somebody is on the telephone."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.domain.when import show_time
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.messages import Message, MessageAction, announce, message_of
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.intake_desk import IntakeDesk
from amhp_desktop.ui.requests.intake_head import IntakeHead
from amhp_desktop.ui.requests.intake_saver import IntakeSaver

_NOT_KEPT = "intake-draft"


class IntakePage(Page):
    """Takes down one call at a time; nothing typed is ever lost, and nothing unknown stops a save."""

    belongs_to = "requests"

    def __init__(self, services: Services, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._identity = services.identity
        self._clock = services.clock
        self.head = IntakeHead()
        self.desk = IntakeDesk(services, tasks)
        self.saver = IntakeSaver(self, tasks, services.requests)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.desk)
        self.desk.changed.connect(lambda: self.head.set_blank(is_blank=self.desk.is_blank))
        self.desk.begun.connect(self._on_begun)
        self.desk.keeper.kept.connect(self.head.say_kept)
        self.desk.keeper.kept.connect(self.title_changed)
        self.desk.keeper.not_kept.connect(self._on_not_kept)
        self.head.discard.clicked.connect(self._on_discard_clicked)
        self.saver.recorded.connect(self._on_recorded)
        self.saver.refused.connect(self._on_refused)
        self.saver.failed.connect(self._on_failed)
        self.saver.busy_changed.connect(self.handles_changed)

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return self.tr("New request")

    @override
    def subtitle(self) -> str:
        return self.tr("started %1").replace("%1", show_time(self.desk.started))

    @override
    def header_widgets(self) -> tuple[QWidget, ...]:
        return (self.head,)

    @override
    def header_buttons(self) -> tuple[HeaderButton, ...]:
        return (HeaderButton("page.save", self.tr("Save for later"), "save"),)

    @override
    def primary(self) -> HeaderButton:
        return HeaderButton("page.primary", self.tr("Save and triage"), "arrow-right")

    @override
    def panes(self) -> tuple[QWidget, ...]:
        return (self.desk.form, self.desk.seen)

    @override
    def handles(self) -> Mapping[str, Callable[[], None]]:
        desk = self.desk
        return {
            "page.save": partial(self._save, ""),
            "page.primary": partial(self._save, "triage"),
            "request.new": desk.begin_another,
            "section.next": partial(desk.form.go_section, 1),
            "section.previous": partial(desk.form.go_section, -1),
            "problem.next": partial(desk.form.go_problem, 1),
            "problem.previous": partial(desk.form.go_problem, -1),
            "field.now": desk.form.enter_now,
            "field.not_known": desk.form.mark_not_known,
        }

    @override
    def reasons_off(self) -> Mapping[str, str]:
        reason = self._identity.why_not(Permission.RECORD_REQUESTS)
        if self.saver.is_busy:
            reason = self.tr("It is being saved.")
        return {"page.save": reason, "page.primary": reason} if reason else {}

    @override
    def show_place(self, place: Place) -> None:
        self.desk.form.go_to("caller")

    @property
    @override
    def has_unsaved(self) -> bool:
        return not self.desk.is_blank

    @override
    def keep_typing(self) -> None:
        if not self.desk.is_blank:
            self.desk.keeper.keep_now()

    @override
    def may_leave(self) -> bool:
        self.keep_typing()
        return True

    # ---- the draft

    def _on_begun(self) -> None:
        self.saver.forget()
        self.head.say_kept(None)
        self.title_changed.emit()

    def _on_not_kept(self, trouble: Trouble) -> None:
        self.head.say_kept(None)
        kept = self.tr("What you typed is still on the screen.")
        self.message.emit(
            Message("error", trouble.happened, f"{kept} {trouble.to_do}".strip(), key=_NOT_KEPT)
        )

    def _on_discard_clicked(self) -> None:
        draft = self.desk.discard()
        undo = MessageAction(self.tr("Undo"), lambda: self.desk.bring_back(draft), "undo-2")
        self.message.emit(Message("success", self.tr("The draft was discarded."), actions=(undo,)))

    # ---- saving

    def _save(self, then: str) -> None:
        """Check the intake and record it, then go on to a section of the request's page, or to the board."""
        if self.saver.is_busy or self._identity.why_not(Permission.RECORD_REQUESTS):
            return
        draft = self.desk.draft()
        stops = self.desk.form.check(draft, self._clock())
        if stops:
            announce(self, stops[0].sentence, is_urgent=True)
        else:
            self.saver.save(draft, then)

    def _on_recorded(self, changed: Changed, then: str) -> None:
        self.desk.discard()
        if then:
            self.navigate.emit(Place("request", changed.id, then))
            return
        self.navigate.emit(Place("today"))
        kept = self.tr("It waits on the board for triage.")
        self.message.emit(Message("success", self.tr("The request was saved."), kept))

    def _on_refused(self, refused: Refused) -> None:
        self.desk.form.tell(refused.problems)
        for problem in refused.problems:
            if problem.field not in self.desk.form.fields:
                self.message.emit(Message("error", problem.sentence, self.tr("Your typing is kept.")))

    def _on_failed(self, trouble: Trouble, then: str) -> None:
        self.desk.keeper.keep_now()
        again = MessageAction(self.tr("Try again"), lambda: self._save(then), "refresh-cw")
        self.message.emit(message_of(trouble, again))
