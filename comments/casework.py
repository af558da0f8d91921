"""What moderators know of each other's work on some comments, and how much work there is (M4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.utils.functional import cached_property

from comments.models import (
    Appeal,
    CaseNote,
    Claim,
    Comment,
    CommentVersion,
    Discussion,
    Report,
    Ruled,
    Ruling,
    SecondOpinion,
)
from comments.rules.casework import COUNTED, LISTED
from comments.rules.states import State


@dataclass(frozen=True)
class Casework:
    """A claim in force, the notes from the oldest on, and the question for a second opinion that is open."""

    claim: Claim | None = None
    notes: list[CaseNote] = field(default_factory=list)
    opinion: SecondOpinion | None = None


def casework_of(comments: Iterable[Comment], now: datetime) -> dict[int, Casework]:
    """Return what there is for each of these comments, by its id. Three queries."""
    ids = [comment.pk for comment in comments]
    claims = {c.comment_id: c for c in Claim.objects.in_force(now).filter(comment__in=ids).with_people()}
    asked = SecondOpinion.objects.open().filter(comment__in=ids).with_people()
    opinions = {opinion.comment_id: opinion for opinion in asked}
    notes: dict[int, list[CaseNote]] = defaultdict(list)
    for note in CaseNote.objects.filter(comment__in=ids).select_related("person").order_by("pk"):
        notes[note.comment_id].append(note)
    return {pk: Casework(claims.get(pk), notes.get(pk, []), opinions.get(pk)) for pk in ids}


def last_ruling(person_id: int, now: datetime) -> Ruling | None:
    """Return the last decision of a moderator that can still be undone."""
    return Ruling.objects.filter(by=person_id).can_be_undone(now).latest_first().first()


def rulings_about(comments: QuerySet[Comment], person_id: int, now: datetime) -> QuerySet[Ruling]:
    """Return the own decisions about any of these comments that can still be undone, the last one first."""
    own = Ruling.objects.filter(by=person_id).can_be_undone(now)
    about = Ruled.objects.filter(comment__in=comments.order_by().values("pk")).values("ruling")
    return own.filter(pk__in=about).latest_first()


def rulings_of(person_id: int) -> QuerySet[Any]:
    """Return all own decisions that are kept, the last one first; `first` is the id of a comment of each."""
    first = Ruled.objects.filter(ruling=OuterRef("pk")).order_by("pk").values("comment")[:1]
    return Ruling.objects.filter(by=person_id).annotate(first=Subquery(first)).latest_first()


class _UpTo(Subquery):
    """How many rows a query has, which says itself how many it looks at."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Counts:
    """How much there is in each list; never more than `COUNTED`, so that no list is counted to its end."""

    waiting: int
    reported: int
    appeals: int
    opinions: int
    edits: int
    spam: int
    removed: int


def counts() -> Counts:
    """Count all lists of the queue in one query."""
    lists: dict[str, QuerySet[Any]] = {
        "waiting": Comment.objects.in_state(State.PENDING).order_by().values("pk"),
        "reported": Report.objects.open().order_by().values("comment").distinct(),
        "appeals": Appeal.objects.waiting().order_by().values("pk"),
        "opinions": SecondOpinion.objects.wanted().order_by().values("pk"),
        "edits": CommentVersion.objects.waiting().order_by().values("pk"),
        "spam": Comment.objects.in_state(State.SPAM).order_by().values("pk"),
        "removed": Comment.objects.in_state(State.REMOVED).order_by().values("pk"),
    }
    rows = Discussion.objects.filter(pk=1).annotate(
        **{f"in_{name}": _UpTo(query[:COUNTED]) for name, query in lists.items()}
    )
    names = [f"in_{name}" for name in lists]
    found = rows.values_list(*names).first()
    if found is None:
        Discussion.load()
        found = rows.values_list(*names).get()
    return Counts(*found)


class LongList(Paginator):
    """Pages of a list of which nobody reads the end: no more rows are counted than can be paged through."""

    @cached_property
    def count(self) -> int:
        return cast("QuerySet[Any]", self.object_list)[:LISTED].count()
