"""Members who have begun to write: who they are, and what they have written so far (M4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models import Count as CountOf
from django.db.models.functions import RowNumber

from accounts.models import Measure, User
from comments.models import Comment
from comments.rules.casework import FEW, LOOKED_AT, NEW_FOR
from comments.rules.states import State

SHOWN = 5  # comments of each person, those that wait first


@dataclass(frozen=True)
class Newcomer:
    """One person with the comments that are shown, how many there are in each state, and the measures."""

    person: User
    comments: list[Comment] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    measures: list[Measure] = field(default_factory=list)


def newcomers_at(now: datetime) -> QuerySet[User, User]:
    """Members who wrote lately and are new: for two weeks, or with fewer than three public comments.

    Looked for among the latest comments and among all that wait, so that it costs the same on every site;
    the last who wrote come first. The staff is known.
    """
    lately = Comment.objects.since(now - NEW_FOR).exclude(author=None).order_by("-posted_at", "-id")
    waiting = Comment.objects.waiting().exclude(author=None)
    latest = Comment.objects.filter(author=OuterRef("pk")).order_by("-posted_at").values("posted_at")[:1]
    few = Q(standing__public_comments__lt=FEW) | Q(standing=None)
    return (
        User.objects.filter(
            Q(pk__in=lately.values("author")[:LOOKED_AT]) | Q(pk__in=waiting.values("author")[:LOOKED_AT])
        )
        .filter(few | Q(date_joined__gt=now - NEW_FOR), is_staff=False, is_superuser=False)
        .annotate(last_wrote=Subquery(latest))
        .order_by("-last_wrote", "-pk")
    )


def with_comments(people: Iterable[User], now: datetime) -> list[Newcomer]:
    """Return what these people have written, in their order. Three queries."""
    people = list(people)
    ids = [person.pk for person in people]
    comments: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in _latest(ids):
        comments[comment.author_id].append(comment)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    stated = Comment.objects.filter(author__in=ids).order_by().values_list("author", "state")
    for author, state, number in stated.annotate(number=CountOf("pk")):
        counts[author][state] = number
    measures: dict[int, list[Measure]] = defaultdict(list)
    for measure in Measure.objects.in_force(now).filter(person__in=ids):
        measures[measure.person_id].append(measure)
    return [
        Newcomer(person, comments[person.pk], counts[person.pk], measures[person.pk]) for person in people
    ]


def _latest(ids: list[int]) -> QuerySet[Comment, Comment]:
    """The last comments of each of these people; those that wait stand first."""
    waits = Case(When(state=State.PENDING, then=Value(0)), default=Value(1), output_field=IntegerField())
    order = Window(
        RowNumber(), partition_by=F("author"), order_by=[waits.asc(), F("posted_at").desc(), F("id").desc()]
    )
    chosen = Comment.objects.filter(author__in=ids).annotate(place=order).filter(place__lte=SHOWN)
    return chosen.select_related("thread").order_by("author", "place")
