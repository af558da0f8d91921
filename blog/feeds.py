"""Feeds of posts: full text, for the whole site and for each list (R8).

A feed has one address whatever the language of the interface: its words are those of the posts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import cast

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from accounts.models import User
from blog.models import Byline, Category, Post, PostRevision, Series, SiteSettings, Tag
from blog.querysets import PostQuerySet
from blog.rules.atom import Entry, Feed, Link, Person, atom
from markup import with_whole_addresses

ENTRIES = 20
FeedView = Callable[..., HttpResponseBase]


def _in_the_language_of_the_site(view: FeedView) -> FeedView:
    """The feed below /en/ is the feed: the same addresses, the same bytes."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE):
            return view(request, **kwargs)

    return require_safe(wrapped)


@_in_the_language_of_the_site
def site(request: HttpRequest) -> HttpResponseBase:
    return _answer(request, Post.objects.public(timezone.now()), "", "", reverse("blog:front"))


@_in_the_language_of_the_site
def category(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(Category, slug=slug)
    return _of_list(request, found, Post.objects.public(timezone.now()).in_category(found))


@_in_the_language_of_the_site
def tag(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(Tag, slug=slug)
    return _of_list(request, found, Post.objects.public(timezone.now()).tagged(found), may_be_empty=False)


@_in_the_language_of_the_site
def series(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(Series, slug=slug)
    return _of_list(request, found, Post.objects.public(timezone.now()).in_series(found), may_be_empty=False)


@_in_the_language_of_the_site
def author(request: HttpRequest, username: str) -> HttpResponseBase:
    person = get_object_or_404(User, username=username)
    posts = Post.objects.public(timezone.now()).by_author(person)
    page = reverse("blog:author", args=[username])
    return _answer(request, posts, person.username, person.about, page, may_be_empty=False)


def _of_list(
    request: HttpRequest,
    found: Category | Tag | Series,
    posts: PostQuerySet,
    *,
    may_be_empty: bool = True,
) -> HttpResponseBase:
    page = found.get_absolute_url()
    return _answer(request, posts, found.name, found.description, page, may_be_empty=may_be_empty)


def _answer(
    request: HttpRequest,
    posts: PostQuerySet,
    title: str,
    subtitle: str,
    page: str,
    *,
    may_be_empty: bool = True,
) -> HttpResponseBase:
    """The feed, or 304 for a reader who has it. What has no public post has no feed, as it has no page."""
    found = list(posts.for_page().newest_first()[:ENTRIES])
    if not found and not may_be_empty:
        raise Http404
    whole = SiteSettings.load()
    changed_at = _last_change(found)
    feed = Feed(
        title=f"{title} – {whole.name}" if title else whole.name,
        subtitle=subtitle if title else whole.tagline,
        language=settings.LANGUAGE_CODE,
        author=whole.name,
        address=settings.SITE_URL + page,
        own_address=f"{settings.SITE_URL}{page}feed/",
        updated=timezone.localtime(changed_at),
        icon=_whole(static("icons/favicon.svg")),
        entries=tuple(_entry(each) for each in found),
    )
    response = HttpResponse(atom(feed), content_type="application/atom+xml; charset=utf-8")
    response["Last-Modified"] = http_date(changed_at.timestamp())
    set_response_etag(response)
    return _not_modified(request, response, changed_at)


def _not_modified(request: HttpRequest, response: HttpResponse, changed_at: datetime) -> HttpResponseBase:
    known = get_conditional_response(
        request, etag=response["ETag"], last_modified=int(changed_at.timestamp()), response=response
    )
    return known or response


def _last_change(posts: list[Post]) -> datetime:
    """When this feed last became another one: also when a post left it, which no post in it can tell."""
    left = Post.objects.filter(first_public_at__lte=timezone.now()).aggregate(at=Max("changed_at"))["at"]
    moments: list[datetime | None] = [*map(_updated, posts), left, SITE_BORN]
    return max(moment for moment in moments if moment)


SITE_BORN = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _updated(post: Post) -> datetime:
    """A scheduled post is written before it is public."""
    return max(cast(datetime, post.published_at), post.changed_at)


def _entry(post: Post) -> Entry:
    text = cast(PostRevision, post.live)  # what is public has a text and a date: the database says so
    address = settings.SITE_URL + post.get_absolute_url()
    sorted_as = [text.category.name] if text.category else []
    return Entry(
        id=post.guid,
        title=text.title,
        address=address,
        language=text.language,
        published=timezone.localtime(cast(datetime, post.published_at)),
        updated=timezone.localtime(_updated(post)),
        content=with_whole_addresses(text.body, address),
        summary=text.lead,
        authors=tuple(_person(byline) for byline in text.bylines.all() if byline.role == Byline.Role.AUTHOR),
        categories=tuple(sorted_as + [tag.name for tag in text.tags.all()]),
        sources=tuple(Link(source.url, source.label) for source in text.sources.all() if source.url),
    )


def _person(byline: Byline) -> Person:
    if byline.person is None:
        return Person(byline.guest)
    return Person(byline.person.username, _whole(reverse("blog:author", args=[byline.person.username])))


def _whole(address: str) -> str:
    return address if "://" in address else settings.SITE_URL + address
