"""Rows within a row: a list of what belongs to it, so that a second query is not asked."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, JSONField, QuerySet, Subquery


class JSONList(Aggregate):
    """All values of a group as a list, in no order."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def listed(rows: QuerySet[Any, Any], owner: str, each: Any) -> Subquery:
    """Return a list of `each` of the rows, or null; `owner` is a column that is the same in all of them."""
    return Subquery(rows.order_by().values(owner).annotate(listed=JSONList(each)).values("listed"))
