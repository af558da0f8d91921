"""For whom a page of a conversation is rendered apart, because it differs from that of all other members."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from accounts.models import Mute, User
from comments.models import Comment, Thread


def is_apart(reader: User, thread_id: int) -> bool:
    """Whether anything of this page is `reader`'s alone: one query, whatever there is to know.

    What makes it so: an own comment that stands or waits here, a muted person who speaks here, or that the
    reader wrote the page and may answer as its author. Each is a look at an index of its own, by the person
    and never through the conversation.
    """
    here = Comment.objects.in_thread(thread_id)
    muted_here = Mute.objects.filter(Exists(here.filter(author=OuterRef("muted"))), person=reader)
    is_host = Thread.hosts.through.objects.filter(thread=thread_id, user=reader)
    facts = Exists(here.of(reader)) | Exists(muted_here) | Exists(is_host)
    return User.objects.filter(facts, pk=reader.pk).exists()
