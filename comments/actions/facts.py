"""What has to be known before a comment is judged: one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import DateField, DateTimeField, QuerySet, Subquery, UUIDField

from accounts.models import Standing, User
from accounts.ready import Blank, Ready
from comments.models import Comment, Discussion, NetworkKey, Thread
from comments.rules.policy import Facts

RULES = ("publication", "first_comments_wait", "closes_after_days")


@dataclass(frozen=True)
class Known:
    """`first`: the id of the comment that the same form made before. `key`: that of the day, if any yet."""

    first: int | None
    public_comments: int
    discussion: Discussion
    key: bytes | None


def known_about(*, thread: Thread, author: User, submission: UUID, day: date) -> Known:
    """Ask for everything that decides about a new comment of `author` in `thread`."""
    row = _KNOWN.one(thread=thread.pk, author=author.pk, submission=submission, day=day)
    if row is None:
        raise Thread.DoesNotExist(thread.pk)
    first, public_comments, key, *rules = row
    discussion = Discussion(**dict(zip(RULES, rules, strict=True))) if rules[0] else Discussion.load()
    return Known(first, public_comments or 0, discussion, bytes(key) if key else None)


def facts_to_judge(
    *,
    thread: Thread,
    author: User,
    discussion: Discussion,
    public_comments: int,
    seconds_on_form: float | None,
) -> Facts:
    """Return what a new text of `author` is judged by; that of a comment and that of an edit alike."""
    return Facts(
        publication=discussion.publication,
        publication_here=thread.publication,
        first_comments_wait=discussion.first_comments_wait,
        public_comments=public_comments,
        is_staff=bool(author.roles),
        seconds_on_form=seconds_on_form,
    )


def posted_lately(author: User, since: datetime) -> int:
    """How many comments `author` posted after this moment."""
    return len(_LATELY.rows(author=author.pk, since=since))


def _known() -> QuerySet[Any, Any]:
    return Thread.objects.filter(pk=Blank("thread", Thread._meta.pk)).values_list(
        Subquery(Comment.objects.filter(submission=Blank("submission", UUIDField())).values("pk")),
        Subquery(Standing.objects.filter(user=Blank("author", User._meta.pk)).values("public_comments")),
        Subquery(NetworkKey.objects.filter(day=Blank("day", DateField())).values("key")),
        *(Subquery(Discussion.objects.filter(pk=1).values(rule)) for rule in RULES),
    )


def _lately() -> QuerySet[Any, Any]:
    lately = Comment.objects.filter(posted_at__gt=Blank("since", DateTimeField()))
    return lately.filter(author=Blank("author", User._meta.pk)).order_by().values_list("pk")


_KNOWN = Ready(_known)
_LATELY = Ready(_lately)
