"""The demonstration on either engine, open for as many of its people as a test wants."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from amhp_desktop.services.catalogue import Services
from amhp_desktop.services.local_opening import open_demonstration
from amhp_desktop.services.opening import Opened
from amhp_desktop.services.shared_opening import SharedPlace, SharedSignIn, open_shared
from tests.support.clock import TUESDAY_MORNING
from tests.support.service import PASSWORD

Clock = Callable[[], datetime]
FILE = "demonstration.db"


class Way(Protocol):
    """How a process of its own gets in; it can be sent to other processes."""

    def open(self, login: str, clock: Clock) -> Opened:
        """Open the demonstration as one of its people."""


@dataclass
class _Settling:
    """A clock that shows the demonstration's first minute while it is opened: an old one would be made anew."""

    clock: Clock
    settled: bool = False

    def __call__(self) -> datetime:
        return self.clock() if self.settled else TUESDAY_MORNING


@dataclass(frozen=True, slots=True)
class LocalWay:
    """The way to a demonstration in a folder, whose time is the given clock's, however far that moves."""

    folder: Path

    def open(self, login: str, clock: Clock) -> Opened:
        """Open the encrypted file as one of its people."""
        settling = _Settling(clock)
        opened = open_demonstration(self.folder, settling, login=login)
        settling.settled = True
        return opened


@dataclass(frozen=True, slots=True)
class SharedWay:
    """The way to a demonstration on a server, with the real login of each person."""

    place: SharedPlace
    folder: Path

    def open(self, login: str, clock: Clock) -> Opened:
        """Sign in to the server as one of its people, with drafts for each process as on a desk of its own."""
        drafts = self.folder / f"drafts-{os.getpid()}"
        return open_shared(SharedSignIn(self.place, login, PASSWORD, drafts), clock)


@dataclass
class Demonstration:
    """One demonstration of a test's own; whoever is opened is closed when the test ends."""

    way: Way
    clock: Clock
    _open: dict[str, Opened] = field(default_factory=dict)

    @property
    def is_local(self) -> bool:
        """Tell whether this is SQLite."""
        return isinstance(self.way, LocalWay)

    def open(self, login: str = "priya.raman") -> Opened:
        """Return the demonstration as one of its people sees it, opened the first time."""
        if login not in self._open:
            self._open[login] = self.way.open(login, self.clock)
        return self._open[login]

    def services(self, login: str = "priya.raman") -> Services:
        """Return one person's services."""
        return self.open(login).services

    def close(self) -> None:
        """Close it for everybody."""
        for opened in self._open.values():
            opened.close()
        self._open.clear()


def make_local_template(folder: Path) -> Path:
    """Make the demonstration once in a folder, for copies."""
    open_demonstration(folder, lambda: TUESDAY_MORNING).close()
    return folder


def copy_local(template: Path, folder: Path) -> LocalWay:
    """Copy the encrypted file and its keys, nothing else, to a folder of the test's own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (FILE, f"{FILE}.keys"):
        shutil.copyfile(template / name, folder / name)
        (folder / name).chmod(0o600)
    return LocalWay(folder)
