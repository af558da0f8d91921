"""A moderator's decision about one comment or about all that are ticked: all of them or none (M4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import MemberRequest
from comments.actions.moderate import ImpossibleMove, OwnComment, StaleState, moderate_all
from comments.forms import DecisionForm
from comments.history import decisions_about
from comments.models import Comment
from comments.rules.states import REMOVE, Move
from comments.views import words
from comments.views.answers import SeeOther
from comments.views.cases import row_anchor
from comments.views.queue import Chosen, chosen_by, for_moderators, show_queue


@for_moderators
@require_POST
def decide(request: MemberRequest) -> HttpResponse:
    """Make the move and go on to the next comment; if somebody was faster, change nothing and say so."""
    chosen, form = chosen_by(request.POST), DecisionForm(request.POST)
    if not form.is_valid():
        return show_queue(request, chosen, problem=form.first_problem, status=422)
    seen: dict[int, str] = form.cleaned_data["comment"]
    move: Move = form.cleaned_data["move"]
    comments = _as_seen(seen)
    if len(comments) < len(seen):
        return show_queue(request, chosen, problem=_("A comment of these does not exist."), status=409)
    if changed := [comment for comment, now_in in comments if now_in != comment.state]:
        return _tell(request, chosen, changed)
    try:
        moderate_all(
            comments=[comment for comment, _now_in in comments],
            move=move,
            actor=request.user.as_actor(),
            reason=form.cleaned_data["reason"] if move is REMOVE else "",
            note=form.cleaned_data["note"],
            now=timezone.now(),
        )
    except OwnComment:
        return show_queue(request, chosen, problem=words.own_comment(), status=403)
    except (StaleState, ImpossibleMove):
        return _tell(request, chosen, [comment for comment, _now_in in comments])
    landing = form.cleaned_data["following"]
    tag = row_anchor(landing) if landing else ""
    messages.success(request, words.done_line(move, len(comments)), extra_tags=tag)
    return SeeOther(f"{chosen.address}#{tag}" if tag else chosen.address)


def _as_seen(seen: dict[int, str]) -> list[tuple[Comment, str]]:
    """The comments in the state that the moderator saw, each with the state it is in."""
    found = []
    for comment in Comment.objects.filter(pk__in=seen).with_threads():
        now_in, comment.state = comment.state, seen[comment.pk]
        found.append((comment, now_in))
    return found


def _tell(request: HttpRequest, chosen: Chosen, comments: list[Comment]) -> HttpResponse:
    """Say who did what to each comment that is no longer as this moderator saw it."""
    decisions = decisions_about(comments)
    told = []
    for comment in comments:
        latest = decisions[comment.pk][-1]
        told.append(
            _("#%(number)d in “%(title)s”: %(decision)s (%(when)s)")
            % {
                "number": comment.number,
                "title": comment.thread.title,
                "decision": words.decision_line(latest.entry, latest.who or _("The system")),
                "when": date_format(timezone.localtime(latest.entry.at), "DATETIME_FORMAT"),
            }
        )
    return show_queue(request, chosen, told=told, status=409)
