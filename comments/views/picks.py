"""Picking a comment, and taking the pick back: for editors (C13)."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.gate import MemberRequest, staff_page
from comments.actions import picks
from comments.models import Comment
from comments.places import comment_address
from comments.rules.picks import may_pick, words_seen
from comments.rules.states import State
from comments.views import words
from comments.views.answers import SeeOther


@never_cache
@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def pick(visitor: HttpRequest, comment_id: int) -> HttpResponse:
    """GET asks, POST picks; who is led through the sign-in comes back to the question."""
    request = cast(MemberRequest, visitor)
    comment = _comment_for(request, comment_id)
    if request.method != "POST":
        return _ask(request, comment)
    if State(comment.state) is State.PUBLIC and request.POST.get("words") != words_seen(comment.edited_at):
        return _ask(request, comment, status=409, changed=True)
    try:
        picks.pick(comment=comment, actor=request.user.as_actor(), now=timezone.now())
    except picks.OwnWords:
        return _ask(request, comment, status=403)
    except picks.NotPickable:
        return _ask(request, comment, status=409)
    except picks.OtherWords:
        return _ask(request, _comment_for(request, comment_id), status=409, changed=True)
    messages.success(request, _("#%(number)d is picked. Its author is told.") % {"number": comment.number})
    return SeeOther(comment_address(comment))


@never_cache
@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def unpick(visitor: HttpRequest, comment_id: int) -> HttpResponse:
    """POST takes a pick back, whoever made it; GET leads to the page that asks."""
    request = cast(MemberRequest, visitor)
    comment = _comment_for(request, comment_id)
    if request.method != "POST":
        return redirect("comments:pick", comment.pk)
    picks.unpick(comment=comment, actor=request.user.as_actor(), now=timezone.now())
    messages.success(request, _("#%(number)d is not picked any more.") % {"number": comment.number})
    return SeeOther(comment_address(comment))


def _comment_for(request: MemberRequest, comment_id: int) -> Comment:
    """A comment that readers have or had; what was never public is the moderators' alone."""
    if not request.user.as_actor().may_edit:
        raise PermissionDenied
    known = Comment.objects.exclude(public_seq=None).with_threads().with_authors()
    return get_object_or_404(known, pk=comment_id)


def _ask(
    request: MemberRequest, comment: Comment, status: int = 200, *, changed: bool = False
) -> HttpResponse:
    """The page with the question; `changed`: its words are no longer those that were to be picked."""
    problem = ""
    if comment.state != State.PUBLIC:
        problem = _("This comment is not public any more, so it cannot be picked.")
    elif not may_pick(request.user.as_actor(), author_id=comment.author_id, office=comment.office):
        problem = _("Editors pick the words of others, not their own and not those of the house.")
    name = words.name_of(comment)
    context = {
        "comment": comment,
        "name": name,
        "problem": problem,
        "changed": changed,
        "words": words_seen(comment.edited_at),
    }
    return render(request, "comments/pick.html", context, status=status)
