"""Figures made anew from the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import Standing
from comments.actions.counters import advance
from comments.actions.removals import removals_of
from comments.models import Comment, Reaction, Thread
from comments.rules import paths
from comments.rules.states import TAKEN_DOWN, State
from comments.rules.useful import usefulness

COLUMNS = ("root_id", "depth", "path", "public_below", "reaction_count", "usefulness")
FIGURES = ("last_number", "last_public_seq", "public_count", "shown_roots", "removals")
BATCH = 500


@dataclass
class Recount:
    """What was wrong in a thread: name of the figure → (stored, true); comments by the name of the column."""

    figures: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    comments: dict[str, int] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        return bool(self.figures or self.comments)


@transaction.atomic
def recount_thread(*, thread: Thread) -> Recount:
    """Compute every figure of a thread from `parent`, `number`, `state` and reactions; say what differed.

    A comment whose parent has a higher number than itself cannot be: parents come first.
    """
    advance(thread.pk)
    stored = Comment.objects.filter(thread=thread).order_by("number")
    rows = list(stored.only("number", "parent_id", "state", "public_seq", "posted_at", *COLUMNS))
    before = {row.pk: {name: getattr(row, name) for name in COLUMNS} for row in rows}
    _place(rows)
    _count_reactions(rows, thread)
    result = Recount()
    changed = _differences(rows, before, result)
    Comment.objects.bulk_update(changed, COLUMNS, batch_size=BATCH)
    true = _figures(rows) | {"removals": removals_of(thread.pk)}
    now_stored = Thread.objects.filter(pk=thread.pk).values(*FIGURES).get()
    result.figures = {n: (now_stored[n], true[n]) for n in FIGURES if now_stored[n] != true[n]}
    if result.differs:
        Thread.objects.filter(pk=thread.pk).update(**true)
        advance(thread.pk, version=1)
        thread.refresh_from_db()
    return result


def _place(rows: list[Comment]) -> None:
    """Set path, depth, root and count of each row; `rows` are sorted by number."""
    by_id = {row.pk: row for row in rows}
    by_path: dict[str, Comment] = {}
    for row in rows:
        parent = by_id[row.parent_id] if row.parent_id else None
        row.path = paths.path_below(parent.path if parent else "", row.number)
        row.depth = paths.depth_of(row.path)
        row.root_id = (parent.root_id or parent.pk) if parent else None
        row.public_below = 0
        by_path[row.path] = row
        if row.state == State.PUBLIC:
            for above in paths.ancestors(row.path):
                by_path[above].public_below += 1


def _count_reactions(rows: list[Comment], thread: Thread) -> None:
    given = Reaction.objects.filter(comment__thread=thread).values_list("comment_id").annotate(Count("id"))
    counts = dict(given.order_by())
    opened_at = Thread.objects.values_list("visible_from", flat=True).get(pk=thread.pk)
    for row in rows:
        row.reaction_count = counts.get(row.pk, 0)
        row.usefulness = usefulness(row.reaction_count, posted_at=row.posted_at, opened_at=opened_at)


def _differences(rows: list[Comment], before: dict[int, dict[str, object]], result: Recount) -> list[Comment]:
    changed = []
    for row in rows:
        wrong = [name for name in COLUMNS if getattr(row, name) != before[row.pk][name]]
        for name in wrong:
            result.comments[name] = result.comments.get(name, 0) + 1
        if wrong:
            changed.append(row)
    return changed


def _figures(rows: list[Comment]) -> dict[str, Any]:
    public = [row for row in rows if row.state == State.PUBLIC]
    return {
        "last_number": max((row.number for row in rows), default=0),
        "last_public_seq": max((row.public_seq or 0 for row in rows), default=0),
        "public_count": len(public),
        "shown_roots": sum(row.parent_id is None and row.is_shown for row in rows),
    }


def recount_standings(*, people: Sequence[int]) -> int:
    """Compute the records of these people from their comments; return how many differed.

    One transaction for each 500 people.
    """
    return sum(_recount_some_standings(chunk) for chunk in batched(people, BATCH))


@transaction.atomic
def _recount_some_standings(people: Sequence[int]) -> int:
    counted = (
        Comment.objects.filter(author_id__in=people)
        .values("author_id")
        .annotate(
            public=Count("id", filter=Q(state=State.PUBLIC)),
            removed=Count("id", filter=Q(state__in=TAKEN_DOWN)),
        )
    )
    true = {row["author_id"]: (row["public"], row["removed"]) for row in counted.order_by()}
    stored = {
        standing.user_id: (standing.public_comments, standing.removed_comments)
        for standing in Standing.objects.filter(user_id__in=people)
    }
    wrong = sorted(p for p in people if true.get(p, (0, 0)) != stored.get(p, (0, 0)))
    fresh = [Standing(user_id=person) for person in wrong]
    for standing in fresh:
        standing.public_comments, standing.removed_comments = true.get(standing.user_id, (0, 0))
    Standing.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["public_comments", "removed_comments"],
    )
    return len(wrong)
