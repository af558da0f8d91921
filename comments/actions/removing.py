"""Moderators take one earlier text of a comment from readers, or give it back (C6, M4)."""

import logging
from collections import Counter
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.rules.roles import Actor
from comments.actions.counters import advance
from comments.actions.moderate import OwnComment, is_only_moderator
from comments.actions.removals import count_removals
from comments.actions.statements import open_case_of_words, reverse_case_of_text
from comments.actions.telling import Notice, tell
from comments.actions.texts import note_edit
from comments.models import Comment, CommentVersion, LogEntry, LogNote
from comments.rules import editing, reasons
from comments.rules.cases import Measure
from comments.rules.removals import TEXTS
from comments.rules.states import State

logger = logging.getLogger(__name__)


class StaleText(Exception):
    """The text is no longer where it was: somebody removed it or put it back, or the comment shows it."""


@transaction.atomic
def remove_text(
    *,
    text: CommentVersion,
    actor: Actor,
    reason: str = "",
    note: str = "",
    statement: str = "",
    now: datetime,
) -> LogEntry:
    """Take an earlier text from readers, who get a line with the `reason`; return the entry of the log.

    `reason` is a key of `reasons.REMOVAL` or empty, `note` for moderators only, `statement` for the author,
    who gets the reasons; `text` is loaded with its comment. What the comment shows now is removed with the
    comment alone. Nobody removes what they said themselves: it stayed because others had answered it. Raises
    PermissionDenied (OwnComment), UnknownReason, StaleText.
    """
    _ask_whether_allowed(text.comment, actor)
    comment = text.comment
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
    told = open_case_of_words(
        comment, entry, Measure.TEXT_REMOVED, text_number=text.number, statement=statement, actor=actor
    )
    if told and comment.author_id is not None:
        tell(Notice.TEXT_REMOVED, comment, now=now)
    count_removals({comment.thread_id: Counter({TEXTS: 1})})
    advance(comment.thread_id, version=1)
    logger.info("comment.text_removed", extra={"comment": comment.pk})
    return entry


@transaction.atomic
def restore_text(*, text: CommentVersion, actor: Actor, note: str = "", now: datetime) -> LogEntry:
    """Give an earlier text back to readers that was taken from them; return the entry of the log.

    The decision holds no longer, and an appeal against it that waits is granted. About own words somebody
    else decides. Raises PermissionDenied (OwnComment), StaleText.
    """
    _ask_whether_allowed(text.comment, actor)
    comment = text.comment
    advance(comment.thread_id)
    removed = CommentVersion.objects.filter(pk=text.pk, state=State.REMOVED, removed_in__isnull=False)
    if not removed.update(state=State.PUBLIC, removed_in=None):
        raise StaleText
    states = (State.REMOVED, State.PUBLIC)
    entry = note_edit(comment, editing.TEXT_RESTORED, actor=actor, states=states, now=now)
    if note:
        LogNote.objects.create(entry_id=entry.pk, text=note)
    reverse_case_of_text(comment, text.removed_in or 0, actor, now)
    count_removals({comment.thread_id: Counter({TEXTS: -1})})
    advance(comment.thread_id, version=1)
    logger.info("comment.text_restored", extra={"comment": comment.pk})
    return entry


def _ask_whether_allowed(comment: Comment, actor: Actor) -> None:
    if not actor.may_moderate:
        raise PermissionDenied
    is_own = actor.person_id is not None and comment.author_id == actor.person_id
    if is_own and not is_only_moderator(actor):
        raise OwnComment
