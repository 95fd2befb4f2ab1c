"""What changed on the board since the person signed in, and which rows they have not looked at since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from amhp_desktop.services.board import Board, BoardLine


@dataclass(frozen=True, slots=True)
class BoardChange:
    """One thing that happened to one request."""

    request_id: int
    reference: str
    person: str
    words: str
    at: datetime
    by: str


def _tr(text: str) -> str:
    return QCoreApplication.translate("BoardChange", text)


def _all(board: Board) -> Iterable[BoardLine]:
    return (*board.open, *board.closed_today)


def differences(before: Board, after: Board) -> tuple[BoardChange, ...]:
    """Return what is different, the newest first."""
    known = {line.id: line for line in _all(before)}
    found = [
        BoardChange(
            line.id, line.reference, line.person, _words(known.get(line.id), line),
            line.changed_at, line.changed_by_name,
        )
        for line in _all(after)
        if line.id not in known or known[line.id].changed_at != line.changed_at
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda change: change.at, reverse=True))


def _words(old: BoardLine | None, new: BoardLine) -> str:
    if old is None:
        return new.state.label  # new on the board, and it may have come a long way since
    if new.state is not old.state:
        after = f": {new.amhp}" if new.amhp_id != old.amhp_id and new.amhp else ""
        return f"{new.state.label}{after}"
    if new.amhp_id != old.amhp_id:
        return _tr("Allocated: %1").replace("%1", new.amhp) if new.amhp else _tr("Allocation ended")
    if new.priority is not old.priority and new.priority is not None:
        return _tr("Priority %1").replace("%1", new.priority.label)
    if new.next_action != old.next_action:
        return _tr("Next: %1").replace("%1", new.next_action or _tr("not set"))
    if new.doctors != old.doctors:
        return _tr("Recommendations held: %1").replace("%1", str(new.doctors))
    return _tr("Changed")


class Looked:
    """Remembers what the person has seen of each request; what others did later is fresh until looked at.

    ``me`` is the login of whoever sits here: their own changes are never news to them.
    """

    def __init__(self, me: str) -> None:
        self._me = me
        self._board: Board | None = None
        self._seen: dict[int, datetime] = {}
        self.since: datetime | None = None
        self.changes: tuple[BoardChange, ...] = ()

    def take(self, board: Board) -> None:
        """Compare a newer board with the one before; the first one counts as seen."""
        if self._board is None:
            self.since = board.as_at
            self._seen = {line.id: line.changed_at for line in _all(board)}
        else:
            self.changes = (*differences(self._board, board), *self.changes)
        self._board = board

    def is_fresh(self, line: BoardLine) -> bool:
        """Tell whether somebody else changed the request since it was looked at."""
        return line.changed_by != self._me and self._seen.get(line.id) != line.changed_at

    def look_at(self, line: BoardLine) -> bool:
        """Take a request as read; say whether it was fresh."""
        was_fresh = self.is_fresh(line)
        self._seen[line.id] = line.changed_at
        return was_fresh
