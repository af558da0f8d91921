"""What has to be known before a text is judged, and while it is stored: one query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateField, DateTimeField, Exists, QuerySet, Subquery, UUIDField

from accounts.actions.measures import UnderMeasure
from accounts.models import Measure, Standing, User
from accounts.ready import Blank, Ready
from accounts.rules.measures import Deed, Sanction, forbids
from comments.actions.networks import key_day
from comments.models import Comment, Discussion, Draft, Follow, MarkCount, NetworkKey, Thread, WatchList
from comments.rules.policy import Facts
from comments.rules.spam.bayes import ENOUGH, TEXTS

RULES = (
    "publication", "first_comments_wait", "closes_after_days", "read_first_after_days",
    "slow_seconds", "unstaffed", "staffed_hours", "stopped_at", "stop_words",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """`first`: the id of the comment that the same form made before. `key`: that of the day, if any yet.

    `lists`: the version of the watch list. `sanction` is the kind of the hardest measure that binds the
    author, empty without one; `measure` its id. `is_taught`: enough was decided in this language to compare
    texts with.
    """

    first: int | None
    public_comments: int
    removed_comments: int
    lists: int
    discussion: Discussion
    key: bytes | None
    sanction: str = ""
    measure: int | None = None
    is_taught: bool = False

    def ask_leave(self, deed: Deed) -> None:
        """Raise UnderMeasure if the measure forbids this."""
        if self.measure is not None and forbids(self.sanction, deed):
            raise UnderMeasure(Measure.objects.get(pk=self.measure))


@dataclass(frozen=True)
class Beside:
    """What others, or other devices of the author, did meanwhile.

    `lately` counts the comments that the author posted since a moment, `spoke_here_at` is when they last
    commented in the thread, if that was asked. `has_drafts` tells whether anything of theirs is kept in it,
    `is_followed` whether anybody follows it.
    """

    lately: int
    spoke_here_at: datetime | None
    has_drafts: bool
    is_followed: bool


def known_about(
    *, thread: Thread, author: User, language: str, now: datetime, submission: UUID | None = None
) -> Known:
    """Ask for everything that decides about a new text of `author` in `thread`, said in `language`.

    `submission` is the key of the form of a new comment; that of an edit has none.
    """
    asked = {"thread": thread.pk, "author": author.pk, "submission": submission, "day": key_day(now)}
    row = _KNOWN.one(**asked, language=language, now=now)
    if row is None:
        raise Thread.DoesNotExist(thread.pk)
    first, public, removed, lists, key, sanction, measure, is_taught, *rules = row
    discussion = Discussion(**dict(zip(RULES, rules, strict=True))) if rules[0] else Discussion.load()
    return Known(
        first=first,
        public_comments=public or 0,
        removed_comments=removed or 0,
        lists=lists or 0,
        discussion=discussion,
        key=bytes(key) if key else None,
        sanction=sanction or "",
        measure=measure,
        is_taught=bool(is_taught),
    )


def facts_to_judge(thread: Thread, author: User, known: Known, now: datetime) -> Facts:
    """Return what a new text of `author` is judged by; that of a comment and that of an edit alike.

    What the checks find is not known yet.
    """
    return Facts(
        terms=thread.terms(known.discussion, now),
        public_comments=known.public_comments,
        is_staff=bool(author.roles),
        is_held=known.sanction == Sanction.HOLD,
        now=now,
    )


def beside(*, thread_id: int, author: User, since: datetime, here_since: datetime) -> Beside:
    """Look around before a comment is stored, under the locks of the thread and of the author's record.

    From `here_since` on it is asked when the author spoke in the thread.
    """
    row = _BESIDE.one(thread=thread_id, author=author.pk, since=since, here_since=here_since)
    if row is None:
        raise Thread.DoesNotExist(thread_id)
    lately, spoke_here_at, has_drafts, is_followed = row
    return Beside(lately or 0, spoke_here_at, has_drafts, is_followed)


def _known() -> QuerySet[Any, Any]:
    binding = Measure.objects.in_force(Blank("now", DateTimeField()))
    hardest = binding.about(Blank("author", User._meta.pk)).hardest_first()
    texts = MarkCount.objects.filter(language=Blank("language", CharField()), mark=TEXTS)
    standing = Standing.objects.filter(user=Blank("author", User._meta.pk))
    return Thread.objects.filter(pk=Blank("thread", Thread._meta.pk)).values_list(
        Subquery(Comment.objects.filter(submission=Blank("submission", UUIDField())).values("pk")),
        Subquery(standing.values("public_comments")),
        Subquery(standing.values("removed_comments")),
        Subquery(WatchList.objects.filter(pk=1).values("version")),
        Subquery(NetworkKey.objects.filter(day=Blank("day", DateField())).values("key")),
        Subquery(hardest.values("kind")[:1]),
        Subquery(hardest.values("pk")[:1]),
        Exists(texts.filter(spam__gte=ENOUGH, honest__gte=ENOUGH)),
        *(Subquery(Discussion.objects.filter(pk=1).values(rule)) for rule in RULES),
    )


def _beside() -> QuerySet[Any, Any]:
    thread, author = Blank("thread", Thread._meta.pk), Blank("author", User._meta.pk)
    own = Comment.objects.filter(author=author)
    lately = own.filter(posted_at__gt=Blank("since", DateTimeField())).order_by()
    here = own.filter(thread=thread, posted_at__gt=Blank("here_since", DateTimeField()))
    return Thread.objects.filter(pk=thread).values_list(
        Subquery(lately.values("author").annotate(number=Count("pk")).values("number")),
        Subquery(here.order_by("-posted_at").values("posted_at")[:1]),
        Exists(Draft.objects.filter(person=author, thread=thread)),
        Exists(Follow.objects.filter(thread=thread)),
    )


_KNOWN = Ready(_known)
_BESIDE = Ready(_beside)
