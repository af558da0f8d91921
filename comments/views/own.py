"""What authors do with their own comments: take them back, or a change of them that waits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gate import MemberRequest
from comments.actions.edit import take_back_edit
from comments.actions.moderate import ImpossibleMove, StaleState, moderate
from comments.actions.offices import NotInOffice
from comments.models import Comment
from comments.places import comment_address
from comments.rules.states import WITHDRAW, State
from comments.views.answers import SeeOther
from comments.views.composing import office_offered


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, comment_id: int) -> HttpResponse:
    """GET asks, POST takes the comment back; a line stays where somebody has answered."""
    comment = own_comment(request, comment_id)
    if State(comment.state) not in WITHDRAW.sources:
        return _ask(request, comment, gone=True)
    if comment.office and not office_offered(request, comment.thread):
        return _ask(request, comment, out_of_office=True)
    if request.method != "POST":
        return _ask(request, comment)
    try:
        moderate(comment=comment, move=WITHDRAW, actor=request.user.as_actor(), now=timezone.now())
    except (StaleState, ImpossibleMove):
        return _ask(request, comment, gone=True)
    except NotInOffice:
        return _ask(request, comment, out_of_office=True)
    messages.success(request, _("Your comment #%(number)d is withdrawn.") % {"number": comment.number})
    return SeeOther(_address_after(comment))


@never_cache
@login_required
@require_POST
def take_back(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Take back the own edit that waits; the text that is up stays."""
    comment = own_comment(request, comment_id)
    if take_back_edit(comment=comment, author=request.user, now=timezone.now()):
        messages.success(request, _("Your change is taken back."))
    else:
        messages.info(request, _("No change waits any more."))
    return SeeOther(reverse("comments:status", args=[comment.pk]))


def _address_after(comment: Comment) -> str:
    """Where one lands after taking a comment back, and is told so.

    Where no line stays behind, the message is all there is to see; it stands at the top of the page. A page
    that is not public is not there to come back to.
    """
    if not comment.thread.is_visible(timezone.now()):
        return reverse("comments:mine")
    return comment_address(comment) if comment.public_below else comment.thread.get_absolute_url()


def own_comment(request: MemberRequest, comment_id: int) -> Comment:
    """The comment if it is the reader's own; to everybody else it does not exist here."""
    return get_object_or_404(Comment.objects.of(request.user).with_threads(), pk=comment_id)


def _ask(
    request: HttpRequest, comment: Comment, *, gone: bool = False, out_of_office: bool = False
) -> HttpResponse:
    """The page with the question, or why it cannot be withdrawn: it is `gone`, or was said for the house."""
    problem, status = "", 200
    if gone:
        problem, status = _("It cannot be withdrawn: it is no longer where it was."), 409
    elif out_of_office:
        problem, status = (
            _(
                "This was said for the house. You cannot take it back now: you no longer speak for it here, "
                "or have to show your second factor first."
            ),
            403,
        )
    context = {"comment": comment, "problem": problem}
    return render(request, "comments/withdraw.html", context, status=status)
