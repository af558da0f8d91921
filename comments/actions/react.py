"""One positive reaction of each person to a comment (C8)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from accounts.actions.measures import ask_leave
from accounts.models import User
from accounts.rules.measures import Deed
from comments.actions.counters import advance
from comments.models import Comment, Reaction, Thread
from comments.rules.useful import SHOWN_AFTER, usefulness


class NotReactable(Exception):
    """The comment is not public (any more), or its page is not."""


class OwnWords(PermissionDenied):
    """Nobody calls an own comment useful."""


@transaction.atomic
def react(*, comment: Comment, person: User, useful: bool, now: datetime) -> int:
    """Say that a comment is useful, or take that back; return how many people say so.

    Saying it twice says it once. A closed conversation may still be found useful. Pages show it at the latest
    after `SHOWN_AFTER`. What was said before a measure can be taken back. Raises NotReactable, OwnWords,
    UnderMeasure, and PermissionDenied for somebody who was locked out.
    """
    if not person.is_active:
        raise PermissionDenied
    if comment.author_id == person.pk:
        raise OwnWords
    if useful:
        ask_leave(person=person, deed=Deed.REACT, now=now)
    advance(comment.thread_id)  # whoever reacts in the same conversation waits here
    if not Comment.objects.visible(now).filter(pk=comment.pk).exists():
        raise NotReactable
    difference = _given(comment, person, now) if useful else -_taken(comment, person)
    if difference:
        _count(comment, difference)
        _show(comment.thread_id, now)
    return Comment.objects.values_list("reaction_count", flat=True).get(pk=comment.pk)


def _given(comment: Comment, person: User, now: datetime) -> int:
    _, is_new = Reaction.objects.get_or_create(
        comment_id=comment.pk, person=person, defaults={"thread_id": comment.thread_id, "at": now}
    )
    return int(is_new)


def _taken(comment: Comment, person: User) -> int:
    return Reaction.objects.filter(comment_id=comment.pk, person=person).delete()[0]


def _count(comment: Comment, difference: int) -> None:
    row = Comment.objects.filter(pk=comment.pk)
    row.update(reaction_count=F("reaction_count") + difference)
    count, posted_at, opened_at = row.values_list("reaction_count", "posted_at", "thread__visible_from").get()
    row.update(usefulness=usefulness(count, posted_at=posted_at, opened_at=opened_at))


def _show(thread_id: int, now: datetime) -> None:
    """Give the pages another name, once in `SHOWN_AFTER`; what follows is shown when that is over."""
    shown_at = Thread.objects.values_list("reactions_shown_at", flat=True).get(pk=thread_id)
    if shown_at is None or now - shown_at >= SHOWN_AFTER:
        Thread.objects.filter(pk=thread_id).update(reactions_shown_at=now)
        advance(thread_id, version=1)
