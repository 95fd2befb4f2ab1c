"""Build the draft a person chose where two people had changed one record."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from amhp_desktop.ui.kit.conflict import Chosen, Pick

_D = TypeVar("_D")


def merged(loaded: _D, theirs: _D, mine: _D, chosen: tuple[Chosen, ...] = ()) -> _D:
    """Return what is stored with my changes; where both changed a field, the version that was chosen.

    The three are drafts (dataclasses) of one type.
    """
    picks = {one.field: one for one in chosen}
    values: dict[str, Any] = {}
    for field in fields(mine):  # type: ignore[arg-type]
        name = field.name
        first, own = getattr(loaded, name), getattr(mine, name)
        pick = picks.get(name)
        if pick is None:
            if own != first:
                values[name] = own
        elif pick.pick is Pick.MINE:
            values[name] = own
        elif pick.pick is Pick.LOADED:
            values[name] = first
        elif pick.pick is Pick.BOTH:
            values[name] = pick.text
    return replace(theirs, **values)  # type: ignore[type-var]
