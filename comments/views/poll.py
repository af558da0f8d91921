"""How many comments are new after a place in the public sequence: what open pages ask all the time (C11)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Mute
from accounts.stored import Shows, for_everybody, stored
from comments.models import Comment, Thread
from comments.rules.numbers import LONGEST_PLACE, whole_number
from comments.rules.visits import MOST_NEWS


@for_everybody
@stored(Shows.NEWS)
@require_safe
def poll(request: HttpRequest, thread_id: int) -> HttpResponseBase:
    """Answer `{"count", "more", "last", "first"}` with one query, alike for strangers and members.

    `count` of the comments that became public after `?after=` and still are, at most `MOST_NEWS`; `more` if
    there are more; `last` the newest place given out; `first` the permalink of the first of them, or null.
    404 while the page is not public yet, 410 when it is not any more, 400 without a whole number.
    """
    after = whole_number(request.GET.get("after", ""), longest=LONGEST_PLACE)
    if after is None:
        return JsonResponse({"error": _("“after” has to be a whole number from 0 on.")}, status=400)
    now = timezone.now()
    thread: Any = Thread.objects.with_news(thread_id, after).first()  # with what was counted
    if thread is None or thread.visible_from is None or thread.visible_from > now:
        raise Http404
    if not thread.is_visible(now):
        return JsonResponse({"error": _("This conversation is not public any more.")}, status=410)
    response = JsonResponse(
        {
            "count": thread.news,
            "more": thread.news == MOST_NEWS,
            "last": thread.last_public_seq,
            "first": reverse("comments:permalink", args=[thread.first_new]) if thread.first_new else None,
        }
    )
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@never_cache
@require_safe
def heard(request: HttpRequest, thread_id: int) -> HttpResponseBase:
    """Answer `{"count", "mutes"}` for one member: how many of these comments are by people they hear.

    Asked only before something is announced. Who mutes nobody (`mutes` is false) need not ask again.
    """
    after = whole_number(request.GET.get("after", ""), longest=LONGEST_PLACE)
    if after is None or not request.user.is_authenticated:
        return JsonResponse({"error": _("“after” has to be a whole number from 0 on.")}, status=400)
    if not Thread.objects.visible(timezone.now()).filter(pk=thread_id).exists():
        raise Http404
    news = Comment.objects.in_thread(thread_id).became_public_after(after).heard_by(request.user)
    mutes = Mute.objects.filter(person=request.user).exists()
    return JsonResponse({"count": len(news.values_list("pk")[:MOST_NEWS]), "mutes": mutes})
