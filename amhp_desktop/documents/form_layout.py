"""Lay the blocks of a form out on pages: what stands together, where each piece lies and how high it is."""

from dataclasses import dataclass, replace

from amhp_desktop.documents.sheets import LONG, SHORT
from amhp_desktop.documents.typesetting import FACES, Line, set_lines
from amhp_desktop.domain.form_values import FormValues
from amhp_desktop.domain.forms import (
    Blank,
    Block,
    FieldKind,
    FormDefinition,
    Gap,
    Guard,
    Paragraph,
    Signature,
    Style,
    Words,
)

LEFT = 54.0
RIGHT = SHORT - LEFT
TOP = 50.0
BOTTOM = LONG - 62.0
INDENT = 19.0
PITCH = 21.0
TEXT_LEADING = 12.4
GAP_HEIGHT = 18.0
_GAP_WIDTHS = {FieldKind.DATE: 128.0, FieldKind.TICK: 16.0}
_SIGNATURE_HEIGHT = 44.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One block, measured: ``above`` is the white over it, ``tied`` keeps it on the page of the next."""

    block: Block
    lines: tuple[Line, ...]
    left: float
    height: float
    above: float
    struck: bool
    tied: bool = False

    @property
    def width(self) -> float:
        """Return the room the piece takes up to the right margin."""
        return RIGHT - self.left


@dataclass(frozen=True, slots=True)
class Place:
    """A piece on its page, ``top`` measured from the upper edge of the sheet."""

    piece: Piece
    top: float
    height: float


Page = tuple[Place, ...]


def lay_out(definition: FormDefinition, values: FormValues) -> tuple[Page, ...]:
    """Return the pages of a form; a blank that grows takes what is left of its page."""
    pages = _paginate(_pieces(definition, values))
    return tuple(_grown(definition, page) for page in pages)


def line_height(line: Line, style: Style) -> float:
    """Return the height of one line; a box in the sentence needs more than words."""
    if any(span.gap for span in line):
        return GAP_HEIGHT + 3
    return TEXT_LEADING if style is Style.TEXT else FACES[style].size * 1.25


def _pieces(definition: FormDefinition, values: FormValues) -> list[Piece]:
    pieces: list[Piece] = []
    indented: Guard | None = None
    for block in definition.blocks:
        labelled = isinstance(block, Paragraph) and bool(block.label)
        if labelled or (indented is not None and block.when != indented):
            indented = block.when if labelled else None
        left = LEFT + (INDENT if indented is not None else 0.0)
        piece = _piece(definition, values, block, left)
        if pieces:
            pieces[-1] = replace(pieces[-1], tied=_is_tied(pieces[-1].block, block))
        pieces.append(piece)
    return pieces


def _piece(definition: FormDefinition, values: FormValues, block: Block, left: float) -> Piece:
    struck = definition.is_struck(block.when, values)
    if isinstance(block, Blank):
        lines = definition.field(block.field).lines
        return Piece(block, (), left, lines * PITCH + 4, 2.5, struck)
    if isinstance(block, Signature):
        return Piece(block, (), left, _SIGNATURE_HEIGHT, 6, struck)
    guards = (block.when, *(run.when for run in block.runs if isinstance(run, Words)))
    struck_out = frozenset(guard for guard in guards if guard and definition.is_struck(guard, values))
    gaps = tuple(
        (run.field, _GAP_WIDTHS.get(definition.field(run.field).kind, 160.0))
        for run in block.runs
        if isinstance(run, Gap)
    )
    lines_set = set_lines(block, RIGHT - left, struck_out, gaps)
    height = sum(line_height(line, block.style) for line in lines_set)
    return Piece(block, lines_set, left, height + _below(block.style), _above(block.style), struck)


def _above(style: Style) -> float:
    return {Style.MASTHEAD: 0.0, Style.TITLE: 7.0, Style.HEADING: 9.0, Style.TEXT: 4.5}[style]


def _below(style: Style) -> float:
    return {Style.MASTHEAD: 6.0, Style.TITLE: 3.0, Style.HEADING: 0.0, Style.TEXT: 0.0}[style]


def _is_tied(block: Block, following: Block) -> bool:
    """Keep a prompt with its box, a heading with what it heads, a box with the rest of its sentence."""
    if isinstance(block, Paragraph):
        return isinstance(following, Blank) or block.style is not Style.TEXT
    if isinstance(block, Blank) and isinstance(following, Paragraph):
        continues = block.when is not None and following.when == block.when and not following.label
        return continues or any(isinstance(run, Gap) for run in following.runs)
    return False


def _paginate(pieces: list[Piece]) -> list[Page]:
    pages: list[Page] = []
    page: list[Place] = []
    top = TOP
    for group in _groups(pieces):
        needed = sum(piece.above + piece.height for piece in group)
        if page and top + needed > BOTTOM:
            pages.append(tuple(page))
            page, top = [], TOP
        for piece in group:
            top += piece.above if page else 0.0
            page.append(Place(piece, top, piece.height))
            top += piece.height
    return [*pages, tuple(page)]


def _groups(pieces: list[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        groups[-1].append(piece)
        if not piece.tied:
            groups.append([])
    return [group for group in groups if group]


def _grown(definition: FormDefinition, page: Page) -> Page:
    growing = [
        place.piece
        for place in page
        if isinstance(place.piece.block, Blank) and definition.field(place.piece.block.field).grows
    ]
    if not growing:
        return page
    spare = BOTTOM - (page[-1].top + page[-1].height)
    each = int(spare / len(growing) / PITCH) * PITCH
    grown: list[Place] = []
    shift = 0.0
    for place in page:
        extra = each if place.piece in growing else 0.0
        grown.append(Place(place.piece, place.top + shift, place.height + extra))
        shift += extra
    return tuple(grown)
