"""Reported comments, as moderators see and decide them (M4, M6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import MemberRequest
from comments.actions.moderate import ImpossibleMove, OwnComment, StaleState
from comments.actions.reporting import StaleReports, decide_reports
from comments.casework import LongList
from comments.history import decisions_about
from comments.models import Comment, Report
from comments.moderation_forms import ReportsDecisionForm, Seen
from comments.rules import reasons
from comments.rules.paging import page_row
from comments.rules.reports import REASONS
from comments.rules.states import APPROVE, REMOVE, SPAM, Move, State
from comments.views.answers import SeeOther
from comments.views.cases import Button, CaseRow, row_anchor
from comments.views.decide import what_happened
from comments.views.decisions import done_line, own_comment
from comments.views.queue import REPORTED, Chosen, chosen_by, for_moderators, head_of, with_context
from comments.views.work import work_on
from comments.views.work_on_cases import asks_about_claims

ROWS_A_PAGE = 25
MOVES = [
    Button(APPROVE.name, gettext_lazy("Leave it up"), "a"),
    Button(REMOVE.name, gettext_lazy("Remove"), "r"),
    Button(SPAM.name, gettext_lazy("Spam"), "s"),
]


@dataclass(frozen=True)
class Said:
    """One report in a row of the queue; moderators see what was said, and how much it weighs, not by whom."""

    report: Report
    text_number: int

    @property
    def reason(self) -> str:
        return str(REASONS.get(self.report.reason, self.report.reason))

    @property
    def weight(self) -> str:
        """How much it weighs, with one decimal; nothing for a report that weighs nothing."""
        return _weight(self.report.weight)

    @property
    def is_unsigned(self) -> bool:
        return self.report.reporter_id is None

    @property
    def is_of_an_earlier_text(self) -> bool:
        return self.report.text_number != self.text_number


def _weight(weight: float) -> str:
    return number_format(weight, decimal_pos=1) if round(weight, 1) else ""


@dataclass(frozen=True, kw_only=True)
class ReportedRow(CaseRow):
    """A comment with all that was said against it, the oldest report first."""

    reports: list[Said]

    @property
    def token(self) -> str:
        return f"{super().token}:{max(said.report.pk for said in self.reports)}"

    @property
    def why(self) -> str:
        """How much the reports weigh together; nothing where they only ask that somebody looks."""
        weight = _weight(sum(said.report.weight for said in self.reports))
        if not weight:
            return ""
        count = len(self.reports)
        facts = {"count": count, "weight": weight}
        return (
            ngettext(
                "%(count)d report, of weight %(weight)s.",
                "%(count)d reports, of weight %(weight)s together.",
                count,
            )
            % facts
        )

    @property
    def moves(self) -> list[Button]:
        return MOVES


def show_reported(
    request: MemberRequest, chosen: Chosen, *, told: Sequence[str] = (), problem: str = "", status: int = 200
) -> HttpResponse:
    """Render what was reported, the oldest report first; `told` and `problem` are those of `show_queue`."""
    open_ones = Report.objects.open()
    if chosen.author:
        open_ones = open_ones.filter(comment__in=Comment.objects.by_name(chosen.author))
    found = LongList(open_ones.by_comment(), ROWS_A_PAGE).get_page(chosen.page)
    rows = _rows([row["comment"] for row in found.object_list], request.user.pk)
    chosen = replace(chosen, page=found.number)
    context: dict[str, Any] = {
        **head_of(request, chosen),
        "rows": rows,
        "bulk_moves": MOVES,
        "reasons": reasons.REMOVAL.items(),
        "pages": page_row(
            found.number, found.paginator.num_pages, lambda number: replace(chosen, page=number).address
        ),
        "anchors": {row.anchor for row in rows},
        "told": told,
        "problem": problem,
        "decide": reverse("comments:moderate_reported"),
    }
    return render(request, "comments/queue.html", context, status=status)


def _rows(ids: Sequence[int], viewer: int) -> list[ReportedRow]:
    """Return the rows of these comments in this order; eight queries."""
    comments = with_context(Comment.objects.filter(pk__in=ids)).in_bulk()
    decisions = decisions_about(comments.values())
    work = work_on(comments.values(), viewer, timezone.now())
    said: dict[int, list[Report]] = {}
    for report in Report.objects.open().filter(comment__in=ids).oldest_first():
        said.setdefault(report.comment_id, []).append(report)
    ids = [pk for pk in ids if pk in comments and pk in said]  # what was decided this very moment is gone
    return [
        ReportedRow(
            comment=comments[pk],
            decisions=decisions.get(pk, []),
            following=after,
            work=work[pk],
            reports=[Said(report, comments[pk].text_number) for report in said[pk]],
        )
        for pk, after in zip_longest(ids, ids[1:])
    ]


@for_moderators
@require_safe
def reported(request: MemberRequest) -> HttpResponse:
    return show_reported(request, _chosen_by(request.GET))


@for_moderators
@require_POST
@asks_about_claims
def decide_reported(request: MemberRequest) -> HttpResponse:
    """Decide about all reports of what is ticked, all or none; if somebody was faster, say so."""
    chosen, form = _chosen_by(request.POST), ReportsDecisionForm(request.POST)
    if not form.is_valid():
        return show_reported(request, chosen, problem=form.first_problem, status=422)
    seen: dict[int, Seen] = form.cleaned_data["comment"]
    move: Move = form.cleaned_data["move"]
    comments = list(Comment.objects.filter(pk__in=seen).with_threads())
    if len(comments) < len(seen):
        return show_reported(request, chosen, problem=_("A comment of these does not exist."), status=409)
    for comment in comments:
        comment.state, comment.text_number = seen[comment.pk].state, seen[comment.pk].text_number
    try:
        decide_reports(
            comments=comments,
            seen={pk: each.newest_report or 0 for pk, each in seen.items()},
            move=move,
            actor=request.user.as_actor(),
            reason=form.cleaned_data["reason"] if move is REMOVE else "",
            note=form.cleaned_data["note"],
            statement=form.cleaned_data["statement"],
            despite_claims=form.cleaned_data["despite"],
            now=timezone.now(),
        )
    except OwnComment:
        return show_reported(request, chosen, problem=own_comment(), status=403)
    except (StaleReports, StaleState, ImpossibleMove) as stale:
        return _tell(request, chosen, [stale.comment] if isinstance(stale, StaleReports) else comments)
    landing = form.cleaned_data["following"]
    tag = row_anchor(landing) if landing else ""
    messages.success(request, _done(move, len(comments)), extra_tags=tag)
    return SeeOther(f"{chosen.address}#{tag}" if tag else chosen.address)


def _chosen_by(asked: QueryDict) -> Chosen:
    return replace(chosen_by(asked), state=REPORTED)


def _tell(request: MemberRequest, chosen: Chosen, comments: list[Comment]) -> HttpResponse:
    """Say what was done last; where nobody decided, another report has come."""
    told = what_happened(comments)
    still_open = Report.objects.open().filter(comment__in=[comment.pk for comment in comments])
    if State.PUBLIC in {comment.state for comment in comments} and still_open.exists():
        told.append(_("There are reports that you have not seen yet."))
    return show_reported(request, chosen, told=told, status=409)


def _done(move: Move, count: int) -> str:
    if move is APPROVE:
        return ngettext("%(number)d comment stays.", "%(number)d comments stay.", count) % {"number": count}
    return done_line(move, count)
