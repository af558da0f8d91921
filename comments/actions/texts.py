"""The texts of a comment: keeping them, and putting another one up in place of the one that is shown (C6)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from accounts.rules.roles import Actor
from comments.actions.counters import advance
from comments.actions.indexing import index_comments
from comments.actions.log import entry_about
from comments.actions.mentions import note_mentions
from comments.history import is_answered, readable_since
from comments.models import Comment, CommentVersion, LogEntry
from comments.people import addressed_in
from comments.rules.editing import free_until
from comments.rules.spam.words import text_key
from comments.rules.states import State
from markup import RENDERER_VERSION, render_comment

TEXT_COLUMNS = (
    "source", "html", "renderer", "text_number", "picked_at", "edited_at", "revised", "evidence", "text_key",
)  # fmt: skip


def newest_number(comment: Comment) -> int:
    """Return the number of the text that was written last, whatever became of it."""
    return comment.versions.aggregate(newest=Max("number"))["newest"] or comment.text_number


def keep_first_text(comment: Comment) -> None:
    """Store the text that a comment was born with as its first one, unless that was done before."""
    if comment.versions.exists():
        return
    CommentVersion.objects.create(
        comment=comment,
        number=comment.text_number,
        source=comment.source,
        html=comment.html,
        renderer=comment.renderer,
        evidence=comment.evidence,
        state=State.PUBLIC,
        written_at=comment.posted_at,
        written_by_id=comment.author_id,
        public_at=readable_since(comment),
    )


def put_up(comment: Comment, version: CommentVersion, *, now: datetime) -> None:
    """Let a stored text take the place of the one that `comment` shows.

    The row of the thread is held. The text that is replaced stays for readers where it was replaced too late
    to disappear. Search and counters of versions follow.
    """
    shown = State(comment.state) is State.PUBLIC
    if _stays(comment, now):
        comment.versions.filter(number=comment.text_number).update(stays=True)
        comment.revised = True
    addressed = addressed_in(version.source, comment.thread_id)
    if addressed.links or version.renderer != RENDERER_VERSION:
        # While it waited, names or rules may have changed.
        version.html = render_comment(version.source, addressed.links)
        version.renderer = RENDERER_VERSION
    version.state, version.public_at = State.PUBLIC, now if shown else None
    version.save(update_fields=["html", "renderer", "state", "public_at"])
    comment.source, comment.html, comment.renderer = version.source, version.html, version.renderer
    comment.text_number = version.number
    comment.evidence, comment.text_key = version.evidence, text_key(version.source)
    comment.picked_at = None  # the words that were picked are not these
    if comment.public_seq is not None:
        comment.edited_at = now
    comment.save(update_fields=TEXT_COLUMNS)
    note_mentions(comment, addressed.people)
    advance(comment.thread_id, version=int(shown))
    if shown:
        index_comments([comment])


def note_edit(
    comment: Comment,
    move: str,
    *,
    actor: Actor,
    states: tuple[str, str],
    reason: str = "",
    now: datetime,
) -> LogEntry:
    """Store and return the entry of the log about an edit; `states` are those it came from and is in."""
    entry = entry_about(
        comment, move=move, actor=actor, from_state=states[0], to_state=states[1], reason=reason, now=now
    )
    entry.save(force_insert=True)
    return entry


def take_away_waiting(comment: Comment) -> int:
    """Take back the edit that waits, if there is one; return how many that were."""
    return comment.versions.held().update(state=State.WITHDRAWN)


def follow_with_texts(comment: Comment, target: State, now: datetime) -> None:
    """Let the texts of a comment follow its move to `target`."""
    if target is State.PUBLIC and comment.text_number > 1:
        shown = comment.versions.filter(number=comment.text_number, public_at=None)
        shown.update(public_at=now)
    if target is State.WITHDRAWN:
        take_away_waiting(comment)


def _stays(comment: Comment, now: datetime) -> bool:
    """Whether readers keep the text that is replaced now."""
    if not comment.versions.filter(number=comment.text_number, public_at__isnull=False).exists():
        return False
    end = free_until(readable_since=readable_since(comment), answered=is_answered(comment), now=now)
    return end is None
