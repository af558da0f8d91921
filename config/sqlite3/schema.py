"""Migrations that look for broken references only where they wrote."""

import re
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.sqlite3 import schema

_HARMLESS = re.compile(
    r"\s*(SELECT|PRAGMA|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO|CREATE TABLE|CREATE (UNIQUE )?INDEX"
    r'|DROP INDEX|INSERT INTO "django_migrations"|ALTER TABLE "\w+" ADD COLUMN(?!.*\bREFERENCES\b)) ',
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|DROP TABLE(?: IF EXISTS)?|ALTER TABLE)"
    r' "(\w+)"(?:\s+RENAME TO "(\w+)")?',
    re.IGNORECASE,
)


def written(statement: str) -> set[str] | None:
    """The tables whose references a statement may break; None where that cannot be told."""
    if _HARMLESS.match(statement):
        return set()
    found = _WRITES.match(statement)
    return {name for name in found.groups() if name} if found else None


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Django's, which reads every reference of the whole file after every migration: with a million comments
    that takes longer than all the rest. Here the tables that were written to are looked at, and those that
    refer to them; after a statement that is not understood, all.
    """

    def __enter__(self) -> Self:
        self._written: set[str] = set()
        self._looks_everywhere = False
        self.connection.execute_wrappers.append(self._note)
        return super().__enter__()

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.connection.execute_wrappers.remove(self._note)
        self.connection.check_constraints(None if self._looks_everywhere else self._in_doubt())
        BaseDatabaseSchemaEditor.__exit__(self, exc_type, exc_value, traceback)
        self.connection.enable_constraint_checking()

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        tables = written(str(sql))
        self._written |= tables or set()
        self._looks_everywhere |= tables is None
        return execute(sql, params, many, context)

    def _in_doubt(self) -> list[str]:
        if not self._written:
            return []
        with self.connection.cursor() as cursor:
            cursor.execute(
                'SELECT t.name, r."table" FROM sqlite_master t'
                " LEFT JOIN pragma_foreign_key_list(t.name) r WHERE t.type = 'table'"
            )
            return sorted({name for name, parent in cursor.fetchall() if {name, parent} & self._written})
