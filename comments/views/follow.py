"""Following a conversation: a page with one button, and the button below the conversation itself."""

from functools import lru_cache

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.gate import MemberRequest, members_only
from comments.actions.following import follow, unfollow
from comments.inbox import follows
from comments.models import Thread
from comments.views.answers import SeeOther


@never_cache
@members_only(gettext_lazy("Sign in to follow a conversation; after that you are led back to it."))
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: MemberRequest, thread_id: int) -> HttpResponse:
    """GET shows whether one follows, POST follows or ends it: `follow` is "yes" or "no"."""
    now = timezone.now()
    thread = get_object_or_404(Thread.objects.visible(now), pk=thread_id)
    if request.method != "POST":
        context = {"thread": thread, "follows": follows(request.user, thread)}
        return render(request, "comments/follow.html", context)
    if request.POST.get("follow") == "no":
        unfollow(person=request.user, thread_id=thread.pk)
        messages.success(request, _("You no longer follow this conversation."))
    else:
        follow(person=request.user, thread=thread, now=now)
        messages.success(request, _("You follow this conversation. How you hear of it is in your settings."))
    return SeeOther(f"{thread.get_absolute_url()}#thread")


@lru_cache(maxsize=16)
def follow_button(_language: str, *, follows: bool) -> SafeString:
    """Return what the form below a conversation holds, in the language that is spoken now."""
    return render_to_string("comments/follow_bar.html#follow", {"follows": follows})
