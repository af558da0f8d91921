"""Claiming a case, noting something about it, asking for a second opinion and giving one (M4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import MemberRequest
from comments.actions import casework
from comments.actions.casework import AnsweredAlready, AskedAlready, ClaimedByOthers, OwnQuestion
from comments.actions.moderate import StaleState
from comments.models import Claim, Comment, SecondOpinion
from comments.moderation_forms import AskForm, NoteForm, OpinionForm, SeenForm
from comments.views.answers import SeeOther
from comments.views.queue import for_moderators, returning_to
from comments.views.work import claim_line

PLACE = re.compile(r"[qae][0-9]{1,18}")  # where a case stands on a page of the queue
HISTORY = "history"


@for_moderators
@require_POST
def claim(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Say that one looks at it, or that one goes on looking."""
    comment = _as_seen(request, comment_id)
    try:
        casework.claim(comment=comment, actor=request.user.as_actor(), now=timezone.now())
    except ClaimedByOthers as claimed:
        messages.warning(request, claim_line(claimed.claims[0], request.user.pk, timezone.now()))
    except StaleState:
        messages.warning(request, _stale())
    return SeeOther(_back(request.POST, comment_id))


@for_moderators
@require_POST
def release(request: MemberRequest, comment_id: int) -> HttpResponse:
    casework.release(comment=_as_seen(request, comment_id), actor=request.user.as_actor())
    return SeeOther(_back(request.POST, comment_id))


@for_moderators
@require_POST
def note(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Keep a note and decide nothing."""
    comment, form = _as_seen(request, comment_id), NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.first_problem)
    else:
        text = form.cleaned_data["note"]
        casework.note(comment=comment, text=text, actor=request.user.as_actor(), now=timezone.now())
        messages.info(request, _("The note is kept. Nothing was decided."))
    return SeeOther(_back(request.POST, comment_id))


@for_moderators
@require_POST
def ask(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Ask others what they would do."""
    comment, form = _as_seen(request, comment_id), AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.first_problem)
        return SeeOther(_back(request.POST, comment_id))
    question = form.cleaned_data["question"]
    try:
        actor = request.user.as_actor()
        casework.ask_opinion(comment=comment, question=question, actor=actor, now=timezone.now())
    except StaleState:
        messages.warning(request, _stale())
    except AskedAlready:
        messages.warning(request, _("Somebody asked for a second opinion about this already."))
    else:
        messages.info(request, _("The others find it under “Second opinion”."))
    return SeeOther(_back(request.POST, comment_id))


@for_moderators
@require_POST
def answer(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Say what one would do; the decision is left to whoever makes it."""
    form, actor = OpinionForm(request.POST), request.user.as_actor()
    asked = SecondOpinion.objects.open().filter(comment=comment_id).first()
    if not form.is_valid():
        messages.error(request, form.first_problem)
    elif asked is None:
        messages.warning(request, _("Nobody asks about this any more: it was decided."))
    else:
        opinion, words = form.cleaned_data["opinion"], form.cleaned_data["words"]
        try:
            casework.give_opinion(asked=asked, opinion=opinion, words=words, actor=actor, now=timezone.now())
        except OwnQuestion:
            messages.warning(request, _("You asked this yourself: somebody else answers."))
        except AnsweredAlready:
            messages.warning(request, _("Somebody else has answered or decided meanwhile."))
        else:
            messages.info(request, _("Your opinion stands beside the case."))
    return SeeOther(_back(request.POST, comment_id))


def asks_about_claims(
    view: Callable[[MemberRequest], HttpResponse],
) -> Callable[[MemberRequest], HttpResponse]:
    """Let a view that decides ask first, where somebody else looks at what is to be decided."""

    @wraps(view)
    def asking(request: MemberRequest) -> HttpResponse:
        try:
            return view(request)
        except ClaimedByOthers as claimed:
            return _ask_first(request, claimed.claims)

    return asking


def _ask_first(request: MemberRequest, claims: Sequence[Claim]) -> HttpResponse:
    """Tell who looks at it, and offer to decide all the same: nothing typed is lost."""
    now = timezone.now()
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "despite"}
        for value in values
    ]
    context = {
        "claims": [(claim.comment, claim_line(claim, request.user.pk, now)) for claim in claims],
        "fields": fields,
        "back": returning_to(request.POST).address,
    }
    return render(request, "comments/claimed.html", context, status=409)


def _as_seen(request: HttpRequest, comment_id: int) -> Comment:
    """The comment as the moderator saw it; a broken form saw nothing that could still be true."""
    comment = get_object_or_404(Comment, pk=comment_id)
    form = SeenForm(request.POST)
    if form.is_valid():
        comment.state, comment.text_number = form.cleaned_data["seen"]
    return comment


def _back(asked: QueryDict, comment_id: int) -> str:
    """Return to the list and the case, or to the history of the comment."""
    place = asked.get("at", "")
    if place == HISTORY:
        return reverse("comments:history", args=[comment_id])
    address = returning_to(asked).address
    return f"{address}#{place}" if PLACE.fullmatch(place) else address


def _stale() -> str:
    return _("Somebody else has decided, or the text is another one now. Please look again.")
