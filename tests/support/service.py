"""The demonstration service on a database of its own, with one person's services, for tests."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.local_opening import open_demonstration
from amhp_desktop.services.opening import Opened


def open_local(
    folder: Path, clock: Callable[[], datetime], login: str = "priya.raman", *, afresh: bool = False
) -> Opened:
    """Open the demonstration in a folder as one of its people; made the first time."""
    return open_demonstration(folder, clock, login=login, afresh=afresh)


def local_service(folder: Path, clock: Callable[[], datetime], login: str = "priya.raman") -> Services:
    """Return one person's services on the demonstration in a folder; made the first time."""
    return open_local(folder, clock, login).services
