"""Read one form definition from its data file and refuse one that does not hang together."""

import re
import tomllib
from datetime import date
from hashlib import sha256
from typing import Any

from amhp_desktop.domain.errors import Trouble
from amhp_desktop.domain.forms import (
    ApplicationBlanks,
    Blank,
    Block,
    Choice,
    Field,
    FieldKind,
    FormDefinition,
    Gap,
    Guard,
    Option,
    Paragraph,
    Signature,
    Style,
    Wording,
    Words,
)

_MARK = re.compile(r"\{(?P<name>[a-z0-9_.]+)(?:\|(?P<words>[^}]*))?\}")


def read(data: bytes, name: str) -> FormDefinition:
    """Return the definition in a TOML file; ``name`` is the file's name for messages.

    Raises Trouble where the file cannot be read, names a blank or choice it does not declare, or
    has a wording that no longer matches its recorded SHA-256.
    """
    try:
        definition = _definition(tomllib.loads(data.decode()))
        _check_names(definition)
    except (ValueError, KeyError, TypeError) as broken:
        raise _damaged(name, str(broken)) from broken
    if wording_sha256(definition) != definition.wording_sha256:
        raise _damaged(name, "the wording is not the one recorded")
    return definition


def wording_sha256(definition: FormDefinition) -> str:
    """Return the SHA-256 (hexadecimal) of the prescribed words, one line after another."""
    return sha256("\n".join(definition.wording()).encode()).hexdigest()


def _damaged(name: str, why: str) -> Trouble:
    return Trouble(f"The form library is damaged: {name} ({why}).", to_do="Install the program again.")


def _definition(raw: dict[str, Any]) -> FormDefinition:
    valid_from: date = raw["valid_from"]
    return FormDefinition(
        form=raw["form"],
        title=raw["title"],
        regulation=raw["regulation"],
        act=raw["act"],
        completed_by=raw["completed_by"],
        used_when=raw["used_when"],
        valid_from=valid_from,
        valid_to=raw.get("valid_to"),
        amended_by=raw["amended_by"],
        wording_status=Wording(raw["wording_status"]),
        licence=raw["licence"],
        subject=raw["subject"],
        application=ApplicationBlanks(**raw.get("application", {})),
        choices=tuple(_choice(entry) for entry in raw.get("choice", ())),
        fields=tuple(_field(entry) for entry in raw["field"]),
        blocks=tuple(_block(entry) for entry in raw["block"]),
        wording_sha256=raw["wording_sha256"],
    )


def _choice(raw: dict[str, Any]) -> Choice:
    return Choice(
        key=raw["key"],
        section=raw["section"],
        question=raw["question"],
        options=tuple(Option(key, label) for key, label in raw["options"]),
        citation=raw.get("citation", ""),
        when=_guard(raw.get("when")),
        several=raw.get("several", False),
    )


def _field(raw: dict[str, Any]) -> Field:
    return Field(**{**raw, "kind": FieldKind(raw["kind"])})


def _block(raw: dict[str, Any]) -> Block:
    when = _guard(raw.get("when"))
    if "blank" in raw:
        return Blank(raw["blank"], when)
    if "signed" in raw:
        return Signature(raw["signed"], raw["dated"], when)
    return Paragraph(
        runs=_runs(raw["text"]),
        style=Style(raw.get("style", "text")),
        label=raw.get("label", ""),
        right=raw.get("right", ""),
        when=when,
    )


def _runs(text: str) -> tuple[Words | Gap, ...]:
    runs: list[Words | Gap] = []
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            runs.append(Words(text[end : mark.start()]))
        words = mark["words"]
        runs.append(Gap(mark["name"]) if words is None else Words(words, _guard(mark["name"])))
        end = mark.end()
    if end < len(text):
        runs.append(Words(text[end:]))
    return tuple(runs)


def _guard(text: str | None) -> Guard | None:
    if text is None:
        return None
    choice, option = text.split(".")
    return Guard(choice, option)


def _check_names(definition: FormDefinition) -> None:
    for key in (*_named_fields(definition), definition.subject):
        definition.field(key)
    for guard in _guards(definition):
        if guard.option not in {option.key for option in definition.choice(guard.choice).options}:
            raise KeyError(f"{guard.choice}.{guard.option}")


def _named_fields(definition: FormDefinition) -> tuple[str, ...]:
    named: list[str] = []
    for block in definition.blocks:
        match block:
            case Blank():
                named.append(block.field)
            case Signature():
                named += [block.signed, block.dated]
            case Paragraph():
                named += [run.field for run in block.runs if isinstance(run, Gap)]
    for field in definition.fields:
        named += [other for other in (field.ticks_for, field.unlike) if other]
    blanks = definition.application
    return (*named, *(key for key in (blanks.last_seen, blanks.signed, blanks.no_acquaintance) if key))


def _guards(definition: FormDefinition) -> tuple[Guard, ...]:
    guards = [block.when for block in definition.blocks] + [choice.when for choice in definition.choices]
    for block in definition.blocks:
        if isinstance(block, Paragraph):
            guards += [run.when for run in block.runs if isinstance(run, Words)]
    return tuple(guard for guard in guards if guard is not None)
