"""One post, one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.stored import Shows, stored
from blog.models import Page, Post, SiteSettings
from blog.reading import post_at
from blog.rules.states import PostState
from comments.newness import news_address
from comments.places import own_query, wish_of


@stored(Shows.CONVERSATION)
@require_safe
def post(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    """The post with its record and its conversation: at most five queries for a reader without a session, two
    more with pictures in the text."""
    now = timezone.now()
    found = post_at(year, month, slug, now)
    if found is None:
        raise Http404
    if found.state == PostState.WITHDRAWN and found.was_public(now):
        return gone(request, found)
    if not found.is_public(now):
        raise Http404
    if news := news_address(found.thread, request.GET.dict(), request.user):
        return redirect(news)
    context = {
        "post": found,
        "text": found.live,
        "site": SiteSettings.load(),
        "own_query": own_query(found.thread, request.GET),
        "is_part": bool(wish_of(request.GET).under),
    }
    return _once(request, render(request, "blog/post.html", context))


@stored(Shows.CONVERSATION)
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Page.objects.public().with_conversations(), slug=slug)
    if found.thread and (news := news_address(found.thread, request.GET.dict(), request.user)):
        return redirect(news)
    query = own_query(found.thread, request.GET) if found.thread else ""
    is_part = bool(found.thread and wish_of(request.GET).under)
    context = {"page": found, "own_query": query, "is_part": is_part}
    return _once(request, render(request, "blog/page.html", context))


def _once(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Keep pages with marks for one reader out of the indexes of search engines."""
    if "since" in request.GET:
        response["X-Robots-Tag"] = "noindex"
    return response


def gone(request: HttpRequest, post: Post) -> HttpResponse:
    """The page of a post that was withdrawn: that it was, and when."""
    withdrawn_at = post.thread.visible_until or post.changed_at
    return render(request, "410.html", {"withdrawn_at": withdrawn_at}, status=410)
