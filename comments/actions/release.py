"""A moderator's decision about edits that were held: released or refused, all of them or none (C6, M4)."""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.rules.roles import Actor
from comments.actions.casework import ask_whether_claimed
from comments.actions.counters import hold_threads
from comments.actions.moderate import OwnComment, is_only_moderator
from comments.actions.rulings import end_casework
from comments.actions.statements import open_case_of_edit
from comments.actions.telling import Notice, tell
from comments.actions.texts import note_edit, put_up
from comments.models import Comment, CommentVersion, LogEntry, LogNote
from comments.rules import editing, reasons
from comments.rules.states import State

logger = logging.getLogger(__name__)


class StaleEdit(Exception):
    """The edit no longer waits: somebody decided, or its author wrote anew; `edit` is as it was loaded."""

    def __init__(self, edit: CommentVersion) -> None:
        super().__init__(f"text {edit} does not wait any more")
        self.edit = edit


def decide_edits(
    *,
    edits: Sequence[CommentVersion],
    release: bool,
    actor: Actor,
    reason: str = "",
    note: str = "",
    statement: str = "",
    despite_claims: bool = False,
    now: datetime,
) -> list[LogEntry]:
    """Show these held texts in place of those that stand there, or refuse them; return the log's entries.

    `edits` are loaded with their comments. `reason` is a key of `reasons.REMOVAL` or empty, `note` is for
    moderators only, `statement` for the author of what is refused. Raises PermissionDenied (OwnComment),
    UnknownReason, StaleEdit, and ClaimedByOthers unless it is decided `despite_claims`.
    """
    _ask_whether_allowed(edits, actor, release)
    reasons.check_reason(reason)
    entries = []
    with transaction.atomic():
        hold_threads(edit.comment.thread_id for edit in edits)
        if not despite_claims:
            ask_whether_claimed([edit.comment for edit in edits], actor=actor, now=now)
        for edit in sorted(edits, key=lambda edit: edit.comment_id):
            entries.append(entry := _decide(edit, release, actor, reason, now))
            if not release:
                open_case_of_edit(edit, entry, statement=statement, actor=actor, now=now)
        end_casework([edit.comment_id for edit in edits], now=now)
        if note:
            LogNote.objects.bulk_create(LogNote(entry_id=entry.pk, text=note) for entry in entries)
    for entry in entries:
        logger.info("comment.edit_decided", extra={"comment": entry.comment_id, "move": entry.move})
    return entries


def _ask_whether_allowed(edits: Sequence[CommentVersion], actor: Actor, release: bool) -> None:
    if not actor.may_moderate:
        raise PermissionDenied
    own = actor.person_id is not None and any(edit.comment.author_id == actor.person_id for edit in edits)
    if own and release and not is_only_moderator(actor):
        raise OwnComment


def _decide(edit: CommentVersion, release: bool, actor: Actor, reason: str, now: datetime) -> LogEntry:
    comment = Comment.objects.public().filter(pk=edit.comment_id).first()
    target = State.PUBLIC if release else State.REMOVED
    if comment is None or not CommentVersion.objects.held().filter(pk=edit.pk).update(state=target):
        raise StaleEdit(edit)
    if release:
        put_up(comment, edit, now=now)
    edit.state = target
    if comment.author_id is not None and comment.author_id != actor.person_id:
        tell(Notice.EDITED, comment, now=now)
    return note_edit(
        comment,
        editing.RELEASED if release else editing.REFUSED,
        actor=actor,
        states=(State.PENDING, target),
        reason=reason,
        now=now,
    )
