"""The migrations in the repository and the mapped classes say the same."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from amhp_desktop.storage.local.engine import engine_for
from amhp_desktop.storage.migration import OURS, state
from amhp_desktop.storage.schema import METADATA
from tests.support.databases import Opened

_START = """
import sys
from pathlib import Path
from amhp_desktop.storage.local.engine import engine_for
from amhp_desktop.storage.migration import state, upgrade
engine = engine_for(Path(sys.argv[1]), bytes(32))
assert state(engine).ready
assert upgrade(engine, lambda: None).ready
assert "alembic" not in sys.modules
"""


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(OURS.folder))
    return ScriptDirectory(str(OURS.folder))


def test_the_list_of_revisions_is_the_files_in_their_one_order() -> None:
    found = [script.revision for script in scripts().walk_revisions()]
    assert list(OURS.revisions()) == found[::-1]
    assert len(scripts().get_heads()) == 1


def test_migrating_from_nothing_gives_what_the_classes_describe(opened: Opened) -> None:
    with opened.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize("path", sorted(OURS.folder.rglob("*.py")), ids=lambda path: path.name)
def test_migrations_stand_alone(path: Path) -> None:
    """They must still work in five years, when the program's classes are others."""
    assert not re.search(r"^\s*(from|import) amhp_desktop", path.read_text(), re.MULTILINE)


def test_a_start_with_nothing_to_migrate_does_not_load_the_migration_library(tmp_path: Path) -> None:
    from amhp_desktop.storage.migration import upgrade

    path = tmp_path / "start.amhp"
    engine = engine_for(path, bytes(32))
    upgrade(engine, lambda: None)
    engine.dispose()
    subprocess.run([sys.executable, "-c", _START, str(path)], check=True)
    assert state(engine).ready
    engine.dispose()
