"""One conversation as moderators see it: what applies, the tools for it, and what was decided (M4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gate import MemberRequest
from comments.actions.pins import NotPinnable, pin
from comments.actions.threads import StaleRules, rules_of, set_thread_rules
from comments.history import decisions_about_rules
from comments.models import Comment, Discussion, Thread
from comments.redactions import with_bars_in_words
from comments.rules.thread_rules import ThreadRules
from comments.thread_forms import PinForm, RulesForm, WordsForm
from comments.views.answers import SeeOther
from comments.views.queue import for_moderators
from comments.views.thread_lines import lines_about, rules_line
from comments.views.words import name_of
from markup import excerpt

EXCERPT = 300  # characters of the pinned comment


class _Refused(Exception):
    """What was sent was not done; `form` says why, or the page does with `problem`."""

    def __init__(self, *, status: int, problem: str = "", **forms: Any) -> None:
        super().__init__(problem)
        self.status, self.problem, self.forms = status, problem, forms


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: MemberRequest, thread_id: int) -> HttpResponse:
    """Show the page, or do what one of its buttons says; who comes second is told, and nothing is changed."""
    found = get_object_or_404(Thread.objects.select_related("pinned__author"), pk=thread_id)
    now = timezone.now()
    if request.method != "POST":
        return _page(request, found, now)
    do = DEEDS.get(request.POST.get("do", ""))
    try:
        if do is None:
            raise _Refused(status=400, problem=_("The form was not complete. Nothing was changed."))
        done = do(request, found, now)
    except StaleRules:
        refused = _stale()
    except _Refused as refusal:
        refused = refusal
    else:
        messages.success(request, done)
        return SeeOther(reverse("comments:moderate_thread", args=[found.pk]))
    found = Thread.objects.select_related("pinned__author").get(pk=found.pk)
    return _page(request, found, now, status=refused.status, problem=refused.problem, **refused.forms)


def _stale() -> _Refused:
    problem = _("Nothing was changed: somebody else decided meanwhile. This is how it is now.")
    return _Refused(status=409, problem=problem)


def _set(request: MemberRequest, thread: Thread, now: datetime, rules: ThreadRules) -> None:
    """Write other rules than those that the form was shown with. Raises StaleRules."""
    if request.POST.get("seen") != rules_of(thread).key:
        raise StaleRules
    set_thread_rules(thread=thread, rules=rules, actor=request.user.as_actor(), now=now)


def _lock(request: MemberRequest, thread: Thread, now: datetime) -> str:
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise _Refused(status=422, words_form=form)
    words = form.cleaned_data["words"]
    _set(request, thread, now, replace(rules_of(thread), closed=True, closed_words=words))
    return _("The conversation is locked. It can still be read.")


def _unlock(request: MemberRequest, thread: Thread, now: datetime) -> str:
    _set(request, thread, now, replace(rules_of(thread), closed=False))
    return _("The conversation is unlocked.")


def _change(request: MemberRequest, thread: Thread, now: datetime) -> str:
    present = rules_of(thread)
    form = RulesForm(request.POST, rules=present, now=now)
    if not form.is_valid():
        raise _Refused(status=422, rules_form=form)
    _set(request, thread, now, replace(present, **form.cleaned_data))
    return _("The rules of this conversation are stored.")


def _pin(request: MemberRequest, thread: Thread, now: datetime) -> str:
    form = PinForm(request.POST)
    if not form.is_valid():
        raise _Refused(status=422, pin_form=form)
    number = form.cleaned_data["number"]
    comment = Comment.objects.in_thread(thread.pk).filter(number=number).first()
    try:
        if comment is None:
            raise NotPinnable
        pin(comment=comment, actor=request.user.as_actor(), now=now)
    except NotPinnable as refusal:
        form.add_error("number", _("There is no public comment with this number here."))
        raise _Refused(status=422, pin_form=form) from refusal
    return _("#%(number)d stands above the conversation now.") % {"number": number}


DEEDS: dict[str, Callable[[MemberRequest, Thread, datetime], str]] = {
    "lock": _lock,
    "unlock": _unlock,
    "rules": _change,
    "pin": _pin,
}


def _page(
    request: MemberRequest,
    thread: Thread,
    now: datetime,
    *,
    status: int = 200,
    problem: str = "",
    **forms: Any,
) -> HttpResponse:
    discussion, rules, pinned = Discussion.load(), rules_of(thread), thread.pinned
    terms = thread.terms(discussion, now)
    context = {
        "thread": thread,
        "lines": lines_about(thread, discussion, terms),
        "seen": rules.key,
        "is_visible": terms.is_visible,
        "pinned": pinned,
        "pinned_by": name_of(pinned),
        "pinned_words": excerpt(with_bars_in_words(pinned.html), EXCERPT) if pinned else "",
        "decisions": _decisions(thread),
        "words_form": WordsForm(initial={"words": thread.closed_words}),
        "rules_form": RulesForm(rules=rules, now=now),
        "pin_form": PinForm(),
        "problem": problem,
    }
    return render(request, "comments/moderate_thread.html", context | forms, status=status)


def _decisions(thread: Thread) -> list[dict[str, object]]:
    """What was decided about it, the newest first, each with the sentence that says so."""
    found = decisions_about_rules(thread.pk)
    about = {decision.entry.comment_id or 0 for decision in found}
    numbers = dict(Comment.objects.in_thread(thread.pk).filter(pk__in=about).values_list("pk", "number"))
    return [
        {"decision": each, "sentence": rules_line(each, numbers.get(each.entry.comment_id or 0))}
        for each in found
    ]
