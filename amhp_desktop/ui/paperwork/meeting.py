"""Two people typed into one form: what does not clash is joined, what does is put to a person."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from amhp_desktop.domain.errors import Stale
from amhp_desktop.domain.form_merge import compare_forms, merge_forms, take_entry
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import FormDefinition
from amhp_desktop.ui.kit.conflict import Chosen, ConflictDialog, Pick


@dataclass(frozen=True, slots=True)
class Meeting:
    """The three sets of entries that met: as loaded, as somebody else stored them, as typed here."""

    definition: FormDefinition
    loaded: FormValues
    theirs: FormValues
    mine: FormValues

    def stale(self, found: Stale) -> Stale:
        """Return the same conflict about what is typed by now."""
        clashes, kept_theirs, kept_mine = compare_forms(self.definition, self.loaded, self.theirs, self.mine)
        return Stale(
            found.what,
            version=found.version,
            theirs_by=found.theirs_by,
            theirs_at=found.theirs_at,
            clashes=clashes,
            kept_theirs=kept_theirs,
            kept_mine=kept_mine,
        )

    def joined(self, chosen: tuple[Chosen, ...] = ()) -> FormValues:
        """Return one set of entries: theirs, with what only I changed and what was chosen."""
        values = merge_forms(self.definition, self.loaded, self.theirs, self.mine)
        sources = {Pick.THEIRS: self.theirs, Pick.MINE: self.mine, Pick.LOADED: self.loaded}
        for one in chosen:
            if one.pick is Pick.BOTH:
                values = self._both(values, one)
            else:
                values = take_entry(values, one.field, sources[one.pick])
        return values

    def _both(self, values: FormValues, chosen: Chosen) -> FormValues:
        """Keep two texts one after the other; of choices, each side's alternatives stay in and contradict."""
        key = chosen.field
        kept = (*self.theirs.chosen(key), *self.mine.chosen(key))
        if kept:
            return values.with_choice(key, *dict.fromkeys(kept))
        return values.with_day(key, None).with_text(key, chosen.text)


def settle(
    meeting: Meeting, found: Stale, parent: QWidget, on_joined: Callable[[FormValues], object]
) -> ConflictDialog | None:
    """Join the entries at once where nothing clashes; else open the comparison and return it."""
    stale = meeting.stale(found)
    if not stale.clashes:
        on_joined(meeting.joined())
        return None
    dialog = ConflictDialog(stale, lambda chosen: on_joined(meeting.joined(chosen)), parent=parent)
    dialog.open()
    return dialog
