"""Handing the form of a comment back with what was typed in it (C5)."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.forms import CommentForm
from comments.models import Comment, Thread
from comments.views import drafts, words
from comments.views.answers import in_place
from comments.views.composing import Composer, office_offered
from comments.views.drafts import Draft
from comments.views.origin import comes_from_this_site, may_leave_a_draft, seconds_on_form, started_at


def answer_with(
    request: HttpRequest, thread: Thread, composer: Composer, *, status: int = 200, fragment: str = ""
) -> HttpResponse:
    """Answer with the form alone for htmx, otherwise with its page."""
    reader = request.user if request.user.is_authenticated else None
    context = {
        "thread": thread,
        "composer": composer,
        "reader": reader,
        "back": thread.get_absolute_url(),
        "parent_name": words.name_of(composer.parent) if composer.parent else "",
    }
    template = f"comments/composer.html{fragment}" if in_place(request) else "comments/compose.html"
    return render(request, template, context, status=status)


def filled(request: HttpRequest, thread: Thread, form: CommentForm, now: datetime) -> Composer:
    """Return the form with what was sent in it."""
    parent = answerable(thread, form.parent_id) if thread.is_visible(now) else None
    known = seconds_on_form(form.started, thread, now) is not None
    return Composer(
        text=form.text_as_typed,
        parent=parent,
        submission=form.submission_key,
        started=form.started if known else started_at(thread, now),
        in_place=in_place(request),
        focus=True,
        cancel=way_back(thread, parent),
        office=office_offered(request, thread),
        quiet=form.is_quiet,
        official=form.is_official,
        revision=form.seen,
    )


def ask_to_sign_in(
    request: HttpRequest, thread: Thread, form: CommentForm, composer: Composer
) -> HttpResponse:
    """Keep the text, show it, and say what to do. A form that a foreign page sent is shown and not kept."""
    draft = Draft(form.text_as_typed, form.parent_id, form.submission_key)
    kept = (
        comes_from_this_site(request)
        and may_leave_a_draft(request)
        and drafts.keep(request.session, thread.pk, draft)
    )
    here = reverse("comments:compose", args=[thread.pk])
    following = urlencode({"next": f"{here}?parent={form.parent_id}" if form.parent_id else here})
    composer = replace(
        composer,
        problem=_("Please sign in to post. Your text is kept and comes back afterwards.")
        if kept
        else _("Please sign in to post. Copy your text first: it could not be kept."),
        sign_in=f"{reverse('account_login')}?{following}",
        sign_up=f"{reverse('account_signup')}?{following}",
    )
    return answer_with(request, thread, composer, status=403)


def answerable(thread: Thread, comment_id: int | None) -> Comment | None:
    """Return the comment that is to be answered, while readers have it."""
    if comment_id is None:
        return None
    return Comment.objects.public().with_authors().filter(thread=thread, pk=comment_id).first()


def way_back(thread: Thread, parent: Comment | None) -> str:
    """Return where a writer came from: the answered comment, or the conversation."""
    if parent is None:
        return f"{thread.get_absolute_url()}#thread"
    return reverse("comments:permalink", args=[parent.pk])
