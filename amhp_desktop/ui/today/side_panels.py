"""The panels beside and below the board: waiting for a bed, loose ends, cover, and what changed."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from amhp_desktop.domain.requests import State
from amhp_desktop.domain.rota import Cover, CoverState
from amhp_desktop.domain.when import show_day, show_duration, show_moment_from, show_short_date, show_time
from amhp_desktop.services.board import Board
from amhp_desktop.services.loose_ends import loose_ends
from amhp_desktop.ui.today.changes import BoardChange
from amhp_desktop.ui.today.panel_rows import PanelRow, RowsPanel

COVER_DAYS = 14
_MOST_ENDS = 6
_MOST_HOLES = 5
_MOST_CHANGES = 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("TodayPanels", text)


class WaitingPanel(RowsPanel):
    """Everybody who waits for a bed, the longest first; opens the request."""

    def __init__(self) -> None:
        super().__init__(_tr("Waiting for a bed"), _tr("Nobody waits for a bed."))

    def set_board(self, board: Board, now: datetime) -> None:
        """Show who waits as at an instant."""
        waiting = [line for line in board.open if line.state is State.AWAITING_BED]
        waiting.sort(key=lambda line: line.state_since)
        people = _tr("1 person") if len(waiting) == 1 else _tr("%1 people").replace("%1", str(len(waiting)))
        self.set_subtitle(people if waiting else "")
        self.set_rows(
            PanelRow(
                line.person,
                _tr("%1, with %2")
                .replace("%1", line.reference)
                .replace("%2", line.amhp.partition(",")[0] or _tr("nobody")),
                icon="bed-double",
                end=show_duration(now - line.state_since),
                end_second=_last_day(line.clock.last_day if line.clock else None),
                end_ink="amber",
            )
            for line in waiting
        )


def _last_day(day: date | None) -> str:
    return "" if day is None else _tr("admit by %1").replace("%1", show_short_date(day))


class LooseEndsPanel(RowsPanel):
    """What was begun and not finished; each opens the part of the request that finishes it."""

    def __init__(self) -> None:
        super().__init__(_tr("Loose ends"), _tr("Nothing left to close."))

    def set_board(self, board: Board, now: datetime) -> None:
        """Show what is unfinished as at an instant; the key of a row is (request id, section)."""
        ends = loose_ends(board, now)
        self.set_subtitle(_tr("%1 to close").replace("%1", str(len(ends))) if ends else "")
        rows = [
            PanelRow(
                f"{end.line.reference} {end.line.person}", end.words, shape="amber", button=_tr("Open"),
                key=(end.line.id, end.kind.label),
            )
            for end in ends[:_MOST_ENDS]
        ]  # fmt: skip
        self.set_rows((*rows, *_more(len(ends) - _MOST_ENDS)))


class CoverPanel(RowsPanel):
    """Duties of the next 14 days with too few people, the first first: loud until they are filled."""

    def __init__(self, verb: str) -> None:
        super().__init__(_tr("Cover, next 14 days"), _tr("Every duty is covered."))
        self._verb = verb

    def set_cover(self, holes: tuple[Cover, ...], today: date) -> None:
        """Show the holes from a day on; the key of a row is its day."""
        until = today + timedelta(days=COVER_DAYS)
        missing = [hole for hole in holes if hole.day < until]
        nobody = sum(hole.state is CoverState.HOLE for hole in missing)
        parts = []
        if nobody:
            parts.append(_tr("1 hole") if nobody == 1 else _tr("%1 holes").replace("%1", str(nobody)))
        if len(missing) > nobody:
            parts.append(_tr("%1 short").replace("%1", str(len(missing) - nobody)))
        self.set_subtitle(", ".join(parts))
        rows = [self._row(hole) for hole in missing[:_MOST_HOLES]]
        self.set_rows((*rows, *_more(len(missing) - _MOST_HOLES)))

    def _row(self, hole: Cover) -> PanelRow:
        is_empty = hole.state is CoverState.HOLE
        count = _tr("%2 of %1").replace("%1", str(hole.needed)).replace("%2", str(hole.held))
        if is_empty and hole.needed == 1:
            count = _tr("Nobody")
        shift = hole.shift
        return PanelRow(
            f"{show_day(hole.day).rpartition('-')[0]}, {shift.name}",
            f"{count}, {shift.starts:%H:%M} to {shift.ends:%H:%M}",
            shape="red" if is_empty else "amber",
            button=self._verb,
            key=hole.day.isoformat(),
        )


class ChangesPanel(RowsPanel):
    """What changed on the board since the person signed in, the newest first."""

    def __init__(self) -> None:
        super().__init__(_tr("Changed since you signed in"), _tr("Nothing has changed since."))

    def set_changes(self, changes: tuple[BoardChange, ...], since: datetime, now: datetime) -> None:
        """Show the changes since an instant."""
        count = len(changes)
        words = _tr("1 change") if count == 1 else _tr("%1 changes").replace("%1", str(count))
        self.set_subtitle(f"{show_time(since)}, {words}")
        rows = [
            PanelRow(
                f"{change.reference} {change.person}", change.words,
                lead=show_moment_from(change.at, now), end_second=change.by,
            )
            for change in changes[:_MOST_CHANGES]
        ]  # fmt: skip
        self.set_rows((*rows, *_more(count - _MOST_CHANGES)))


def _more(count: int) -> tuple[PanelRow, ...]:
    return (PanelRow(_tr("and %1 more").replace("%1", str(count))),) if count > 0 else ()
