"""What a conversation is to one reader: whether the page differs from everybody's, and what is new on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, FilteredRelation, OuterRef, Q, QuerySet, When
from django.db.models.expressions import Combinable

from accounts.models import Mute, User
from accounts.ready import Blank, Ready
from comments.models import Comment, Draft, Follow, Reaction, Thread, Visit
from comments.querysets import CommentQuerySet
from comments.rules.visits import MOST_NEWS, SAME_VISIT, Marker, Seen, known_before


@dataclass(frozen=True)
class Returning:
    """What somebody had seen before (None: never here), and how many comments of others are new since then.

    Those of muted people are not among them. At most `MOST_NEWS` are counted. `marker` is what is stored.
    """

    known: Seen | None = None
    marker: Marker | None = None
    news: int = 0


@dataclass(frozen=True)
class Facts:
    """What there is to know of a reader and a conversation. `apart`: the page is rendered for this reader."""

    apart: bool
    returning: Returning


def facts_about(reader: User, thread_id: int, now: datetime) -> Facts:
    """Return whether anything of this page is `reader`'s alone, and what is new, with one query."""
    found = _FACTS.one(reader=reader.pk, thread=thread_id, same_visit=now - SAME_VISIT)
    if found is None:
        return Facts(apart=False, returning=Returning())
    apart, news, before_seq, before_at, public_seq, at = found
    if at is None:
        return Facts(bool(apart), Returning())
    marker = Marker(Seen(before_seq, before_at), Seen(public_seq, at))
    return Facts(bool(apart), Returning(known_before(marker, now), marker, news))


def _facts() -> QuerySet[User, tuple[object, ...]]:
    """Each fact is a look at an index of its own, by the person and never through the whole conversation."""
    reader, thread = Blank("reader", User._meta.pk), Blank("thread", Thread._meta.pk)
    same_visit = Blank("same_visit", Visit._meta.get_field("at"))
    known = Case(When(visit__at__gt=same_visit, then="visit__before_seq"), default="visit__public_seq")
    query = User.objects.filter(pk=reader).annotate(
        visit=FilteredRelation("visits", condition=Q(visits__thread=thread)),
        known_seq=known,
        apart=_is_apart(reader, thread),
        news=_new(reader, thread).counted_up_to(MOST_NEWS),
    )
    seen = ("visit__before_seq", "visit__before_at", "visit__public_seq", "visit__at")
    return query.values_list("apart", "news", *seen)


def _is_apart(reader: Blank, thread: Blank) -> Q | Combinable:
    """What makes a page one's own: an own comment that stands or waits here, a muted person who speaks here,
    an own draft, an own reaction, that the reader follows, or wrote the page and may answer as its author."""
    here = Comment.objects.filter(thread=thread)
    muted_here = Mute.objects.filter(Exists(here.filter(author=OuterRef("muted"))), person=reader)
    is_host = Thread.hosts.through.objects.filter(thread=thread, user=reader)
    reacted = Reaction.objects.filter(person=reader, thread=thread)
    draft = Draft.objects.filter(person=reader, thread=thread, parent=None)
    follows = Follow.objects.filter(person=reader, thread=thread)
    return (
        Exists(here.filter(author=reader))
        | Exists(muted_here)
        | Exists(is_host)
        | Exists(draft)
        | Exists(reacted)
        | Exists(follows)
    )


def _new(reader: Blank, thread: Blank) -> CommentQuerySet:
    """What others said, and no muted person, since the visit before."""
    muted = Mute.objects.filter(person=reader, muted=OuterRef("author"))
    others = Q(author=None) | ~Q(author=reader)
    new = Comment.objects.filter(others, ~Exists(muted), thread=thread)
    return new.became_public_after(OuterRef(OuterRef("known_seq")))


_FACTS = Ready(_facts)
