"""Everything about one comment that moderators may know: its decisions, and every text it had (C6, M4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from comments.history import decisions_about
from comments.models import Comment, CommentVersion
from comments.rules import reasons
from comments.rules.paging import page_row
from comments.rules.states import State
from comments.views.cases import CaseRow
from comments.views.decisions import decision_line
from comments.views.edit_cases import edit_rows
from comments.views.queue import ALL, Chosen, for_moderators, with_context
from comments.views.versions import differing
from markup.difference import Block

TEXTS_A_PAGE = 10


@dataclass(frozen=True)
class Version:
    """One text of a comment, and what it changed of the one that was shown before; None: nothing was."""

    text: CommentVersion
    blocks: list[Block] | None


@for_moderators
@require_safe
def history(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Every decision about one comment with the notes beside it, every text, and the edit that waits."""
    comment = get_object_or_404(with_context(Comment.objects.all()), pk=comment_id)
    found = decisions_about([comment]).get(comment.pk, [])
    texts = list(comment.versions.newest_first())
    page = Paginator(texts, TEXTS_A_PAGE).get_page(request.GET.get("page"))
    held = comment.versions.waiting().with_context()
    context = {
        "row": CaseRow(comment, found),
        "decisions": [
            {
                "entry": d.entry,
                "note": d.note,
                "sentence": decision_line(d),
            }
            for d in found
        ],
        "edit": next(iter(edit_rows(list(held))), None),
        "versions": _versions(texts, max(page.start_index() - 1, 0), page.end_index()),
        "pages": page_row(page.number, page.paginator.num_pages, lambda number: f"?page={number}"),
        "chosen": Chosen(state=ALL),
        "reasons": reasons.REMOVAL.items(),
        "decide": reverse("comments:moderate"),
        "decide_edit": reverse("comments:moderate_edit"),
    }
    return render(request, "comments/history.html", context)


def _versions(texts: Sequence[CommentVersion], start: int, end: int) -> list[Version]:
    """Compare those of one page, each with the text that was shown before it; they come newest first."""
    found = []
    for index, text in enumerate(texts[start:end], start):
        before = next((other for other in texts[index + 1 :] if other.state == State.PUBLIC), None)
        found.append(Version(text, differing(before, text) if before else None))
    return found
