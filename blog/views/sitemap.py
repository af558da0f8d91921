"""`/sitemap.xml`: where everything public is, and since when (R9).

A part holds those of one kind whose ids lie in one span, so nothing ever moves from part to part and only the
part in which something happened gets a new date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from accounts.stored import Shows, stored
from blog.conditional import unless_known
from blog.models import Page, Post
from blog.rules.addresses import post_path
from blog.rules.sitemaps import MOST_ADDRESSES, Place, index_of, part_of

SPAN = MOST_ADDRESSES // len(settings.LANGUAGES)  # ids in one part
TYPE = "application/xml; charset=utf-8"

Row = dict[str, Any]
Found = tuple[str, datetime | None]  # a path in the site's own language, and when it last changed


@dataclass(frozen=True)
class Kind:
    """Things that posts lead to: the column of their id, those of their path, and how it is made."""

    number: str
    columns: tuple[str, ...]
    path: Callable[[Row], str]

    def parts(self, now: datetime) -> Iterator[tuple[int, datetime | None]]:
        spans = Post.objects.annotate(span=F(self.number) / SPAN).by_last_change(now, "span")
        return ((row["span"], row["at"]) for row in spans)

    def found(self, number: int, now: datetime) -> Iterator[Found]:
        inside = {f"{self.number}__gte": number * SPAN, f"{self.number}__lt": (number + 1) * SPAN}
        rows = Post.objects.by_last_change(now, self.number, *self.columns, **inside)
        return ((self.path(row), row["at"]) for row in rows)


def _list_at(view: str, column: str) -> Callable[[Row], str]:
    return lambda row: reverse(view, args=[row[column]])


class Pages:
    """Editable pages, and the front page before them."""

    def parts(self, now: datetime) -> Iterator[tuple[int, datetime | None]]:
        """A page that is no longer public counts as well: its going is a change."""
        spans = Page.objects.annotate(span=F("pk") / SPAN).order_by("span").values("span")
        changes: dict[int, datetime | None] = {0: None}
        changes |= {row["span"]: row["at"] for row in spans.annotate(at=Max("changed_at"))}
        front = Post.objects.last_change(now)
        changes[0] = max((moment for moment in (changes[0], front) if moment), default=None)
        return iter(changes.items())

    def found(self, number: int, now: datetime) -> Iterator[Found]:
        if number == 0:
            yield reverse("blog:front"), Post.objects.last_change(now)
        pages = Page.objects.filter(public=True, pk__gte=number * SPAN, pk__lt=(number + 1) * SPAN)
        for page in pages.order_by("pk").only("slug", "changed_at"):
            yield page.get_absolute_url(), page.changed_at


KINDS: dict[str, Kind | Pages] = {
    "posts": Kind(
        "pk",
        ("address_year", "address_month", "slug"),
        lambda row: post_path(row["address_year"], row["address_month"], row["slug"]),
    ),
    "pages": Pages(),
    "categories": Kind(
        "live__category", ("live__category__slug",), _list_at("blog:category", "live__category__slug")
    ),
    "tags": Kind("live__tags", ("live__tags__slug",), _list_at("blog:tag", "live__tags__slug")),
    "series": Kind("live__series", ("live__series__slug",), _list_at("blog:series", "live__series__slug")),
    "authors": Kind(
        "live__bylines__person",
        ("live__bylines__person__username",),
        _list_at("blog:author", "live__bylines__person__username"),
    ),
}


@stored(Shows.POSTS)
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """All parts in which there is something, each with its last change: seven queries."""
    now = timezone.now()
    parts = [
        (f"{settings.SITE_URL}/sitemap-{name}-{number}.xml", _local(changed_at))
        for name, kind in KINDS.items()
        for number, changed_at in kind.parts(now)
    ]
    return _answer(request, [index_of(parts)], now)


@stored(Shows.POSTS)
@require_safe
def part(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    """At most 5,000 addresses: one query, two where the front page is among them."""
    is_spelled_otherwise = not request.path_info.endswith(f"-{number}.xml")  # with noughts before it
    if kind not in KINDS or number > 10**12 or is_spelled_otherwise:
        raise Http404
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        places = [Place(_everywhere(path), _local(at)) for path, at in KINDS[kind].found(number, now)]
    if not places:
        raise Http404
    return _answer(request, part_of(places), now)


def _answer(request: HttpRequest, pieces: Iterable[str], now: datetime) -> HttpResponseBase:
    return unless_known(request, HttpResponse("".join(pieces), content_type=TYPE), now=now)


def _everywhere(path: str) -> list[tuple[str, str]]:
    """The page in every language of the interface, that of the site first."""
    own = settings.LANGUAGE_CODE
    others = [code for code, _name in settings.LANGUAGES if code != own]
    return [
        (own, f"{settings.SITE_URL}{path}"),
        *((code, f"{settings.SITE_URL}/{code}{path}") for code in others),
    ]


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
