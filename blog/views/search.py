"""Finding posts and comments (R7)."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.searching.choices import choices
from blog.searching.hits import SENTENCE, Found, find, show
from blog.searching.suggestions import suggestions
from blog.searching.wish import Wish, wish_of
from blog.views.results import printed
from comments.rules.paging import page_row
from search.rules.questions import LONGEST, Trouble, Unanswerable, read_question

HITS_A_PAGE = 20
RETRY_AFTER = 60  # seconds
TOO_MANY = "too_many"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what it finds: never kept as a copy, because there are as many pages as questions."""
    wish = wish_of(request.GET)
    try:
        question = read_question(wish.typed)
    except Unanswerable as problem:
        status = 400 if problem.trouble is Trouble.TOO_LONG else 200
        return _page(request, wish, {"trouble": problem.trouble}, status)
    if not _may_search(request):
        response = _page(request, wish, {"trouble": TOO_MANY}, 429)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    now = timezone.now()
    found = find(question, wish, now=now, reader_id=request.user.pk)
    pages = _pages(found, wish)
    row = page_row(wish.page, pages, lambda number: wish.on_page(number).address)
    context: dict[str, Any] = {"found": found, "total": pages, "row": row, "order": SENTENCE}
    if found.count:
        begin = (wish.page - 1) * HITS_A_PAGE
        context["hits"] = printed(show(found, begin, begin + HITS_A_PAGE))
    else:
        context["instead"] = suggestions(question, wish, now=now, reader_id=request.user.pk)
    return _page(request, wish, context, 200)


def _may_search(request: HttpRequest) -> bool:
    """Whether this visitor has searches left; a search costs more than any other page."""
    if not settings.SEARCHES_PER_MINUTE:
        return True
    whose = "user" if request.user.is_authenticated else "ip"
    limit = {"search": f"{settings.SEARCHES_PER_MINUTE}/m/{whose}"}
    return bool(ratelimit.consume(request, app="blog", action="search", config=limit, limit_get=True))


def _pages(found: Found, wish: Wish) -> int:
    """Return how many pages there are. Raises Http404 for one beyond the end."""
    pages = max(1, -(-found.count // HITS_A_PAGE))
    if wish.page > pages:
        raise Http404
    return pages


def _page(request: HttpRequest, wish: Wish, context: dict[str, Any], status: int) -> HttpResponse:
    offered = choices(timezone.now())
    rare = wish.tag if wish.tag not in dict(offered.tags) else ""
    asked = {"wish": wish, "choices": offered, "chosen_tag": rare, "longest": LONGEST}
    return render(request, "blog/search.html", asked | context, status=status)
