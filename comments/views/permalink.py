"""The address of a comment that always leads somewhere (C1)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.places import comment_address
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
    return say_what_became(request, comment)


def say_what_became(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Say in words why nothing can be read here. Raises Http404 of what nobody is to know that it exists."""
    if comment.public_seq is None:
        raise Http404
    facts = {"number": comment.number}
    status = 410
    unanswered = "" if comment.public_below else _("Nobody had answered it.")
    match comment.state:
        case State.WITHDRAWN:
            title = _("Comment #%(number)d was withdrawn") % facts
            sentences = [_("Its author took it back."), unanswered]
        case State.REMOVED | State.SPAM:
            title = _("Comment #%(number)d was removed") % facts
            sentences = [_("The moderators removed it."), unanswered]
        case _:
            title = _("Comment #%(number)d is not public at the moment") % facts
            sentences = [_("The moderators are looking at it. It may come back.")]
            status = 404
    words = " ".join(sentence for sentence in sentences if sentence)
    context = {"title": title, "words": words, "thread": comment.thread}
    return render(request, "comments/gone.html", context, status=status)
