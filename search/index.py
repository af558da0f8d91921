"""The index: a table of stems by key, which both databases look up alike.

On SQLite it is a virtual table of FTS5, on PostgreSQL a `tsvector` with a GIN index; a migration of the room
that owns the table makes it. Django knows it as an ordinary model, so `flush` and the tests empty it with the
others. Why so: docs/decisions/0050-how-things-are-found.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup

from search.rules.asking import Asked
from search.rules.texts import MARK, Stems

LAST_POSITION = 16_383  # of a word in a tsvector; what stands behind is found, but not as a phrase
BATCH = 500  # keys named in one statement
_BITS = 30
PK_MASK = (1 << _BITS) - 1


class StemsField(models.Field[Stems, str]):
    """A sequence of stems. Read back, it is what the database keeps, only good for comparing."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if not isinstance(value, tuple):
            return value
        return as_tsvector(value) if connection.vendor == "postgresql" else as_words(value)


@StemsField.register_lookup
class Match(Lookup):
    """`words__match=Asked(…)`: those that hold what is asked for."""

    lookup_name = "match"

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return "%s", [value.tsquery() if connection.vendor == "postgresql" else value.fts5()]

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        column, params = self.process_lhs(compiler, connection)
        asked, more = self.process_rhs(compiler, connection)
        return matches(connection.vendor, column, asked), [*params, *more]


class Index(models.Model):
    """One row for everything that may be found. Never alter it: SQLite would lose the virtual table."""

    key = models.BigIntegerField(primary_key=True, db_column="rowid")
    words = StemsField()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.key)


def matches(vendor: str, column: str, placeholder: str = "%s") -> str:
    """Return the condition that a column holds what is asked for."""
    return (
        f"{column} @@ {placeholder}::tsquery" if vendor == "postgresql" else f"{column} MATCH {placeholder}"
    )


def asked_here(asked: Asked) -> str:
    """Return a question in the words of our own database."""
    return asked.tsquery() if connection.vendor == "postgresql" else asked.fts5()


def put(index: type[Index], rows: Mapping[int, Stems], *, are_new: bool = False) -> None:
    """Keep these stems under their keys. `are_new`: nothing stands there yet, so nothing is looked for."""
    if not are_new:
        drop(index, rows)
    written = as_tsvector if connection.vendor == "postgresql" else as_words
    table = connection.ops.quote_name(index._meta.db_table)
    with connection.cursor() as cursor:  # not by the ORM: this is on the way of every comment
        cursor.executemany(
            f"INSERT INTO {table} (rowid, words) VALUES (%s, %s)",  # noqa: S608 - a name of ours
            [(key, written(stems)) for key, stems in sorted(rows.items())],
        )


def drop(index: type[Index], keys: Iterable[int]) -> None:
    """Forget what stands under these keys, if anything does."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), BATCH):
        index._default_manager.filter(key__in=wanted[start : start + BATCH]).delete()


def key_in_time(moment: datetime, pk: int) -> int:
    """Return a key by whose order things are sorted by time, and in the same second by their numbers.

    A database then walks an index from its newest end and stops when it has enough, instead of sorting.
    """
    seconds = min(int(moment.timestamp() // 1), (1 << (63 - _BITS)) - 1)
    return (seconds << _BITS) | (pk & PK_MASK)


def as_words(stems: Stems) -> str:
    """Write stems for FTS5; gaps are words that nobody asks for."""
    return " ".join(stem or MARK for stem in stems)


def as_tsvector(stems: Stems) -> str:
    """Write stems with their positions; gaps are positions where nothing stands."""
    places: dict[str, list[int]] = {}
    for place, stem in enumerate(stems, start=1):
        if stem:
            places.setdefault(stem, []).append(min(place, LAST_POSITION))
    return " ".join(f"'{stem}':{','.join(map(str, at))}" for stem, at in places.items())
