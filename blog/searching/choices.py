"""What a search can be narrowed to: only names that a public post shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, DateTimeField, QuerySet

from accounts.ready import Blank, Ready
from blog.models import Byline, Post

MOST = 100  # names of one list: the most frequent ones


@dataclass(frozen=True)
class Choices:
    """Names in alphabetical order, tags as (address, name), and years, the newest first."""

    authors: list[str]
    tags: list[tuple[str, str]]
    years: list[int]


def choices(now: datetime) -> Choices:
    """Return what public posts show at `now`: three queries."""
    return Choices(
        authors=sorted({name or guest for name, guest, _posts in _AUTHORS.rows(now=now)}, key=str.casefold),
        tags=sorted(
            ((address, name) for address, name, _posts in _TAGS.rows(now=now)),
            key=lambda tag: tag[1].casefold(),
        ),
        years=sorted((year for (year,) in _YEARS.rows(now=now) if year), reverse=True),
    )


def _public() -> QuerySet[Post]:
    return Post.objects.public(Blank("now", DateTimeField())).order_by()


def _authors() -> QuerySet[Any, Any]:
    named = Byline.objects.filter(revision__in=_public().values("live_id"))
    counted = named.values_list("person__username", "guest").annotate(posts=Count("pk"))
    return counted.order_by("-posts", "person__username", "guest")[:MOST]


def _tags() -> QuerySet[Any, Any]:
    tagged = _public().filter(live__tags__isnull=False).values_list("live__tags__slug", "live__tags__name")
    return tagged.annotate(posts=Count("pk")).order_by("-posts", "live__tags__slug")[:MOST]


_AUTHORS, _TAGS = Ready(_authors), Ready(_tags)
_YEARS = Ready(lambda: _public().values_list("address_year").distinct())
