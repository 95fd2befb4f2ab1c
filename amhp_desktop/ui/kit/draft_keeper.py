"""Keep what is typed into a form on this computer, and offer it when its record is opened again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import GenericAlias
from typing import Any, Generic, Protocol, TypeVar, cast
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.ui.kit.messages import Message, MessageAction, MessageArea, message_of
from amhp_desktop.ui.kit.tasks import TaskRunner

WAIT_MS = 2000

_D = TypeVar("_D")
_Packed = tuple[_D, _D, int]


class DraftPlace(Protocol):
    """Where drafts are kept; ``services.drafts`` is one."""

    def keep(self, kind: str, key: str, draft: Any) -> datetime:
        """Keep a draft durably and return when."""

    def kept(self, kind: str, draft_type: type[Any]) -> tuple[Any, ...]:
        """Return the drafts of one kind, each with ``key``, ``draft`` and ``at``, the newest first."""

    def discard(self, kind: str, key: str) -> None:
        """Remove a draft."""


@dataclass(frozen=True, slots=True)
class Typed(Generic[_D]):
    """Typing that is not stored: the values it began from, those in the form, and which entry (0: a new one)."""

    began: _D
    draft: _D
    of: int = 0


@dataclass(frozen=True, slots=True)
class KeptTyping(Generic[_D]):
    """Typing of an earlier session that was kept: its key, the typing, and when it was kept."""

    key: str
    typed: Typed[_D]
    at: datetime


class DraftKeeper(QObject, Generic[_D]):
    """Keeps a form's typing 2 s after the last key under (kind, key), off the GUI thread.

    ``typed`` says what is typed and not stored, or None; tell the keeper with ``watch`` whenever it may
    answer differently. A key is the record and a mark of this session, so that typing kept before is never
    written over by new typing while it is still being offered.
    """

    found = Signal(object)
    """Fires with the ``KeptTyping`` of the record in front, a tuple, the newest first."""
    not_kept = Signal(object)
    """Fires with the message that says why typing could not be kept."""

    def __init__(
        self,
        parent: QObject,
        tasks: TaskRunner,
        drafts: DraftPlace,
        kind: str,
        typed: Callable[[], Typed[_D] | None],
    ) -> None:
        super().__init__(parent)
        self._tasks, self._drafts, self._kind, self._typed = tasks, drafts, kind, typed
        self._record = ""
        self._mine: dict[str, str] = {}
        self._kept: dict[str, Typed[_D]] = {}
        self._seen: Typed[_D] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep_now)

    def begin(self, record: str, draft_type: type[_D]) -> None:
        """Keep another record's typing from now on, and look for typing of it that was kept before."""
        self._timer.stop()
        self._record, self._seen = record, None
        self.found.emit(())
        self._mine.setdefault(record, f"{record}:{uuid4().hex}")
        packed = cast("type[_Packed[_D]]", GenericAlias(tuple, (draft_type, draft_type, int)))
        self._tasks.query(
            lambda: self._drafts.kept(self._kind, packed), owner=self, done=partial(self._on_found, record)
        )

    def rest(self) -> None:
        """Keep nothing until the next ``begin``: no record is in front."""
        self._timer.stop()
        self._record, self._seen = "", None
        self.found.emit(())

    def _on_found(self, record: str, lines: tuple[Any, ...]) -> None:
        if record != self._record:
            return
        mine = set(self._mine.values())
        self.found.emit(
            tuple(
                KeptTyping(line.key, Typed(*line.draft), line.at)
                for line in lines
                if line.key.partition(":")[0] == record and line.key not in mine
            )
        )

    def watch(self) -> None:
        """Keep what is typed soon, each key putting it off; what was saved or undone is discarded at once."""
        typed = self._typed() if self._record else None
        if typed == self._seen:
            return
        self._seen = typed
        if typed is None:
            self.discard()
        else:
            self._timer.start()

    def keep_now(self) -> None:
        """Keep what is typed without waiting; nothing happens where it is kept already."""
        self._timer.stop()
        typed = self._typed() if self._record else None
        key = self._mine.get(self._record, "")
        if typed is None or self._kept.get(key) == typed:
            return
        self._kept[key] = typed
        packed = (typed.began, typed.draft, typed.of)
        self._tasks.query(
            lambda: self._drafts.keep(self._kind, key, packed),
            owner=self,
            done=lambda _at: None,
            failed=lambda trouble: self._on_failed(key, message_of(trouble)),
        )

    def _on_failed(self, key: str, message: Message) -> None:
        self._kept.pop(key, None)
        self.not_kept.emit(message)

    def discard(self, record: str = "") -> None:
        """Remove what this session kept of the record in front, or of another: saved, undone or thrown away."""
        wanted = record or self._record
        if wanted == self._record:
            self._timer.stop()
            self._seen = None
        key = self._mine.get(wanted, "")
        if self._kept.pop(key, None) is not None:
            self.remove(key)

    def adopt(self, kept: KeptTyping[_D]) -> None:
        """Go on keeping under the key of typing that was brought back into the form."""
        before = self._mine[self._record]
        self._mine[self._record] = kept.key
        self._kept[kept.key] = kept.typed
        if self._typed() is None:
            self.discard()  # meanwhile the same was stored
        self.watch()
        self.keep_now()
        if self._kept.pop(before, None) is not None:
            self.remove(before)

    def discard_all(self) -> None:
        """Remove everything this session kept: the user threw the typing away."""
        for record in tuple(self._mine):
            self.discard(record)

    def remove(self, key: str) -> None:
        """Remove typing by its key: the user wants it gone, or it is kept under another."""
        self._tasks.query(lambda: self._drafts.discard(self._kind, key), owner=self, done=lambda _none: None)


class KeptOffers(MessageArea):
    """A bar for each typing that was kept, with *Bring back* and *Discard*; stands above its form."""

    wanted = Signal(object)
    """Fires with the ``KeptTyping`` that shall stand in the form again."""

    def __init__(
        self, keeper: DraftKeeper[Any], clock: Callable[[], datetime], *, is_narrow: bool = False
    ) -> None:
        super().__init__()
        self._is_narrow = is_narrow
        if is_narrow:
            self._column.setContentsMargins(0, 0, 0, 0)
        self._keeper, self._clock = keeper, clock
        keeper.found.connect(self.offer)

    def offer(self, found: tuple[KeptTyping[Any], ...]) -> None:
        """Offer these in place of what was offered before."""
        self.clear()
        for kept in reversed(found):
            when = show_moment_from(kept.at, self._clock())
            icon = "" if self._is_narrow else "undo-2"
            actions = (
                MessageAction(self.tr("Bring back"), partial(self._bring_back, kept), icon),
                MessageAction(self.tr("Discard"), partial(self._discard, kept)),
            )
            words = self.tr("Typing from %1 was kept.").replace("%1", when)
            bold, plain = ("", words) if self._is_narrow else (words, "")  # plain words give way to buttons
            # An offer leaves only with an answer: the bar has no cross, and nothing pushes it out.
            self.say(Message("warning", bold, plain, actions, key=kept.key, stays=True))

    def _bring_back(self, kept: KeptTyping[Any], _checked: object = None) -> None:
        self.wanted.emit(kept)
        self._keeper.adopt(kept)

    def _discard(self, kept: KeptTyping[Any], _checked: object = None) -> None:
        self._keeper.remove(kept.key)
