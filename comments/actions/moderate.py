"""Every move of a comment from one state to another (M1)."""

import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.rules.roles import Actor, ActorKind, Role
from comments.actions.counters import advance, count_above, credit, hold_threads
from comments.actions.indexing import index_comments
from comments.actions.lessons import learn_from
from comments.actions.log import entry_about
from comments.actions.offices import ask_to_take_back
from comments.actions.removals import change_of_removals, count_removals
from comments.actions.rulings import end_casework, held_until, keep_way_back
from comments.actions.settling import settle_reports
from comments.actions.statements import follow_with_cases, reported
from comments.actions.telling import Notice, tell_all
from comments.actions.texts import follow_with_texts
from comments.models import Comment, LogEntry, LogNote, Ruling
from comments.rules import paths, reasons
from comments.rules.picks import ends_pick
from comments.rules.states import SPAM, TAKEN_DOWN, ImpossibleMove, Move, State, apply, may, undoing

__all__ = ["ImpossibleMove", "OwnComment", "StaleState", "bring_back", "moderate", "moderate_all"]

logger = logging.getLogger(__name__)


class StaleState(Exception):
    """Somebody else moved or changed the comment since it was loaded; `comment` is as it was loaded."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(f"comment {comment.pk} is no longer {comment.state} with text {comment.text_number}")
        self.comment = comment


class OwnComment(PermissionDenied):
    """A moderator wanted to publish an own comment that was held or taken down: somebody else decides."""


@dataclass(frozen=True)
class _Moved:
    entry: LogEntry
    public_seq: int | None
    picked_at: datetime | None


def moderate(
    *,
    comment: Comment,
    move: Move,
    actor: Actor,
    reason: str = "",
    note: str = "",
    statement: str = "",
    now: datetime,
) -> LogEntry:
    """Move a comment and return the entry of the log. `reason` is a key of `reasons.REMOVAL` or empty.

    `note` is for moderators only and can be erased later, `statement` for the author of what is taken down.
    The state that `comment` was loaded with must still be true, and so must its text, unless its author moves
    it. Raises PermissionDenied (OwnComment, NotInOffice), UnknownReason, ImpossibleMove, StaleState.
    """
    return moderate_all(
        comments=[comment], move=move, actor=actor, reason=reason, note=note, statement=statement, now=now
    )[0]


def moderate_all(
    *,
    comments: Sequence[Comment],
    move: Move,
    actor: Actor,
    reason: str = "",
    note: str = "",
    statement: str = "",
    tells_author: bool = True,
    ruling: Ruling | None = None,
    now: datetime,
) -> list[LogEntry]:
    """Move all these comments or none, and return their entries in the same order. Raises as `moderate`.

    Not `tells_author`: the caller does, in other words. With a `ruling` it can be undone, and nobody hears of
    it before that time is over.
    """
    _ask_whether_allowed(comments, move, actor)
    reasons.check_reason(reason)
    reason = reason or ("spam" if move is SPAM else "")
    targets = {comment.pk: apply(State(comment.state), move) for comment in comments}
    _ask_for_words(comments, targets)
    with transaction.atomic():
        were_reported = reported(comments)
        moved = _move_each(comments, targets=targets, move=move, actor=actor, reason=reason, now=now)
        pairs = [(comment, moved[comment.pk].entry) for comment in {c.pk: c for c in comments}.values()]
        until = held_until(ruling)
        fallen = follow_with_cases(
            pairs,
            were_reported=were_reported,
            statement=statement,
            actor=actor,
            held_until=until,
            now=now,
        )
        settled = settle_reports(pairs, held_until=until, now=now)
        tell_all(_news_of(pairs, actor, tells_author), held_until=until, now=now)
        end_casework(moved, now=now)
        if ruling:
            picks = {pk: each.picked_at for pk, each in moved.items()}
            keep_way_back(ruling, pairs, picks=picks, reports=settled, fallen=fallen)
        if note:
            LogNote.objects.bulk_create(LogNote(entry_id=m.entry.pk, text=note) for m in moved.values())
        if actor.kind is ActorKind.PERSON and not move.by_author:
            learn_from.enqueue([comment.pk for comment in comments])
    for comment in comments:
        comment.state, comment.public_seq = targets[comment.pk], moved[comment.pk].public_seq
        logger.info("comment.moderated", extra={"comment": comment.pk, "move": move.name})
    return [moved[comment.pk].entry for comment in comments]


def bring_back(*, comments: Sequence[Comment], was: State, reason: str, actor: Actor, now: datetime) -> None:
    """Move comments of one state back to where they were before a decision, which then was for `reason`.

    States, figures, index and lessons follow; cases, reports and whatever else followed from the decision is
    for the caller, who asks for permission as well. Raises StaleState.
    """
    move = undoing(State(comments[0].state), was)
    targets = {comment.pk: apply(State(comment.state), move) for comment in comments}
    with transaction.atomic():
        _move_each(comments, targets=targets, move=move, actor=actor, reason=reason, now=now)
        if was is State.PUBLIC:  # news of before, which was not true meanwhile; nobody hears of it twice
            tell_all([(Notice.THREAD, comment) for comment in comments], now=now)
        learn_from.enqueue([comment.pk for comment in comments])
    for comment in comments:
        logger.info("comment.moderated", extra={"comment": comment.pk, "move": move.name})


def _ask_whether_allowed(comments: Sequence[Comment], move: Move, actor: Actor) -> None:
    for comment in comments:
        if move.by_author and comment.office:
            ask_to_take_back(comment, actor)
    if all(may(actor, move, comment.author_id) for comment in comments):
        return
    if not may(actor, move, None):
        raise PermissionDenied
    if not is_only_moderator(actor):
        raise OwnComment


def _ask_for_words(comments: Sequence[Comment], targets: dict[int, State]) -> None:
    """Refuse to publish what is empty since its author left: its words are gone for good."""
    if any(targets[comment.pk] is State.PUBLIC and not comment.source for comment in comments):
        raise ImpossibleMove("its author left, and nothing is left to be read")


def is_only_moderator(actor: Actor) -> bool:
    """Whether an administrator is alone, so that nobody else could decide about the own comments."""
    everybody = User.moderators().values_list("pk", flat=True)
    return Role.ADMINISTRATOR in actor.roles and set(everybody) == {actor.person_id}


def _move_each(
    comments: Sequence[Comment],
    *,
    targets: dict[int, State],
    move: Move,
    actor: Actor,
    reason: str,
    now: datetime,
) -> dict[int, _Moved]:
    """Everybody takes rows in one order, threads, comments, people, so that nobody waits in a circle."""
    public, removed = Counter[int](), Counter[int]()
    moved, came_or_went = {}, []
    removals: dict[int, Counter[str]] = defaultdict(Counter)
    hold_threads(comment.thread_id for comment in comments)
    for comment in sorted({comment.pk: comment for comment in comments}.values(), key=lambda c: c.pk):
        was, target = State(comment.state), targets[comment.pk]
        change = change_of_removals(comment.pk, was, target, reason)
        removals[comment.thread_id].update(change)
        seq, picked_at = _move(
            comment, was, target, whatever_text=move.by_author, is_counted=any(change.values())
        )
        follow_with_texts(comment, target, now)
        entry = entry_about(
            comment, move=move.name, actor=actor, from_state=was, to_state=target, reason=reason, now=now
        )
        entry.save(force_insert=True)
        moved[comment.pk] = _Moved(entry, seq, picked_at)
        if State.PUBLIC in (was, target):
            came_or_went.append(comment.pk)
        if comment.author_id is not None:
            public[comment.author_id] += (target is State.PUBLIC) - (was is State.PUBLIC)
            removed[comment.author_id] += (target in TAKEN_DOWN) - (was in TAKEN_DOWN)
    count_removals(removals)
    for person_id in sorted(public):
        credit(person_id, public=public[person_id], removed=removed[person_id])
    index_comments(Comment.objects.filter(pk__in=came_or_went).defer("source", "evidence"))
    return moved


def _news_of(
    pairs: Sequence[tuple[Comment, LogEntry]], actor: Actor, tells_author: bool
) -> list[tuple[Notice, Comment]]:
    return [
        (kind, comment)
        for comment, entry in pairs
        for kind in _news(comment, State(entry.from_state), State(entry.to_state), actor, tells_author)
    ]


def _news(comment: Comment, was: State, target: State, actor: Actor, tells_author: bool) -> list[Notice]:
    """Of what others hear after this move, and of what its author does, who knows their own moves."""
    others = [Notice.THREAD] if target is State.PUBLIC else []
    if comment.author_id is None or comment.author_id == actor.person_id or not tells_author:
        return others
    if target is State.PUBLIC:
        return [*others, Notice.APPROVED]
    if target in TAKEN_DOWN and was not in TAKEN_DOWN:
        return [Notice.REMOVED]
    if target is State.HIDDEN:
        return [Notice.HIDDEN]
    return others


def _move(
    comment: Comment, was: State, target: State, *, whatever_text: bool, is_counted: bool
) -> tuple[int | None, datetime | None]:
    """Write the state if it is still `was`, and every figure that follows; the thread's row is held.

    The text must be the one that was loaded, unless `whatever_text`: nobody decides about unread words.
    `is_counted`: the page says how many comments were removed, and now another number.

    Return the place in the public sequence, which a comment gets once and keeps while it is away, and since
    when it had been picked.
    """
    row = Comment.objects.filter(pk=comment.pk, state=was)
    row = row if whatever_text else row.filter(text_number=comment.text_number)
    seen = row.values("public_seq", "public_below", "path", "thread_id", "picked_at").first()
    if seen is None:
        raise StaleState(comment)
    thread_id, seq = seen["thread_id"], seen["public_seq"]
    if target is State.PUBLIC and seq is None:
        seq = advance(thread_id, public_seqs=1).last_public_seq
    lost = {"picked_at": None} if ends_pick(target) else {}
    if not row.update(state=target, public_seq=seq, **lost):
        raise StaleState(comment)
    difference = (target is State.PUBLIC) - (was is State.PUBLIC)
    count_above(thread_id, seen["path"], difference)
    advance(
        thread_id,
        public_count=difference,
        shown_roots=_roots_that_came_or_went(thread_id, seen["path"], was, target) if difference else 0,
        version=int(bool(difference or seen["public_below"] or is_counted)),
    )
    return seq, seen["picked_at"]


def _roots_that_came_or_went(thread_id: int, path: str, was: State, target: State) -> int:
    """Return 1 if the first comment of the sub-thread is shown since this move, -1 if no longer, else 0."""
    root = Comment.objects.at(thread_id, [paths.root_of(path)]).values("state", "public_below").get()
    if path == paths.root_of(path):
        if root["public_below"]:
            return 0
        return (target is State.PUBLIC) - (was is State.PUBLIC)
    if root["state"] == State.PUBLIC:
        return 0
    return int(target is State.PUBLIC and root["public_below"] == 1) - int(
        was is State.PUBLIC and root["public_below"] == 0
    )
