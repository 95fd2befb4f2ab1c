"""What this computer remembers for this user: look, window places, known databases."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from amhp_desktop.services.shared_opening import SharedPlace

THEMES = ("system", "light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class KnownDatabase:
    """A database this computer has opened: a local file, or a shared one by its server."""

    key: str
    name: str
    path: str = ""
    host: str = ""
    port: int = 5432
    database: str = ""
    ca_file: str = ""
    login: str = ""

    @property
    def is_local(self) -> bool:
        """Tell whether it is a file on this computer."""
        return bool(self.path)

    @property
    def shared_place(self) -> SharedPlace:
        """Return where a shared database is."""
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
        return float(str(self._settings.value("look/scale", "1.0")))

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
        """Return the databases opened on this computer, the last one first."""
        stored = str(self._settings.value("databases", "[]"))
        return tuple(KnownDatabase(**entry) for entry in json.loads(stored))

    def remember(self, opened: KnownDatabase) -> None:
        """Put a database first in the list."""
        others = [known for known in self.databases() if known.key != opened.key]
        self._settings.setValue("databases", json.dumps([asdict(one) for one in (opened, *others)]))
        self._settings.sync()
