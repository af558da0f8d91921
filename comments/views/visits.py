"""Remembering for a signed-in reader what was seen (R10)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.gate import MemberRequest
from comments.actions.visits import note_visit
from comments.models import Thread
from comments.rules.numbers import LONGEST_PLACE, whole_number
from comments.views.answers import SeeOther


@never_cache
@login_required
@require_POST
def seen(request: MemberRequest, thread_id: int) -> HttpResponse:
    """Note how far the reader came: `seq`; with `all` nothing is new any more, which the button asks for.

    The script, which does not wait for the answer, gets none; the button leads back to the conversation.
    """
    thread = get_object_or_404(Thread, pk=thread_id)
    seq = whole_number(request.POST.get("seq", ""), longest=LONGEST_PLACE)
    everything = "all" in request.POST
    if seq is None:
        problem = _("“seq” has to be a whole number from 0 on.")
        return HttpResponse(problem, status=400, content_type="text/plain")
    try:
        note_visit(
            person=request.user, thread=thread, public_seq=seq, everything=everything, now=timezone.now()
        )
    except Thread.DoesNotExist:
        raise Http404 from None
    if not everything:
        return HttpResponse(status=204)
    messages.success(request, _("Everything up to here is marked as read."))
    return SeeOther(f"{thread.get_absolute_url()}#thread")
