"""Editors pick comments that others should not miss, and take their picks back (C13)."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.rules.roles import Actor
from comments.actions.counters import advance
from comments.actions.log import entry_about
from comments.actions.telling import Notice, tell
from comments.models import Comment
from comments.rules.picks import PICK, UNPICK, may_pick

logger = logging.getLogger(__name__)


class NotPickable(Exception):
    """The comment is not public (any more)."""


class OtherWords(Exception):
    """Its author changed the text since it was loaded: nobody vouches for words they have not seen."""


class OwnWords(PermissionDenied):
    """An editor wanted to pick an own comment, or what was said for the house."""


@transaction.atomic
def pick(*, comment: Comment, actor: Actor, now: datetime) -> bool:
    """Set a public comment apart as worth reading; its author is told. False if it was picked already.

    The text must be the one that `comment` was loaded with. Raises PermissionDenied (OwnWords), NotPickable
    and OtherWords.
    """
    if not actor.may_edit:
        raise PermissionDenied
    if not may_pick(actor, author_id=comment.author_id, office=comment.office):
        raise OwnWords
    advance(comment.thread_id)
    public = Comment.objects.public().filter(pk=comment.pk)
    as_seen = public.filter(text_number=comment.text_number)
    if not as_seen.filter(picked_at=None).update(picked_at=now):
        if not public.exists():
            raise NotPickable
        if not as_seen.exists():
            raise OtherWords
        return False
    _settle(comment, PICK, actor, now)
    comment.picked_at = now
    tell(Notice.PICKED, comment, now=now)
    return True


@transaction.atomic
def pick_all(*, comments: Iterable[Comment], actor: Actor, now: datetime) -> int:
    """Pick all of these or none; return how many had not been picked yet. Raises as `pick`."""
    return sum(pick(comment=comment, actor=actor, now=now) for comment in _in_one_order(comments))


@transaction.atomic
def unpick_all(*, comments: Iterable[Comment], actor: Actor, now: datetime) -> int:
    """Take back whatever picks there are among these; return how many that were. Raises PermissionDenied."""
    return sum(unpick(comment=comment, actor=actor, now=now) for comment in _in_one_order(comments))


@transaction.atomic
def unpick(*, comment: Comment, actor: Actor, now: datetime) -> bool:
    """Take a pick back, whoever made it; nobody is told. False if there was none. Raises PermissionDenied."""
    if not actor.may_edit:
        raise PermissionDenied
    advance(comment.thread_id)
    if not Comment.objects.picked().filter(pk=comment.pk).update(picked_at=None):
        return False
    _settle(comment, UNPICK, actor, now)
    comment.picked_at = None
    return True


def _in_one_order(comments: Iterable[Comment]) -> list[Comment]:
    """Threads are taken in the order of their ids, so that nobody waits in a circle."""
    return sorted(comments, key=lambda comment: (comment.thread_id, comment.pk))


def _settle(comment: Comment, move: str, actor: Actor, now: datetime) -> None:
    """Log it, and give the page of the conversation another name. The state stays, so the log names none."""
    entry_about(comment, move=move, actor=actor, from_state="", to_state="", reason="", now=now).save(
        force_insert=True
    )
    advance(comment.thread_id, version=1)
    logger.info("comment.picked" if move == PICK else "comment.unpicked", extra={"comment": comment.pk})
