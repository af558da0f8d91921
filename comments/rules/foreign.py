"""Comments from elsewhere, as plain records, and the order in which they can be stored (E15)."""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from comments.rules.states import State


@dataclass(frozen=True)
class ForeignComment:
    """One comment of an import.

    `foreign_id` is unique in the whole site, so the importer puts the name of the source before it
    ("wordpress:example.org:17"). `source` is Markdown. `author_id` is a person of ours; without one the
    guest fields say who wrote it.
    """

    foreign_id: str
    source: str
    posted_at: datetime
    state: State
    language: str
    parent_foreign_id: str | None = None
    author_id: int | None = None
    guest_name: str = ""
    guest_mail: str = ""
    guest_url: str = ""


@dataclass(frozen=True)
class Ordered:
    """Records in an order in which each parent comes before its answers; what had to be changed for that."""

    records: list[ForeignComment]
    orphans: list[str]
    cycles: list[str]


def in_order(records: Sequence[ForeignComment], known: frozenset[str]) -> Ordered:
    """Sort by date, but parents before their answers. `known` are the foreign ids that are stored already.

    An answer to nobody becomes a first-level comment (`orphans`), and so does the oldest comment of a circle
    (`cycles`). Of two records with one id the first counts.
    """
    unique = {record.foreign_id: record for record in reversed(records)}
    parents = {None, "", *unique, *known}
    orphans = [key for key, record in unique.items() if record.parent_foreign_id not in parents]
    for key in orphans:
        unique[key] = replace(unique[key], parent_foreign_id=None)
    cycles = _cut_circles(unique)
    return Ordered(_parents_first(unique), sorted(orphans), sorted(cycles))


def _cut_circles(unique: dict[str, ForeignComment]) -> list[str]:
    """Make the oldest record of each circle a first-level one; return their ids."""
    cut, settled = [], set[str]()
    for start in unique:
        trail: dict[str, None] = {}
        key: str | None = start
        while key in unique and key not in settled and key not in trail:
            trail[key] = None
            key = unique[key].parent_foreign_id
        if key in trail:
            keys = list(trail)
            circle = keys[keys.index(key) :]
            oldest = min(circle, key=lambda k: (unique[k].posted_at, k))
            unique[oldest] = replace(unique[oldest], parent_foreign_id=None)
            cut.append(oldest)
        settled.update(trail)
    return cut


def _parents_first(unique: dict[str, ForeignComment]) -> list[ForeignComment]:
    answers: dict[str, list[str]] = defaultdict(list)
    ready: list[tuple[datetime, str]] = []
    for key, record in unique.items():
        if record.parent_foreign_id in unique:
            answers[str(record.parent_foreign_id)].append(key)
        else:
            ready.append((record.posted_at, key))
    heapq.heapify(ready)
    ordered = []
    while ready:
        _, key = heapq.heappop(ready)
        ordered.append(unique[key])
        for answer in answers[key]:
            heapq.heappush(ready, (unique[answer].posted_at, answer))
    return ordered
