"""The address of a comment that always leads somewhere (C1)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.reading import comment_address
from comments.rules.states import State


@require_safe
def permalink(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Lead to the page and the place; where there is none, say in words what became of the comment."""
    comment = get_object_or_404(Comment.objects.with_threads(), pk=comment_id)
    if not comment.thread.is_visible(timezone.now()):
        raise Http404
    unheard = Comment.objects.public().filter(pk=comment.pk)
    if request.user.is_authenticated and unheard.unheard_by(request.user).exists():
        return redirect("comments:muted", comment.pk)
    own = request.user.is_authenticated and comment.author_id == request.user.pk
    if comment.is_shown or (own and comment.state == State.PENDING):
        return redirect(comment_address(comment))
    if own:
        return redirect("comments:status", comment.pk)
    if request.user.is_authenticated and request.user.as_actor().may_moderate:
        return redirect("comments:history", comment.pk)
    if comment.public_seq is None:
        raise Http404  # it was never public, so nobody is told that it exists
    return _say(request, comment)


def _say(request: HttpRequest, comment: Comment) -> HttpResponse:
    facts = {"number": comment.number}
    status = 410
    match comment.state:
        case State.WITHDRAWN:
            title = _("Comment #%(number)d was withdrawn") % facts
            words = _("Its author took it back. Nobody had answered it.")
        case State.REMOVED | State.SPAM:
            title = _("Comment #%(number)d was removed") % facts
            words = _("The moderators removed it. Nobody had answered it.")
        case _:
            title = _("Comment #%(number)d is not public at the moment") % facts
            words = _("The moderators are looking at it. It may come back.")
            status = 404
    context = {"title": title, "words": words, "thread": comment.thread}
    return render(request, "comments/gone.html", context, status=status)
