"""Queries that the ORM writes once: those of every signed-in reader and of every comment.

Writing a query takes the ORM several times as long as the database takes to answer it. What is asked again
and again differs in its values alone, so its words are kept. Why so: docs/decisions/0077-busy-paths.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from types import NoneType
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    CharField,
    EmailField,
    Field,
    ForeignKey,
    Model,
    PositiveBigIntegerField,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    QuerySet,
    TextField,
    URLField,
    Value,
)
from django.db.models.expressions import DatabaseDefault
from django.db.models.sql import InsertQuery

LARGEST = 2**63 - 1  # that a column of numbers holds, so nothing is found by a larger one

_PLAIN = frozenset({str, int, bool, NoneType})
_AS_IT_IS = frozenset(
    {
        BooleanField, CharField, EmailField, ForeignKey, PositiveBigIntegerField, PositiveIntegerField,
        PositiveSmallIntegerField, TextField, URLField,
    }
)  # fmt: skip

type Parts = Mapping[str, type[Model]]
"""Models that are read together, by the way to each from the first, which has none."""


class Blank(Value):
    """A place for a value that is known when the query is asked; `field` is a column that would hold it."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(None, output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        return "%s", (self,)

    def filled(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Return `value` as the database takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class _Written(NamedTuple):
    """A query as a database wants it, and by the place of a column what makes its answer a value."""

    sql: str
    params: tuple[Any, ...]
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]


class Ready:
    """A query with blanks, written when it is first asked; its answers are rows of values."""

    def __init__(self, query: Callable[[], QuerySet[Any, Any]]) -> None:
        """`query` returns a `values_list` in which nothing but the blanks may differ from time to time."""
        self._query = query
        self._written: dict[str, _Written] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Ask with a value for each blank."""
        if any(isinstance(value, int) and value > LARGEST for value in values.values()):
            return []
        using = router.db_for_read(self._model)
        connection = connections[using]
        sql, params, converters = self._written.get(using) or self._write(using)
        given = [
            each.filled(values[each.name], connection) if isinstance(each, Blank) else each for each in params
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            rows = cursor.fetchall()
        return [_converted(row, converters, connection) for row in rows] if converters else rows

    def one(self, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        return next(iter(self.rows(**values)), None)

    @cached_property
    def _model(self) -> type[Model]:
        return self._query().model

    def _write(self, using: str) -> _Written:
        """Let the ORM write the query, for a connection that is never opened: a thread's own may end."""
        compiler = self._query().query.get_compiler(connection=connections.create_connection(using))
        sql, params = compiler.as_sql()
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        written = _Written(sql, tuple(params), compiler.get_converters(columns))
        self._written[using] = written
        return written


class Insertion[Row: Model]:
    """An insert of one row, written once: `save(force_insert=True)` for a model without ancestors."""

    def __init__(self, model: type[Row]) -> None:
        self._model = model
        self._sql: dict[str, str] = {}

    @cached_property
    def _fields(self) -> list[Field[Any, Any]]:
        return [field for field in self._model._meta.concrete_fields if not field.primary_key]

    @cached_property
    def _given_by_database(self) -> list[Field[Any, Any]]:
        return [field for field in self._fields if field.has_db_default()]

    def __call__(self, row: Row) -> None:
        """Store `row`, which then has its number. Raises IntegrityError."""
        using = router.db_for_write(self._model)
        connection = connections[using]
        sql = self._sql.get(using) or self._write(using)
        self._fill_in(row)
        values = [_stored(field, row, connection) for field in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            (row.pk,) = cursor.fetchone()
        row._state.adding, row._state.db = False, using

    def _write(self, using: str) -> str:
        example = self._model()
        self._fill_in(example)
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [example])
        compiler = query.get_compiler(connection=connections.create_connection(using))
        compiler.returning_fields = [self._model._meta.pk]
        ((sql, _params),) = compiler.as_sql()
        self._sql[using] = sql
        return sql

    def _fill_in(self, row: Row) -> None:
        """Put in what the database would for columns that were not named: a plain value each."""
        for field in self._given_by_database:
            if isinstance(getattr(row, field.attname), DatabaseDefault):
                setattr(row, field.attname, field.db_default)


def _stored(field: Field[Any, Any], row: Model, connection: BaseDatabaseWrapper) -> Any:
    """Return a value of `row` as it is stored. Words, numbers and nothing are stored as they are."""
    if type(field) in _AS_IT_IS and type(value := getattr(row, field.attname)) in _PLAIN:
        return value
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)


@cache
def columns(model: type[Model]) -> tuple[str, ...]:
    """Return the names of all columns, for a row from which `from_db` makes an object."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def columns_along(parts: Parts) -> list[str]:
    """Return the names of all columns of several models, for a row from which `assembled` makes objects."""
    return [f"{way}__{name}" if way else name for way, model in parts.items() for name in columns(model)]


def assembled(parts: Parts, row: tuple[Any, ...]) -> Any:
    """Return the first object of a row that begins with `columns_along(parts)`; the others hang on it."""
    found: dict[str, Model | None] = {}
    for way, model in parts.items():
        names = columns(model)
        values, row = row[: len(names)], row[len(names) :]
        found[way] = None if values[0] is None else model.from_db(DEFAULT_DB_ALIAS, names, values)
        host, _, name = way.rpartition("__")
        if name and found[way] is not None:
            setattr(found[host], name, found[way])
    return found[""]


def with_some(model: type[Model], values: Mapping[str, Any]) -> Any:
    """Return an object of which only some columns were read; the others are asked for when they are used."""
    names = [name for name in columns(model) if name in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def _converted(
    row: tuple[Any, ...], converters: dict[int, Any], connection: BaseDatabaseWrapper
) -> tuple[Any, ...]:
    values = list(row)
    for place, (steps, expression) in converters.items():
        for step in steps:
            values[place] = step(values[place], expression, connection)
    return tuple(values)
