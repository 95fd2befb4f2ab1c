"""The life of an open paper: read, typed into, saved, met by somebody else's typing, read again."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from amhp_desktop.domain.errors import Refused, Stale, Trouble
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.drafts import KeptDraft
from amhp_desktop.services.hospitals import HospitalLine
from amhp_desktop.services.papers import PaperView
from amhp_desktop.services.request_view import RequestView
from amhp_desktop.ui.kit.messages import Message, MessageAction, message_of
from amhp_desktop.ui.kit.tasks import TaskRunner
from amhp_desktop.ui.paperwork.meeting import Meeting, settle
from amhp_desktop.ui.paperwork.saving import DRAFTS, PaperSaver


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """What a paper's page needs when it is opened."""

    view: PaperView
    request: RequestView
    hospitals: tuple[HospitalLine, ...]
    kept: KeptDraft[FormValues] | None


class PaperSession(QObject):
    """One paper at a time; knows what is stored and what is typed, and never lets either be lost."""

    opened = Signal(object)
    """Fires with the ``OpenedPaper`` when another paper was read."""
    gone = Signal(str)
    """Fires with the reason why the paper cannot be shown."""
    shown = Signal(object, object)
    """Fires with the ``PaperView`` as stored and the ``FormValues`` to show."""
    saved_words = Signal(str, bool)
    """Fires with what to say about saving, and whether everything is saved."""
    message = Signal(object)
    """Fires with something to say above the page."""

    def __init__(self, services: Services, tasks: TaskRunner, page: QWidget) -> None:
        super().__init__(page)
        self._services, self._tasks, self._page = services, tasks, page
        self._paper_id: int | None = None
        self._conflict: QWidget | None = None
        self.view: PaperView | None = None
        self.saver = PaperSaver(services, tasks, self)
        self.saver.saved.connect(self._on_saved)
        self.saver.state_changed.connect(self._say_saved)
        self.saver.stale.connect(self._on_stale)
        self.saver.refused.connect(self._on_refused)
        self.saver.failed.connect(self._on_failed)

    def open(self, paper_id: int) -> None:
        """Read another paper; what was typed into the one before is saved."""
        if paper_id == self._paper_id:
            return
        self.saver.leave()
        self._paper_id = paper_id
        self._tasks.query(
            lambda: self._read(paper_id), owner=self, done=lambda found: self._on_read(paper_id, found)
        )

    def typed(self, values: FormValues) -> None:
        """Take what a person typed."""
        self.saver.typed(values)

    def refresh(self) -> None:
        """Read the paper again; typing that is not saved yet stays."""
        view = self.view
        if view is None:
            return
        paper_id = view.loaded.id

        def read() -> PaperView | Refused:
            try:
                return self._services.papers.view(paper_id)
            except Refused as refused:
                return refused

        self._tasks.query(read, owner=self, done=self._on_read_again)

    def _read(self, paper_id: int) -> OpenedPaper | Refused:
        services = self._services
        try:
            view = services.papers.view(paper_id)
            request = services.reader.view(view.request_id)
        except Refused as refused:
            return refused
        drafts = services.drafts.kept(DRAFTS, FormValues)
        kept = next((one for one in drafts if one.key == str(paper_id)), None)
        return OpenedPaper(view, request, services.hospitals.lines(), kept)

    def _on_read(self, paper_id: int, found: OpenedPaper | Refused) -> None:
        if paper_id != self._paper_id:
            return
        if isinstance(found, Refused):
            self.view = None
            self.gone.emit(str(found))
            return
        self.view = found.view
        self.saver.take(found.view.loaded)
        self.opened.emit(found)
        self.shown.emit(found.view, found.view.loaded.draft)
        self._offer_kept(found)

    def _on_read_again(self, found: PaperView | Refused) -> None:
        before = self.view
        if isinstance(found, Refused):
            self._paper_id = self.view = None
            self.gone.emit(str(found))
            return
        if before is None or found.loaded.id != before.loaded.id:
            return
        self.view = found
        if self.saver.is_dirty:
            self.shown.emit(found, self.saver.wanted)
            return
        is_other = found.loaded.draft != self.saver.wanted
        self.saver.take(found.loaded)
        self.shown.emit(found, found.loaded.draft)
        if is_other:
            words = self.tr("{person} changed this form.").format(person=found.loaded.changed_by)
            self.message.emit(Message("info", words, self.tr("It is shown as it is stored now.")))

    # ---- saving

    def _on_saved(self, view: PaperView) -> None:
        self.view = view
        self._say_saved()

    def _say_saved(self) -> None:
        loaded = self.saver.loaded
        if loaded is None:
            return
        if self.saver.is_dirty:
            self.saved_words.emit(self.tr("Not saved yet"), False)  # noqa: FBT003
            return
        when = show_moment_from(loaded.changed_at, self._services.clock())
        self.saved_words.emit(self.tr("Saved {time}").format(time=when), True)  # noqa: FBT003

    def _on_refused(self, refused: Refused) -> None:
        kept = self.tr("What you typed is kept on this computer.")
        self.message.emit(Message("error", str(refused), kept, key="paper-save"))

    def _on_failed(self, trouble: Trouble) -> None:
        again = MessageAction(self.tr("Try again"), self.saver.save_now, "refresh-cw")
        found = message_of(trouble, again)
        self.message.emit(Message(found.kind, found.bold, found.plain, found.actions, key="paper-save"))

    def _on_stale(self, stale: Stale, theirs: PaperView) -> None:
        loaded = self.saver.loaded
        is_open = self._conflict is not None and isValid(self._conflict)
        if loaded is None or loaded.id != theirs.loaded.id or is_open:
            return
        meeting = Meeting(theirs.definition, loaded.draft, theirs.loaded.draft, self.saver.wanted)
        self._conflict = settle(
            meeting, stale, self._page, lambda values: self._on_joined(stale, theirs, values)
        )

    def _on_joined(self, stale: Stale, theirs: PaperView, values: FormValues) -> None:
        self.view = theirs
        self.saver.rebase(theirs.loaded, values)
        self.shown.emit(theirs, values)
        words = self.tr("{person} changed this form at {time}.")
        told = words.format(person=stale.theirs_by, time=stale.theirs_at)
        self.message.emit(Message("info", told, self.tr("Both people's entries are kept.")))

    # ---- typing of an earlier day

    def _offer_kept(self, found: OpenedPaper) -> None:
        kept, paper_id = found.kept, found.view.loaded.id
        if kept is None or kept.draft == found.view.loaded.draft:
            return
        since = show_moment_from(kept.at, self._services.clock())
        actions = (
            MessageAction(self.tr("Put it back"), lambda: self._put_back(paper_id, kept.draft), "undo-2"),
            MessageAction(self.tr("Throw away"), lambda: self.saver.throw_away(paper_id)),
        )
        words = self.tr("Typing from {time} was not saved.").format(time=since)
        self.message.emit(
            Message("warning", words, self.tr("It is kept on this computer."), actions, key="paper-kept")
        )

    def _put_back(self, paper_id: int, values: FormValues) -> None:
        if self.view is not None and self.view.loaded.id == paper_id:
            self.shown.emit(self.view, values)
            self.saver.put_back(values)
