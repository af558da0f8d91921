"""Ids that rows bring with them, for bulk writing: what is below can be told before anything is stored."""

from django.db import connection
from django.db.models import Max, Model


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
