"""What must be true before a local database is opened for work."""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from amhp_desktop.storage.local import state
from amhp_desktop.storage.local.engine import refuse_old_sqlite
from amhp_desktop.storage.local.files import (
    alone_with,
    create_privately,
    make_private_folder,
    utc_now,
)
from amhp_desktop.storage.local.integrity import check_fully, check_header, refuse_foreign_file
from amhp_desktop.storage.local.places import refuse_unsafe_place
from amhp_desktop.storage.local.state import State
from amhp_desktop.storage.local.troubles import TooLittleSpace

FULL_CHECK_EVERY = timedelta(hours=24)
LEAST_SPACE = 200_000_000


@dataclass(frozen=True, slots=True)
class Opening:
    """A database that passed: its size in bytes, whether every page was read, and the mark to close it by."""

    size: int
    fully_checked: bool
    mark: str


def free_space(folder: Path) -> int:
    """Return the bytes this user can still write in a folder."""
    return shutil.disk_usage(folder).free


def check(
    path: Path,
    raw_key: bytes,
    *,
    clock: Callable[[], datetime] = utc_now,
    fully: bool = False,
    space: Callable[[Path], int] = free_space,
) -> Opening:
    """Check a database before it is opened for work and mark it as open.

    Every page is read when that is 24 hours ago, when the database was not closed properly (a crash, or
    another window still has it open), or when ``fully`` asks for it. Raises a Trouble of `troubles`; then
    nothing was changed.
    """
    refuse_old_sqlite()
    refuse_unsafe_place(path)
    refuse_foreign_file(path)
    size = path.stat().st_size
    _refuse_little_space(size, space(path.parent))
    now = clock()
    with alone_with(path):
        last = state.read(path)
        thorough = fully or _is_due(last, now)
        (check_fully if thorough else check_header)(path, raw_key)
        create_privately(path)
        mark = secrets.token_hex(8)
        if thorough:
            state.write(path, State(now, (mark,)))
        else:
            state.write(path, State(last.checked_at, (mark,)))
    return Opening(size, thorough, mark)


def refuse_bad_place(path: Path) -> None:
    """Raise UnsafePlace or TooLittleSpace where a database had better not be made; its folder is made."""
    refuse_unsafe_place(path)
    make_private_folder(path.parent)
    _refuse_little_space(0, free_space(path.parent))


def closed(path: Path, opening: Opening) -> None:
    """Remember that a database was closed in order, so that the next opening is quick."""
    with alone_with(path):
        last = state.read(path)
        state.write(path, State(last.checked_at, tuple(m for m in last.open_marks if m != opening.mark)))


def _is_due(last: State, now: datetime) -> bool:
    if last.checked_at is None or last.open_marks:
        return True
    # a check “in the future” means that a clock was wrong
    return not timedelta(0) <= now - last.checked_at < FULL_CHECK_EVERY


def _refuse_little_space(size: int, free: int) -> None:
    wanted = max(LEAST_SPACE, 2 * size)
    if free < wanted:
        raise TooLittleSpace(wanted=wanted, free=free)
