"""Pinning a comment above its conversation, from the menu of the comment: for moderators (M4)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gate import MemberRequest
from comments.actions import pins
from comments.models import Comment
from comments.views.answers import SeeOther
from comments.views.queue import for_moderators


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: MemberRequest, comment_id: int) -> HttpResponse:
    """POST pins; GET, to which a sign-in leads back, shows the page of the conversation."""
    comment = _comment(comment_id)
    if request.method != "POST":
        return redirect("comments:moderate_thread", comment.thread_id)
    facts = {"number": comment.number}
    try:
        pins.pin(comment=comment, actor=request.user.as_actor(), now=timezone.now())
    except pins.NotPinnable:
        messages.warning(request, _("#%(number)d is not public any more, so it was not pinned.") % facts)
    else:
        messages.success(request, _("#%(number)d stands above the conversation now.") % facts)
    return SeeOther(f"{comment.thread.get_absolute_url()}#thread")


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def unpin(request: MemberRequest, comment_id: int) -> HttpResponse:
    """POST takes the pin away; if somebody else was faster, say so."""
    comment = _comment(comment_id)
    if request.method != "POST":
        return redirect("comments:moderate_thread", comment.thread_id)
    facts = {"number": comment.number}
    was_pinned = pins.unpin(
        thread=comment.thread, comment_id=comment.pk, actor=request.user.as_actor(), now=timezone.now()
    )
    if was_pinned:
        messages.success(request, _("#%(number)d is not pinned any more.") % facts)
    else:
        messages.warning(request, _("Nothing was changed: #%(number)d was not pinned any more.") % facts)
    return SeeOther(f"{comment.thread.get_absolute_url()}#thread")


def _comment(comment_id: int) -> Comment:
    return get_object_or_404(Comment.objects.with_threads(), pk=comment_id)
