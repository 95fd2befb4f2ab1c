"""The check of the audit trail, for the command line, the settings page and every backup."""

from amhp_desktop.storage.audit.findings import Finding
from amhp_desktop.storage.audit.verify import verify
from amhp_desktop.storage.database import Database


def check_trail(database: Database) -> tuple[Finding, ...]:
    """Return everything that does not fit in the audit trail: edits, gaps, cuts, rows changed behind it."""
    return verify(database.engine)
