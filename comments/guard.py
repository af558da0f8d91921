"""Triggers by which the database itself refuses to change the log (M1).

They are put back after every `migrate`: SQLite drops them when it rebuilds a table. `TRUNCATE` is a word of
PostgreSQL only.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "comments_logentry"
REFUSAL = "the log only grows"

SQLITE = {
    "log_refuses_update": "BEFORE UPDATE",
    "log_refuses_delete": "BEFORE DELETE",
}
POSTGRESQL = {
    "log_refuses_change": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
    "log_refuses_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}
FUNCTION = f"""
    CREATE OR REPLACE FUNCTION comments_log_refuses() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; those that are there stay. Does nothing where there is no log."""
    if not _has_log(connection):
        return
    absent = missing(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and absent:
            cursor.execute(FUNCTION)
        for name in absent:
            cursor.execute(_definition(connection.vendor, name))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for emptying the whole database, never to edit the log."""
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _names(connection.vendor):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that should be there and are not; none where there is no log."""
    if not _has_log(connection):
        return []
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor], [TABLE])
        found = {name for (name,) in cursor.fetchall()}
    return [name for name in _names(connection.vendor) if name not in found]


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let a database be emptied as a whole, as the test runner does between tests that commit."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _names(vendor: str) -> list[str]:
    return list(POSTGRESQL if vendor == "postgresql" else SQLITE)


def _definition(vendor: str, name: str) -> str:
    if vendor == "postgresql":
        when = POSTGRESQL[name].format(table=TABLE)
        return f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION comments_log_refuses()"
    return f"CREATE TRIGGER {name} {SQLITE[name]} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def _has_log(connection: BaseDatabaseWrapper) -> bool:
    return TABLE in connection.introspection.table_names()
