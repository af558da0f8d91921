"""How much waits for moderators in each list, and since when (M4, E13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Measure
from comments.models import Appeal, Comment, CommentVersion, LogEntry, Report
from comments.rules.states import State

HELD, REPORTED, APPEALS, EDITS, MEASURES = "held", "reported", "appeals", "edits", "measures"


@dataclass(frozen=True)
class Pile:
    """What waits in one list: how much, and since when the oldest does."""

    name: str
    count: int
    oldest: datetime

    def waits_longer_than(self, span: timedelta, now: datetime) -> bool:
        return now - self.oldest >= span


def piles() -> list[Pile]:
    """Return the lists in which something waits. Five queries."""
    found = [
        (HELD, _held()),
        (REPORTED, _of(Report.objects.open(), "reported_at", "comment")),
        (APPEALS, _of(Appeal.objects.waiting(), "made_at", "pk")),
        (EDITS, _of(CommentVersion.objects.waiting(), "written_at", "pk")),
        (MEASURES, _of(Measure.objects.appealed(), "appealed_at", "pk")),
    ]
    return [Pile(name, count, oldest) for name, (count, oldest) in found if oldest is not None]


def _of(rows: QuerySet[Any, Any], moment: str, what: str) -> tuple[int, datetime | None]:
    """Count these, and find the oldest."""
    found = rows.order_by().aggregate(count=Count(what, distinct=True), oldest=Min(moment))
    return found["count"], found["oldest"]


def _held() -> tuple[int, datetime | None]:
    """The same of comments that wait to be read: since they came, or since they were put back."""
    held = LogEntry.objects.filter(comment_id=OuterRef("pk"), to_state=State.PENDING)
    came = held.exclude(from_state=F("to_state")).order_by("-id").values("at")[:1]
    waiting = Comment.objects.in_state(State.PENDING).annotate(since=Coalesce(Subquery(came), "posted_at"))
    return _of(waiting, "since", "pk")
