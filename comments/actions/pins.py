"""Moderators let one comment stand above its conversation (M4)."""

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.rules.roles import Actor
from comments.actions.counters import advance
from comments.actions.log import entry_about_rules
from comments.models import Comment, Thread
from comments.rules.thread_rules import PIN, UNPIN

logger = logging.getLogger(__name__)


class NotPinnable(Exception):
    """The comment is not public (any more)."""


@transaction.atomic
def pin(*, comment: Comment, actor: Actor, now: datetime) -> bool:
    """Let a public comment stand above its conversation, in the place of the one that stood there.

    It stays pinned while it is looked at, and shows when it is public. False if it was pinned already.
    Raises PermissionDenied and NotPinnable.
    """
    was = _pinned_in(comment.thread_id, actor)
    if not Comment.objects.public().filter(pk=comment.pk).exists():
        raise NotPinnable
    if was == comment.pk:
        return False
    if was is not None:
        _log(UNPIN, comment.thread_id, was, actor, now)
    _write(comment.thread_id, comment.pk)
    _log(PIN, comment.thread_id, comment.pk, actor, now)
    return True


@transaction.atomic
def unpin(*, thread: Thread, comment_id: int, actor: Actor, now: datetime) -> bool:
    """Take the comment away from above the conversation. False if it was not pinned (any more).

    Raises PermissionDenied.
    """
    if _pinned_in(thread.pk, actor) != comment_id:
        return False
    _write(thread.pk, None)
    _log(UNPIN, thread.pk, comment_id, actor, now)
    return True


def _pinned_in(thread_id: int, actor: Actor) -> int | None:
    """Take the row of the thread and return what is pinned there."""
    if not actor.may_moderate:
        raise PermissionDenied
    advance(thread_id)
    return Thread.objects.values_list("pinned_id", flat=True).get(pk=thread_id)


def _write(thread_id: int, comment_id: int | None) -> None:
    Thread.objects.filter(pk=thread_id).update(pinned=comment_id)
    advance(thread_id, version=1)


def _log(move: str, thread_id: int, comment_id: int, actor: Actor, now: datetime) -> None:
    entry_about_rules(move, thread_id=thread_id, comment_id=comment_id, actor=actor, now=now).save(
        force_insert=True
    )
    logger.info("comment.pinned" if move == PIN else "comment.unpinned", extra={"comment": comment_id})
