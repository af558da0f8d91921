"""A moderator's decision about one comment or about all that are ticked: all of them or none (M4)."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import MemberRequest
from comments.actions.moderate import ImpossibleMove, OwnComment, StaleState
from comments.actions.undoing import rule_on
from comments.history import decisions_about
from comments.models import Comment
from comments.moderation_forms import DecisionForm, Seen
from comments.rules.states import REMOVE, Move
from comments.views import words
from comments.views.answers import SeeOther
from comments.views.cases import row_anchor
from comments.views.decisions import decision_line, done_line, own_comment
from comments.views.newcomers import show_newcomers
from comments.views.queue import NEWCOMERS, Chosen, for_moderators, returning_to, show_queue
from comments.views.work_on_cases import asks_about_claims


@for_moderators
@require_POST
@asks_about_claims
def decide(request: MemberRequest) -> HttpResponse:
    """Make the move and go on to the next comment; if somebody was faster, change nothing and say so."""
    chosen, form = returning_to(request.POST), DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, chosen, problem=form.first_problem, status=422)
    seen: dict[int, Seen] = form.cleaned_data["comment"]
    move: Move = form.cleaned_data["move"]
    comments = _as_seen(seen)
    if len(comments) < len(seen):
        return _show(request, chosen, problem=_("A comment of these does not exist."), status=409)
    if changed := [comment for comment, present in comments if present != _as_shown(comment)]:
        return _tell(request, chosen, changed)
    try:
        rule_on(
            comments=[comment for comment, _present in comments],
            move=move,
            actor=request.user.as_actor(),
            reason=form.cleaned_data["reason"] if move is REMOVE else "",
            note=form.cleaned_data["note"],
            statement=form.cleaned_data["statement"],
            despite_claims=form.cleaned_data["despite"],
            now=timezone.now(),
        )
    except OwnComment:
        return _show(request, chosen, problem=own_comment(), status=403)
    except (StaleState, ImpossibleMove):
        return _tell(request, chosen, [comment for comment, _present in comments])
    landing = form.cleaned_data["following"]
    tag = row_anchor(landing) if landing else ""
    messages.success(request, done_line(move, len(comments)), extra_tags=tag)
    return SeeOther(f"{chosen.address}#{tag}" if tag else chosen.address)


def _show(
    request: MemberRequest, chosen: Chosen, *, told: Sequence[str] = (), problem: str = "", status: int
) -> HttpResponse:
    """Render the list from which it was decided."""
    show = show_newcomers if chosen.state == NEWCOMERS else show_queue
    return show(request, chosen, told=told, problem=problem, status=status)


def _as_shown(comment: Comment) -> Seen:
    return Seen(comment.state, comment.text_number)


def _as_seen(seen: dict[int, Seen]) -> list[tuple[Comment, Seen]]:
    """The comments as the moderator saw them, each with how it is now."""
    found = []
    for comment in Comment.objects.filter(pk__in=seen).with_threads():
        present = _as_shown(comment)
        comment.state, comment.text_number = seen[comment.pk].state, seen[comment.pk].text_number
        found.append((comment, present))
    return found


def _tell(request: MemberRequest, chosen: Chosen, comments: list[Comment]) -> HttpResponse:
    """Say who did what to each comment that is no longer as this moderator saw it."""
    return _show(request, chosen, told=what_happened(comments), status=409)


def what_happened(comments: Sequence[Comment]) -> list[str]:
    """Return what was last done to each of these comments, by whom and when."""
    decisions = decisions_about(comments)
    told = []
    for comment in comments:
        latest = decisions[comment.pk][-1]
        told.append(
            _("#%(number)d in “%(title)s”: %(decision)s (%(when)s)")
            % {
                "number": comment.number,
                "title": words.title_of(comment.thread),
                "decision": decision_line(latest),
                "when": date_format(timezone.localtime(latest.entry.at), "DATETIME_FORMAT"),
            }
        )
    return told
