"""How often a text was seen, and how much its author and their network posted: one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from accounts.models import User
from comments.rules.spam.bayes import TEXTS, Learnt

HOUR, MONTH = timedelta(hours=1), timedelta(days=30)
OF_NETWORK, OF_AUTHOR, SAME_TEXT = 1, 2, 3

# Three numbers beside the marks; each counts to 100: more say no more. All marks are one value, so that the
# words of the query are always the same.
_COUNTED = """
    SELECT mark, spam, honest FROM comments_markcount WHERE language = %s AND {is_asked}
     UNION ALL
    SELECT NULL, 1, COUNT(*) FROM (
        SELECT 1 FROM comments_comment WHERE network_hash = %s AND network_hash <> '' AND posted_at > %s
           AND (author_id IS NULL OR author_id <> %s) LIMIT 100) AS of_network
     UNION ALL
    SELECT NULL, 2, COUNT(*) FROM (
        SELECT 1 FROM comments_comment WHERE author_id = %s AND posted_at > %s LIMIT 100) AS of_author
     UNION ALL
    SELECT NULL, 3, COUNT(*) FROM (
        SELECT 1 FROM comments_comment WHERE text_key = %s AND posted_at > %s
           AND state <> 'withdrawn' AND id <> %s LIMIT 100) AS same_text
"""


_ONE_OF = {
    "sqlite": ("mark IN (SELECT value FROM json_each(%s))", "[%s]"),
    "postgresql": ("mark = ANY(%s::bigint[])", "{%s}"),
}


@dataclass(frozen=True)
class Counted:
    """What was learnt about the marks of a text; how many comments came before it, each up to 100.

    Within an hour of the network, by others, and of the author; within 30 days with the same words.
    """

    learnt: Learnt
    of_network: int
    of_author: int
    same_text: int


def counted(
    *,
    language: str,
    marks: Iterable[int],
    text: int | None,
    network: str,
    author: User,
    comment: int,
    now: datetime,
) -> Counted:
    """Ask how often marks and words of a text were seen, and how much its author and network posted.

    `text` is its key, `network` the hash of the network, `comment` the id of the one that is edited, or 0.
    """
    is_asked, several = _ONE_OF[connection.vendor]
    asked = several % ",".join(map(str, [TEXTS, *marks]))
    hour, month = (connection.ops.adapt_datetimefield_value(now - span) for span in (HOUR, MONTH))
    of_network = [network, hour, author.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTED.format(is_asked=is_asked),
            [language, asked, *of_network, author.pk, hour, text, month, comment],
        )
        rows = cursor.fetchall()
    seen = {mark: (spam, honest) for mark, spam, honest in rows if mark is not None}
    numbers = {what: number for mark, what, number in rows if mark is None}
    spam, honest = seen.pop(TEXTS, (0, 0))
    learnt = Learnt(spam, honest, seen)
    return Counted(learnt, numbers[OF_NETWORK], numbers[OF_AUTHOR], numbers[SAME_TEXT])
