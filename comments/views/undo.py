"""The own decisions of the last day, and undoing those of the last ten minutes (M4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import MemberRequest
from comments.actions.undoing import ChangedSince, TooLate
from comments.actions.undoing import undo as undo_ruling
from comments.casework import rulings_of
from comments.models import Comment, Ruling
from comments.rules.casework import UNDO_FOR, may_undo, minutes_left
from comments.views.answers import SeeOther
from comments.views.cases import row_anchor
from comments.views.decide import what_happened
from comments.views.decisions import ruled_line, undone_line
from comments.views.queue import Chosen, for_moderators, returning_to

MOST = 50  # decisions in the list


@dataclass(frozen=True)
class RulingRow:
    """One own decision: what it came to, about what, and for how long it can be undone."""

    ruling: Ruling
    comment: Comment | None
    minutes: int

    @property
    def words(self) -> str:
        return ruled_line(self.ruling.move, self.ruling.count)


@for_moderators
@require_safe
def rulings(request: MemberRequest) -> HttpResponse:
    return _show(request)


@for_moderators
@require_POST
def undo(request: MemberRequest, ruling_id: int) -> HttpResponse:
    """Bring back how it was; if something else happened meanwhile, change nothing and say what."""
    ruling = get_object_or_404(Ruling, pk=ruling_id, by=request.user.pk)
    try:
        count = undo_ruling(ruling=ruling, actor=request.user.as_actor(), now=timezone.now())
    except TooLate:
        problem = _("Nothing was changed: it is undone already, or more than ten minutes old.")
        return _show(request, problem=problem, status=409)
    except ChangedSince as changed:
        comments = Comment.objects.filter(pk__in=[each.pk for each in changed.comments]).with_threads()
        return _show(request, told=what_happened(list(comments)), status=409)
    messages.success(request, undone_line(count), extra_tags="undone")
    place = row_anchor(ruling.ruled.values_list("comment", flat=True)[0]) if count == 1 else ""
    address = returning_to(request.POST).address
    return SeeOther(f"{address}#{place}" if place else address)


def _show(
    request: MemberRequest, *, told: Sequence[str] = (), problem: str = "", status: int = 200
) -> HttpResponse:
    found, now = list(rulings_of(request.user.pk)[:MOST]), timezone.now()
    comments = Comment.objects.with_threads().in_bulk([each.first for each in found if each.first])
    rows = [
        RulingRow(
            each,
            comments.get(each.first),
            minutes_left(each.at + UNDO_FOR, now)
            if may_undo(at=each.at, undone=each.undone_at is not None, now=now)
            else 0,
        )
        for each in found
    ]
    context = {"chosen": Chosen(), "rows": rows, "told": told, "problem": problem}
    return render(request, "comments/rulings.html", context, status=status)
