"""Keeping what a decision changed, so that it can be undone for ten minutes (M4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.rules.roles import Actor
from comments.actions.statements import Reversed
from comments.models import Claim, Comment, LogEntry, Report, Ruled, Ruling, SecondOpinion
from comments.rules.casework import KEPT_FOR, UNDO_FOR
from comments.rules.states import Move


def open_ruling(*, move: Move, count: int, actor: Actor, now: datetime) -> Ruling | None:
    """Note that somebody decides about so many comments; None for the system, which undoes nothing."""
    if actor.person_id is None:
        return None
    return Ruling.objects.create(by_id=actor.person_id, move=move.name, count=count, at=now)


def held_until(ruling: Ruling | None) -> datetime | None:
    """Return until when nobody hears of a decision: as long as it can be undone."""
    return ruling.at + UNDO_FOR if ruling else None


def keep_way_back(
    ruling: Ruling,
    pairs: Iterable[tuple[Comment, LogEntry]],
    *,
    picks: Mapping[int, datetime | None],
    reports: Sequence[Report],
    fallen: Reversed,
) -> None:
    """Keep where these comments were, and what their entries of the log settled. One query.

    `picks` says since when each was picked, `reports` are those that were settled, as they were before.
    """
    before: dict[int, dict[str, Any]] = defaultdict(dict)
    for comment_id, picked_at in picks.items():
        if picked_at:
            before[comment_id]["picked_at"] = picked_at.isoformat()
    for report in reports:
        before[report.comment_id].setdefault("reports", []).append(_as_it_was(report))
    for name, found in (("cases", fallen.cases), ("appeals", fallen.appeals)):
        for pk, comment_id in found:
            before[comment_id].setdefault(name, []).append(pk)
    Ruled.objects.bulk_create(
        Ruled(
            ruling=ruling,
            comment_id=comment.pk,
            entry_id=entry.pk,
            was=entry.from_state,
            made=entry.to_state,
            text_number=comment.text_number,
            before=before[comment.pk],
        )
        for comment, entry in pairs
    )


def _as_it_was(report: Report) -> list[Any]:
    decided_at = report.decided_at.isoformat() if report.decided_at else None
    return [report.pk, report.outcome, decided_at, report.entry_id]


def end_casework(comment_ids: Iterable[int], *, now: datetime) -> None:
    """End claims and questions about comments that were decided about. Two queries."""
    ids = list(comment_ids)
    Claim.objects.filter(comment__in=ids).delete()
    SecondOpinion.objects.open().filter(comment__in=ids).update(closed_at=now)


def forget_rulings(*, now: datetime) -> int:
    """Drop what can no longer be undone, and claims that are over; return how many decisions those were."""
    Claim.objects.filter(until__lte=now).delete()
    return old_rulings(now).delete()[1].get("comments.Ruling", 0)


def old_rulings(now: datetime) -> QuerySet[Ruling]:
    """Decisions that stand in nobody's list any more, and can no longer be undone."""
    return Ruling.objects.filter(at__lt=now - KEPT_FOR)
