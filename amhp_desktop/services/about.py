"""What this program is: version, licence, law and forms it knows, and which database it works on."""

import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from amhp_desktop.domain.when import show_date
from amhp_desktop.library.forms import editions
from amhp_desktop.paths import resource
from amhp_desktop.storage import migration
from amhp_desktop.storage.database import Database

_NOTICES = "THIRD-PARTY-NOTICES.md"


@dataclass(frozen=True, slots=True)
class About:
    """The facts; ``law`` is empty where this version has no law register, ``notices`` is Markdown."""

    program: str
    database: str
    engine: str
    schema: str
    law: str
    forms: tuple[str, ...]
    notices: str


class AboutService:
    """Collects the facts about program and database."""

    def __init__(self, database: Database, place: str) -> None:
        self._database = database
        self._place = place

    def facts(self) -> About:
        """Return the facts."""
        engine = self._database.engine
        is_local = engine.dialect.name == "sqlite"
        return About(
            program=self._database.actor.program,
            database=self._place,
            engine="SQLite, encrypted with SQLCipher" if is_local else "PostgreSQL",
            schema=migration.state(engine).current,
            law=_law_edition(),
            forms=tuple(f"Form {each.form}, in use from {show_date(each.valid_from)}" for each in editions()),
            notices=_notices(),
        )


def _law_edition() -> str:
    for file in sorted(resource("law").glob("*.toml")):
        edition = tomllib.loads(file.read_text(encoding="utf-8")).get("edition")
        if edition:
            return str(edition)
    return ""


def _notices() -> str:
    beside = Path(__file__).resolve().parents[2] / _NOTICES
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    try:
        return distribution("amhp-desktop").read_text(f"licenses/{_NOTICES}") or ""
    except PackageNotFoundError:
        return ""
