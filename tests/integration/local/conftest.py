"""A real encrypted database with a few rows in it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from amhp_desktop.storage.local import keys
from amhp_desktop.storage.local.engine import engine_for

MARKER = "Zuleika Quillfeather 999 000 0018"
LOGIN = "jo.bloggs"
PASSPHRASE = "copper kettle on the moor"


@dataclass(frozen=True)
class Local:
    path: Path
    raw_key: bytes
    recovery_key: str

    @property
    def keys(self) -> Path:
        return keys.beside(self.path)

    def fill(self, rows: int = 300) -> None:
        """Write rows that carry the marker, and a child row for each."""
        engine = engine_for(self.path, self.raw_key)
        with engine.begin() as connection:
            connection.execute(
                text("CREATE TABLE IF NOT EXISTS request (id INTEGER PRIMARY KEY, narrative TEXT)")
            )
            connection.execute(
                text(
                    "CREATE TABLE IF NOT EXISTS contact (id INTEGER PRIMARY KEY,"
                    " request_id INTEGER NOT NULL REFERENCES request (id))"
                )
            )
            connection.execute(
                text("INSERT INTO request (narrative) VALUES (:narrative)"),
                [{"narrative": MARKER * 9}] * rows,
            )
            connection.execute(text("INSERT INTO contact (request_id) SELECT id FROM request"))
        engine.dispose()

    def count(self) -> int:
        engine = engine_for(self.path, self.raw_key)
        with engine.connect() as connection:
            found = connection.scalar(text("SELECT count(*) FROM request"))
        engine.dispose()
        return int(found or 0)


@pytest.fixture
def local(tmp_path: Path) -> Local:
    path = tmp_path / "amhp.db"
    created = keys.create(keys.beside(path), LOGIN, PASSPHRASE)
    database = Local(path, created.raw_key, created.recovery_key)
    database.fill()
    return database
