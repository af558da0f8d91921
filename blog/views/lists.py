"""Lists of posts: the front page, sections, authors, archives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.stored import Shows, stored
from blog.addresses import person_once_called
from blog.archive import years
from blog.models import Category, Post, Series, SiteSettings, Tag
from blog.paging import Pages
from comments.models import Comment

ListView = Callable[..., HttpResponse]

DISCUSSED = 5  # conversations beside the front page
LATEST_COMMENTS = 40  # among which they are looked for, so that one lively thread does not hide the others


@stored(Shows.COMMENTS)
@require_safe
def front(request: HttpRequest, number: int | None = None) -> HttpResponse:
    posts = Post.objects.public(timezone.now()).for_lists()
    extra = {} if number else {"discussed": _discussed_now(request), "years": years(timezone.now())}
    return _list(request, "blog/front.html", posts, number, reverse("blog:front"), extra)


@stored(Shows.COMMENTS)
@require_safe
def category(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    found = get_object_or_404(Category, slug=slug)
    posts = Post.objects.public(timezone.now()).in_category(found).for_lists()
    return _sorted(request, posts, number, found, _("Category"))


@stored(Shows.COMMENTS)
@require_safe
def tag(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    posts = Post.objects.public(timezone.now()).tagged(found).for_lists()
    return _sorted(request, posts, number, found, _("Tag"), may_be_empty=False)


@stored(Shows.COMMENTS)
@require_safe
def series(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    found = get_object_or_404(Series, slug=slug)
    posts = Post.objects.public(timezone.now()).in_series(found).for_lists().by_part()
    return _sorted(request, posts, number, found, _("Series"), may_be_empty=False, with_part=True)


@stored(Shows.COMMENTS)
@require_safe
def author(request: HttpRequest, username: str, number: int | None = None) -> HttpResponse:
    """Who writes here. People without a public post have a page among the members, not here."""
    person = person_once_called(username)
    if person is None:
        raise Http404
    posts = Post.objects.public(timezone.now()).by_author(person).for_lists()
    address = reverse("blog:author", args=[person.username])
    if person.username != username:
        return lead_to_present_name(posts, f"{address}page/{number}/" if number else address)
    extra = {
        "person": person,
        "heading": person.username,
        "kind": _("Author"),
        "about": person.about,
        "feed": f"{address}feed/",
    }
    return _list(request, "blog/list.html", posts, number, address, extra, may_be_empty=False)


def lead_to_present_name(posts: QuerySet[Post], address: str) -> HttpResponse:
    """Lead from a former name to the present one, but only where its page shows anything."""
    if not posts.exists():
        raise Http404
    return redirect(address, permanent=True)


@stored(Shows.COMMENTS)
@require_safe
def year(request: HttpRequest, year: int, number: int | None = None) -> HttpResponse:
    posts = Post.objects.public(timezone.now()).in_year(year).for_lists()
    extra = {"heading": str(year), "kind": _("Archive"), "years": years(timezone.now()), "year": year}
    address = reverse("blog:year", args=[year])
    return _list(request, "blog/list.html", posts, number, address, extra, may_be_empty=False)


@stored(Shows.COMMENTS)
@require_safe
def month(request: HttpRequest, year: int, month: int, number: int | None = None) -> HttpResponse:
    posts = Post.objects.public(timezone.now()).in_month(year, month).for_lists()
    extra = {
        "heading": formats.date_format(date(year, month, 1), "YEAR_MONTH_FORMAT"),
        "kind": _("Archive"),
        "years": years(timezone.now()),
        "year": year,
    }
    address = reverse("blog:month", args=[year, month])
    return _list(request, "blog/list.html", posts, number, address, extra, may_be_empty=False)


def _sorted(
    request: HttpRequest,
    posts: QuerySet[Post],
    number: int | None,
    found: Category | Tag | Series,
    kind: str,
    *,
    may_be_empty: bool = True,
    with_part: bool = False,
) -> HttpResponse:
    address = found.get_absolute_url()
    extra = {
        "heading": found.name,
        "kind": kind,
        "about": found.description,
        "feed": f"{address}feed/",
        "editorial": True,
        "with_part": with_part,
    }
    return _list(request, "blog/list.html", posts, number, address, extra, may_be_empty=may_be_empty)


def _list(
    request: HttpRequest,
    template: str,
    posts: QuerySet[Post],
    number: int | None,
    address: str,
    extra: dict[str, Any],
    *,
    may_be_empty: bool = True,
) -> HttpResponse:
    """Answer with one page of `posts`; an empty list is only shown where its name gives nothing away."""
    if number == 1:
        return redirect(address, permanent=True)
    site = SiteSettings.load()
    pages = Pages(posts, size=site.posts_per_page, number=number or 1, address=address)
    if not pages.posts and not may_be_empty:
        raise Http404
    return render(request, template, {"site": site, "pages": pages, **extra})


def _discussed_now(request: HttpRequest) -> list[Comment]:
    """The latest comment of each conversation that moved last, without whom the reader muted: one query."""
    latest = Comment.objects.visible(timezone.now()).heard_by(request.user).newest(LATEST_COMMENTS)
    by_thread: dict[int, Comment] = {}
    for comment in latest.with_authors().with_threads():
        by_thread.setdefault(comment.thread_id, comment)
    return list(by_thread.values())[:DISCUSSED]
