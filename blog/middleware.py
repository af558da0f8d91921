"""Old addresses lead to where things are now (E12)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from blog.addresses import stands_at
from blog.models import Category, Page, Post, Redirect
from blog.models.redirect import Target
from blog.rules.old_addresses import Candidate, candidates, feed_elsewhere, place_of
from blog.rules.states import PostState
from blog.views.posts import gone

GetResponse = Callable[[HttpRequest], HttpResponse]


def old_addresses_lead_on(get_response: GetResponse) -> GetResponse:
    """Answer for an old address, only where nothing else answers, with one query more.

    A front page answers always; there the query alone tells that something else is meant (`/?p=12`).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return get_response(request)
        asked = candidates(request.path_info, request.META.get("QUERY_STRING", ""), _prefix())
        if _is_front(request):
            return _answer(request, asked) or _feed(request) or get_response(request)
        response = get_response(request)
        if response.status_code == 404:
            return _answer(request, asked) or _feed(request) or response
        return response

    return middleware


def _prefix() -> str:
    language = get_language()
    return "" if language in {None, settings.LANGUAGE_CODE} else f"/{language}"


def _bare(request: HttpRequest) -> str:
    return request.path_info.removeprefix(_prefix())


def _is_front(request: HttpRequest) -> bool:
    return _bare(request) == "/"


def _answer(request: HttpRequest, asked: list[Candidate]) -> HttpResponse | None:
    """Lead to what is remembered under the closest spelling; None where readers get nothing there."""
    if not asked:
        return None
    rows = Redirect.objects.found_by(each.digest for each in asked).with_targets(timezone.now())
    known = {row.digest: row for row in rows}
    found = next((each for each in asked if each.digest in known), None)
    if found is None:
        return None
    row = known[found.digest]
    if row.post and row.post.state == PostState.WITHDRAWN and row.post.was_public(timezone.now()):
        return gone(request, row.post)
    if not _is_readable(row) or _is_of_today(request, address := _address(row.target, found)):
        return None
    query = "" if found.has_query else request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _feed(request: HttpRequest) -> HttpResponse | None:
    """Lead from a feed in the spelling of another program to ours, if what it follows is there."""
    base, tail = feed_elsewhere(_bare(request), request.META.get("QUERY_STRING", ""))
    if not tail or not (base in WITHOUT_PLACE or stands_at(place_of(base))):
        return None
    return HttpResponsePermanentRedirect(f"{quote(base)}{tail}")


WITHOUT_PLACE = frozenset({"/", "/comments/"})  # what feeds follow, apart from posts, pages and lists


def _is_of_today(request: HttpRequest, address: str) -> bool:
    """Whether this is a page that is not there of a list that is, or lacks nothing but its last slash."""
    if address == request.path_info:
        return True
    return not request.path_info.endswith("/") and stands_at(place_of(_bare(request))) is not None


def _is_readable(row: Redirect) -> bool:
    """Whether readers get what stands there now: otherwise not even its address is told."""
    target = row.target
    if isinstance(target, Post):
        return target.is_public(timezone.now())
    if isinstance(target, Page):
        return target.public
    return isinstance(target, Category) or row.has_posts  # type: ignore[attr-defined]


def _address(target: Target, found: Candidate) -> str:
    if isinstance(target, User):
        return reverse("blog:author", args=[target.username]) + found.tail
    address = target.get_absolute_url()
    if isinstance(target, Post | Page):  # they have no further pages, and their feeds tell what is said there
        has_it = found.tail.startswith("feed/") and target.thread_id is not None
        return address + found.tail if has_it else address
    return address + found.tail
