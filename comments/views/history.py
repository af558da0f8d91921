"""Everything about one comment that moderators may know: its decisions, and every text it had (C6, M4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import MemberRequest
from comments.actions.moderate import OwnComment
from comments.actions.removing import StaleText, remove_text, restore_text
from comments.history import decisions_about
from comments.models import Comment, CommentVersion
from comments.moderation_forms import TextRemovalForm
from comments.rules import reasons
from comments.rules.comparing import FOR_MODERATORS, Budget
from comments.rules.paging import page_row
from comments.rules.states import State
from comments.views.answers import SeeOther
from comments.views.cases import CaseRow
from comments.views.decisions import decision_line
from comments.views.edit_cases import edit_rows
from comments.views.queue import ALL, Chosen, for_moderators, with_context
from comments.views.versions import compared
from comments.views.work import OPINIONS, work_on
from comments.views.work_on_cases import HISTORY
from markup.difference import Block

TEXTS_A_PAGE = 10


@dataclass(frozen=True)
class Version:
    """One text of a comment, and what it changed of the one that was shown before; None: nothing was.

    `removed` says who took it from readers, who can get it back then; `may_be_removed` whether it can be
    taken from them.
    """

    text: CommentVersion
    blocks: list[Block] | None
    removed: str = ""
    may_be_removed: bool = False


@for_moderators
@require_safe
def history(request: MemberRequest, comment_id: int) -> HttpResponse:
    return _show(request, comment_id)


@for_moderators
@require_POST
def remove_one(request: MemberRequest, text_id: int) -> HttpResponse:
    """Take one earlier text from readers; who comes second is told, with the page as it is now."""
    text = get_object_or_404(CommentVersion.objects.select_related("comment"), pk=text_id)
    form = TextRemovalForm(request.POST)
    if not form.is_valid():
        return _show(request, text.comment_id, problem=form.first_problem, status=422)
    try:
        remove_text(
            text=text,
            actor=request.user.as_actor(),
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            statement=form.cleaned_data["statement"],
            now=timezone.now(),
        )
    except OwnComment:
        problem = _("Nothing was changed: your own earlier words are removed by somebody else.")
        return _show(request, text.comment_id, problem=problem, status=403)
    except StaleText:
        problem = _("Readers no longer have this text: it was removed before, or is the one that is shown.")
        return _show(request, text.comment_id, problem=problem, status=409)
    facts = {"number": text.number}
    messages.success(request, _("Text %(number)d is removed. The comment stays.") % facts)
    return SeeOther(reverse("comments:history", args=[text.comment_id]) + "#texts")


@for_moderators
@require_POST
def restore_one(request: MemberRequest, text_id: int) -> HttpResponse:
    """Give one earlier text back to readers."""
    text = get_object_or_404(CommentVersion.objects.select_related("comment"), pk=text_id)
    try:
        restore_text(text=text, actor=request.user.as_actor(), now=timezone.now())
    except OwnComment:
        problem = _("Nothing was changed: about your own earlier words somebody else decides.")
        return _show(request, text.comment_id, problem=problem, status=403)
    except StaleText:
        problem = _("Nothing was changed: this text is not removed any more.")
        return _show(request, text.comment_id, problem=problem, status=409)
    messages.success(request, _("Readers have text %(number)d again.") % {"number": text.number})
    return SeeOther(reverse("comments:history", args=[text.comment_id]) + "#texts")


def _show(request: MemberRequest, comment_id: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Every decision about one comment with the notes beside it, every text, and the edit that waits."""
    comment = get_object_or_404(with_context(Comment.objects.all()), pk=comment_id)
    found = decisions_about([comment]).get(comment.pk, [])
    lines = {decision.entry.pk: decision_line(decision) for decision in found}
    texts = list(comment.versions.newest_first())
    page = Paginator(texts, TEXTS_A_PAGE).get_page(request.GET.get("page"))
    held = comment.versions.waiting().with_context()
    here = reverse("comments:history", args=[comment_id])
    context = {
        "row": CaseRow(comment, found, work=work_on([comment], request.user.pk, timezone.now())[comment.pk]),
        "place": HISTORY,
        "opinions": OPINIONS.items(),
        "decisions": [{"entry": d.entry, "note": d.note, "sentence": lines[d.entry.pk]} for d in found],
        "edit": next(iter(edit_rows(list(held), viewer=request.user.pk)), None),
        "versions": _versions(comment, texts, max(page.start_index() - 1, 0), page.end_index(), lines),
        "pages": page_row(page.number, page.paginator.num_pages, lambda number: f"{here}?page={number}"),
        "chosen": Chosen(state=ALL),
        "reasons": reasons.REMOVAL.items(),
        "decide": reverse("comments:moderate"),
        "decide_edit": reverse("comments:moderate_edit"),
        "problem": problem,
    }
    return render(request, "comments/history.html", context, status=status)


def _versions(
    comment: Comment, texts: Sequence[CommentVersion], start: int, end: int, lines: Mapping[int, str]
) -> list[Version]:
    """Compare those of one page, each with the text that was shown before it; they come newest first.

    `lines` are the decisions in words, by the ids of their entries.
    """
    budget, found = Budget(FOR_MODERATORS), []
    for index, text in enumerate(texts[start:end], start):
        before = next((other for other in texts[index + 1 :] if _was_shown(other)), None)
        found.append(
            Version(
                text,
                compared(before, text, budget) if before else None,
                removed=lines.get(text.removed_in or 0, ""),
                may_be_removed=text.stays and _was_shown(text) and not text.removed_in,
            )
        )
    return found


def _was_shown(text: CommentVersion) -> bool:
    return text.state == State.PUBLIC or text.removed_in is not None
