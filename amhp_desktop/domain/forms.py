"""Say what a statutory form is: its edition, wording, blanks and the alternatives struck out of it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from amhp_desktop.domain.form_values import FormValues


class Wording(Enum):
    """Say how far the wording of an edition has been compared with the official form."""

    VERBATIM = "verbatim"
    DRAFT = "draft"


class FieldKind(Enum):
    """Say what a blank takes; an address is also looked at for a postcode."""

    TEXT = "text"
    ADDRESS = "address"
    DATE = "date"
    TICK = "tick"
    SIGNATURE = "signature"


class Style(Enum):
    """Say how a paragraph of the form is set."""

    MASTHEAD = "masthead"
    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Guard:
    """A part that stands only where ``option`` is kept; it is struck out once another option is chosen."""

    choice: str
    option: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of the alternatives of a choice, in words a screen can show."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives of which the signatory keeps some: one, or with ``several`` any number.

    A choice inside an alternative carries it as ``when``. Nothing ever chooses for the signatory.
    """

    key: str
    section: str
    question: str
    options: tuple[Option, ...]
    citation: str = ""
    when: Guard | None = None
    several: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One blank of the form.

    ``lines`` is its height in lines of handwriting; ``grows`` lets it take what is left of its page; a TICK
    belongs to the blank named by ``ticks_for`` and is ticked when that blank continues on another sheet;
    ``unlike`` names a blank whose entry this one must not repeat.
    """

    key: str
    section: str
    label: str
    kind: FieldKind
    lines: int = 1
    grows: bool = False
    required: bool = True
    citation: str = ""
    ticks_for: str = ""
    unlike: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Printed words; with ``when`` they are one of several alternatives inside a sentence."""

    text: str
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank inside a sentence."""

    field: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Wording in one paragraph; ``label`` is a hanging ``(a)``, ``right`` stands at the right margin."""

    runs: tuple[Words | Gap, ...]
    style: Style = Style.TEXT
    label: str = ""
    right: str = ""
    when: Guard | None = None

    def wording(self) -> str:
        """Return the printed words without blanks, single-spaced."""
        words = "".join(run.text if isinstance(run, Words) else " " for run in self.runs)
        return " ".join(f"{self.label} {words} {self.right}".split())


@dataclass(frozen=True, slots=True)
class Blank:
    """A ruled box over the whole width."""

    field: str
    when: Guard | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The line on which a person signs and dates."""

    signed: str
    dated: str
    when: Guard | None = None

    def wording(self) -> str:
        """Return the printed words of the line."""
        return "Signed Date"


Block = Paragraph | Blank | Signature


@dataclass(frozen=True, slots=True)
class ApplicationBlanks:
    """The blanks of an application on which its dates are judged; empty where a form has none."""

    last_seen: str = ""
    signed: str = ""
    no_acquaintance: str = ""


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """One edition of a form, whole: what is printed, what is filled and what the signatory chooses.

    ``valid_to`` is the last day of use, inclusive; ``subject`` names the blank that holds the patient.
    """

    form: str
    title: str
    regulation: str
    act: str
    completed_by: str
    used_when: str
    valid_from: date
    valid_to: date | None
    amended_by: str
    wording_status: Wording
    licence: str
    subject: str
    application: ApplicationBlanks
    choices: tuple[Choice, ...]
    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    wording_sha256: str

    def field(self, key: str) -> Field:
        """Return the blank of that key; an unknown key is a KeyError."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)

    def choice(self, key: str) -> Choice:
        """Return the choice of that key; an unknown key is a KeyError."""
        for choice in self.choices:
            if choice.key == key:
                return choice
        raise KeyError(key)

    def wording(self) -> tuple[str, ...]:
        """Return the prescribed words line by line, without the blanks."""
        return tuple(block.wording() for block in self.blocks if not isinstance(block, Blank))

    def is_struck(self, guard: Guard | None, values: FormValues) -> bool:
        """Tell whether a part prints struck out: its own or an outer alternative was not kept."""
        if guard is None:
            return False
        choice = self.choice(guard.choice)
        if self.is_struck(choice.when, values):
            return True
        kept = values.chosen(choice.key)
        return bool(kept) and guard.option not in kept

    def is_asked(self, guard: Guard | None, values: FormValues) -> bool:
        """Tell whether what stands inside alternatives is asked for: each of them was kept."""
        while guard is not None:
            if guard.option not in values.chosen(guard.choice):
                return False
            guard = self.choice(guard.choice).when
        return True

    def guard_of(self, key: str) -> Guard | None:
        """Return the alternative in which a blank stands, or None where it stands in every case."""
        for block in self.blocks:
            if key in _fields_in(block):
                return block.when
        return None


def _fields_in(block: Block) -> tuple[str, ...]:
    if isinstance(block, Blank):
        return (block.field,)
    if isinstance(block, Signature):
        return (block.signed, block.dated)
    return tuple(run.field for run in block.runs if isinstance(run, Gap))
