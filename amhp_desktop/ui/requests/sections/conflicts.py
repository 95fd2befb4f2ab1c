"""Two people on one record: ask which values to keep, then save the merged draft over theirs."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain.errors import Stale
from amhp_desktop.services.acting import Loaded
from amhp_desktop.ui.kit.conflict import Chosen, ConflictDialog
from amhp_desktop.ui.kit.merging import merged
from amhp_desktop.ui.kit.messages import Message
from amhp_desktop.ui.requests.sections.section import Section

_D = TypeVar("_D")


def settle(
    section: Section,
    stale: Stale,
    mine: tuple[Loaded[_D], _D],
    load: Callable[[], Loaded[_D] | None],
    again: Callable[[Loaded[_D], _D], object],
) -> None:
    """Merge without asking where no field clashes, else ask field by field; nothing of either side is lost.

    ``mine`` is the record as it was loaded and as it was typed; ``load`` reads theirs off the GUI thread;
    ``again`` saves the merged draft over it.
    """
    loaded, draft = mine

    def merge(chosen: tuple[Chosen, ...]) -> None:
        def save(theirs: Loaded[_D] | None) -> None:
            if theirs is not None:
                again(theirs, merged(loaded.draft, theirs.draft, draft, chosen))
                _tell(section, stale)

        section.tasks.query(load, owner=section, done=save)

    if stale.clashes:
        ConflictDialog(stale, merge, parent=section.window()).open()
    else:
        merge(())


def _tell(section: Section, stale: Stale) -> None:
    if stale.kept_theirs:
        changed = QCoreApplication.translate("Conflicts", "{name} changed this as well.")
        kept = QCoreApplication.translate("Conflicts", "Kept: {fields}.")
        section.message.emit(
            Message(
                "info", changed.format(name=stale.theirs_by), kept.format(fields=", ".join(stale.kept_theirs))
            )
        )
