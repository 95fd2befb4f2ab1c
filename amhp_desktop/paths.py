"""Find the packaged data (resources and database scripts) and the user's own folders."""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).resolve().parent
_DIRS = PlatformDirs("amhp-desktop", appauthor=False)


def _packaged(name: str) -> Path:
    """Return the folder inside an installed package, or the checkout's own when run from source."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def resource(*parts: str) -> Path:
    """Return the path of one packaged resource, for example ``resource("icons", "phone.svg")``."""
    return _packaged("resources").joinpath(*parts)


def database_scripts(*parts: str) -> Path:
    """Return the path of one migration or database script."""
    return _packaged("db").joinpath(*parts)


def user_data() -> Path:
    """Return this user's private data folder, made with mode 0700; ``AMHP_DESKTOP_HOME`` overrides it."""
    chosen = os.environ.get("AMHP_DESKTOP_HOME")
    folder = Path(chosen) if chosen else Path(_DIRS.user_data_dir)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
