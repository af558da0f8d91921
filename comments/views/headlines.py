"""What stands above a conversation: the latest of what editors picked in it (C13)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from accounts.ready import Blank, Ready
from comments.models import Comment, Thread
from comments.querysets import CommentQuerySet
from comments.reading import ThreadPage
from comments.redactions import with_bars_in_words
from comments.roots import Order
from comments.rules.picks import SHOWN_AT_MOST
from markup import SafeHTML, excerpt

WORDS = 150  # characters of a picked comment


@dataclass(frozen=True)
class Pick:
    """A picked comment in one sentence, and the way to its place."""

    number: int
    name: str
    words: str
    language: str
    address: str


def picks_above(page: ThreadPage, muted: Collection[int]) -> list[Pick]:
    """Return the picks that were made last, on the first page of all orders but their own. One query.

    Without those of `muted` people (ids), but for what they say for the house.
    """
    if page.page > 1 or page.branch or page.order is Order.PICKS or not page.rows:
        return []
    rows = _without(page.thread, muted) if muted else _BY_ALL.rows(thread=page.thread.pk)
    return [_pick(*row) for row in rows]


def _without(thread: Thread, muted: Collection[int]) -> QuerySet[Comment, Any]:
    return _last(Comment.objects.filter(thread=thread).exclude(author__in=muted, office=""))


def _last(comments: CommentQuerySet) -> QuerySet[Comment, Any]:
    picked = comments.picked().order_by("-picked_at", "-id")
    columns = ("id", "number", "author__username", "guest_name", "html", "language")
    return picked.values_list(*columns)[:SHOWN_AT_MOST]


_BY_ALL = Ready(lambda: _last(Comment.objects.filter(thread=Blank("thread", Thread._meta.pk))))


def _pick(comment_id: int, number: int, name: str | None, guest: str, html: SafeHTML, language: str) -> Pick:
    return Pick(
        number=number,
        name=name or guest or gettext("former member"),
        words=excerpt(with_bars_in_words(html), WORDS),
        language=language,
        address=reverse("comments:permalink", args=[comment_id]),
    )
