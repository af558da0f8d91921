"""Whom one does not want to hear: ask, do it, take it back, see all of them (A4). Works without script."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.mutes import MOST_MUTED, MutesThemselves, TooManyMuted
from accounts.actions.mutes import mute as mute_person
from accounts.actions.mutes import unmute as unmute_person
from accounts.gate import MemberRequest, safe_next
from accounts.models import Mute, User


@login_required
@require_safe
def muted(request: MemberRequest) -> HttpResponse:
    """Everybody whom the reader muted, by name."""
    mutes = Mute.objects.filter(person=request.user).select_related("muted").order_by("muted__name_key")
    return render(request, "accounts/muted.html", {"mutes": mutes, "most": MOST_MUTED})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: MemberRequest, username: str) -> HttpResponse:
    """GET says what muting does and asks; POST does it."""
    other = get_object_or_404(User, username=username)
    if request.method != "POST":
        return _ask(request, other)
    try:
        mute_person(person=request.user, other=other, now=timezone.now())
    except MutesThemselves:
        return _ask(request, other, status=409)
    except TooManyMuted:
        problem = _(
            "You have muted %(number)d people, which is as many as one can. Hear somebody again first."
        )
        return _ask(request, other, problem % {"number": MOST_MUTED}, status=409)
    messages.success(request, _("You do not hear %(name)s any more.") % {"name": other.username})
    return redirect(safe_next(request, reverse("accounts:muted")))


@login_required
@require_POST
def unmute(request: MemberRequest, username: str) -> HttpResponse:
    """Hear somebody again; also twice."""
    other = get_object_or_404(User, username=username)
    unmute_person(person=request.user, other=other)
    messages.success(request, _("You hear %(name)s again.") % {"name": other.username})
    return redirect(safe_next(request, reverse("accounts:muted")))


def _ask(request: MemberRequest, other: User, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "other": other,
        "is_oneself": other == request.user,
        "is_muted": Mute.objects.filter(person=request.user, muted=other).exists(),
        "problem": problem,
        "back": safe_next(request, reverse("accounts:muted")),
    }
    return render(request, "accounts/mute.html", context, status=status)
