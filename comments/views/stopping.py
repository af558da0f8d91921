"""The switch that stops all posting, on the pages of moderators (M4)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gate import MemberRequest
from accounts.rules.roles import Actor
from comments.actions.stopping import AlreadySo, let_posting_go_on, stop_posting
from comments.thread_forms import WordsForm
from comments.views.answers import SeeOther
from comments.views.queue import chosen_by, for_moderators, show_queue


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: MemberRequest) -> HttpResponse:
    """POST turns the switch; GET, to which a sign-in leads back, leads to it."""
    if request.method != "POST":
        return redirect("comments:queue")
    problem = turn_switch(request, request.user.as_actor())
    if problem:
        return show_queue(request, chosen_by(request.GET), problem=problem, status=422)
    return SeeOther(request.path.removesuffix("stop/"))


def turn_switch(request: HttpRequest, actor: Actor) -> str:
    """Do what the form says and leave a message; return what is wrong with it, or nothing."""
    form = WordsForm(request.POST)
    try:
        if request.POST.get("do") == "go on":
            let_posting_go_on(actor=actor, now=timezone.now())
            messages.info(request, _("Readers can write again."))
        elif form.is_valid():
            stop_posting(words=form.cleaned_data["words"], actor=actor, now=timezone.now())
            messages.info(request, _("Nobody can write comments from now on. Every page says so."))
        else:
            return _("Nothing was changed: the sentence to the readers can have at most 300 characters.")
    except AlreadySo:
        messages.warning(request, _("Nothing was changed: somebody else turned the switch before you."))
    return ""
