"""Appeals, as moderators see and decide them (M4, M7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import MemberRequest
from comments.actions.appeals import SamePerson, StaleAppeal, decide_appeal
from comments.actions.moderate import ImpossibleMove, OwnComment, StaleState
from comments.casework import LongList
from comments.history import decisions_about
from comments.models import Appeal, Discussion
from comments.moderation_forms import AppealDecisionForm
from comments.rules.cases import SAME_PERSON_AFTER, may_decide
from comments.rules.paging import page_row
from comments.statements import Statement, statement_of
from comments.views import words
from comments.views.answers import SeeOther
from comments.views.cases import CaseRow
from comments.views.decisions import own_comment
from comments.views.queue import APPEALS, Chosen, chosen_by, for_moderators, head_of
from comments.views.work import work_on
from comments.views.work_on_cases import asks_about_claims

ROWS_A_PAGE = 10


@dataclass(frozen=True, kw_only=True)
class AppealRow(CaseRow):
    """An appeal beside the decision that it is about. `answer` was typed into a form that was refused."""

    appeal: Appeal
    statement: Statement
    first: str
    until: datetime | None
    answer: str = ""

    @property
    def anchor(self) -> str:
        return appeal_anchor(self.appeal.pk)

    @property
    def at(self) -> datetime:
        return self.appeal.made_at

    @property
    def spoken(self) -> str:
        facts = {
            "number": self.comment.number,
            "name": self.name,
            "title": words.title_of(self.comment.thread),
        }
        return _("Appeal about #%(number)d by %(name)s in “%(title)s”") % facts

    @property
    def is_for_others(self) -> bool:
        """Whether this moderator made the decision, so that others have a day for the appeal."""
        return self.until is not None


def appeal_anchor(appeal_id: int) -> str:
    """Return where the row of an appeal stands on the page of the queue."""
    return f"a{appeal_id}"


def _rows(made: Sequence[Appeal], person: int, now: datetime, answers: dict[int, str]) -> list[AppealRow]:
    comments = [each.case.comment for each in made]
    decisions, work = decisions_about(comments), work_on(comments, person, now)
    months = Discussion.load().appeal_months
    rows = []
    for each, after in zip_longest(made, made[1:]):
        first = each.case.decided_by
        free = may_decide(person=person, first=each.case.decided_by_id, made_at=each.made_at, now=now)
        rows.append(
            AppealRow(
                comment=each.case.comment,
                decisions=decisions.get(each.case.comment_id, []),
                following=after.pk if after else None,
                work=work[each.case.comment_id],
                appeal=each,
                statement=statement_of(each.case, months=months),
                first=first.username if first else "",
                until=None if free else each.made_at + SAME_PERSON_AFTER,
                answer=answers.get(each.pk, ""),
            )
        )
    return rows


def show_appeals(
    request: MemberRequest,
    chosen: Chosen,
    *,
    told: Sequence[str] = (),
    problem: str = "",
    answers: dict[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render what waits, the oldest first; `answers` gives back what was typed for an appeal."""
    waiting = Appeal.objects.waiting()
    if chosen.author:
        waiting = waiting.by_name(chosen.author)
    found = LongList(waiting.with_context(), ROWS_A_PAGE).get_page(chosen.page)
    rows = _rows(list(found.object_list), request.user.pk, timezone.now(), answers or {})
    chosen = replace(chosen, page=found.number)
    context: dict[str, Any] = {
        **head_of(request, chosen),
        "rows": rows,
        "pages": page_row(
            found.number, found.paginator.num_pages, lambda number: replace(chosen, page=number).address
        ),
        "anchors": {row.anchor for row in rows},
        "told": told,
        "problem": problem,
    }
    return render(request, "comments/appeals.html", context, status=status)


@for_moderators
@require_safe
def appeals(request: MemberRequest) -> HttpResponse:
    return show_appeals(request, _chosen_by(request.GET))


@for_moderators
@require_POST
@asks_about_claims
def decide(request: MemberRequest) -> HttpResponse:
    """Grant or deny one appeal with an answer; if somebody was faster, change nothing and say so."""
    chosen, form = _chosen_by(request.POST), AppealDecisionForm(request.POST)
    form.is_valid()
    number, typed = form.cleaned_data.get("appeal") or 0, request.POST.get("answer", "")
    if form.errors:
        answers = {number: typed}
        return show_appeals(request, chosen, problem=form.first_problem, answers=answers, status=422)
    made = Appeal.objects.with_context().filter(pk=number).first()
    if made is None:
        return show_appeals(request, chosen, problem=_("This appeal does not exist."), status=409)
    try:
        decide_appeal(
            made=made,
            grant=form.grants,
            answer=form.cleaned_data["answer"],
            note=form.cleaned_data["note"],
            despite_claims=form.cleaned_data["despite"],
            actor=request.user.as_actor(),
            now=timezone.now(),
        )
    except OwnComment:
        return show_appeals(request, chosen, problem=own_comment(), status=403)
    except SamePerson:
        return show_appeals(request, chosen, problem=_same_person(made), answers={number: typed}, status=403)
    except (StaleAppeal, StaleState, ImpossibleMove):
        return show_appeals(request, chosen, told=[_what_happened(number)], status=409)
    landing = form.cleaned_data["following"]
    tag = appeal_anchor(landing) if landing else ""
    messages.success(request, _("Appeal granted.") if form.grants else _("Appeal denied."), extra_tags=tag)
    return SeeOther(f"{chosen.address}#{tag}" if tag else chosen.address)


def _chosen_by(asked: QueryDict) -> Chosen:
    return replace(chosen_by(asked), state=APPEALS)


def _same_person(made: Appeal) -> str:
    until = timezone.localtime(made.made_at + SAME_PERSON_AFTER)
    return _("You made this decision yourself: until %(when)s somebody else decides about the appeal.") % {
        "when": date_format(until, "DATETIME_FORMAT")
    }


def _what_happened(number: int) -> str:
    """Say who decided meanwhile; the row is loaded anew."""
    made = Appeal.objects.with_context().select_related("decided_by").get(pk=number)
    facts = {"number": made.case.comment.number, "title": words.title_of(made.case.comment.thread)}
    if made.decided_at is None:
        return _("#%(number)d in “%(title)s” is no longer where it was.") % facts
    facts |= {
        "who": made.decided_by.username if made.decided_by else _("The system"),
        "when": date_format(timezone.localtime(made.decided_at), "DATETIME_FORMAT"),
    }
    if made.granted:
        return _("#%(number)d in “%(title)s”: %(who)s granted the appeal (%(when)s).") % facts
    return _("#%(number)d in “%(title)s”: %(who)s denied the appeal (%(when)s).") % facts
