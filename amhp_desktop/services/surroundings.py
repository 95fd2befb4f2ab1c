"""What the opening of a database knows and the services need: where it is, who lets people in, what guards it."""

from dataclasses import dataclass, field
from pathlib import Path

from amhp_desktop.services.logins import Logins
from amhp_desktop.storage.audit.anchors import AnchorBook


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """A local database, its key, and the folder for its backups unless the service chooses another."""

    path: Path
    raw_key: bytes = field(repr=False)
    folder: Path


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around an open database.

    ``place`` names file or server in full. ``backups`` is None for a shared database; ``anchors`` is None in
    training.
    """

    place: str
    logins: Logins
    backups: BackupPlace | None = None
    anchors: AnchorBook | None = None
    notice: str = ""
