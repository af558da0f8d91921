"""What needs a person today (E13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.rules.roles import Actor
from blog.models import Post
from blog.querysets import PostQuerySet
from comments.models import Appeal, Comment, CommentVersion, Report

ROWS = 6


@dataclass(frozen=True)
class Pile:
    """Posts of one kind: the first few, and how many there are."""

    posts: list[Post]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.posts)


@dataclass(frozen=True)
class Waiting:
    """What waits for a moderator; `oldest` is None when nothing waits."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Today:
    """What the start page shows. Parts that are not this person's business are None."""

    in_review: Pile | None
    scheduled: Pile | None
    drafts: Pile | None
    published: Pile | None
    waiting: Waiting | None


def today(*, actor: Actor, now: datetime) -> Today:
    """Ask what waits for an editor, for a moderator, or for both."""
    posts = Post.objects.all()
    newest_change = ("-changed_at", "-id")
    return Today(
        in_review=_pile(posts.in_review().order_by(*newest_change), actor),
        scheduled=_pile(posts.scheduled(now), actor),
        drafts=_pile(posts.drafts().order_by(*newest_change), actor),
        published=_pile(posts.public(now).newest_first(), actor),
        waiting=_waiting() if actor.may_moderate else None,
    )


def _pile(posts: PostQuerySet, actor: Actor) -> Pile | None:
    if not actor.may_edit:
        return None
    return Pile(list(posts.select_related("live", "thread", "live__saved_by")[:ROWS]), posts.count())


def _waiting() -> Waiting:
    """Comments, changes of comments, reported comments and appeals."""
    comments, edits = Comment.objects.waiting(), CommentVersion.objects.waiting()
    reports, appeals = Report.objects.open(), Appeal.objects.waiting()
    oldest = [
        comments.values_list("posted_at", flat=True).first(),
        edits.values_list("written_at", flat=True).first(),
        reports.oldest_first().values_list("reported_at", flat=True).first(),
        appeals.values_list("made_at", flat=True).first(),
    ]
    count = comments.count() + edits.count() + reports.by_comment().count() + appeals.count()
    return Waiting(count, min((moment for moment in oldest if moment), default=None))
