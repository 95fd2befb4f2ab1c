"""Put a form's blanks and choices into the order of its paper, section by section."""

from dataclasses import dataclass

from amhp_desktop.domain.forms import Blank, Block, Choice, Field, FormDefinition, Gap, Signature

FormEntry = Field | Choice


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered section of the form on screen."""

    title: str
    entries: tuple[FormEntry, ...]


def parts_of(definition: FormDefinition) -> tuple[Part, ...]:
    """Return the sections in the order in which the paper asks; what stands nowhere on it comes last."""
    entries: tuple[FormEntry, ...] = (*definition.choices, *definition.fields)
    known = {one.key: one for one in entries}
    order = dict.fromkeys(key for block in definition.blocks for key in _keys_in(definition, block))
    order.update(dict.fromkeys(known))
    sections: dict[str, list[FormEntry]] = {}
    for key in order:
        sections.setdefault(known[key].section, []).append(known[key])
    return tuple(Part(title, tuple(found)) for title, found in sections.items())


def _keys_in(definition: FormDefinition, block: Block) -> tuple[str, ...]:
    """Return the choices a block depends on, the outermost first, and then its own blanks."""
    keys: list[str] = []
    guard = block.when
    while guard is not None:
        keys.insert(0, guard.choice)
        guard = definition.choice(guard.choice).when
    if isinstance(block, Blank):
        return (*keys, block.field)
    if isinstance(block, Signature):
        return (*keys, block.signed, block.dated)
    for run in block.runs:
        if isinstance(run, Gap):
            keys.append(run.field)
        elif run.when is not None:
            keys.append(run.when.choice)
    return tuple(keys)
