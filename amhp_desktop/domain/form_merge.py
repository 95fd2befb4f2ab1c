"""Two people on one form: which blanks and choices clash, and one set of entries that loses nothing."""

from amhp_desktop.domain.errors import FieldDifference
from amhp_desktop.domain.form_values import EMPTY, FormValues
from amhp_desktop.domain.forms import FormDefinition
from amhp_desktop.domain.when import show_date


def keys_of(definition: FormDefinition) -> tuple[str, ...]:
    """Return the keys of every blank and choice of a form."""
    return (*(one.key for one in definition.fields), *(one.key for one in definition.choices))


def label_of(definition: FormDefinition, key: str) -> str:
    """Return what people call a blank (its label) or a choice (its question)."""
    choices = {one.key: one.question for one in definition.choices}
    return choices.get(key) or definition.field(key).label


def show_entry(definition: FormDefinition, values: FormValues, key: str) -> str:
    """Return an entry as words; empty where nobody entered anything."""
    for choice in definition.choices:
        if choice.key == key:
            kept = values.chosen(key)
            return ", ".join(option.label for option in choice.options if option.key in kept)
    day = values.day(key)
    parts = (show_date(day) if day else "", values.text(key), "Ticked" if key in values.ticks else "")
    return " ".join(part for part in parts if part)


def compare_forms(
    definition: FormDefinition, loaded: FormValues, theirs: FormValues, mine: FormValues
) -> tuple[tuple[FieldDifference, ...], tuple[str, ...], tuple[str, ...]]:
    """Compare three sets of entries key by key.

    Returns the entries both sides changed differently, the labels of those only they changed, and the
    labels of those only I changed.
    """
    clashes: list[FieldDifference] = []
    kept_theirs: list[str] = []
    kept_mine: list[str] = []
    for key in keys_of(definition):
        first, other, own = (_entry(values, key) for values in (loaded, theirs, mine))
        if other == own:
            continue
        label = label_of(definition, key)
        if first == own:
            kept_theirs.append(label)
        elif first == other:
            kept_mine.append(label)
        else:
            shown = (show_entry(definition, values, key) for values in (theirs, mine, loaded))
            clashes.append(FieldDifference(key, label, *shown))
    return tuple(clashes), tuple(kept_theirs), tuple(kept_mine)


def merge_forms(
    definition: FormDefinition, loaded: FormValues, theirs: FormValues, mine: FormValues
) -> FormValues:
    """Return their entries with what only I changed; where both changed an entry theirs stands."""
    merged = theirs
    for key in keys_of(definition):
        if _entry(theirs, key) == _entry(loaded, key):
            merged = take_entry(merged, key, mine)
    return merged


def take_entry(values: FormValues, key: str, source: FormValues) -> FormValues:
    """Return the entries with one of them as it is in another set."""
    changed = values.with_text(key, source.text(key)).with_day(key, source.day(key))
    return changed.with_choice(key, *source.chosen(key)).with_tick(key, ticked=key in source.ticks)


def _entry(values: FormValues, key: str) -> FormValues:
    return take_entry(EMPTY, key, values)
