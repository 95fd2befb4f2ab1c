"""Log that somebody opened a person's record: triggers cannot see a reading."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_LOCALLY = text(
    "INSERT INTO audit_event (at, actor, workstation, program, operation_id, reason, action, table_name, row_id)"
    " VALUES (amhp_now(), amhp_actor(), coalesce(amhp_workstation(), ''), coalesce(amhp_program(), ''),"
    " amhp_operation(), coalesce(amhp_reason(), ''), 'READ', :about, :row_id)"
)
_SHARED = text("SELECT app.record_read(:about, :row_id)")


def record_read(session: Session, table: str, row_id: int) -> None:
    """Write a READ event for one record, in a transaction of ``Database.changing``."""
    statement = _LOCALLY if session.get_bind().dialect.name == "sqlite" else _SHARED
    session.execute(statement, {"about": table, "row_id": row_id})
