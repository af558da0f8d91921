"""A grown site is upgraded without its large tables being copied or read whole for a new column."""

import re

import pytest
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from pytest_django import DjangoDbBlocker

from config.sqlite3.base import DatabaseWrapper

ROOMS = ("accounts", "comments", "blog")  # whose migrations reach the large tables, or what they point to
LARGE = ("comments_comment", "comments_logentry")
BEFORE = ("comments", "0010_visits")  # from here on every migration keeps to it


@pytest.fixture(scope="module")
def statements(django_db_blocker: DjangoDbBlocker) -> list[str]:
    """What the later migrations tell SQLite."""
    database = DatabaseWrapper(connections["default"].settings_dict | {"NAME": ":memory:"}, "default")
    told: list[str] = []
    with django_db_blocker.unblock():
        loader = MigrationLoader(database, replace_migrations=False)
        state = loader.project_state(BEFORE)
        earlier = set(loader.graph.forwards_plan(BEFORE))
        keys = [key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf)]
        try:
            for key in dict.fromkeys(keys):
                if key[0] in ROOMS and key not in earlier:
                    with database.schema_editor(collect_sql=True) as editor:
                        state = loader.graph.nodes[key].apply(state, editor, collect_sql=True)
                    told += editor.collected_sql
            return told
        finally:
            database.connection.close()  # `close` would keep what is only in memory


@pytest.mark.parametrize("table", LARGE)
def test_no_migration_copies_a_large_table_on_sqlite(statements: list[str], table: str) -> None:
    assert not [line for line in statements if f'"new__{table}"' in line]


@pytest.mark.parametrize("table", LARGE)
def test_no_new_column_makes_sqlite_read_a_large_table(statements: list[str], table: str) -> None:
    added = [line for line in statements if line.startswith(f'ALTER TABLE "{table}" ADD COLUMN')]
    assert not [line for line in added if re.search(r"\bCHECK\b", line)]


def test_the_statements_of_the_later_migrations_are_seen(statements: list[str]) -> None:
    assert 'ALTER TABLE "comments_comment" ADD COLUMN "reaction_count"' in "\n".join(statements)
