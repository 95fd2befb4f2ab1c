"""Give the group roles of a shared database exactly the rights that ``db/postgres/grants.toml`` lists."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, inspect

from amhp_desktop.paths import database_scripts
from amhp_desktop.storage.audit.scripts import run_script

_WORDS = {"S": "SELECT", "I": "INSERT", "U": "UPDATE"}
_AUDIT_OWNED = frozenset({"audit_event", "audit_head"})


@dataclass(frozen=True, slots=True)
class Rights:
    """The table of rights: for each table and role the letters S, I and U, and columns everybody may read."""

    roles: tuple[str, ...]
    tables: Mapping[str, Mapping[str, str]]
    columns: Mapping[str, tuple[str, ...]]


def rights() -> Rights:
    """Return the table of rights."""
    with database_scripts("postgres", "grants.toml").open("rb") as file:
        content = tomllib.load(file)
    roles = tuple(content["roles"])
    tables = {
        name: {role: letters.strip("-") for role, letters in zip(roles, line.split(), strict=True)}
        for name, line in content["rights"].items()
    }
    return Rights(roles, tables, {name: tuple(columns) for name, columns in content["columns"].items()})


def apply_rights(connection: Connection, metadata: MetaData) -> None:
    """Set owners and rights anew, where the setup tool has made the roles."""
    made = connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = 'amhp_accounts'").first()
    if made is None:
        return
    for script in ("accounts.sql", "grants.sql"):
        run_script(connection, database_scripts("postgres", script))
    present = set(inspect(connection).get_table_names(schema="public"))
    names = sorted(present & (set(metadata.tables) | {"alembic_version"}))
    for statement in _statements(names, rights()):
        connection.exec_driver_sql(statement)


def _statements(names: list[str], table: Rights) -> Iterator[str]:
    groups = ", ".join(f"amhp_{role}" for role in table.roles)
    for name in names:
        qualified = f'public."{name}"'
        owner = "amhp_audit_owner" if name in _AUDIT_OWNED else "amhp_owner"
        yield f"ALTER TABLE {qualified} OWNER TO {owner}"
        yield f"REVOKE ALL ON {qualified} FROM PUBLIC, {groups}"
        for role, letters in table.tables.get(name, {}).items():
            if letters:
                words = ", ".join(_WORDS[letter] for letter in letters)
                yield f"GRANT {words} ON {qualified} TO amhp_{role}"
        if name in table.columns:
            columns = ", ".join(table.columns[name])
            yield f"GRANT SELECT ({columns}) ON {qualified} TO {groups}"
