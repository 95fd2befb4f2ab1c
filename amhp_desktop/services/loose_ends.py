"""Loose ends: what was begun and not finished, shown until somebody deals with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from amhp_desktop.domain.codes import Coded
from amhp_desktop.domain.requests import State
from amhp_desktop.domain.when import show_duration
from amhp_desktop.services.board import Board, BoardLine
from amhp_desktop.services.board_words import next_is_late, next_when

# How long an assessment may run before its missing outcome is asked for: the service's choice, not law.
OUTCOME_AFTER = timedelta(hours=4)


class LooseEndKind(Coded):
    """What is not finished; ``label`` is the section of the request's page that finishes it."""

    UNTOLD = "untold", "told"
    NOT_CLOSED = "not_closed", "outcome"
    NO_OUTCOME = "no_outcome", "outcome"
    LATE = "late", ""


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """One unfinished thing about one request, in words."""

    kind: LooseEndKind
    line: BoardLine
    words: str


def loose_ends(board: Board, now: datetime) -> tuple[LooseEnd, ...]:
    """Return what is unfinished on the board: people not told, nothing closed, no outcome, late actions."""
    found = [end for line in board.open for end in _of(line, now)]
    order = list(LooseEndKind)
    return tuple(sorted(found, key=lambda end: (order.index(end.kind), end.line.reference)))


def _of(line: BoardLine, now: datetime) -> list[LooseEnd]:
    if line.untold:
        people = "1 person" if line.untold == 1 else f"{line.untold} people"
        return [LooseEnd(LooseEndKind.UNTOLD, line, f"{people} not yet told")]
    if line.state is State.CONCLUDED:
        return [LooseEnd(LooseEndKind.NOT_CLOSED, line, "Concluded, not closed")]
    waited = now - line.state_since
    if line.state is State.ASSESSING and line.outcome is None and waited >= OUTCOME_AFTER:
        return [LooseEnd(LooseEndKind.NO_OUTCOME, line, f"No outcome, {show_duration(waited)}")]
    if next_is_late(line, now):
        action = line.next_action or "Next action"
        return [LooseEnd(LooseEndKind.LATE, line, f"{action}: {next_when(line, now)}")]
    return []
