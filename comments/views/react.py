"""Calling a comment useful, and taking that back (C8)."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.measures import UnderMeasure
from accounts.gate import MemberRequest, members_only
from comments.actions.react import NotReactable, OwnWords
from comments.actions.react import react as say_useful
from comments.models import Comment, Reaction
from comments.places import comment_address
from comments.views.answers import SeeOther, in_place
from comments.views.printing import printed_reaction


@never_cache
@members_only(gettext_lazy("Sign in to call a comment useful; after that you are led back to it."))
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: MemberRequest, comment_id: int) -> HttpResponse:
    """GET asks, POST says that a comment is useful or, with `useful=0`, takes it back."""
    now = timezone.now()
    visible = Comment.objects.visible(now).with_threads().with_authors()
    comment = get_object_or_404(visible, pk=comment_id)
    if request.method != "POST":
        return _ask(request, comment)
    useful = request.POST.get("useful", "1") != "0"
    if not ratelimit.consume(request, app="allauth.account", action="react"):
        return _refuse_for_now(request, comment, given=not useful)
    try:
        count = say_useful(comment=comment, person=request.user, useful=useful, now=now)
    except (NotReactable, PermissionDenied) as refusal:
        return _ask(request, comment, refusal)
    if in_place(request):
        return HttpResponse(printed_reaction(comment, count, given=useful))
    messages.success(request, _("Thank you.") if useful else _("Taken back."))
    return SeeOther(comment_address(comment))


def _refuse_for_now(request: MemberRequest, comment: Comment, *, given: bool) -> HttpResponse:
    """Each reaction holds the conversation for a moment, and nobody reads so fast: nothing changes."""
    if in_place(request):
        return HttpResponse(printed_reaction(comment, comment.reaction_count, given=given), status=429)
    return ratelimit.respond_429(request)


def _ask(request: MemberRequest, comment: Comment, refusal: Exception | None = None) -> HttpResponse:
    status = 200 if refusal is None else 409 if isinstance(refusal, NotReactable) else 403
    if refusal is None and comment.author_id == request.user.pk:
        refusal = OwnWords()
    context = {
        "comment": comment,
        "problem": _sentence(refusal) if refusal else "",
        "under_measure": isinstance(refusal, UnderMeasure),
        "given": Reaction.objects.filter(comment=comment, person=request.user).exists(),
    }
    return render(request, "comments/react.html", context, status=status)


def _sentence(refusal: Exception) -> str:
    match refusal:
        case UnderMeasure():
            return str(refusal)
        case NotReactable():
            return _("This comment is not public any more.")
        case OwnWords():
            return _("This is your own comment. Others say whether it is useful.")
    return _("This is not possible from your account.")
