"""Offers, above an intake, the drafts of others that were never saved."""

from functools import partial

from PySide6.QtCore import Signal

from amhp_desktop.domain.requests import IntakeDraft
from amhp_desktop.domain.when import show_moment_from
from amhp_desktop.services.drafts import KeptDraft
from amhp_desktop.ui.kit.fields import Clock
from amhp_desktop.ui.kit.messages import Message, MessageAction, MessageArea
from amhp_desktop.ui.requests.intake_keeper import DraftKeeper


class IntakeOffers(MessageArea):
    """A bar for each kept draft, with *Open* and *Discard*."""

    opened = Signal(object)
    """Fires with the KeptDraft that shall be gone on with."""

    def __init__(self, keeper: DraftKeeper, clock: Clock) -> None:
        super().__init__()
        self._keeper, self._clock = keeper, clock

    def look(self) -> None:
        """Ask which drafts were kept and offer each."""
        self._keeper.find(self._offer)

    def _offer(self, found: tuple[KeptDraft[IntakeDraft], ...]) -> None:
        self.clear()
        for kept in reversed(found):
            when = show_moment_from(kept.at, self._clock())
            bold = self.tr("1 draft from %1 was kept.").replace("%1", when)
            actions = (
                MessageAction(self.tr("Open"), partial(self._open, kept)),
                MessageAction(self.tr("Discard"), partial(self._discard, kept)),
            )
            self.say(Message("warning", bold, self._about(kept.draft), actions, key=kept.key))

    def _about(self, draft: IntakeDraft) -> str:
        caller = draft.call.caller or self.tr("caller not said")
        person = draft.person.family or self.tr("person not known")
        return self.tr("%1, about %2").replace("%1", caller).replace("%2", person)

    def _open(self, kept: KeptDraft[IntakeDraft], _checked: object = None) -> None:
        self.opened.emit(kept)

    def _discard(self, kept: KeptDraft[IntakeDraft], _checked: object = None) -> None:
        self._keeper.discard(kept.key)
