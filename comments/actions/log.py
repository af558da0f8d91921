"""Entries of the log that only grows."""

from datetime import datetime
from typing import Any

from accounts.models import Measure
from accounts.rules.roles import Actor
from comments.models import Comment, LogEntry

TAKEN, LIFTED, KEPT = "person measure", "person lift", "person keep"  # what a line about a measure says


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
    return _entry(
        move,
        actor,
        now,
        thread_id=comment.thread_id,
        comment_id=comment.pk,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
    )


def entry_about_rules(
    move: str,
    *,
    thread_id: int = 0,
    comment_id: int | None = None,
    was: str = "",
    becomes: str = "",
    actor: Actor,
    now: datetime,
) -> LogEntry:
    """Return an entry about the rules of a conversation, 0: of the whole site. It is not stored yet.

    `was` and `becomes` are short words for what was set before and is set now.
    """
    return _entry(
        move,
        actor,
        now,
        thread_id=thread_id,
        comment_id=comment_id,
        from_state=was,
        to_state=becomes,
    )


def entry_about_measure(measure: Measure, *, move: str, actor: Actor, now: datetime) -> LogEntry:
    """Return an entry that is not stored yet; a measure is a state that the person comes into or leaves."""
    return _entry(
        move,
        actor,
        now,
        thread_id=0,
        person_id=measure.person_id,
        from_state="" if move == TAKEN else measure.kind,
        to_state="" if move == LIFTED else measure.kind,
        reason=measure.ground,
    )


def _entry(move: str, actor: Actor, now: datetime, **about: Any) -> LogEntry:
    return LogEntry(
        at=now,
        move=move,
        actor_kind=actor.kind,
        actor_id=actor.person_id,
        actor_name=actor.name,
        **about,
    )
