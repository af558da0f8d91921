"""The public comments of one of our sites, for filling another system with the same words."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

QUERY = """
SELECT t.path, t.title, c.id, c.parent_id, coalesce(u.username, nullif(c.guest_name, ''), 'somebody'),
       c.source, CAST(strftime('%s', c.posted_at) AS INTEGER)
FROM comments_comment c
JOIN comments_thread t ON t.id = c.thread_id
LEFT JOIN accounts_user u ON u.id = c.author_id
WHERE c.state = 'public'
ORDER BY t.id, c.path
"""


@dataclass(frozen=True)
class Remark:
    """A public comment. `parent` is None on the first level; `level` counts from 0; `at` is a Unix time.

    Where the answered comment is not public, the answer stands on the first level.
    """

    page: str
    title: str
    id: int
    parent: int | None
    level: int
    root: int
    name: str
    text: str
    at: int


def remarks(folder: Path) -> Iterator[Remark]:
    """Read the SQLite site in `folder`: conversations one after the other, each in reading order."""
    places: dict[int, tuple[int, int]] = {}  # id → level, root
    with contextlib.closing(sqlite3.connect(f"file:{folder}/db.sqlite3?mode=ro", uri=True)) as site:
        for page, title, number, parent, name, text, at in site.execute(QUERY):
            above = places.get(parent)
            level, root = (above[0] + 1, above[1]) if above else (0, number)
            places[number] = (level, root)
            yield Remark(page, title, number, parent if above else None, level, root, name, text, at)
