"""What readers may read of the earlier texts of a comment, word by word (C6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.stored import Shows, stored
from comments.history import reasons_of
from comments.models import Comment, CommentVersion
from comments.redactions import with_bars_in_words
from comments.rules import reasons
from comments.rules.comparing import Budget
from comments.rules.editing import MOST_TEXTS
from comments.rules.paging import page_row
from comments.rules.states import State
from comments.views.permalink import say_what_became
from markup import SafeHTML
from markup.difference import Block, difference, paragraphs_of

TEXTS_A_PAGE = 10


@dataclass(frozen=True)
class TextRow:
    """One text of a comment: when it appeared, and what it changed of the one before.

    `blocks` is None where there is none before, or where comparing would take too long here: `alone` is then
    the address at which it is compared, and `is_too_long` where even that would be too much. Of a text that
    was removed there is only the `reason`, which may be empty.
    """

    public_at: datetime | None
    html: SafeHTML | None = None
    blocks: list[Block] | None = None
    is_shown: bool = False
    alone: str = ""
    is_too_long: bool = False
    reason: str = ""


@stored(Shows.COMMENTS)
@require_safe
def versions(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show the texts that readers had, newest first, with their differences; of what is gone, none."""
    comment = _comment(comment_id)
    if instead := _instead(request, comment):
        return instead
    texts = comment.versions.known_to_readers().newest_first()
    page = Paginator(texts, TEXTS_A_PAGE).get_page(request.GET.get("page"))
    start = page.start_index() - 1
    found = list(texts[start : start + TEXTS_A_PAGE + 1])
    context = {
        "comment": comment,
        "texts": text_rows(comment, found, first_place=page.paginator.count - start)[:TEXTS_A_PAGE],
        "pages": page_row(page.number, page.paginator.num_pages, lambda number: f"?page={number}"),
    }
    return render(request, "comments/versions.html", context)


@stored(Shows.COMMENTS)
@require_safe
def version(request: HttpRequest, comment_id: int, place: int) -> HttpResponse:
    """Show one of these texts, the first has the place 1, with what it changed."""
    comment = _comment(comment_id)
    if instead := _instead(request, comment):
        return instead
    texts = comment.versions.known_to_readers().in_order()
    found = list(texts[max(place - 2, 0) : place])[::-1] if 1 <= place <= MOST_TEXTS else []
    if not found or len(found) < min(place, 2):
        raise Http404
    context = {
        "comment": comment,
        "texts": text_rows(comment, found, first_place=place, alone=True)[:1],
        "is_alone": True,
    }
    return render(request, "comments/versions.html", context)


def text_rows(
    comment: Comment, texts: Sequence[CommentVersion], *, first_place: int, alone: bool = False
) -> list[TextRow]:
    """Return rows for texts that follow each other and come newest first; two more queries at most.

    `first_place` is that of the first of them, which is looked at `alone`, or among others. Give one more
    than are shown: so the last of these has something to be compared with. What was removed is passed over.
    """
    why = reasons_of([text.removed_in for text in texts if text.removed_in])
    budget, rows = Budget(), []
    for index, text in enumerate(texts):
        place = first_place - index
        if text.removed_in:
            reason = str(reasons.label(why.get(text.removed_in, "")))
            rows.append(TextRow(public_at=text.public_at, reason=reason))
            continue
        before = _before(comment, texts[index + 1 :], texts[-1], first_place - len(texts))
        blocks = compared(before, text, budget) if before else None
        left_out = before is not None and blocks is None
        rows.append(
            TextRow(
                public_at=text.public_at,
                html=text.html,
                blocks=blocks,
                is_shown=text.number == comment.text_number,
                alone=reverse("comments:version", args=[comment.pk, place]) if left_out and not alone else "",
                is_too_long=left_out and alone,
            )
        )
    return rows


def compared(
    before: CommentVersion | Comment, after: CommentVersion, budget: Budget | None = None
) -> list[Block] | None:
    """Return the words that came and went between two texts; None where the budget does not allow it."""
    old, new = (paragraphs_of(with_bars_in_words(text.html)) for text in (before, after))
    lengths = (sum(map(len, old)), sum(map(len, new)))
    return difference(old, new) if (budget or Budget()).allows(*lengths) else None


def _before(
    comment: Comment, older: Sequence[CommentVersion], last: CommentVersion, unseen: int
) -> CommentVersion | None:
    """The text that readers may read and that came before; `unseen` are older than the `last` at hand."""
    known = next((text for text in older if not text.removed_in), None)
    if known or not unseen or not older:
        return known
    return comment.versions.for_readers().filter(number__lt=last.number).newest_first().first()


def _comment(comment_id: int) -> Comment:
    comment = get_object_or_404(Comment.objects.with_threads().with_authors(), pk=comment_id)
    if not comment.thread.is_visible(timezone.now()):
        raise Http404
    return comment


def _instead(request: HttpRequest, comment: Comment) -> HttpResponse | None:
    """What is answered where there are no texts to be shown to this reader."""
    if comment.state != State.PUBLIC:
        if request.user.is_authenticated and request.user.as_actor().may_moderate:
            return redirect("comments:history", comment.pk)
        return say_what_became(request, comment)
    unheard = Comment.objects.filter(pk=comment.pk)
    if request.user.is_authenticated and unheard.unheard_by(request.user).exists():
        return redirect("comments:muted", comment.pk)
    return None if comment.revised else redirect("comments:permalink", comment.pk)
