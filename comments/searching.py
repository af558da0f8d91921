"""Which public comments hold the words of a question."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from comments.models import Comment, Thread
from comments.rules.states import State
from search.index import PK_MASK, asked_here, key_in_time, matches
from search.rules.asking import Asked

# The index is walked from its newest end; ORM and planner would rather sort all that holds a word.
_FOUND = """
    SELECT c.id
      FROM comments_commentindex f CROSS JOIN comments_comment c CROSS JOIN comments_thread t
     WHERE {matches} AND c.id = (f.rowid & {mask}) AND c.state = %s
       AND t.id = c.thread_id AND t.visible_from <= %s AND (t.visible_until IS NULL OR t.visible_until > %s)
       {narrowed}
  ORDER BY f.rowid DESC LIMIT %s
"""


def found_comments(
    asked: Asked,
    *,
    now: datetime,
    limit: int,
    since: datetime | None = None,
    before: datetime | None = None,
    comments: QuerySet[Comment] | None = None,
    threads: QuerySet[Thread] | None = None,
) -> list[int]:
    """Return the ids of comments that readers may find at `now`, the newest first: one query.

    `since` and `before` bound when they were posted. `comments` and `threads`, querysets of one column with
    ids, narrow the search.
    """
    narrowed: list[str] = []
    params: list[Any] = []
    if since:
        narrowed.append("AND f.rowid >= %s")
        params.append(key_in_time(since, 0))
    if before:
        narrowed.append("AND f.rowid < %s")
        params.append(key_in_time(before, 0))
    try:
        for column, allowed in (("c.id", comments), ("c.thread_id", threads)):
            if allowed is not None:
                sql, values = allowed.query.sql_with_params()
                narrowed.append(f"AND {column} IN ({sql})")
                params += values
    except EmptyResultSet:
        return []
    at = connection.ops.adapt_datetimefield_value(now)
    statement = _FOUND.format(
        matches=matches(connection.vendor, "f.words"), mask=PK_MASK, narrowed=" ".join(narrowed)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked_here(asked), State.PUBLIC, at, at, *params, limit])
        return [pk for (pk,) in cursor.fetchall()]
