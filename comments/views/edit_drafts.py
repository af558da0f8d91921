"""Keeping what is typed into the form of an edit: by a script meanwhile, by a button without one (C5)."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.gate import MemberRequest
from comments.actions.drafts import DraftChanged, DraftTooLong, Place, TooManyDrafts, Typed, keep_draft
from comments.forms import EditForm
from comments.models import Comment, Draft
from comments.views.answers import SeeOther, is_by_script
from comments.views.drafting import CHANGES, by_script
from comments.views.edit import KEPT, ask_to_sign_in
from comments.views.editor import answer, blank_editor, filled_editor, with_kept
from comments.views.origin import has_valid_token
from comments.views.refusals import EXPIRED, why_not_kept


@csrf_exempt  # asked by hand below, because Django's refusal would lose the text
@never_cache
@require_POST
def edit_draft(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Keep the text of the form as its writer's draft, or do with the draft what a button of it says."""
    now, form = timezone.now(), EditForm(request.POST)
    if not request.user.is_authenticated:
        problem = _("You are no longer signed in.")
        return by_script(request, problem, 403) or ask_to_sign_in(request, comment_id, form)
    own = Comment.objects.of(request.user).with_threads().with_authors()
    comment = get_object_or_404(own, pk=comment_id)
    if not has_valid_token(request):
        return _refuse(request, comment, form, str(EXPIRED), 403, now)
    if not ratelimit.consume(request, app="allauth.account", action="draft"):
        problem = _("That was often in one minute. Your text is still here: please wait a moment.")
        return _refuse(request, comment, form, problem, 429, now)
    try:
        kept = _change(cast(MemberRequest, request), comment, form, now)
    except (DraftTooLong, TooManyDrafts, DraftChanged) as problem:
        status = 409 if isinstance(problem, DraftChanged) else 422
        return _refuse(request, comment, form, why_not_kept(problem), status, now)
    return _tell(request, comment, form, kept, now)


def _change(request: MemberRequest, comment: Comment, form: EditForm, now: datetime) -> Draft | None:
    place = Place(comment.thread, edited=comment)
    if change := CHANGES.get(request.POST.get("do", "")):
        kept = place.drafts_of(request.user).first()
        return change(draft=kept, now=now) if kept else None
    typed = Typed(form.text_as_typed, form.submission_key, form.seen, form.seen_number)
    kept = keep_draft(person=request.user, place=place, typed=typed, now=now)
    if request.session.get(KEPT, (None,))[0] == comment.pk:
        del request.session[KEPT]
    return kept


def _tell(
    request: HttpRequest, comment: Comment, form: EditForm, kept: Draft | None, now: datetime
) -> HttpResponse:
    """The line about the draft for the script, otherwise the page on which one was."""
    if not is_by_script(request, "drafts"):
        list_of_drafts = request.POST.get("from") == "list"
        return SeeOther(
            reverse("comments:drafts") if list_of_drafts else reverse("comments:edit", args=[comment.pk])
        )
    changed = bool(request.POST.get("do"))
    typed = replace(filled_editor(comment, form, now), revision=None)
    editor = with_kept(blank_editor(comment, now) if changed else typed, kept)
    context = {"thread": comment.thread, "composer": editor, "reader": request.user}
    if changed:
        context["text"] = editor.text
    return render(request, "comments/composer.html#kept", context)


def _refuse(
    request: HttpRequest, comment: Comment, form: EditForm, problem: str, status: int, now: datetime
) -> HttpResponse:
    editor = replace(filled_editor(comment, form, now), problem=problem)
    return by_script(request, problem, status) or answer(request, comment, editor, status=status)
