"""Install the triggers that write, seal and protect the audit trail; all of them can be made again."""

from sqlalchemy import Connection, MetaData, Table, text

from amhp_desktop.paths import database_scripts
from amhp_desktop.storage.audit.chain import GENESIS
from amhp_desktop.storage.audit.scripts import run_script
from amhp_desktop.storage.audit.tables import (
    audited_columns,
    audited_tables,
    binary_columns,
    sqlite_json_object,
)

_FIRST_HEAD = text(
    "INSERT INTO audit_head (id, seq, hash) SELECT 1, 0, :genesis"
    " WHERE NOT EXISTS (SELECT 1 FROM audit_head) AND NOT EXISTS (SELECT 1 FROM audit_event)"
)


def install_triggers(connection: Connection, metadata: MetaData) -> None:
    """Make every trigger anew for the tables of ``metadata``, which must exist; inside one transaction."""
    drop_triggers(connection)
    connection.execute(_FIRST_HEAD, {"genesis": GENESIS})
    run_script(connection, database_scripts(_folder(connection), "audit.sql"))
    statements = _sqlite_triggers if connection.dialect.name == "sqlite" else _postgres_triggers
    for table in audited_tables(metadata):
        for statement in statements(table):
            connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Remove every trigger of ours, as a migration needs it that builds tables anew."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'amhp\\_%' ESCAPE '\\'"
        )
        for (name,) in found.all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        return
    # Events of this transaction are sealed first: a trigger with work left to do cannot be dropped.
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    found = connection.exec_driver_sql(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger"
        " WHERE NOT tgisinternal AND starts_with(tgname, 'amhp_')"
    )
    for name, table in found.all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON {table}')
    connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def _folder(connection: Connection) -> str:
    return "sqlite" if connection.dialect.name == "sqlite" else "postgres"


def _sqlite_triggers(table: Table) -> tuple[str, ...]:
    name, columns = table.name, audited_columns(table)
    given = sqlite_json_object(columns, "NEW", 'NEW."{name}" IS NOT NULL')
    changed = 'NEW."{name}" IS NOT OLD."{name}"'
    before = sqlite_json_object(columns, "OLD", changed)
    after = sqlite_json_object(columns, "NEW", changed)
    counts = "NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1"
    bodies = {
        "insert AFTER INSERT": ("1", _sqlite_event("INSERT", name, "NULL", given)),
        "update AFTER UPDATE": ("1", _sqlite_event("UPDATE", name, before, after)),
        "version BEFORE UPDATE": (counts, "SELECT RAISE(ABORT, 'constraint: version_counts_up')"),
        "delete BEFORE DELETE": ("1", "SELECT RAISE(ABORT, 'constraint: nothing_is_deleted')"),
    }
    return tuple(
        f'CREATE TRIGGER amhp_{name}_{named_when} ON "{name}" WHEN {condition} BEGIN {body}; END'
        for named_when, (condition, body) in bodies.items()
    )


def _sqlite_event(action: str, name: str, before: str, after: str) -> str:
    return (
        "INSERT INTO audit_event (at, actor, workstation, program, operation_id, reason, action, table_name,"
        " row_id, row_version, before, after) VALUES (amhp_now(), amhp_actor(),"
        " coalesce(amhp_workstation(), ''), coalesce(amhp_program(), ''), amhp_operation(),"
        f" coalesce(amhp_reason(), ''), '{action}', '{name}', NEW.id, NEW.version,\n{before},\n{after})"
    )


def _postgres_triggers(table: Table) -> tuple[str, ...]:
    name = f'public."{table.name}"'
    columns = ", ".join(f"'{column}'" for column in binary_columns(table))
    functions = {
        "amhp_stamp BEFORE INSERT OR UPDATE": ("ROW", "stamp()"),
        "amhp_record AFTER INSERT OR UPDATE": ("ROW", f"record({columns})"),
        "amhp_refuse BEFORE DELETE OR TRUNCATE": ("STATEMENT", "refuse('nothing_is_deleted')"),
    }
    return tuple(
        f"CREATE TRIGGER {named_when} ON {name} FOR EACH {each} EXECUTE FUNCTION audit.{function}"
        for named_when, (each, function) in functions.items()
    )
