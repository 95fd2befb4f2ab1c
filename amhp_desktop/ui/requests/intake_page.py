"""A new request, taken down while somebody is on the telephone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from amhp_desktop.domain.access import Permission
from amhp_desktop.domain.changes import Changed, Operation, operation
from amhp_desktop.domain.errors import Refused, Trouble
from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.domain.when import show_time
from amhp_desktop.services.catalogue import Services
from amhp_desktop.ui.kit.buttons import Button
from amhp_desktop.ui.kit.labels import IconLabel, label, row_of
from amhp_desktop.ui.kit.messages import Message, MessageAction, announce, message_of
from amhp_desktop.ui.kit.page import HeaderButton, Page, Place
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.requests.intake_desk import IntakeDesk

_NOT_KEPT = "intake-draft"


class IntakePage(Page):
    """Takes down one call at a time; nothing typed is ever lost, and nothing unknown stops a save."""

    belongs_to = "requests"

    def __init__(self, services: Services, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        self._operation: Operation | None = None
        self._is_saving = False
        self._started = services.clock()
        self.kept = label("", "small", "secondary")
        self._kept_icon = IconLabel("check", 14, "rag.green.text")
        self.discard = Button(self.tr("Discard"), "", "quiet")
        # Only what is inside is shown and hidden: the header lends the row a place while this page is in front.
        self._head = row_of(self._kept_icon, self.kept, self.discard, gap=4)
        self.desk = IntakeDesk(services, tasks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.desk)
        self._say_kept(None)
        self.desk.changed.connect(self._on_desk_changed)
        self.desk.keeper.kept.connect(self._say_kept)
        self.desk.keeper.not_kept.connect(self._on_not_kept)
        self.discard.clicked.connect(self._on_discard_clicked)

    # ---- what the shell asks

    @override
    def title(self) -> str:
        return self.tr("New request")

    @override
    def subtitle(self) -> str:
        return self.tr("started %1").replace("%1", show_time(self._started))

    @override
    def header_widgets(self) -> tuple[QWidget, ...]:
        return (self._head,)

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
            "request.new": self._start_another,
            "section.next": partial(desk.form.go_section, 1),
            "section.previous": partial(desk.form.go_section, -1),
            "problem.next": partial(desk.go_problem, 1),
            "problem.previous": partial(desk.go_problem, -1),
            "field.now": desk.form.enter_now,
            "field.not_known": desk.form.mark_not_known,
        }

    @override
    def reasons_off(self) -> Mapping[str, str]:
        reason = self._services.identity.why_not(Permission.RECORD_REQUESTS)
        if self._is_saving:
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
    def may_leave(self) -> bool:
        if not self.desk.is_blank:
            self.desk.keeper.keep_now()
        return True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.desk.is_blank:
            self._begin()
        self.desk.offer_kept()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if self.desk.keeper.is_waiting:
            self.desk.keeper.keep_now()
        super().hideEvent(event)

    # ---- one intake after the other

    def _begin(self) -> None:
        self._started = self._services.clock()
        self._operation = None
        self.desk.start()
        self._say_kept(None)
        self.desk.form.go_to("caller")
        self.title_changed.emit()

    def _start_another(self) -> None:
        if not self.desk.is_blank:
            self.desk.keeper.keep_now()
            self._begin()
        self.desk.offer_kept()

    def _on_desk_changed(self) -> None:
        self.discard.setVisible(not self.desk.is_blank)

    def _say_kept(self, at: datetime | None) -> None:
        self.kept.setText("" if at is None else self.tr("Draft kept %1").replace("%1", show_time(at)))
        for part in (self._kept_icon, self.kept):
            part.setVisible(at is not None)
        self.discard.setVisible(not self.desk.is_blank)
        self.title_changed.emit()

    def _on_not_kept(self, trouble: Trouble) -> None:
        self._say_kept(None)
        kept = self.tr("What you typed is still on the screen.")
        self.message.emit(
            Message("error", trouble.happened, f"{kept} {trouble.to_do}".strip(), key=_NOT_KEPT)
        )

    def _on_discard_clicked(self) -> None:
        draft = self.desk.draft()
        self.desk.keeper.discard()
        self._begin()
        undo = MessageAction(self.tr("Undo"), partial(self._bring_back, draft), "undo-2")
        self.message.emit(Message("success", self.tr("The draft was discarded."), actions=(undo,)))

    def _bring_back(self, draft: IntakeDraft, _checked: object = None) -> None:
        self._start_another()
        self.desk.show_draft(draft)
        self.desk.keeper.keep_now()

    # ---- saving

    def _save(self, then: str) -> None:
        """Save the request once, however often the key is pressed, and go on to a section of its page."""
        if self._is_saving or self._services.identity.why_not(Permission.RECORD_REQUESTS):
            return
        stops = self.desk.check()
        if stops:
            announce(self, stops[0].sentence, is_urgent=True)
            return
        self._set_saving(is_saving=True)
        draft = self.desk.draft()
        attempt = self._operation or operation("request:record")
        self._operation = attempt
        self._tasks.command(
            lambda: self._services.requests.record(draft, attempt),
            owner=self,
            done=lambda changed: self._on_recorded(changed, then),
            refused=self._on_refused,
            failed=lambda trouble: self._on_failed(trouble, then),
        )

    def _set_saving(self, *, is_saving: bool) -> None:
        self._is_saving = is_saving
        self.handles_changed.emit()

    def _on_recorded(self, changed: Changed, then: str) -> None:
        self._set_saving(is_saving=False)
        self.desk.keeper.discard()
        self._begin()
        if then:
            self.navigate.emit(Place("request", changed.id, then))
            return
        self.navigate.emit(Place("today"))
        kept = self.tr("It waits on the board for triage.")
        self.message.emit(Message("success", self.tr("The request was saved."), kept))

    def _on_refused(self, refused: Refused) -> None:
        self._set_saving(is_saving=False)
        self._operation = None
        known = self.desk.form.fields
        self.desk.show_problems(refused.problems)
        for problem in refused.problems:
            if problem.field not in known:
                self.message.emit(Message("error", problem.sentence, self.tr("Your typing is kept.")))

    def _on_failed(self, trouble: Trouble, then: str) -> None:
        self._set_saving(is_saving=False)
        self.desk.keeper.keep_now()
        again = MessageAction(self.tr("Try again"), lambda: self._save(then), "refresh-cw")
        self.message.emit(message_of(trouble, again))
