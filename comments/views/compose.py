"""Writing a comment: whatever goes wrong, the text comes back (C5)."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actions.measures import UnderMeasure, ask_leave
from accounts.gate import MemberRequest
from accounts.rules.measures import Deed
from comments.actions.admitting import closed_to
from comments.actions.drafts import DraftChanged, DraftTooLong, Place, TooManyDrafts, Typed, keep_draft
from comments.actions.following import wish_for_answers
from comments.actions.offices import NotInOffice
from comments.actions.post import NotAnswerable, OtherTextPosted, post_comment
from comments.forms import CommentForm
from comments.history import latest_reason
from comments.models import Comment, Discussion, Thread
from comments.people import addressed_in, in_this_language
from comments.places import address_of_new
from comments.rules.drafts import BETWEEN
from comments.rules.states import State
from comments.views import drafts, words
from comments.views.answers import SeeOther, in_place, is_by_script, posted_at
from comments.views.applying import lines_for_writers
from comments.views.composing import Composer, draft_of, left_out_line, office_offered, with_draft
from comments.views.handing_back import answer_with, answerable, ask_to_sign_in, filled, way_back
from comments.views.origin import (
    has_valid_token,
    may_preview,
    network_of,
    seconds_on_form,
    started_at,
)
from comments.views.printing import printed_alone
from comments.views.refusals import EXPIRED, MANY_PREVIEWS, REFUSALS, Refusal, sentence_of, status_of
from comments.views.spots import NESTED, spot_of_new
from comments.views.talking import sheet_for
from markup import MarkupRefused, check_comment, render_comment


@csrf_exempt  # asked by hand below, because Django's refusal would lose the text
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Show the form on a page of its own, or take what was written."""
    now = timezone.now()
    thread = Thread.find(thread_id)
    if thread is None or thread.visible_from is None or thread.visible_from > now:
        raise Http404
    if request.method == "POST":
        return _take(request, thread, CommentForm(request.POST), now)
    if not thread.is_visible(now):
        raise Http404
    return _offer(request, thread, now)


@csrf_exempt  # changes nothing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Show how a text will look; it is stored nowhere."""
    if request.method != "POST":
        return redirect("comments:compose", thread_id)
    now = timezone.now()
    thread = get_object_or_404(Thread.objects.visible(now), pk=thread_id)
    form = CommentForm(request.POST)
    composer = filled(request, thread, form, now)
    if not may_preview(request):
        composer = replace(composer, flaw=str(MANY_PREVIEWS))
        return answer_with(request, thread, composer, status=429, fragment="#preview")
    try:
        check_comment(form.text_as_typed)
        addressed = addressed_in(form.text_as_typed, thread.pk)
        composer = replace(
            composer,
            preview=in_this_language(render_comment(form.text_as_typed, addressed.links)),
            left_out=left_out_line(addressed.left_out),
        )
    except MarkupRefused as refusal:
        composer = replace(composer, flaw=str(refusal))
    return answer_with(request, thread, composer, status=422 if composer.flaw else 200, fragment="#preview")


def _offer(request: HttpRequest, thread: Thread, now: datetime) -> HttpResponse:
    """The empty form, or the text that was kept while its writer signed in."""
    wanted = CommentForm(request.GET).parent_id
    parent = answerable(thread, wanted)
    discussion = Discussion.load()
    terms, is_staff = (
        thread.terms(discussion, now),
        bool(request.user.is_authenticated and request.user.roles),
    )
    composer = Composer(
        parent=parent,
        submission=uuid4(),
        started=started_at(thread, now),
        in_place=in_place(request),
        focus=True,
        cancel=way_back(thread, parent),
        notices=lines_for_writers(terms, is_staff=is_staff),
        office=office_offered(request, thread),
    )
    composer = _with_what_was_kept(request, composer, thread, wanted)
    if closed := closed_to(terms, discussion, is_staff=is_staff):
        return answer_with(request, thread, replace(composer, problem=sentence_of(closed)), status=409)
    if wanted and parent is None:
        return answer_with(
            request, thread, replace(composer, problem=sentence_of(NotAnswerable())), status=409
        )
    if request.user.is_authenticated:
        try:
            ask_leave(person=request.user, deed=Deed.POST, now=now)
        except UnderMeasure as refusal:
            redress = reverse(refusal.where)
            composer = replace(composer, problem=str(refusal), redress=redress)
            return answer_with(request, thread, composer, status=403)
    return answer_with(request, thread, composer)


def _with_what_was_kept(
    request: HttpRequest, composer: Composer, thread: Thread, parent_id: int | None
) -> Composer:
    """The text from before the sign-in goes first; what another device kept is offered beside it."""
    kept = draft_of(request.user, thread.pk, parent_id)
    typed = drafts.recall(request.session, thread.pk, parent_id) if request.session.session_key else None
    if typed is None:
        return with_draft(composer, kept)
    others = [text for text in (kept.text, kept.other) if text and text != typed.text] if kept else []
    return replace(composer, text=typed.text, submission=typed.submission, other=BETWEEN.join(others))


def _take(request: HttpRequest, thread: Thread, form: CommentForm, now: datetime) -> HttpResponse:
    if not request.user.is_authenticated:
        return ask_to_sign_in(request, thread, form, filled(request, thread, form, now))
    if not has_valid_token(request):
        problem = str(EXPIRED)
        composer = filled(request, thread, form, now)
        return answer_with(request, thread, replace(composer, problem=problem), status=403)
    try:
        comment = _post(cast(MemberRequest, request), thread, form, now)
    except REFUSALS as refusal:
        return _return_text(cast(MemberRequest, request), thread, form, refusal, now)
    if form.is_quiet:
        wish_for_answers(comment=comment, wanted=False)
    drafts.forget(request.session, thread.pk, form.parent_id)
    return _show_posted(cast(MemberRequest, request), thread, comment)


def _post(request: MemberRequest, thread: Thread, form: CommentForm, now: datetime) -> Comment:
    parent = answerable(thread, form.parent_id) if thread.is_visible(now) else None
    if form.parent_id and parent is None and not _is_posted(form):
        raise NotAnswerable
    if form.is_official and not office_offered(request, thread):
        raise NotInOffice
    return post_comment(
        thread=thread,
        author=request.user,
        source=form.text_as_typed,
        submission=form.submission_key,
        parent=parent,
        language=thread.language,
        seconds_on_form=seconds_on_form(form.started, thread, now),
        network=network_of(request),
        official=form.is_official,
        trap_filled=form.is_filled_by_a_machine,
        now=now,
    )


def _is_posted(form: CommentForm) -> bool:
    """A double click may come after the answered comment has gone; the first click was taken."""
    return Comment.objects.filter(submission=form.submission_key).exists()


def _return_text(
    request: MemberRequest, thread: Thread, form: CommentForm, refusal: Refusal, now: datetime
) -> HttpResponse:
    """Give the text back and keep it as a draft, so that it outlives this page."""
    composer = filled(request, thread, form, now)
    if isinstance(refusal, PermissionDenied | OtherTextPosted):
        composer = replace(composer, submission=uuid4())
    typed = Typed(form.text_as_typed, composer.submission or uuid4(), form.seen)
    with suppress(DraftTooLong, TooManyDrafts, DraftChanged):
        composer = with_draft(
            composer,
            keep_draft(person=request.user, place=Place(thread, composer.parent), typed=typed, now=now),
        )
    redress = reverse(refusal.where) if isinstance(refusal, UnderMeasure) else ""
    composer = replace(composer, problem=sentence_of(refusal), redress=redress)
    return answer_with(request, thread, composer, status=status_of(refusal))


def _show_posted(request: MemberRequest, thread: Thread, comment: Comment) -> HttpResponse:
    if in_place(request) and comment.parent:
        return _show_in_place(request, thread, comment, comment.parent)
    if comment.state == State.PENDING:
        messages.info(request, _("Your comment #%(number)d waits to be read.") % {"number": comment.number})
    address = address_of_new(comment)
    return posted_at(address) if is_by_script(request, "posting") else SeeOther(address)


def _show_in_place(request: MemberRequest, thread: Thread, comment: Comment, parent: Comment) -> HttpResponse:
    """The comment for its list under the comment it answers, and a line for the place of the form."""
    beside = parent.depth >= NESTED
    return render(
        request,
        "comments/conversation.html#posted",
        {
            "thread": thread,
            "comment": printed_alone(
                spot_of_new(comment, latest_reason(comment)), sheet_for(thread, request.user)
            ),
            "notice": words.posted_line(comment),
            "target": f"#slot-{parent.number}" if beside else f"#answers-{parent.number}",
            "beside": beside,
            "LANGUAGE_CODE": get_language(),
        },
        status=201,
    )
