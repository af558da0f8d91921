"""The log as people read it: each decision with the name of who made it and what was noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.rules.roles import ActorKind
from comments.models import Comment, LogEntry, LogNote
from comments.rules import waiting
from comments.rules.states import State
from comments.rules.thread_rules import GO_ON, MOVES, STOP

MOST_ABOUT_RULES = 100  # that are shown


@dataclass(frozen=True)
class Decision:
    """One entry of the log. `who` is a person's present name, or that of the rule or command; maybe empty."""

    entry: LogEntry
    who: str
    note: str = ""


def decisions_about(comments: Iterable[Comment]) -> dict[int, list[Decision]]:
    """Return the decisions about each comment by its id, the oldest first. Three queries at most."""
    found: dict[int, list[Decision]] = {}
    about = LogEntry.objects.filter(comment_id__in=[comment.pk for comment in comments])
    for decision in _decisions(about.order_by("id")):
        found.setdefault(decision.entry.comment_id or 0, []).append(decision)
    return found


def decisions_about_rules(thread_id: int, *, most: int = MOST_ABOUT_RULES) -> list[Decision]:
    """Return the latest decisions about the rules of a conversation, 0: of the whole site; newest first.

    What was pinned there is among them. Three queries.
    """
    about = LogEntry.objects.filter(thread_id=thread_id, move__in=[*MOVES, STOP, GO_ON])
    return _decisions(about.order_by("-id")[:most])


def _decisions(found: QuerySet[LogEntry]) -> list[Decision]:
    entries = list(found)
    people = {e.actor_id for e in entries if e.actor_kind == ActorKind.PERSON and e.actor_id is not None}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "username"))
    ids = [entry.pk for entry in entries]
    notes = dict(LogNote.objects.filter(entry_id__in=ids).values_list("entry_id", "text"))
    return [
        Decision(entry, names.get(entry.actor_id or 0, entry.actor_name), notes.get(entry.pk, ""))
        for entry in entries
    ]


def latest_reason(comment: Comment) -> str:
    """Return the reason of the last decision about a comment; empty without one."""
    reasons = LogEntry.objects.filter(comment_id=comment.pk).order_by("-id").values_list("reason", flat=True)
    return reasons.first() or ""


def reasons_of(entries: Iterable[int]) -> dict[int, str]:
    """Return the reasons of these entries of the log; one query, none without entries."""
    return dict(LogEntry.objects.filter(pk__in=list(entries)).values_list("pk", "reason"))


def readable_since(comment: Comment) -> datetime | None:
    """Return when readers first got a comment, None if they never did; what was born public was posted so."""
    if comment.public_seq is None:
        return None
    moves = LogEntry.objects.filter(comment_id=comment.pk, to_state=State.PUBLIC).order_by("id")
    first = moves.values_list("from_state", "at").first()
    return first[1] if first and first[0] else comment.posted_at


def is_answered(comment: Comment) -> bool:
    """Whether somebody else has answered in public; an answer that nobody could read gives nothing away."""
    answers = Comment.objects.filter(parent=comment, public_seq__isnull=False)
    return answers.exclude(author_id=comment.author_id).exists()


def waits(now: datetime) -> list[timedelta]:
    """Return how long the latest of those comments and edits waited that were decided in the last days.

    One query along an index of the ends of waits. Each is counted from the entry of the log before it: from
    when the words that were decided about had come, or from when they were put back.
    """
    before = LogEntry.objects.filter(comment_id=OuterRef("comment_id"), id__lt=OuterRef("id"))
    ended = LogEntry.objects.ended_waits(since=now - timedelta(days=waiting.DAYS))
    latest = (
        ended.filter(move__in=waiting.DECISIONS)
        .order_by("-at")
        .annotate(since=Subquery(before.order_by("-id").values("at")[:1]))
    )
    moments = latest.values_list("since", "at")[: waiting.MOST]
    return [at - since for since, at in moments if since is not None]
