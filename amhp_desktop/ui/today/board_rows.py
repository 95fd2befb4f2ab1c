"""The rows of the board as they stand at one minute, and the filters over them."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from amhp_desktop.domain.clocks import ClockState
from amhp_desktop.domain.requests import State
from amhp_desktop.services.board import BoardLine


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One request at one minute; ``is_fresh`` where somebody else changed it since it was looked at."""

    line: BoardLine
    now: datetime
    is_fresh: bool = False
    is_mine: bool = False
    is_closed: bool = False

    @property
    def is_overdue(self) -> bool:
        """Tell whether the request is open and its next clock has ended."""
        clock = self.line.clock
        return not self.is_closed and clock is not None and clock.state(self.now) is ClockState.EXPIRED


class BoardFilter(Enum):
    """Which rows of the board are shown."""

    OPEN = "open"
    MINE = "mine"
    AWAITING_BED = "awaiting_bed"
    NO_AMHP = "no_amhp"
    OVERDUE = "overdue"

    def keeps(self, row: BoardRow) -> bool:
        """Tell whether a row is shown; today's closed ones stand below the open ones only."""
        if row.is_closed:
            return self is BoardFilter.OPEN
        match self:
            case BoardFilter.OPEN:
                return True
            case BoardFilter.MINE:
                return row.is_mine
            case BoardFilter.AWAITING_BED:
                return row.line.state is State.AWAITING_BED
            case BoardFilter.NO_AMHP:
                return row.line.amhp_id is None and row.line.state is not State.CONCLUDED
            case BoardFilter.OVERDUE:
                return row.is_overdue
