"""Decisions of moderators that can be undone for ten minutes, as if they had never been made (M4).

Nobody is told of such a decision before that time is over, so there is nothing to take back from anybody.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts.models import Delivery
from accounts.rules.roles import Actor
from comments.actions.casework import ask_whether_claimed
from comments.actions.counters import hold_threads
from comments.actions.log import entry_about
from comments.actions.moderate import StaleState, bring_back, moderate_all
from comments.actions.rulings import open_ruling
from comments.actions.settling import outcome_key
from comments.actions.statements import statement_key
from comments.models import Appeal, Case, Comment, LogEntry, Report, Ruled, Ruling, SecondOpinion, Untold
from comments.rules.casework import UNDO_FOR
from comments.rules.states import UNDO, Move, State

__all__ = ["ChangedSince", "TooLate", "rule_on", "undo"]

logger = logging.getLogger(__name__)


class TooLate(Exception):
    """It was undone already, or made more than ten minutes ago."""


class ChangedSince(Exception):
    """Something else happened to some of these `comments` since the decision, so nothing is undone."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        super().__init__(f"changed since: {[comment.pk for comment in comments]}")
        self.comments = comments


@transaction.atomic
def rule_on(
    *,
    comments: Sequence[Comment],
    move: Move,
    actor: Actor,
    reason: str = "",
    note: str = "",
    statement: str = "",
    despite_claims: bool = False,
    now: datetime,
) -> Ruling | None:
    """Move all these comments or none, so that it can be undone; the arguments are those of `moderate_all`.

    Raises what that raises, and ClaimedByOthers unless it is decided `despite_claims`. What the system does
    is not undone, so there is no ruling then.
    """
    if not actor.may_moderate:
        raise PermissionDenied
    hold_threads(comment.thread_id for comment in comments)
    if not despite_claims:
        ask_whether_claimed(comments, actor=actor, now=now)
    ruling = open_ruling(move=move, count=len(comments), actor=actor, now=now)
    moderate_all(
        comments=comments,
        move=move,
        actor=actor,
        reason=reason,
        note=note,
        statement=statement,
        ruling=ruling,
        now=now,
    )
    return ruling


@transaction.atomic
def undo(*, ruling: Ruling, actor: Actor, now: datetime) -> int:
    """Bring everything back to where it was before an own decision; return how many comments that were.

    All or nothing. Raises TooLate, ChangedSince, and PermissionDenied for all but whoever decided.
    """
    if actor.person_id != ruling.by_id or not actor.may_moderate:
        raise PermissionDenied
    hold_threads(ruling.ruled.values_list("comment__thread", flat=True))
    if not Ruling.objects.can_be_undone(now).filter(pk=ruling.pk).update(undone_at=now):
        raise TooLate
    rows = list(ruling.ruled.select_related("comment").order_by("comment"))
    _ask_whether_as_decided(rows)
    _move_back(rows, actor, now)
    _take_back_what_followed(ruling, rows)
    logger.info("ruling.undone", extra={"ruling": ruling.pk, "comments": len(rows)})
    return len(rows)


def _ask_whether_as_decided(rows: Sequence[Ruled]) -> None:
    """Raise ChangedSince where the log knows of anything later, or state and text are others now."""
    entries = LogEntry.objects.filter(comment_id__in=[row.comment_id for row in rows]).order_by()
    latest = dict(entries.values_list("comment_id").annotate(Max("id")))
    changed = [
        row.comment
        for row in rows
        if latest[row.comment_id] != row.entry_id
        or (row.comment.state, row.comment.text_number) != (row.made, row.text_number)
    ]
    if changed:
        raise ChangedSince(changed)


def _move_back(rows: Sequence[Ruled], actor: Actor, now: datetime) -> None:
    """Move those that were moved, group by group; of the others the log says that they were decided about."""
    reasons = _reasons_before(rows)
    groups: dict[tuple[str, str, str], list[Comment]] = defaultdict(list)
    for row in rows:
        groups[row.made, row.was, reasons.get(row.comment_id, "")].append(row.comment)
    for (made, was, reason), comments in sorted(groups.items(), key=lambda item: item[0]):
        if made == was:
            _log_undone(comments, reason, actor, now)
            continue
        try:
            bring_back(comments=comments, was=State(was), reason=reason, actor=actor, now=now)
        except StaleState as stale:
            raise ChangedSince([stale.comment]) from stale


def _reasons_before(rows: Sequence[Ruled]) -> dict[int, str]:
    """Why each comment was where it was: the reason of the last entry before that of the decision."""
    decided = {row.comment_id: row.entry_id for row in rows}
    found = {}
    entries = LogEntry.objects.filter(comment_id__in=decided).order_by("id")
    for comment_id, pk, reason in entries.values_list("comment_id", "id", "reason"):
        if comment_id is not None and pk < decided[comment_id]:
            found[comment_id] = reason
    return found


def _log_undone(comments: Iterable[Comment], reason: str, actor: Actor, now: datetime) -> None:
    for comment in comments:
        entry = entry_about(
            comment,
            move=UNDO,
            actor=actor,
            from_state=comment.state,
            to_state=comment.state,
            reason=reason,
            now=now,
        )
        entry.save(force_insert=True)


def _take_back_what_followed(ruling: Ruling, rows: Sequence[Ruled]) -> None:
    """Forget the cases that it opened, open again what it closed, and drop the news that nobody has heard."""
    ids, entries = [row.comment_id for row in rows], [row.entry_id for row in rows]
    opened = list(Case.objects.filter(entry_id__in=entries).values_list("pk", flat=True))
    _drop_mails(statement_key(pk) for pk in opened)
    Case.objects.filter(pk__in=opened).delete()
    Case.objects.filter(pk__in=_kept(rows, "cases")).update(reversed_at=None)
    Appeal.objects.filter(pk__in=_kept(rows, "appeals")).update(
        decided_at=None, decided_by=None, granted=None
    )
    _open_reports_again(rows)
    for row in rows:
        if picked_at := row.before.get("picked_at"):
            Comment.objects.public().filter(pk=row.comment_id).update(picked_at=picked_at)
    SecondOpinion.objects.filter(comment__in=ids, closed_at=ruling.at).update(closed_at=None)
    Untold.objects.filter(comment__in=ids, at=ruling.at, held_until=ruling.at + UNDO_FOR).delete()


def _open_reports_again(rows: Sequence[Ruled]) -> None:
    kept = _kept(rows, "reports")
    present = dict(Report.objects.filter(pk__in=[pk for pk, *_rest in kept]).values_list("pk", "outcome"))
    _drop_mails(outcome_key(pk, outcome) for pk, outcome in present.items())
    for pk, outcome, decided_at, entry_id in kept:
        Report.objects.filter(pk=pk).update(outcome=outcome, decided_at=decided_at, entry_id=entry_id)


def _kept(rows: Iterable[Ruled], name: str) -> list[Any]:
    return [each for row in rows for each in row.before.get(name, ())]


def _drop_mails(keys: Iterable[str]) -> None:
    Delivery.objects.filter(key__in=list(keys), state=Delivery.State.OWED).delete()
