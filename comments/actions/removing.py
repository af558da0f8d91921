"""Moderators take one earlier text of a comment from readers, without the comment (C6, M4)."""

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.rules.roles import Actor
from comments.actions.counters import advance
from comments.actions.moderate import OwnComment, is_only_moderator
from comments.actions.texts import note_edit
from comments.models import CommentVersion, LogEntry, LogNote
from comments.rules import editing, reasons
from comments.rules.states import State

logger = logging.getLogger(__name__)


class StaleText(Exception):
    """Readers no longer have this text: somebody removed it before; or the comment still shows it."""


@transaction.atomic
def remove_text(
    *, text: CommentVersion, actor: Actor, reason: str = "", note: str = "", now: datetime
) -> LogEntry:
    """Take an earlier text from readers, who get a line with the `reason`; return the entry of the log.

    `reason` is a key of `reasons.REMOVAL` or empty, `note` for moderators only; `text` is loaded with its
    comment. What the comment shows now is removed with the comment alone. Nobody removes what they said
    themselves: it stayed because others had answered it. Raises PermissionDenied (OwnComment),
    UnknownReason, StaleText.
    """
    if not actor.may_moderate:
        raise PermissionDenied
    comment = text.comment
    is_own = actor.person_id is not None and comment.author_id == actor.person_id
    if is_own and not is_only_moderator(actor):
        raise OwnComment
    reasons.check_reason(reason)
    advance(comment.thread_id)
    readable = CommentVersion.objects.filter(pk__in=CommentVersion.objects.removable().filter(pk=text.pk))
    if not readable.update(state=State.REMOVED):
        raise StaleText
    states = (State.PUBLIC, State.REMOVED)
    entry = note_edit(comment, editing.TEXT_REMOVED, actor=actor, states=states, reason=reason, now=now)
    CommentVersion.objects.filter(pk=text.pk).update(removed_in=entry.pk)
    if note:
        LogNote.objects.create(entry_id=entry.pk, text=note)
    advance(comment.thread_id, version=1)
    logger.info("comment.text_removed", extra={"comment": comment.pk})
    return entry
