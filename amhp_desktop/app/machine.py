"""What this computer remembers for this user: look, window places, known databases."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from amhp_desktop.services.shared_opening import SharedPlace

THEMES = ("system", "light", "dark", "contrast")
SCALES = (1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class KnownDatabase:
    """A database this computer has opened: a local file, or a shared one by its server.

    ``contacts`` are whom its settings name for trouble, as (who, number): the sign-in page shows them when
    nothing else works.
    """

    key: str
    name: str
    path: str = ""
    host: str = ""
    port: int = 5432
    database: str = ""
    ca_file: str = ""
    login: str = ""
    contacts: tuple[tuple[str, str], ...] = ()

    @property
    def is_local(self) -> bool:
        """Tell whether it is a file on this computer."""
        return bool(self.path)

    @property
    def shared_place(self) -> "SharedPlace":
        """Return where a shared database is."""
        # Imported late: the PostgreSQL driver costs time that a local start need not spend.
        from amhp_desktop.services.shared_opening import SharedPlace

        return SharedPlace(self.host, self.port, self.database, Path(self.ca_file) if self.ca_file else None)


class Machine:
    """Typed settings of this user on this computer, in one file of the user's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._settings = QSettings(str(folder / "desktop.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """Return the chosen theme: system, light, dark or contrast."""
        chosen = str(self._settings.value("look/theme", "system"))
        return chosen if chosen in THEMES else "system"

    @property
    def scale(self) -> float:
        """Return the chosen text size: 1.0, 1.25, 1.5 or 2.0."""
        chosen = str(self._settings.value("look/scale", "1.0"))
        return next((scale for scale in SCALES if str(scale) == chosen), SCALES[0])

    def set_look(self, theme: str, scale: float) -> None:
        """Remember theme and text size."""
        self._settings.setValue("look/theme", theme)
        self._settings.setValue("look/scale", str(scale))

    def recall(self, window: str) -> bytes:
        """Return where a window stood, or nothing."""
        stored = self._settings.value(f"window/{window}")
        return bytes(stored.data()) if isinstance(stored, QByteArray) else b""

    def keep(self, window: str, geometry: bytes) -> None:
        """Remember where a window stands."""
        self._settings.setValue(f"window/{window}", QByteArray(geometry))

    def databases(self) -> tuple[KnownDatabase, ...]:
        """Return the databases opened on this computer, the last one first; a spoilt list counts as none."""
        try:
            stored = json.loads(str(self._settings.value("databases", "[]")))
            return tuple(_known(entry) for entry in stored)
        except (ValueError, TypeError, AttributeError):
            return ()

    def remember(self, opened: KnownDatabase) -> None:
        """Put a database first in the list."""
        self._keep((opened, *(known for known in self.databases() if known.key != opened.key)))

    def remember_contacts(self, key: str, contacts: tuple[tuple[str, str], ...]) -> None:
        """Keep whom to ring about a database, for the day it does not open."""
        known = self.databases()
        after = tuple(replace(one, contacts=contacts) if one.key == key else one for one in known)
        if after != known:
            self._keep(after)

    def _keep(self, known: tuple[KnownDatabase, ...]) -> None:
        self._settings.setValue("databases", json.dumps([asdict(one) for one in known]))
        self._settings.sync()


def _known(entry: dict[str, Any]) -> KnownDatabase:
    """Return what was kept, without what only a newer program would know."""
    ours = {field.name for field in fields(KnownDatabase)}
    kept = {name: value for name, value in entry.items() if name in ours}
    kept["contacts"] = tuple((str(who), str(number)) for who, number in kept.get("contacts", ()))
    return KnownDatabase(**kept)
