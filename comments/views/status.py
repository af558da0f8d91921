"""What became of an own comment, and of all of them: for their author alone (M2, C6)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.gate import MemberRequest, may_enter_staff_pages
from comments.history import decisions_about, waits
from comments.models import Comment, CommentVersion
from comments.redactions import with_bars_in_words
from comments.rules.paging import page_row
from comments.rules.states import EDITABLE, WITHDRAW, State
from comments.rules.waiting import estimate
from comments.signed import case_path
from comments.views.decisions import estimate_line, short_standing, standing_line, step_line
from comments.views.versions import compared
from markup import excerpt

COMMENTS_A_PAGE = 20
EXCERPT = 160  # characters of a comment in the list


@dataclass(frozen=True)
class Step:
    at: datetime
    words: str


@dataclass(frozen=True)
class OwnRow:
    """One own comment in the list: its first words, and where it stands."""

    comment: Comment
    words: str
    standing: str
    edit_waits: bool


@never_cache
@login_required
@require_safe
def status(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Tell the author what was decided, when and why, and what happens next; moderators see the same page."""
    comment = _visible_here(request, comment_id)
    now = timezone.now()
    decisions = decisions_about([comment]).get(comment.pk, [])
    held = comment.versions.held().first() if State(comment.state) in EDITABLE else None
    waiting = comment.state in {State.PENDING, State.HIDDEN} or (held and comment.state == State.PUBLIC)
    own = comment.author_id == request.user.pk
    has_a_place = comment.is_shown or (own and comment.state == State.PENDING)
    context = {
        "comment": comment,
        "own": own,
        "standing": standing_line(comment),
        "steps": [Step(d.entry.at, step_line(d.entry)) for d in decisions],
        "held": held,
        "blocks": compared(comment, held) if held else None,
        "cases": [(case, case_path(case)) for case in comment.cases.newest_first()] if own else [],
        "estimate": estimate_line(estimate(waits(now))) if waiting else "",
        "has_a_place": comment.thread.is_visible(now) and has_a_place,
        "may_edit": own and State(comment.state) in EDITABLE,
        "may_withdraw": own and State(comment.state) in WITHDRAW.sources,
    }
    return render(request, "comments/status.html", context)


@never_cache
@login_required
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """All comments of the reader, the newest first, each with where it stands."""
    own = Comment.objects.of(request.user).with_threads().newest_first()
    page = Paginator(own, COMMENTS_A_PAGE).get_page(request.GET.get("page"))
    comments = list(page.object_list)
    held = set(CommentVersion.objects.held().filter(comment__in=comments).values_list("comment", flat=True))
    context = {
        "rows": [
            OwnRow(
                comment,
                excerpt(with_bars_in_words(comment.html), EXCERPT),
                short_standing(comment),
                comment.pk in held,
            )
            for comment in comments
        ],
        "total": page.paginator.count,
        "pages": page_row(page.number, page.paginator.num_pages, lambda number: f"?page={number}"),
    }
    return render(request, "comments/mine.html", context)


def _visible_here(request: MemberRequest, comment_id: int) -> Comment:
    """The comment if it is the reader's own, or for a moderator who could enter the queue (A6).

    To everybody else it does not exist here.
    """
    comments = Comment.objects.with_threads()
    if not (request.user.as_actor().may_moderate and may_enter_staff_pages(request)):
        comments = comments.of(request.user)
    return get_object_or_404(comments, pk=comment_id)
