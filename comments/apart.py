"""What a conversation is to one reader: whether the page differs from everybody's, and what is new on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, FilteredRelation, OuterRef, Q, QuerySet, Value, When

from accounts.listed import listed
from accounts.models import Mute, User
from accounts.ready import Blank, Ready, with_some
from comments.models import Comment, CommentVersion, Draft, Follow, Reaction, Thread, Visit
from comments.querysets import CommentQuerySet
from comments.rules.states import State
from comments.rules.visits import MOST_NEWS, SAME_VISIT, Marker, Seen, known_before

DRAFT = ("id", "text", "other", "submission", "revision", "saved_at")


@dataclass(frozen=True)
class Returning:
    """What somebody had seen before (None: never here), and how many comments of others are new since then.

    Those of muted people are not among them. At most `MOST_NEWS` are counted. `marker` is what is stored.
    `answers` are those new comments that answer the reader.
    """

    known: Seen | None = None
    marker: Marker | None = None
    news: int = 0
    answers: int = 0


@dataclass(frozen=True)
class Facts:
    """What there is to know of a reader and a conversation.

    `spoke`: a comment of theirs is here, in whatever state; `waits`: one, or an edit of one, that only they
    see. `is_host`: they wrote the page. `draft`: what they keep below the conversation and have not posted.
    `reacted`: ids of comments. `muted`: ids of people who speak here.
    """

    returning: Returning = Returning()
    spoke: bool = False
    waits: bool = False
    is_host: bool = False
    is_follower: bool = False
    has_draft: bool = False
    draft: Draft | None = None
    reacted: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()

    @property
    def apart(self) -> bool:
        """Whether the page is rendered for this reader."""
        return bool(self.spoke or self.is_host or self.has_draft or self.reacted or self.muted)


def facts_about(reader: User, thread_id: int, now: datetime) -> Facts:
    """Return whether anything of this page is `reader`'s alone, and what is new, with one query."""
    found = _FACTS.one(reader=reader.pk, thread=thread_id, same_visit=now - SAME_VISIT)
    if found is None:
        return Facts()
    told = dict(zip(_NAMES, found, strict=True))
    return Facts(
        returning=_returning(told, now),
        draft=_draft(told),
        has_draft=told["own_draft__id"] is not None,
        reacted=frozenset(told["reacted"] or ()),
        muted=frozenset(told["muted"] or ()),
        **{name: bool(told[name]) for name in ("spoke", "waits", "is_host", "is_follower")},
    )


def own_waiting(reader: Blank, thread: Blank) -> CommentQuerySet:
    """What `reader` said here of which only they see the latest words."""
    edit_waits = Exists(CommentVersion.objects.held().filter(comment=OuterRef("pk")))
    return Comment.objects.filter(Q(state=State.PENDING) | edit_waits, thread=thread, author=reader)


def _returning(told: dict[str, Any], now: datetime) -> Returning:
    if told["visit__at"] is None:
        return Returning()
    marker = Marker(
        Seen(told["visit__before_seq"], told["visit__before_at"]),
        Seen(told["visit__public_seq"], told["visit__at"]),
    )
    return Returning(known_before(marker, now), marker, told["news"], told["answers"])


def _draft(told: dict[str, Any]) -> Draft | None:
    """The draft below the conversation, unless it was posted while an older page kept it once more."""
    if told["own_draft__id"] is None or told["draft_posted"]:
        return None
    return with_some(Draft, {name: told[f"own_draft__{name}"] for name in DRAFT})


def _facts() -> QuerySet[User, tuple[object, ...]]:
    """Each fact is a look at an index of its own, by the person and never through the whole conversation."""
    reader, thread = Blank("reader", User._meta.pk), Blank("thread", Thread._meta.pk)
    here = Comment.objects.filter(thread=thread)
    speaks_here = Exists(here.filter(author=OuterRef("muted")))
    spoke = Exists(here.filter(author=reader))
    answers = _new(thread).answering(reader).counted_up_to(MOST_NEWS)  # type: ignore[arg-type]
    query = User.objects.filter(pk=reader).annotate(
        visit=FilteredRelation("visits", condition=Q(visits__thread=thread)),
        own_draft=FilteredRelation(
            "drafts", condition=Q(drafts__thread=thread, drafts__parent=None, drafts__edited=None)
        ),
        draft_posted=Exists(Comment.objects.filter(submission=OuterRef("own_draft__submission"))),
        known_seq=_known_seq(),
        spoke=spoke,
        waits=Exists(own_waiting(reader, thread)),
        is_host=Exists(Thread.hosts.through.objects.filter(thread=thread, user=reader)),
        is_follower=Exists(Follow.objects.filter(person=reader, thread=thread)),
        reacted=listed(Reaction.objects.filter(person=reader, thread=thread), "person", "comment"),
        muted=listed(Mute.objects.filter(speaks_here, person=reader), "person", "muted"),
        news=_new_of_others(reader, thread).counted_up_to(MOST_NEWS),
        answers=Case(When(spoke, then=answers), default=Value(0)),
    )
    return query.values_list(*_NAMES)


def _known_seq() -> Case:
    same_visit = Blank("same_visit", Visit._meta.get_field("at"))
    return Case(When(visit__at__gt=same_visit, then="visit__before_seq"), default="visit__public_seq")


def _new(thread: Blank) -> CommentQuerySet:
    """What was said since the visit before."""
    return Comment.objects.filter(thread=thread).became_public_after(OuterRef(OuterRef("known_seq")))


def _new_of_others(reader: Blank, thread: Blank) -> CommentQuerySet:
    """What others said, and no muted person, since the visit before."""
    muted = Mute.objects.filter(person=reader, muted=OuterRef("author"))
    return _new(thread).filter(Q(author=None) | ~Q(author=reader), ~Exists(muted))


_NAMES = (
    "spoke", "waits", "is_host", "is_follower", "reacted", "muted", "news", "answers", "draft_posted",
    "visit__before_seq", "visit__before_at", "visit__public_seq", "visit__at",
    *(f"own_draft__{name}" for name in DRAFT),
)  # fmt: skip
_FACTS = Ready(_facts)
