"""Calling a comment useful, and taking that back (C8)."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.actions.measures import UnderMeasure
from accounts.gate import MemberRequest, members_only
from comments.actions.react import NotReactable, OwnWords
from comments.actions.react import react as say_useful
from comments.models import Comment, Reaction
from comments.places import comment_address
from comments.views.answers import SeeOther, in_place
from comments.views.origin import has_valid_token
from comments.views.printing import printed_reaction

EXPIRED = gettext_lazy("This page had expired. Please load it anew and press the button once more.")
TOO_FAST = gettext_lazy("Many in one minute: please wait a moment. Nothing was changed.")


def _or_a_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let whoever was signed out meanwhile find the way in the place of the button."""

    @wraps(view)
    def answer(request: HttpRequest, comment_id: int) -> HttpResponse:
        if in_place(request) and not request.user.is_authenticated:
            return _lead_to_sign_in(comment_id)
        return view(request, comment_id)

    return answer


@_or_a_link
@csrf_exempt  # asked by hand below: a script gets a sentence for its place, and no page
@never_cache
@members_only(gettext_lazy("Sign in to call a comment useful; after that you are led back to it."))
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: MemberRequest, comment_id: int) -> HttpResponse:
    """GET asks, POST says that a comment is useful or, with `useful=0`, takes it back."""
    visible = Comment.objects.visible(timezone.now()).with_threads().with_authors()
    comment = visible.filter(pk=comment_id).first()
    if comment is None:
        return _say_that_it_is_gone(request)
    return _take(request, comment) if request.method == "POST" else _ask(request, comment)


def _take(request: MemberRequest, comment: Comment) -> HttpResponse:
    useful = request.POST.get("useful", "1") != "0"
    if not has_valid_token(request):
        return _refuse(request, comment, str(EXPIRED), 403)
    if not ratelimit.consume(request, app="allauth.account", action="react"):
        return _refuse(request, comment, str(TOO_FAST), 429)
    try:
        count = say_useful(comment=comment, person=request.user, useful=useful, now=timezone.now())
    except (NotReactable, PermissionDenied) as refusal:
        if not in_place(request):
            return _ask(request, comment, refusal)
        status = 409 if isinstance(refusal, NotReactable) else 403
        return _refuse(request, comment, _sentence(refusal), status)
    if in_place(request):
        return HttpResponse(printed_reaction(comment, count, given=useful))
    messages.success(request, _("Thank you.") if useful else _("Taken back."))
    return SeeOther(comment_address(comment))


def _refuse(request: MemberRequest, comment: Comment, problem: str, status: int) -> HttpResponse:
    """Nothing is changed: the button as it was with a sentence beside it, or the page that asks, with one."""
    given = Reaction.objects.filter(comment=comment, person=request.user).exists()
    if in_place(request):
        button = printed_reaction(comment, comment.reaction_count, given=given, problem=problem)
        return HttpResponse(button, status=status)
    context = {"comment": comment, "notice": problem, "given": given}
    return render(request, "comments/react.html", context, status=status)


def _lead_to_sign_in(comment_id: int) -> HttpResponse:
    asked = urlencode({"next": reverse("comments:react", args=[comment_id])})
    there = f"{reverse('account_login')}?{asked}"
    words = _("You are no longer signed in: sign in to say that it is useful")
    return HttpResponse(format_html('<a class="comment__useful" href="{}">{}</a>', there, words), status=403)


def _say_that_it_is_gone(request: HttpRequest) -> HttpResponse:
    if not in_place(request):
        raise Http404
    words = _sentence(NotReactable())
    return HttpResponse(format_html('<span class="comment__refused">{}</span>', words), status=404)


def _ask(request: MemberRequest, comment: Comment, refusal: Exception | None = None) -> HttpResponse:
    status = 200 if refusal is None else 409 if isinstance(refusal, NotReactable) else 403
    if refusal is None and comment.author_id == request.user.pk:
        refusal = OwnWords()
    context = {
        "comment": comment,
        "problem": _sentence(refusal) if refusal else "",
        "redress": reverse(refusal.where) if isinstance(refusal, UnderMeasure) else "",
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
