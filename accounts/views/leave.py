"""Leaving for good: what would become of everything, the order, and the way back, without script (A5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.leaving import (
    BadToken,
    LastAdministrator,
    LeavesAlready,
    TooLate,
    leaving_by,
    start_leaving,
    undo_leaving,
)
from accounts.forms.leave import CHOICES, LeaveForm
from accounts.gate import MemberRequest
from accounts.models import Leaving, User
from accounts.personal import parts
from accounts.rules.leaving import WAIT, Choice


@dataclass(frozen=True)
class Way:
    """One of the three ways out: its words, and what it alone would do."""

    choice: Choice
    title: str
    lines: list[str]
    chosen: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def leave(request: HttpRequest) -> HttpResponse:
    """GET says what each way would do, and while one is under way how to undo it; POST begins it."""
    person = cast(MemberRequest, request).user
    under_way = Leaving.objects.of(person).first()
    if under_way:
        return render(request, "accounts/leaving.html", {"leaving": under_way, "title": title_of(under_way)})
    form = LeaveForm(request.POST or None, person=person, wrote_posts=wrote_posts(person))
    if request.method != "POST":
        return _ask(request, form)
    if not form.is_valid():
        return _ask(request, form, status=422)
    try:
        start_leaving(
            person=person,
            choice=Choice(form.cleaned_data["choice"]),
            takes_name=form.cleaned_data.get("takes_name", False),
            actor=person.as_actor(),
            now=timezone.now(),
        )
    except LastAdministrator:
        form.add_error(None, _("You are the only administrator. Give the role to somebody else first."))
        return _ask(request, form, status=409)
    except LeavesAlready:
        pass  # sent twice: the page shows the first one
    return redirect("accounts:leave")


@login_required
@require_POST
def undo(request: MemberRequest) -> HttpResponse:
    """Stay, by the own page."""
    leaving = get_object_or_404(Leaving.objects.of(request.user))
    return _undo(request, leaving)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: HttpRequest, token: str) -> HttpResponse:
    """Stay, by the link of the mail: GET asks, POST does it."""
    try:
        leaving = leaving_by(token)
    except BadToken:
        raise Http404 from None
    if request.method == "POST":
        return _undo(request, leaving)
    response = render(request, "accounts/stay.html", {"leaving": leaving})
    # The token is in the address, so no other site may learn it; ours has to see where the form comes from.
    response["Referrer-Policy"] = "same-origin"
    return response


def _undo(request: HttpRequest, leaving: Leaving) -> HttpResponse:
    try:
        undo_leaving(leaving=leaving, now=timezone.now())
    except TooLate:
        leaving.refresh_from_db()
        return render(request, "accounts/stay.html", {"leaving": leaving}, status=409)
    messages.success(request, _("Your account stays, and everything is as it was."))
    return redirect("accounts:me")


def _ask(request: HttpRequest, form: LeaveForm, status: int = 200) -> HttpResponse:
    ways, always = ways_out(form.person, str(form["choice"].value() or ""))
    context = {"form": form, "ways": ways, "always": always, "days": WAIT.days}
    return render(request, "accounts/leave.html", context, status=status)


def ways_out(person: User, chosen: str) -> tuple[list[Way], list[str]]:
    """Return the three ways with what each of them alone would do, and what all of them would."""
    previews = [part.preview for part in parts() if part.preview]
    lines = {choice: [line for preview in previews for line in preview(person, choice)] for choice in Choice}
    always = [line for line in lines[Choice.NAMELESS] if all(line in found for found in lines.values())]
    ways = [
        Way(choice, str(title), [line for line in lines[choice] if line not in always], chosen == choice)
        for choice, title in CHOICES
    ]
    return ways, always


def wrote_posts(person: User) -> bool:
    """Whether the person stands in a by-line: the room above says so by a line of its own."""
    return any(
        part.preview(person, Choice.NAMELESS) for part in parts() if part.preview and part.name == "posts"
    )


def title_of(leaving: Leaving) -> str:
    """Return what was chosen, in words."""
    return str(dict(CHOICES)[Choice(leaving.choice)])
