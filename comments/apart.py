"""For whom a page of a conversation is rendered apart, because it differs from that of all other members."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from accounts.models import Mute, User
from comments.models import Comment


def is_apart(reader: User, thread_id: int) -> bool:
    """Whether anything of this page is `reader`'s alone: one query, whatever there is to know.

    What makes it so: an own comment that stands or waits here, or a muted person who speaks here. Each is a
    look at an index of its own, by the person and never through the conversation.
    """
    here = Comment.objects.in_thread(thread_id)
    muted_here = Mute.objects.filter(Exists(here.filter(author=OuterRef("muted"))), person=reader)
    facts = Exists(here.of(reader)) | Exists(muted_here)
    return User.objects.filter(facts, pk=reader.pk).exists()
