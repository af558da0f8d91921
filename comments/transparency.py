"""The figures that are published, asked of the log: four queries for any number of decisions (M8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    Count,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.expressions import RawSQL

from comments.models import LogEntry, LogSeal
from comments.querysets import LogQuerySet
from comments.rules import waiting
from comments.rules.transparency import DECISIONS, Month, first_days, midnight, months_of
from comments.rules.transparency import Count as Counted

MOST_WAITS = 20_000  # the latest ones; older months then have no median


def months_of_the_log() -> list[Month]:
    """Return what was decided in each month from the first decision to the last, the oldest first."""
    zone = ZoneInfo(settings.TIME_ZONE)
    span = _decisions().aggregate(begin=Min("at"), end=Max("at"))
    if span["begin"] is None:
        return []
    days = first_days(span["begin"], span["end"], zone)
    begins = [midnight(day, zone) for day in days]
    return months_of(days, _counts(begins), _waits(begins))


def last_seal() -> LogSeal | None:
    """The newest range of the log that is sealed."""
    return LogSeal.objects.exclude(sealed_at=None).order_by("-number").first()


def _decisions() -> LogQuerySet:
    """The lines that are counted. The words are those of the index `log_of_decisions`.

    Parameters in their place would hide the index from SQLite, which plans before it knows the values.
    """
    moves = ", ".join(f"'{move}'" for move in DECISIONS)
    counted = RawSQL(f"comments_logentry.move IN ({moves})", (), output_field=BooleanField())  # noqa: S611  # of constants
    return LogEntry.objects.filter(counted)


def _counts(begins: Sequence[datetime]) -> Iterator[Counted]:
    columns = ("month", "move", "from_state", "to_state", "reason")
    found = _decisions().annotate(month=_month(begins)).order_by().values_list(*columns)
    for row in found.annotate(number=Count("id")):
        yield Counted(*row)


def _waits(begins: Sequence[datetime]) -> Iterator[tuple[int, timedelta]]:
    """How long each wait took that a decision ended, with the number of its month."""
    before = LogEntry.objects.filter(comment_id=OuterRef("comment_id"), id__lt=OuterRef("id"))
    ended = LogEntry.objects.ended_waits(since=begins[0] - timedelta(microseconds=1))
    rows = (
        ended.filter(move__in=waiting.DECISIONS)
        .annotate(month=_month(begins), since=Subquery(before.order_by("-id").values("at")[:1]))
        .order_by("-at")
        .values_list("month", "since", "at")
    )
    for month, since, at in rows[:MOST_WAITS]:
        if since is not None:
            yield month, at - since


def _month(begins: Sequence[datetime]) -> Case:
    """The number of the month in which a line of the log was written."""
    later = [When(at__gte=begin, then=Value(number)) for number, begin in enumerate(begins)]
    return Case(*reversed(later), default=Value(0), output_field=IntegerField())
