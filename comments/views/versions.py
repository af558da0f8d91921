"""What readers may read of the earlier texts of a comment, word by word (C6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.stored import Shows, stored
from comments.models import Comment, CommentVersion
from comments.rules.paging import page_row
from comments.rules.states import State
from comments.views.permalink import say_what_became
from markup import SafeHTML
from markup.difference import Block, difference, paragraphs_of

TEXTS_A_PAGE = 10


@dataclass(frozen=True)
class TextRow:
    """One text of a comment, newest first: when it appeared, and what it changed of the one before."""

    public_at: datetime | None
    html: SafeHTML
    blocks: list[Block] | None = None
    is_shown: bool = False


@stored(Shows.COMMENTS)
@require_safe
def versions(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show the texts that readers had, with their differences; of a comment that is gone, none."""
    now = timezone.now()
    comment = get_object_or_404(Comment.objects.with_threads().with_authors(), pk=comment_id)
    if not comment.thread.is_visible(now):
        raise Http404
    if comment.state != State.PUBLIC:
        if request.user.is_authenticated and request.user.as_actor().may_moderate:
            return redirect("comments:history", comment.pk)
        return say_what_became(request, comment)
    unheard = Comment.objects.filter(pk=comment.pk)
    if request.user.is_authenticated and unheard.unheard_by(request.user).exists():
        return redirect("comments:muted", comment.pk)
    if not comment.revised:
        return redirect("comments:permalink", comment.pk)
    texts = comment.versions.for_readers().newest_first()
    page = Paginator(texts, TEXTS_A_PAGE).get_page(request.GET.get("page"))
    start = page.start_index() - 1
    context = {
        "comment": comment,
        "texts": text_rows(list(texts[start : start + TEXTS_A_PAGE + 1]), comment)[:TEXTS_A_PAGE],
        "pages": page_row(page.number, page.paginator.num_pages, lambda number: f"?page={number}"),
    }
    return render(request, "comments/versions.html", context)


def text_rows(texts: Sequence[CommentVersion], comment: Comment) -> list[TextRow]:
    """Return rows for texts that come newest first; the last of them has nothing to be compared with."""
    earlier = [*texts[1:], None]
    return [
        TextRow(
            public_at=text.public_at,
            html=text.html,
            blocks=differing(before, text) if before else None,
            is_shown=text.number == comment.text_number,
        )
        for text, before in zip(texts, earlier, strict=True)
    ]


def differing(before: CommentVersion | Comment, after: CommentVersion) -> list[Block]:
    """Return the words that came and went between two texts."""
    return difference(paragraphs_of(before.html), paragraphs_of(after.html))
