"""What a search can be narrowed to: only names that a public post shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F

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
    public = Post.objects.public(now).order_by()
    authors = (
        Byline.objects.filter(revision__in=public.values("live_id"))
        .values("guest", name=F("person__username"))
        .annotate(posts=Count("pk"))
        .order_by("-posts", "name", "guest")
    )
    tags = (
        public.filter(live__tags__isnull=False)
        .values(address=F("live__tags__slug"), name=F("live__tags__name"))
        .annotate(posts=Count("pk"))
        .order_by("-posts", "address")
    )
    years = public.values_list("address_year", flat=True).distinct()
    return Choices(
        authors=sorted({row["name"] or row["guest"] for row in authors[:MOST]}, key=str.casefold),
        tags=sorted(
            ((row["address"], row["name"]) for row in tags[:MOST]), key=lambda tag: tag[1].casefold()
        ),
        years=sorted(filter(None, years), reverse=True),
    )
