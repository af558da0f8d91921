"""How many comments of a conversation were removed, and why: figures beside the others (M8)."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import F, OuterRef, QuerySet, Subquery

from comments.models import Comment, CommentVersion, LogEntry, Thread
from comments.rules import editing
from comments.rules.removals import REDACTED, TEXTS
from comments.rules.states import TAKEN_DOWN, State

WITHOUT_A_REASON = "other"


def change_of_removals(comment_id: int, was: State, target: State, reason: str) -> Counter[str]:
    """Return what a move adds to the figures of its conversation; asked before the move is logged.

    One query, only for a comment that had been removed: why it was, the log knows.
    """
    change = Counter[str]()
    if was in TAKEN_DOWN:
        change[_latest_removals(comment_id).values_list("reason", flat=True).first() or WITHOUT_A_REASON] -= 1
    if target in TAKEN_DOWN:
        change[reason or WITHOUT_A_REASON] += 1
    return change


def count_removals(changes: Mapping[int, Counter[str]]) -> None:
    """Add to the figures of these conversations, whose rows are held; the move itself tells their pages."""
    for thread_id, change in sorted(changes.items()):
        if not any(change.values()):
            continue
        counts = Counter(Thread.objects.values_list("removals", flat=True).get(pk=thread_id))
        counts.update(change)
        Thread.objects.filter(pk=thread_id).update(removals=dict(+counts))


def removals_of(thread_id: int) -> dict[str, int]:
    """Count them anew from the comments and the log."""
    why = Subquery(_latest_removals(OuterRef("pk")).values("reason")[:1])
    removed = Comment.objects.filter(thread=thread_id, state__in=TAKEN_DOWN).order_by()
    found = removed.annotate(why=why).values_list("why", flat=True)
    figures = Counter(why or WITHOUT_A_REASON for why in found)
    figures[TEXTS] = CommentVersion.objects.filter(
        comment__thread=thread_id, removed_in__isnull=False
    ).count()
    figures[REDACTED] = LogEntry.objects.filter(thread_id=thread_id, move=editing.REDACTED).count()
    return dict(+figures)


def _latest_removals(comment: int | OuterRef) -> QuerySet[LogEntry]:
    """The entries that took a comment down, the latest first; an appeal is logged too, and moves nothing."""
    taken_down = LogEntry.objects.filter(comment_id=comment, to_state__in=TAKEN_DOWN)
    return taken_down.exclude(from_state=F("to_state")).order_by("-id")
