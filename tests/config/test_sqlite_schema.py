"""Migrations look for broken references where they wrote, and find them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, connections
from pytest_django import DjangoDbBlocker

from config.sqlite3.base import DatabaseWrapper
from config.sqlite3.schema import written


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ('CREATE TABLE "answers" ("id" integer)', set()),
        ('CREATE INDEX "by_time" ON "answers" ("at")', set()),
        ('ALTER TABLE "answers" ADD COLUMN "at" datetime NULL', set()),
        ('ALTER TABLE "answers" ADD COLUMN "to_id" bigint NULL REFERENCES "talks" ("id")', {"answers"}),
        ('INSERT INTO "new__answers" ("id") SELECT "id" FROM "answers"', {"new__answers"}),
        ('INSERT OR IGNORE INTO "answers" ("id") VALUES (%s)', {"answers"}),
        ('UPDATE "answers" SET "to_id" = 7', {"answers"}),
        ('DELETE FROM "answers"', {"answers"}),
        ('DROP TABLE "answers"', {"answers"}),
        ('ALTER TABLE "new__answers" RENAME TO "answers"', {"new__answers", "answers"}),
        ('WITH old AS (SELECT 1) DELETE FROM "answers"', None),
        ("REPLACE INTO answers VALUES (1)", None),
    ],
)
def test_what_a_statement_may_break_is_told(statement: str, tables: set[str] | None) -> None:
    assert written(statement) == tables


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseWrapper]:
    """Two talks and an answer to each."""
    found = DatabaseWrapper(connections["default"].settings_dict | {"NAME": str(tmp_path / "db")}, "default")
    with django_db_blocker.unblock():
        with found.cursor() as cursor:
            cursor.execute('CREATE TABLE "talks" ("id" integer PRIMARY KEY)')
            cursor.execute(
                'CREATE TABLE "answers" ("id" integer PRIMARY KEY, "to_id" integer REFERENCES "talks" ("id"))'
            )
            cursor.execute('INSERT INTO "talks" ("id") VALUES (1), (2)')
            cursor.execute('INSERT INTO "answers" ("to_id") VALUES (1), (2)')
        try:
            yield found
        finally:
            found.close()


@pytest.mark.parametrize(
    "statement",
    [
        'INSERT INTO "answers" ("to_id") VALUES (3)',
        'DELETE FROM "talks" WHERE "id" = 2',
        'WITH old AS (SELECT 2 AS id) DELETE FROM "talks" WHERE "id" IN (SELECT id FROM old)',
        'UPDATE "answers" SET "to_id" = 3',
    ],
)
def test_a_migration_that_breaks_a_reference_is_refused(database: DatabaseWrapper, statement: str) -> None:
    with pytest.raises(IntegrityError, match="invalid foreign key"), database.schema_editor() as editor:
        editor.execute(statement)


def test_a_migration_that_only_adds_looks_at_no_reference(database: DatabaseWrapper) -> None:
    asked: list[str] = []

    def listening(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with database.execute_wrapper(listening), database.schema_editor() as editor:
        editor.execute('ALTER TABLE "answers" ADD COLUMN "at" datetime NULL')

    assert not [sql for sql in asked if "foreign_key_check" in sql]
