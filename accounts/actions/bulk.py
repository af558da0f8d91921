"""Many rows at once, with ids of our own: for data that is made up, never for what people write."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import CharField, Field, ForeignKey, IntegerField, Max, Model
from django.db.models.expressions import DatabaseDefault

AT_ONCE = 2_000  # rows


def first_free(model: type[Model]) -> int:
    """Return the first id behind all rows of a table."""
    last: int | None = model._default_manager.aggregate(last=Max("pk"))["last"]
    return (last or 0) + 1


def go_on_behind(*models: type[Model]) -> None:
    """Let the database give out ids after those that were written with their own.

    SQLite looks at the rows itself; PostgreSQL counts beside them.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, max(first_free(model) - 1, 1)]
            )


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows of values in the order of `columns`; columns that are not named get their defaults, where
    need be from the database.

    A tenth of the time of `bulk_create`, because no objects are made. Values pass through their columns where
    these change or refuse something; texts and numbers go as they are. Wants a transaction around it.
    """
    given = [_field(model, name) for name in columns]
    others = [
        field
        for field in model._meta.concrete_fields
        if not (field in given or field.primary_key or isinstance(field.get_default(), DatabaseDefault))
    ]
    defaults = [_prepared(field)(field.get_default()) for field in others]
    prepare = [_prepared(field) for field in given]
    ready = ([*(make(value) for make, value in zip(prepare, row, strict=True)), *defaults] for row in rows)
    _write(model._meta.db_table, [field.column for field in (*given, *others)], ready)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{name} is no column")
    return field


def _prepared(field: Field[Any, Any]) -> Callable[[Any], Any]:
    if isinstance(field, CharField | IntegerField | ForeignKey):
        return _as_it_is
    return lambda value: field.get_db_prep_save(value, connection)


def _as_it_is(value: Any) -> Any:
    return value


def _write(table: str, columns: Sequence[str | None], rows: Iterator[list[Any]]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column or "") for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        for some in batched(rows, AT_ONCE):
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", some)  # noqa: S608
