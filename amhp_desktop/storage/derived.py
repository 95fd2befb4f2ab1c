"""Everything in the database that can be made again: race constraints, audit triggers, rights."""

from sqlalchemy import Connection, MetaData

from amhp_desktop.paths import database_scripts
from amhp_desktop.storage.audit.scripts import run_script
from amhp_desktop.storage.audit.triggers import install_triggers
from amhp_desktop.storage.rights import apply_rights
from amhp_desktop.storage.schema import METADATA


def install_derived(connection: Connection, metadata: MetaData = METADATA) -> None:
    """Make the derived objects anew inside the open transaction; the tables of ``metadata`` must exist."""
    install_triggers(connection, metadata)
    folder = "sqlite" if connection.dialect.name == "sqlite" else "postgres"
    run_script(connection, database_scripts(folder, "constraints.sql"))
    if connection.dialect.name == "postgresql":
        apply_rights(connection, metadata)
