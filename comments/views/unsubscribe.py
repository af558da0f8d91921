"""The link in every mail about comments: it shows, and its button stops (C10, RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.actions.unsubscribing import BadToken, Scope, is_stopped, scope_of, stop, undo
from comments.models import Thread
from comments.rules.notice_words import TOPIC_LABELS
from comments.rules.notices import Topic


@csrf_exempt  # mail programs press the button themselves; who has the token may
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET changes nothing. POST stops exactly this, without a session; a second one undoes it by its word."""
    try:
        scope, word = scope_of(token), ""
        if request.method == "POST" and (given := request.POST.get("undo", "")):
            undo(scope, given, now=timezone.now())
        elif request.method == "POST":
            word = stop(scope)
    except BadToken:
        raise Http404 from None
    context = _words(scope) | {"stopped": is_stopped(scope), "asked": request.method == "POST", "undo": word}
    response = render(request, "comments/unsubscribe.html", context)
    response["Referrer-Policy"] = "no-referrer"  # the token is in the address
    return response


def _words(scope: Scope) -> dict[str, object]:
    """What the link stops, without a word about whose it is: mails are passed on."""
    if scope.what == "thread":
        return {"thread": Thread.objects.filter(pk=int(scope.of)).first(), "scope": scope.what}
    label = TOPIC_LABELS[Topic(scope.of)] if scope.what == "topic" else ""
    return {"scope": scope.what, "label": label, "pace": scope.of}
