"""Entries of the log that only grows."""

from datetime import datetime

from accounts.rules.roles import Actor
from comments.models import Comment, LogEntry


def entry_about(
    comment: Comment,
    *,
    move: str,
    actor: Actor,
    from_state: str,
    to_state: str,
    reason: str,
    now: datetime,
) -> LogEntry:
    """Return an entry that is not stored yet."""
    return LogEntry(
        at=now,
        move=move,
        actor_kind=actor.kind,
        actor_id=actor.person_id,
        actor_name=actor.name,
        thread_id=comment.thread_id,
        comment_id=comment.pk,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
    )
