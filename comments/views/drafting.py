"""Keeping what is typed: by a script while it is typed, by a button without one (C5)."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import MemberRequest
from comments.actions.drafts import (
    DraftChanged,
    DraftTooLong,
    Place,
    TooManyDrafts,
    Typed,
    discard_draft,
    drop_other,
    keep_draft,
    swap_texts,
)
from comments.forms import CommentForm
from comments.models import Comment, Draft, Thread
from comments.views import drafts
from comments.views.answers import SeeOther, is_by_script
from comments.views.composing import Composer, draft_of, with_draft
from comments.views.handing_back import answer_with, ask_to_sign_in, filled
from comments.views.origin import has_valid_token
from comments.views.refusals import EXPIRED, why_not_kept

CHANGES = {"discard": discard_draft, "swap": swap_texts, "drop": drop_other}


@csrf_exempt  # asked by hand below, because Django's refusal would lose the text
@never_cache
@require_POST
def draft(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Keep the text of a form as its writer's draft, or do with the draft what a button of the form says."""
    now = timezone.now()
    form, thread = CommentForm(request.POST), get_object_or_404(Thread, pk=thread_id)
    was_public = thread.visible_from is not None and thread.visible_from <= now
    if not was_public and not draft_of(request.user, thread.pk, form.parent_id):
        raise Http404
    if not request.user.is_authenticated:
        problem = _("You are no longer signed in.")
        return by_script(request, problem, 403) or ask_to_sign_in(
            request, thread, form, filled(request, thread, form, now)
        )
    if not has_valid_token(request):
        problem = str(EXPIRED)
        return _refuse(request, thread, form, problem, 403, now)
    if not ratelimit.consume(request, app="allauth.account", action="draft"):
        problem = _("That was often in one minute. Your text is still here: please wait a moment.")
        return _refuse(request, thread, form, problem, 429, now)
    try:
        kept = _change(cast(MemberRequest, request), thread, form, now)
    except (DraftTooLong, TooManyDrafts, DraftChanged) as problem:
        status = 409 if isinstance(problem, DraftChanged) else 422
        return _refuse(request, thread, form, why_not_kept(problem), status, now)
    return _tell(request, thread, form, kept)


@never_cache
@login_required
@require_safe
def my_drafts(request: MemberRequest) -> HttpResponse:
    """List what the reader has begun and not posted; where nobody can read, there is no way to go on."""
    now = timezone.now()
    kept = list(
        Draft.objects.of(request.user)
        .not_posted()
        .newest_first()
        .select_related("thread", "parent", "edited")
    )
    rows = [{"draft": each, "is_open": each.thread.is_visible(now)} for each in kept]
    return render(request, "comments/drafts.html", {"rows": rows})


def _change(request: MemberRequest, thread: Thread, form: CommentForm, now: datetime) -> Draft | None:
    if change := CHANGES.get(request.POST.get("do", "")):
        kept = draft_of(request.user, thread.pk, form.parent_id)
        return change(draft=kept, now=now) if kept else None
    typed = Typed(form.text_as_typed, form.submission_key, form.seen)
    kept = keep_draft(
        person=request.user, place=Place(thread, _parent(thread, form.parent_id)), typed=typed, now=now
    )
    drafts.forget(request.session, thread.pk, form.parent_id)
    return kept


def _parent(thread: Thread, parent_id: int | None) -> Comment | None:
    """The comment below which the form stands, whatever became of it meanwhile."""
    if parent_id is None:
        return None
    parent = Comment.objects.in_thread(thread.pk).filter(pk=parent_id).exclude(public_seq=None).first()
    if parent is None:
        raise Http404
    return parent


def _tell(request: HttpRequest, thread: Thread, form: CommentForm, kept: Draft | None) -> HttpResponse:
    """The line about the draft for the script, otherwise the page on which one was."""
    if is_by_script(request, "drafts"):
        composer = with_draft(Composer(in_place=True), kept)
        context = {"thread": thread, "composer": composer, "reader": request.user}
        if request.POST.get("do"):
            context["text"] = composer.text
        return render(request, "comments/composer.html#kept", context)
    if request.POST.get("from") == "list":
        return SeeOther(reverse("comments:drafts"))
    if kept is None:
        return SeeOther(f"{thread.get_absolute_url()}#composer")
    here = reverse("comments:compose", args=[thread.pk])
    return SeeOther(f"{here}?parent={form.parent_id}" if form.parent_id else here)


def _refuse(
    request: HttpRequest, thread: Thread, form: CommentForm, problem: str, status: int, now: datetime
) -> HttpResponse:
    composer = replace(filled(request, thread, form, now), problem=problem)
    return by_script(request, problem, status) or answer_with(request, thread, composer, status=status)


def by_script(request: HttpRequest, problem: str, status: int) -> HttpResponse | None:
    """One sentence for the script, which has the text; None for a form that a person sent."""
    if not is_by_script(request, "drafts"):
        return None
    return HttpResponse(problem, status=status, content_type="text/plain")
