"""For whom a page of a conversation is rendered apart, because it differs from that of all other members."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Mute, User
from accounts.ready import Blank, Ready
from comments.models import Comment, Draft, Follow, Thread


def is_apart(reader: User, thread_id: int) -> bool:
    """Whether anything of this page is `reader`'s alone: one query, whatever there is to know."""
    return bool(_APART.rows(reader=reader.pk, thread=thread_id))


def _apart() -> QuerySet[User, tuple[int]]:
    """What makes it so.

    An own comment that stands or waits here, a muted person who speaks here, an own draft, that the reader
    follows, or wrote the page and may answer as its author. Each is a look at an index of its own, by the
    person and never through the conversation.
    """
    reader, thread = Blank("reader", User._meta.pk), Blank("thread", Thread._meta.pk)
    here = Comment.objects.filter(thread=thread)
    muted_here = Mute.objects.filter(Exists(here.filter(author=OuterRef("muted"))), person=reader)
    is_host = Thread.hosts.through.objects.filter(thread=thread, user=reader)
    draft = Draft.objects.filter(person=reader, thread=thread, parent=None)
    follows = Follow.objects.filter(person=reader, thread=thread)
    facts = (
        Exists(here.filter(author=reader))
        | Exists(muted_here)
        | Exists(is_host)
        | Exists(draft)
        | Exists(follows)
    )
    return User.objects.filter(facts, pk=reader).values_list("pk")


_APART = Ready(_apart)
