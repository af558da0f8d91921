"""Which public comments hold the words of a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

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
_HEARD = """AND (c.office <> '' OR c.author_id IS NULL OR c.author_id NOT IN
       (SELECT muted_id FROM accounts_mute WHERE person_id = %s))"""


@dataclass(frozen=True)
class Writer:
    """A visible name, and the person who has it; guests are known by the name alone."""

    person_id: int | None
    name: str


def found_comments(
    asked: Asked,
    *,
    now: datetime,
    limit: int,
    since: datetime | None = None,
    before: datetime | None = None,
    writer: Writer | None = None,
    threads: QuerySet[Any, Any] | None = None,
    reader_id: int | None = None,
) -> list[int]:
    """Return the ids of comments that readers may find at `now`, the newest first: one query.

    `since` and `before` bound when they were posted. `threads`, a queryset of one column with ids of
    conversations, narrows the search. Whom the
    person `reader_id` muted is not found, but for what was said for the house.
    """
    narrowed: list[str] = []
    params: list[Any] = []
    if since:
        narrowed.append("AND f.rowid >= %s")
        params.append(key_in_time(since, 0))
    if before:
        narrowed.append("AND f.rowid < %s")
        params.append(key_in_time(before, 0))
    if writer:
        narrowed.append("AND (c.author_id = %s OR (c.author_id IS NULL AND c.guest_name = %s))")
        params += [writer.person_id, writer.name]
    if reader_id:
        narrowed.append(_HEARD)
        params.append(reader_id)
    if threads is not None:
        sql, values = threads.query.sql_with_params()
        narrowed.append(f"AND c.thread_id IN ({sql})")
        params += values
    at = connection.ops.adapt_datetimefield_value(now)
    statement = _FOUND.format(
        matches=matches(connection.vendor, "f.words"), mask=PK_MASK, narrowed=" ".join(narrowed)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked_here(asked), State.PUBLIC, at, at, *params, limit])
        return [pk for (pk,) in cursor.fetchall()]
