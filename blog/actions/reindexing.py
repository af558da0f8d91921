"""Writing the whole index anew: after an import in bulk, or when a text gives other stems than before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from blog.actions.indexing import index_posts, recount_words
from blog.models import Post, Reindexing
from comments.actions.indexing import index_comments
from comments.models import Comment
from search.rules.texts import FORMAT

Step = Reindexing.Step

BATCH = 250  # rows of one transaction: on SQLite nobody else writes meanwhile

type Progress = Callable[[str, int, int], None]


def is_due() -> bool:
    """Whether the index was not yet written to its end in the present format."""
    return not Reindexing.objects.filter(format=FORMAT, step=Step.DONE).exists()


def reindex(
    *,
    restart: bool = False,
    progress: Progress = lambda step, done, total: None,
    may_go_on: Callable[[], bool] = lambda: True,
) -> dict[str, int]:
    """Write the index of all posts, then of all comments, and return how many of each were looked at.

    One transaction for each batch, with the place where it ended: the next run goes on from there. Rows of a
    batch are held, so nothing that happens to them meanwhile is lost. `may_go_on` is asked before each batch.
    """
    state = _begin(restart)
    done = {Step.POSTS.value: 0, Step.COMMENTS.value: 0}
    totals = {Step.POSTS.value: Post.objects.count(), Step.COMMENTS.value: Comment.objects.count()}
    while state.step != Step.DONE and may_go_on():
        step = state.step
        number = _advance(state)
        if step in done:
            done[step] += number
            progress(step, done[step], totals[step])
    return done


def _begin(restart: bool) -> Reindexing:
    """Return the place to go on from; the beginning after a run that was finished."""
    state = Reindexing.objects.filter(pk=1).first()
    if state is None or restart or state.format != FORMAT or state.step == Step.DONE:
        state = Reindexing(pk=1, format=FORMAT, step=Step.POSTS, after=0)
    return state


@transaction.atomic
def _advance(state: Reindexing) -> int:
    """Write one batch and remember where it ended; return how many rows it had."""
    if state.step == Step.POSTS:
        posts = Post.objects.select_related("live").select_for_update(of=("self",))
        number = _batch(state, posts, index_posts, Step.COMMENTS)
    elif state.step == Step.COMMENTS:
        comments = Comment.objects.select_for_update().defer("source", "evidence")
        number = _batch(state, comments, index_comments, Step.WORDS)
    else:
        recount_words()
        state.step, number = Step.DONE, 0
    Reindexing.objects.update_or_create(
        pk=1, defaults={"format": state.format, "step": state.step, "after": state.after}
    )
    return number


def _batch(
    state: Reindexing,
    rows: QuerySet[Any, Any],
    write: Callable[[Iterable[Any]], None],
    next_step: Reindexing.Step,
) -> int:
    batch = list(rows.filter(pk__gt=state.after).order_by("pk")[:BATCH])
    write(batch)
    if len(batch) < BATCH:
        state.step, state.after = next_step, 0
    else:
        state.after = batch[-1].pk
    return len(batch)
