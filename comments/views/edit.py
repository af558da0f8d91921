"""Changing the words of an own comment: whatever goes wrong, the text comes back (C5, C6)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import cast
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actions.measures import UnderMeasure
from accounts.gate import MemberRequest
from comments.actions.admitting import NobodyReads, PostingStopped, ThreadClosed
from comments.actions.drafts import DraftChanged, DraftTooLong, Place, TooManyDrafts, Typed, keep_draft
from comments.actions.edit import (
    EditConflict,
    EditingTooFast,
    NotEditable,
    Outcome,
    TooManyTexts,
    edit_comment,
    will_wait,
)
from comments.actions.facts import known_about
from comments.actions.offices import NotInOffice
from comments.forms import EditForm
from comments.history import is_answered, readable_since
from comments.models import Comment, Draft
from comments.people import addressed_in, in_this_language
from comments.places import comment_address
from comments.rules.drafts import BETWEEN
from comments.rules.editing import free_until
from comments.rules.states import EDITABLE, State
from comments.views import drafts, refusals, words
from comments.views.answers import SeeOther
from comments.views.composing import office_offered
from comments.views.editor import Editor, answer, blank_editor, filled_editor, with_kept
from comments.views.origin import (
    comes_from_this_site,
    has_valid_token,
    may_leave_a_draft,
    may_preview,
    network_of,
    seconds_on_form,
)
from comments.views.refusals import EXPIRED, MANY_PREVIEWS
from markup import MarkupRefused, check_comment, marks_in
from markup.difference import difference

REFUSALS = (
    ThreadClosed, NotEditable, EditConflict, EditingTooFast, TooManyTexts, MarkupRefused, PermissionDenied,
)  # fmt: skip
SENTENCES = {
    ThreadClosed: gettext_lazy("This conversation is closed: what was said in it stays."),
    NotEditable: gettext_lazy("This comment is no longer where it was, so it cannot be changed."),
    EditConflict: gettext_lazy("You changed this comment in another window. Both texts are here."),
    EditingTooFast: gettext_lazy(
        "Many changes in one minute. Your text is still here: please wait a moment."
    ),
    TooManyTexts: gettext_lazy("This comment was changed as often as possible. You can answer it instead."),
    NotInOffice: refusals.SENTENCES[NotInOffice],
    PermissionDenied: gettext_lazy("This could not be changed from your account. Your text is still here."),
}
STATUS = {EditingTooFast: 429, MarkupRefused: 422, PermissionDenied: 403}
KEPT = "edit"  # where the session keeps the last text while its writer signs in: comment, text, seen number
NOTHING = (None, "", 0)


@csrf_exempt  # asked by hand below, because Django's refusal would lose the text
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show the form with the present text, or take another; with `preview` only show how it would look."""
    now = timezone.now()
    if not request.user.is_authenticated:
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return ask_to_sign_in(request, comment_id, EditForm(request.POST))
    own = Comment.objects.of(request.user).with_threads().with_authors()
    comment = get_object_or_404(own, pk=comment_id)
    if request.method != "POST":
        return _offer(request, comment, now)
    return _take(cast(MemberRequest, request), comment, EditForm(request.POST), now)


def _offer(request: HttpRequest, comment: Comment, now: datetime) -> HttpResponse:
    """The newest text of the comment, or the one that was kept while its writer signed in."""
    editor = _with_what_was_kept(request, comment, blank_editor(comment, now))
    person = cast(MemberRequest, request).user
    known = known_about(thread=comment.thread, author=person, language=comment.language, now=now)
    try:
        waits = will_wait(comment, person, known, now=now)
    except (ThreadClosed, UnderMeasure) as refusal:
        return _explain(request, comment, editor, refusal)
    if State(comment.state) not in EDITABLE:
        return answer(request, comment, replace(editor, problem=_sentence(NotEditable())), status=409)
    notice = words.edit_notice(
        waits=waits and comment.state == State.PUBLIC,
        free_until=free_until(readable_since=readable_since(comment), answered=is_answered(comment), now=now),
        public=comment.public_seq is not None,
    )
    return answer(request, comment, replace(editor, notice=notice))


def _with_what_was_kept(request: HttpRequest, comment: Comment, editor: Editor) -> Editor:
    """The text from before the sign-in goes first; what another device kept is offered beside it."""
    kept = Draft.objects.of(cast(MemberRequest, request).user).of_edit(comment.pk).first()
    kept_for, text, seen = request.session.get(KEPT, NOTHING)
    if kept_for != comment.pk:
        return with_kept(editor, kept)
    others = [words for words in (kept.text, kept.other) if words and words != text] if kept else []
    return replace(editor, text=text, seen=seen, other=BETWEEN.join(others))


def _take(request: MemberRequest, comment: Comment, form: EditForm, now: datetime) -> HttpResponse:
    editor = filled_editor(comment, form, now)
    if form.wants_preview:
        return _preview(request, comment, editor)
    if not has_valid_token(request):
        problem = str(EXPIRED)
        return answer(request, comment, replace(editor, problem=problem), status=403)
    if comment.office and not office_offered(request, comment.thread):
        return _return_text(request, comment, editor, NotInOffice(), now)
    try:
        outcome = edit_comment(
            comment=comment,
            author=request.user,
            source=form.text_as_typed,
            seen=form.seen_number,
            seconds_on_form=seconds_on_form(form.started, comment.thread, now),
            network=network_of(request),
            trap_filled=form.is_filled_by_a_machine,
            submission=form.submission_key,
            now=now,
        )
    except REFUSALS as refusal:
        return _return_text(request, comment, editor, refusal, now)
    return _show(request, comment, outcome)


def _preview(request: HttpRequest, comment: Comment, editor: Editor) -> HttpResponse:
    if not may_preview(request):
        return answer(request, comment, replace(editor, flaw=str(MANY_PREVIEWS)), status=429)
    try:
        html = check_comment(editor.text, addressed_in(editor.text, comment.thread_id).links)
        return answer(request, comment, replace(editor, preview=in_this_language(html)))
    except MarkupRefused as refusal:
        return answer(request, comment, replace(editor, flaw=str(refusal)), status=422)


def _show(request: MemberRequest, comment: Comment, outcome: Outcome) -> HttpResponse:
    """Back to the place of the comment, which gets the focus."""
    request.session.pop(KEPT, None)
    facts = {"number": comment.number}
    if outcome.held:
        messages.info(request, _("Your change of #%(number)d waits to be read.") % facts)
    elif outcome.changed:
        messages.success(request, _("Your comment #%(number)d is changed.") % facts)
    if comment.state == State.HIDDEN and not comment.public_below:
        return SeeOther(reverse("comments:status", args=[comment.pk]))
    return SeeOther(comment_address(comment))


def _return_text(
    request: MemberRequest, comment: Comment, editor: Editor, refusal: Exception, now: datetime
) -> HttpResponse:
    """Give the text back and keep it as a draft, so that it outlives this page."""
    typed = Typed(editor.text, editor.submission or uuid4(), editor.revision, editor.seen)
    with suppress(DraftTooLong, TooManyDrafts, DraftChanged):
        place = Place(comment.thread, edited=comment)
        editor = with_kept(editor, keep_draft(person=request.user, place=place, typed=typed, now=now))
    return _explain(request, comment, editor, refusal)


def _explain(request: HttpRequest, comment: Comment, editor: Editor, refusal: Exception) -> HttpResponse:
    if isinstance(refusal, UnderMeasure):
        editor = replace(editor, redress=reverse(refusal.where))
    if isinstance(refusal, EditConflict):
        blocks = difference(refusal.theirs.split("\n"), editor.text.replace("\r\n", "\n").split("\n"))
        editor = replace(editor, theirs=blocks, seen=refusal.number)
    status = next((status for kind, status in STATUS.items() if isinstance(refusal, kind)), 409)
    return answer(request, comment, replace(editor, problem=_sentence(refusal)), status=status)


def _sentence(refusal: Exception) -> str:
    if isinstance(refusal, MarkupRefused):
        return str(refusal)
    if isinstance(refusal, PostingStopped | NobodyReads):
        return refusals.not_now(refusal)
    if isinstance(refusal, UnderMeasure):
        return refusals.with_text_kept(refusal)
    if isinstance(refusal, EditConflict) and marks_in(refusal.theirs):
        return _("Moderators made words of this comment unreadable meanwhile. Both texts are here.")
    return next(str(words) for kind, words in SENTENCES.items() if isinstance(refusal, kind))


def ask_to_sign_in(request: HttpRequest, comment_id: int, form: EditForm) -> HttpResponse:
    """Whoever was signed out meanwhile gets the text back; nothing is said about the comment."""
    text = form.text_as_typed
    kept = len(text) <= drafts.LONGEST and comes_from_this_site(request) and may_leave_a_draft(request)
    if kept:
        request.session[KEPT] = [comment_id, text, form.seen_number]
    back = reverse("comments:edit", args=[comment_id])
    editor = Editor(
        text=text,
        seen=form.seen_number,
        problem=_("Please sign in to change your comment. Your text is kept and comes back afterwards.")
        if kept
        else _("Please sign in to change your comment. Copy your text first: it could not be kept."),
        sign_in=f"{reverse('account_login')}?{urlencode({'next': back})}",
    )
    return answer(request, None, editor, status=403)
