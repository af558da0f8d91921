"""Edits that were held, as moderators see and decide them (C6, M4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import MemberRequest
from comments.actions.moderate import OwnComment
from comments.actions.release import StaleEdit, decide_edits
from comments.casework import LongList
from comments.history import decisions_about
from comments.models import CommentVersion
from comments.moderation_forms import EditDecisionForm
from comments.rules import editing, reasons
from comments.rules.comparing import FOR_MODERATORS, Budget
from comments.rules.paging import page_row
from comments.rules.spam.findings import sentence, spans_of
from comments.rules.states import APPROVE, REMOVE, State
from comments.views import words
from comments.views.answers import SeeOther
from comments.views.cases import Button, CaseRow
from comments.views.decide import what_happened
from comments.views.decisions import own_comment
from comments.views.queue import EDITS, Chosen, chosen_by, for_moderators, head_of
from comments.views.versions import compared
from comments.views.work import work_on
from comments.views.work_on_cases import asks_about_claims
from markup.difference import Block

ROWS_A_PAGE = 10  # fewer than of comments: each is a comparison
MOVES = [
    Button(APPROVE.name, gettext_lazy("Release"), "a"),
    Button(REMOVE.name, gettext_lazy("Refuse"), "r"),
]


@dataclass(frozen=True, kw_only=True)
class EditRow(CaseRow):
    """A held edit beside the text that is up; without `blocks` where there is too much to compare."""

    edit: CommentVersion
    blocks: list[Block] | None

    field = "edit"

    @property
    def anchor(self) -> str:
        return edit_anchor(self.edit.pk)

    @property
    def token(self) -> str:
        return str(self.edit.pk)

    @property
    def at(self) -> datetime:
        return self.edit.written_at

    @property
    def spoken(self) -> str:
        facts = {
            "number": self.comment.number,
            "name": self.name,
            "title": words.title_of(self.comment.thread),
        }
        return _("Change of #%(number)d by %(name)s in “%(title)s”") % facts

    @property
    def why(self) -> str:
        held = [d for d in self.decisions if d.entry.move == editing.HELD]
        return str(reasons.label(held[-1].entry.reason)) if held else ""

    @property
    def findings(self) -> list[str]:
        return [words_of for found in self.edit.evidence if (words_of := sentence(found))]

    @property
    def marked(self) -> set[str]:
        """The words of the new text that made a check speak."""
        return {self.edit.source[start:end] for start, end in spans_of(self.edit.evidence)}

    @property
    def moves(self) -> list[Button]:
        return MOVES


def edit_anchor(edit_id: int) -> str:
    """Return where the row of an edit stands on the page of the queue."""
    return f"e{edit_id}"


def edit_rows(held: Sequence[CommentVersion], *, viewer: int) -> list[EditRow]:
    """Return rows for edits loaded with their context; six more queries."""
    comments = [edit.comment for edit in held]
    decisions, work = decisions_about(comments), work_on(comments, viewer, timezone.now())
    budget = Budget(FOR_MODERATORS)
    return [
        EditRow(
            comment=edit.comment,
            decisions=decisions.get(edit.comment_id, []),
            following=after.pk if after else None,
            work=work[edit.comment_id],
            edit=edit,
            blocks=compared(edit.comment, edit, budget),
        )
        for edit, after in zip_longest(held, held[1:])
    ]


def show_edits(
    request: MemberRequest, chosen: Chosen, *, told: Sequence[str] = (), problem: str = "", status: int = 200
) -> HttpResponse:
    """Render the edits that wait, the oldest first; `told` and `problem` are those of `show_queue`."""
    waiting = CommentVersion.objects.waiting()
    if chosen.author:
        waiting = waiting.by_name(chosen.author)
    found = LongList(waiting.with_context(), ROWS_A_PAGE).get_page(chosen.page)
    rows = edit_rows(list(found.object_list), viewer=request.user.pk)
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
        "decide": reverse("comments:moderate_edit"),
    }
    return render(request, "comments/queue.html", context, status=status)


@for_moderators
@require_safe
def edits(request: MemberRequest) -> HttpResponse:
    return show_edits(request, _chosen_by(request.GET))


@for_moderators
@require_POST
@asks_about_claims
def decide_edit(request: MemberRequest) -> HttpResponse:
    """Release or refuse what is ticked, all or none; if somebody was faster, change nothing and say so."""
    chosen, form = _chosen_by(request.POST), EditDecisionForm(request.POST)
    if not form.is_valid():
        return show_edits(request, chosen, problem=form.first_problem, status=422)
    wanted = form.cleaned_data["edit"]
    seen = list(CommentVersion.objects.filter(pk__in=wanted).with_context())
    if len(seen) < len(set(wanted)):
        return show_edits(request, chosen, problem=_("A change of these does not exist."), status=409)
    if stale := [edit for edit in seen if edit.state != State.PENDING or edit.comment.state != State.PUBLIC]:
        return _tell(request, chosen, stale)
    try:
        decide_edits(
            edits=seen,
            release=form.releases,
            actor=request.user.as_actor(),
            reason="" if form.releases else form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            statement=form.cleaned_data["statement"],
            despite_claims=form.cleaned_data["despite"],
            now=timezone.now(),
        )
    except OwnComment:
        return show_edits(request, chosen, problem=own_comment(), status=403)
    except StaleEdit as stale_edit:
        return _tell(request, chosen, [stale_edit.edit])
    landing = form.cleaned_data["following"]
    tag = edit_anchor(landing) if landing else ""
    messages.success(request, _done(form.releases, len(seen)), extra_tags=tag)
    return SeeOther(f"{chosen.address}#{tag}" if tag else chosen.address)


def _chosen_by(asked: QueryDict) -> Chosen:
    return replace(chosen_by(asked), state=EDITS)


def _tell(request: MemberRequest, chosen: Chosen, stale: list[CommentVersion]) -> HttpResponse:
    told = what_happened([edit.comment for edit in stale])
    return show_edits(request, chosen, told=told, status=409)


def _done(released: bool, count: int) -> str:
    facts = {"number": count}
    if released:
        return ngettext("%(number)d change released.", "%(number)d changes released.", count) % facts
    return ngettext("%(number)d change refused.", "%(number)d changes refused.", count) % facts
