"""Removing everything by a person: ordered here, done by the worker, undone within ten minutes (M9)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import MemberRequest
from accounts.models import User
from comments.actions.sweeping import SweepRuns, TooLate, begin_sweep, undo_sweep
from comments.models import Sweep
from comments.rules.reasons import UnknownReason
from comments.views.answers import SeeOther
from comments.views.queue import for_moderators


@for_moderators
@require_POST
def begin(request: MemberRequest, username: str) -> HttpResponse:
    """Order it; the page of the person shows how far it is."""
    person = get_object_or_404(User, username=username)
    try:
        begin_sweep(
            person=person,
            reason=request.POST.get("reason", ""),
            actor=request.user.as_actor(),
            now=timezone.now(),
        )
    except UnknownReason:
        messages.error(request, _("Nothing was removed: choose a reason."))
    except SweepRuns:
        messages.warning(request, _("This is under way already."))
    return SeeOther(_address(person))


@for_moderators
@require_POST
def undo(request: MemberRequest, sweep_id: int) -> HttpResponse:
    sweep = get_object_or_404(Sweep.objects.select_related("person"), pk=sweep_id)
    try:
        undo_sweep(sweep=sweep, actor=request.user.as_actor(), now=timezone.now())
    except TooLate:
        messages.warning(request, _("Too late: the comments can only be brought back one by one."))
    return SeeOther(_address(sweep.person))


def _address(person: User) -> str:
    return f"{reverse('comments:person', args=[person.username])}#sweep"
